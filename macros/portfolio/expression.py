"""The language of ``where``: one expression over a dataset's names, checked before any row is read.

Names, ``today``, text and ISO dates in quotes, numbers; ``== != < <= > >=``, ``in``, ``not in``, chained or
not; ``and``, ``or``, ``not``; ``+ - * /`` over numbers, days and dates (``review_by < today + 30``);
``is none``, ``is defined``; the filters ``length``, ``lower`` and ``abs``. No calls, attributes, subscripts.

- A comparison with an absent value is false; so are ``!=`` and ``not in``. A list without items is ``none``.
- ``not`` turns round what follows it: ``not (finish > today)`` holds for a row without a finish.
- A name alone holds where it has a value that is neither false nor 0.
- ``'x' in name`` looks for a part of a text, an item of a list, a value of ``ratings``, or an entry's id.
- ``<`` between terms follows the vocabulary of the few that are ``ranked``, as in ``tier >= 2``.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.parser import Parser

from macros.records.problems import nearest

from . import comparison
from .columns import Dataset
from .comparison import Operand, Type
from .evaluation import SANDBOX, TODAY, Predicate, compiled
from .syntax import said, syntax_hint

LONGEST = 2000
DEEPEST = 40
FILTERS: Mapping[str, tuple[frozenset[Type], Type, str]] = {
    "length": (frozenset({Type.LIST, Type.ENTRIES, Type.TEXT}), Type.NUMBER, "lists and text"),
    "lower": (frozenset({Type.TEXT}), Type.TEXT, "text"),
    "abs": (frozenset({Type.NUMBER}), Type.NUMBER, "numbers"),
}
"""What each filter takes, what it gives, and what it takes in words."""
TESTS = frozenset({"none", "defined"})

ALLOWED = "Use names, comparisons, in, and, or, not, + - * /, is none and is defined"
REFUSED: Mapping[type[nodes.Node], str] = {
    nodes.Call: "calls such as name() are",
    nodes.Getattr: "attributes such as name.part are",
    nodes.Getitem: "subscripts such as name[0] are",
    nodes.CondExpr: "'if … else' is",
    nodes.Concat: "joining text with ~ is",
    nodes.Dict: "braces are",
    nodes.Pow: "** is",
    nodes.Mod: "% is",
    nodes.FloorDiv: "// is",
}
Told = tuple[str, str]
"""Message and way out."""


def read_where(text: str, dataset: Dataset) -> tuple[Predicate | None, list[Told]]:
    """``text`` as a function of a row, or everything wrong with it."""
    parsed, told = _parsed(text)
    if parsed is None:
        return None, told
    reading = _Reading(dataset)
    condition = reading.condition(parsed)
    if reading.told:
        return None, list(dict.fromkeys(reading.told))
    return compiled(condition, frozenset(reading.names)), []


def _parsed(text: str) -> tuple[nodes.Expr | None, list[Told]]:
    if len(text) > LONGEST:
        return None, [(f"has {len(text):,} characters; it may have {LONGEST:,}", "Shorten it")]
    try:
        parser = Parser(SANDBOX, text, state="variable")
        parsed = parser.parse_expression()
        if parser.stream.eos and _depth(parsed) <= DEEPEST:
            return parsed, []
        if not parser.stream.eos:
            rest = parser.stream.current.value
            return None, [(f"{text!r} cannot be read from {str(rest)!r} on", syntax_hint(text))]
    except TemplateSyntaxError as error:
        return None, [(f"{text!r} cannot be read: {said(error)}", syntax_hint(text))]
    except RecursionError:
        pass
    return None, [("is nested too deeply", "Use 'in' with a list instead of many 'or'")]


def _depth(top: nodes.Node) -> int:
    """Levels of nesting, counted without recursion."""
    depth, level = 0, [top]
    while level:
        depth, level = depth + 1, [child for node in level for child in node.iter_child_nodes()]
    return depth


@dataclass
class _Reading:
    """One expression on its way from what Jinja parsed to what may run."""

    dataset: Dataset
    told: list[Told] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def wrong(self, message: str, way_out: str = "") -> Operand:
        self.told.append((message, way_out))
        return comparison.UNKNOWN

    def condition(self, node: nodes.Expr) -> nodes.Expr:
        """``node`` where a yes or no is wanted: a comparison, or a field that is set or not."""
        operand = self.operand(node)
        if operand.type in {Type.UNKNOWN, Type.CONDITION} or operand.field:
            return operand.node
        shown = "a calculation" if operand.value is None else repr(operand.value)
        way_out = "Compare it with a field, as in: rating == 'red' or rating == 'amber'"
        return self.wrong(f"{shown} alone is no condition", way_out).node

    def operand(self, node: nodes.Expr) -> Operand:
        """What ``node`` gives, rewritten so that it may run."""
        for kind, read in READERS.items():
            if isinstance(node, kind):
                return read(self, node)
        refused = REFUSED.get(type(node), "this form is")
        return self.wrong(f"{refused} not allowed here", ALLOWED)

    def both(self, node: nodes.And | nodes.Or) -> Operand:
        return Operand(type(node)(self.condition(node.left), self.condition(node.right)), Type.CONDITION)

    def negation(self, node: nodes.Not) -> Operand:
        return Operand(nodes.Not(self.condition(node.node)), Type.CONDITION)

    def list(self, _: nodes.Expr) -> Operand:
        return self.wrong(
            "a list may stand only after 'in'", "Write for instance: rating in ['amber', 'red']"
        )

    def name(self, node: nodes.Name) -> Operand:
        if node.name == TODAY:
            return Operand(node, Type.DATE)
        found = self.dataset.fields.get(node.name)
        if found:
            self.names.add(found.name)
            return Operand(node, comparison.TYPES[found.kind], found)
        return self.wrong(*unknown_name(node.name, self.dataset, extra=(TODAY,)))

    def constant(self, node: nodes.Const) -> Operand:
        value = node.value
        if isinstance(value, bool):
            return Operand(node, Type.CONDITION, value=value)
        if isinstance(value, (int, float)):
            if not math.isfinite(value):
                return self.wrong("the number is too large")
            return Operand(node, Type.NUMBER, value=value)
        return Operand(node, Type.NONE if value is None else Type.TEXT, value=value)

    def comparison(self, node: nodes.Compare) -> Operand:
        left = self.operand(node.expr)
        parts: list[nodes.Expr] = []
        for operand in node.ops:
            if operand.op in {"in", "notin"} and isinstance(operand.expr, (nodes.List, nodes.Tuple)):
                items = [self.operand(item) for item in operand.expr.items]
                right = Operand(operand.expr, Type.LIST, items=tuple(items))
            else:
                right = self.operand(operand.expr)
            try:
                parts.append(comparison.compare(left, operand.op, right))
            except comparison.Mismatch as mismatch:
                self.wrong(mismatch.message, mismatch.way_out)
            left = right
        return Operand(_all(parts), Type.CONDITION)

    def calculation(self, node: nodes.BinExpr) -> Operand:
        left, right = self.operand(node.left), self.operand(node.right)
        if Type.UNKNOWN in {left.type, right.type}:
            return comparison.UNKNOWN
        result = comparison.SUMS.get((left.type, node.operator, right.type))
        if result is None:
            way_out = "Numbers can be added and so on; two dates give days, a date and days give a date"
            return self.wrong(f"{left.shown} {node.operator} {right.shown} cannot be calculated", way_out)
        if node.operator == "/" and right.value == 0:
            return self.wrong("division by zero")
        return Operand(type(node)(left.node, right.node), result)

    def sign(self, node: nodes.UnaryExpr) -> Operand:
        operand = self.operand(node.node)
        if operand.type not in {Type.NUMBER, Type.UNKNOWN}:
            return self.wrong(f"{node.operator} needs a number, not {operand.shown}")
        value = operand.value
        if isinstance(value, (int, float)) and isinstance(node, nodes.Neg):
            value = -value
        return Operand(type(node)(operand.node), operand.type, value=value)

    def test(self, node: nodes.Test) -> Operand:
        operand = self.operand(node.node)
        if node.name not in TESTS or node.args or node.kwargs:
            return self.wrong(f"'is {node.name}' is not allowed here", "Use 'is none', 'is defined', or ==")
        return Operand(comparison.tested(operand.node, node.name), Type.CONDITION)

    def filter(self, node: nodes.Filter) -> Operand:
        if node.node is None or node.name not in FILTERS or node.args or node.kwargs:
            known = f"Filters are {', '.join(FILTERS)}, without arguments"
            return self.wrong(f"the filter {node.name!r} is not allowed here", known)
        operand = self.operand(node.node)
        takes, gives, words = FILTERS[node.name]
        if operand.type not in takes | {Type.UNKNOWN}:
            return self.wrong(f"{node.name} is for {words}, not {operand.shown}")
        return Operand(comparison.filtered(operand.node, node.name), gives)


READERS: Mapping[type[nodes.Expr] | tuple[type[nodes.Expr], ...], Callable[[_Reading, Any], Operand]] = {
    nodes.Name: _Reading.name,
    nodes.Const: _Reading.constant,
    nodes.Compare: _Reading.comparison,
    (nodes.And, nodes.Or): _Reading.both,
    nodes.Not: _Reading.negation,
    (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div): _Reading.calculation,
    (nodes.Neg, nodes.Pos): _Reading.sign,
    nodes.Test: _Reading.test,
    nodes.Filter: _Reading.filter,
    (nodes.List, nodes.Tuple): _Reading.list,
}


def unknown_name(name: str, dataset: Dataset, extra: tuple[str, ...] = ()) -> Told:
    """What to say of a name that the dataset does not have."""
    known = sorted([*dataset.fields, *extra])
    if extra and any(name in each.order for each in dataset.fields.values()):
        way_out = f"Put it in quotes if it is a value: {name!r}"
    else:
        way_out = nearest(name, known) or f"Known names: {', '.join(known)}"
    return f"{dataset.noun_plural} have no field {name!r}", way_out


def _all(parts: list[nodes.Expr]) -> nodes.Expr:
    whole = parts[0] if parts else comparison.UNKNOWN.node
    for part in parts[1:]:
        whole = nodes.And(whole, part)
    return whole
