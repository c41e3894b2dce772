"""Running a checked ``where``: Jinja compiles it in a sandbox, with meanings of our own.

``expression`` turns each comparison into one of the tests below, so that an absent value (``None``)
compares as false whatever the comparison, and takes every sum it stands in with it.
"""

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from jinja2 import nodes
from jinja2.environment import TemplateExpression
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from .columns import is_absent

TODAY = "today"
Test = Callable[[Any, Any], bool]
Predicate = Callable[[Mapping[str, object], date], bool]
"""Whether a row (name → value) matches; the date is ``today``."""
ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
COMPARISONS: Mapping[str, Callable[[Any, Any], object]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
}
"""By Jinja's names of them."""


class _Sandbox(SandboxedEnvironment):
    """No names, filters or tests but ours; sums pass through ``_calculate``."""

    intercepted_binops = frozenset(ARITHMETIC)
    intercepted_unops = frozenset("+-")

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:  # noqa: ARG002
        return _calculate(operator, left, right)

    def call_unop(self, context: Context, operator: str, arg: object) -> object:  # noqa: ARG002
        return _calculate(operator, 0, arg)


def _calculate(sign: str, left: object, right: object) -> object:
    """Numbers as ever; two dates give days, a date and days a date. ``None`` where there is no result."""
    if left is None or right is None:
        return None
    try:
        if isinstance(left, date) and isinstance(right, date):
            return (left - right).days
        return ARITHMETIC[sign](_days(left, right), _days(right, left))
    except (ArithmeticError, ValueError, TypeError):
        return None


def _days(value: object, beside: object) -> object:
    return timedelta(days=value) if isinstance(beside, date) and isinstance(value, (int, float)) else value


def _comparing(compare: Callable[[Any, Any], object]) -> Test:
    def test(left: object, right: object) -> bool:
        if left is None or right is None:
            return False
        if isinstance(left, date) != isinstance(right, date):
            left, right = _iso(left), _iso(right)
        try:
            return bool(compare(left, right))
        except TypeError:
            return False

    return test


def _iso(value: object) -> object:
    """ISO dates compare as text as they do as dates."""
    return value.isoformat() if isinstance(value, date) else value


_equal = _comparing(operator.eq)


def _among(item: object, group: object) -> bool:
    if isinstance(group, str):
        return isinstance(item, str) and item in group
    return isinstance(group, Iterable) and any(_equal(item, each) for each in group)


def _not_among(item: object, group: object) -> bool:
    return item is not None and group is not None and not _among(item, group)


def _rank(value: object, order: tuple[str, ...]) -> int | None:
    return order.index(str(value)) if str(value) in order else None


def _keys(entries: Iterable[Mapping[str, object]] | None, key: str) -> list[object] | None:
    return None if entries is None else [entry.get(key) for entry in entries]


def _with_value(apply: Callable[[Any], object]) -> Callable[[object], object]:
    return lambda value: None if value is None else apply(value)


def _sandbox() -> _Sandbox:
    environment = _Sandbox(autoescape=True)
    environment.globals.clear()
    environment.filters = {
        "length": _with_value(len),
        "lower": _with_value(str.lower),
        "abs": _with_value(abs),
        "rank": _rank,
        "keys": _keys,
        "values": lambda ratings: None if ratings is None else list(ratings.values()),
    }
    environment.tests = {
        **{name: _comparing(compare) for name, compare in COMPARISONS.items()},
        "in": _among,
        "notin": _not_among,
        "none": is_absent,
        "defined": lambda value: not is_absent(value),
    }
    return environment


SANDBOX = _sandbox()


def compiled(expression: nodes.Expr, names: frozenset[str]) -> Predicate:
    """A checked expression as a function of a row.

    ``names`` are those that it uses. One that a row does not have is absent.
    """
    template = nodes.Template([nodes.Assign(nodes.Name("result", "store"), expression)])
    template.set_environment(SANDBOX).set_lineno(1, override=True)
    evaluate = TemplateExpression(SANDBOX.from_string(template), undefined_to_none=True)

    def holds(row: Mapping[str, object], today: date) -> bool:
        return bool(evaluate({**{name: row.get(name) for name in names}, TODAY: today}))

    return holds
