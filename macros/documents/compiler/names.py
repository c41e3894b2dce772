"""The names that a source uses, found without filling it, and what it may not use at all.

A source has fields, filters, loops and conditions and nothing else, so that it can neither run something
nor fail on data that nobody tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from .filling import environment

ENTRY = "[]"
LOOP = "loop"
LOOP_NAMES = frozenset({"index", "first", "last", "length"})
ARGUMENTS = {"asks": str, "rows": int}
"""What filters take; the others take nothing."""
MOST_ROWS = 100
COMPARED = frozenset({"eq", "ne", "in", "notin"})
PARTS = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Const,
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Filter,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.Test,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.List,
    nodes.Tuple,
)
"""What a source may be made of."""
NAMED = (nodes.Name, nodes.Getattr, nodes.Getitem)


class Use(Enum):
    """What a source does with a name."""

    VALUE = auto()
    """Print it."""
    LIST = auto()
    """Go through it."""
    CONDITION = auto()
    """Ask for it."""


@dataclass(frozen=True)
class Name:
    """A name from its root on, as ``("report", "risks", "[]", "owner")``; ``[]`` is an entry of a list."""

    path: tuple[str, ...]
    line: int
    use: Use = Use.VALUE

    def __str__(self) -> str:
        return ".".join(part for part in self.path if part != ENTRY)


def names_in(source: str) -> tuple[Name, ...]:
    """Every name used in a source. Raises ``jinja2.TemplateSyntaxError``."""
    tree = environment().parse(source)
    for node in (tree, *tree.find_all(nodes.Node)):
        _allow(node)
    return tuple(_names(tree, {}, Use.VALUE))


def names_in_expression(expression: str) -> tuple[Name, ...]:
    """Every name used in an expression. Raises ``jinja2.TemplateSyntaxError``."""
    return names_in(f"{{{{ {expression} }}}}")


# What a source may hold


def _allow(node: nodes.Node) -> None:
    match node:
        case nodes.Filter():
            _allow_filter(node)
        case nodes.Test(name=str(name)) if name not in environment().tests:
            raise TemplateSyntaxError(f"there is no test {name!r}", node.lineno)
        case nodes.Compare() if any(each.op not in COMPARED for each in node.ops):
            raise TemplateSyntaxError("only == and != and in compare", node.lineno)
        case nodes.For() if node.recursive or not isinstance(node.target, nodes.Name):
            raise TemplateSyntaxError("a loop reads {% for item in list %}", node.lineno)
        case nodes.Getitem() if not (isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)):
            raise TemplateSyntaxError(
                'what stands in [ ] is a name in quotes, as in item["from"]', node.lineno
            )
        case nodes.Getattr() | nodes.Getitem() if not isinstance(node.node, NAMED):
            raise TemplateSyntaxError("a dot or [ ] follows a name", node.lineno)
        case nodes.Node() if not isinstance(node, PARTS):
            told = "calls" if isinstance(node, nodes.Call) else type(node).__name__.lower()
            message = f"fields, filters, loops and conditions are all that a source may use, not {told}"
            raise TemplateSyntaxError(message, node.lineno)


def _allow_filter(node: nodes.Filter) -> None:
    known = environment().filters
    if node.name not in known:
        raise TemplateSyntaxError(
            f"there is no filter {node.name!r}; there are {', '.join(known)}", node.lineno
        )
    given: list[Any] = [each.value if isinstance(each, nodes.Const) else None for each in node.args]
    wanted = [ARGUMENTS[node.name]] if node.name in ARGUMENTS else []
    is_right = [type(value) for value in given] == wanted and not node.kwargs and node.node is not None
    if not is_right or (node.name == "rows" and not 0 <= given[0] <= MOST_ROWS):
        message = f'filters read | asks("words"), | rows(1 to {MOST_ROWS}), | money and | day'
        raise TemplateSyntaxError(message, node.lineno)


# Its names

Scope = dict[str, tuple[str, ...]]


def _names(node: nodes.Node, scope: Scope, use: Use) -> Iterator[Name]:
    if isinstance(node, nodes.For):
        yield from _loop(node, scope)
    elif isinstance(node, (nodes.If, nodes.CondExpr)):
        yield from _names(node.test, scope, Use.CONDITION)
        for part in node.iter_child_nodes(exclude=("test",)):
            yield from _names(part, scope, Use.VALUE)
    elif path := _path(node, scope):
        if path[0] != LOOP:
            yield Name(path, node.lineno, use)
        elif len(path) != 2 or path[1] not in LOOP_NAMES:  # noqa: PLR2004  loop and one name
            raise TemplateSyntaxError(f"of a loop there are {', '.join(sorted(LOOP_NAMES))}", node.lineno)
    else:
        for child in node.iter_child_nodes():
            yield from _names(child, scope, use)


def _loop(node: nodes.For, scope: Scope) -> Iterator[Name]:
    yield from _names(node.iter, scope, Use.LIST)
    path = _path(node.iter, scope)
    if path is None or not isinstance(node.target, nodes.Name):
        raise TemplateSyntaxError("a loop goes through a list that has a name", node.lineno)
    inner = scope | {node.target.name: (*path, ENTRY)}
    if node.test:
        yield from _names(node.test, inner, Use.CONDITION)
    for part in (*node.body, *node.else_):
        yield from _names(part, inner, Use.VALUE)


def _path(node: nodes.Node | None, scope: Scope) -> tuple[str, ...] | None:
    """The path of a plain name, an attribute or an item by name; through filters; else nothing."""
    match node:
        case nodes.Name():
            return scope.get(node.name, (node.name,))
        case nodes.Getattr():
            above = _path(node.node, scope)
            return (*above, node.attr) if above else None
        case nodes.Getitem(arg=nodes.Const(value=str(name))):
            above = _path(node.node, scope)
            return (*above, name) if above else None
        case nodes.Filter():
            return _path(node.node, scope)
    return None
