"""Which values may be compared in a ``where``, and how: a comparison that could never hold is an error."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from jinja2 import nodes

from macros.records.fields import ISO_DATE
from macros.records.places import report_date
from macros.records.problems import nearest

from .columns import NESTED, NUMBERS, TEXTS, Field, FieldKind

MANY = 12
"""Values that an error lists at most."""
TERMS = TEXTS - {FieldKind.TEXT}


class Type(StrEnum):
    """What an expression gives, by the words an error uses."""

    TEXT = "text"
    NUMBER = "a number"
    DATE = "a date"
    CONDITION = "true or false"
    LIST = "a list"
    ENTRIES = "a group of fields"
    NONE = "none"
    UNKNOWN = "unknown"


TYPES: Mapping[FieldKind, Type] = {
    **dict.fromkeys(TEXTS, Type.TEXT),
    **dict.fromkeys(NUMBERS, Type.NUMBER),
    **dict.fromkeys(NESTED, Type.ENTRIES),
    FieldKind.DATE: Type.DATE,
    FieldKind.LIST: Type.LIST,
    FieldKind.FLAG: Type.CONDITION,
}
SUMS: Mapping[tuple[Type, str, Type], Type] = {
    **{(Type.NUMBER, sign, Type.NUMBER): Type.NUMBER for sign in "+-*/"},
    (Type.DATE, "-", Type.DATE): Type.NUMBER,
    (Type.DATE, "-", Type.NUMBER): Type.DATE,
    (Type.DATE, "+", Type.NUMBER): Type.DATE,
    (Type.NUMBER, "+", Type.DATE): Type.DATE,
}
"""What each calculation gives."""


@dataclass(frozen=True)
class Operand:
    """One side of a comparison: a field, a constant, a list of either, or something calculated."""

    node: nodes.Expr
    type: Type
    field: Field | None = None
    value: object = None
    """Of a constant."""
    items: tuple["Operand", ...] = ()
    """Of a list that is written out."""

    @property
    def shown(self) -> str:
        """The operand in an error."""
        if self.field:
            return f"{self.field.name} ({self.type})"
        return repr(self.value) if self.value is not None else self.type.value

    @property
    def is_constant(self) -> bool:
        """Whether it is the same for every row."""
        return self.value is not None


UNKNOWN = Operand(nodes.Const(None), Type.UNKNOWN)
"""An operand whose error is told already."""


class Mismatch(Exception):  # noqa: N818  named for what it says, and never leaves this room
    """Two operands that cannot be compared."""

    def __init__(self, message: str, way_out: str = "") -> None:
        super().__init__(message)
        self.message, self.way_out = message, way_out


def compare(left: Operand, sign: str, right: Operand) -> nodes.Expr:
    """The comparison as a test that may run. ``sign`` is Jinja's name of it. Raises ``Mismatch``."""
    if Type.UNKNOWN in {left.type, right.type}:
        return UNKNOWN.node
    if sign in {"in", "notin"}:
        return _membership(left, sign, right)
    left, right = _alike(left, right), _alike(right, left)
    _refuse_nonsense(left, right)
    if sign not in {"eq", "ne"}:
        if left.type is Type.CONDITION:
            raise Mismatch("true and false are not larger or smaller", "Use the name alone")
        left, right = _ranked(left, right)
    return tested(left.node, sign, right.node)


def tested(node: nodes.Expr, name: str, *args: nodes.Expr) -> nodes.Test:
    """One of the sandbox's tests."""
    return nodes.Test(node, name, list(args), [], None, None)


def filtered(node: nodes.Expr, name: str, *args: nodes.Expr) -> nodes.Filter:
    """One of the sandbox's filters."""
    return nodes.Filter(node, name, list(args), [], None, None)


def _membership(item: Operand, sign: str, group: Operand) -> nodes.Expr:
    if group.items or isinstance(group.node, (nodes.List, nodes.Tuple)):
        return _written_out(item, sign, group)
    if group.field and (group.field.kind in {FieldKind.LIST, FieldKind.RATINGS} or group.field.key):
        checked = _checked_item(item, Operand(group.node, Type.TEXT, group.field))
        return tested(checked.node, sign, _items(group.node, group.field))
    free_text = group.type is Type.TEXT and (group.field is None or group.field.kind is FieldKind.TEXT)
    if free_text and item.type is Type.TEXT and not group.is_constant:
        return tested(item.node, sign, group.node)
    if group.field and group.type is not Type.ENTRIES:
        message = f"{group.field.name} holds one value, so nothing is 'in' it"
        raise Mismatch(message, f"Write {group.field.name} == {_constant(item)}")
    way_out = "Write a list after it: rating in ['amber', 'red']"
    raise Mismatch(f"'in' cannot look into {group.shown}", way_out)


def _items(node: nodes.Expr, field: Field) -> nodes.Expr:
    if field.kind is FieldKind.RATINGS:
        return filtered(node, "values")
    return filtered(node, "keys", nodes.Const(field.key)) if field.key else node


def _checked_item(item: Operand, element: Operand) -> Operand:
    item = _alike(item, element)
    _refuse_nonsense(item, element)
    return item


def _written_out(item: Operand, sign: str, group: Operand) -> nodes.Expr:
    items = []
    for each in group.items:
        if Type.UNKNOWN is each.type:
            return UNKNOWN.node
        alike = _alike(each, item)
        _refuse_nonsense(item, alike)
        items.append(alike.node)
    if not items:
        raise Mismatch("the list after 'in' is empty, so nothing is in it")
    return tested(item.node, sign, nodes.List(items))


def _alike(operand: Operand, other: Operand) -> Operand:
    """A tier may be written as ``1`` or ``'1'``."""
    if other.field and other.field.order and isinstance(operand.value, int) and operand.type is Type.NUMBER:
        text = str(operand.value)
        return Operand(nodes.Const(text), Type.TEXT, value=text)
    return operand


def _refuse_nonsense(left: Operand, right: Operand) -> None:
    """Every comparison that could never hold, or that would not mean what it seems to."""
    for one, other in ((left, right), (right, left)):
        _refuse_whole(one, other)
    if left.is_constant and right.is_constant:
        raise Mismatch(f"{left.shown} and {right.shown} are the same for every row", "Compare a field")
    for one, other in ((left, right), (right, left)):
        if isinstance(other.value, str) and one.type is Type.DATE:
            _refuse_no_date(one, other.value)
            return
        if isinstance(other.value, str) and one.field and one.field.order:
            _refuse_unknown_term(one.field, other.value)
    if left.field and right.field and left.field.order and right.field.order:
        _refuse_nothing_common(left.field, right.field)
    if left.type is not right.type:
        raise Mismatch(f"{left.shown} cannot be compared with {right.shown}", _family_hint(left, right))


def _refuse_whole(one: Operand, other: Operand) -> None:
    """Lists, groups of fields and ``none`` are no side of a comparison."""
    if one.type is Type.NONE:
        raise Mismatch("a comparison with none never holds", f"Write {_name(other)} is none")
    if one.type is Type.LIST:
        way_out = f"Write {_constant(other)} in {_name(one)}"
        raise Mismatch(f"{one.shown} cannot be compared as a whole", way_out)
    if one.type is Type.ENTRIES:
        raise Mismatch(f"{one.shown} cannot be compared", _entries_hint(one, other))


def _entries_hint(entries: Operand, other: Operand) -> str:
    has_items = entries.field and (entries.field.key or entries.field.kind is FieldKind.RATINGS)
    return f"Write {_constant(other)} in {_name(entries)}" if has_items else f"Write {_name(entries)}|length"


def _refuse_no_date(operand: Operand, value: str) -> None:
    if report_date(value) is None:
        form = "is no day of the calendar" if ISO_DATE.fullmatch(value) else "is no date"
        raise Mismatch(f"{_name(operand)} is a date and {value!r} {form}", "Write dates as '2026-06-30'")


def _refuse_unknown_term(field: Field, value: str) -> None:
    if value in field.order:
        return
    more = ", …" if len(field.order) > MANY else ""
    known = f"Known values: {', '.join(field.order[:MANY])}{more}"
    raise Mismatch(f"{value!r} is not a value of {field.name}", nearest(value, field.order) or known)


def _refuse_nothing_common(left: Field, right: Field) -> None:
    if not set(left.order) & set(right.order):
        raise Mismatch(f"{left.name} and {right.name} have no value in common")


def _family_hint(left: Operand, right: Operand) -> str:
    types = {left.type, right.type}
    if left.field and right.field:
        return ""
    if Type.CONDITION in types:
        return "Use true, false, or the name alone"
    if Type.DATE in types:
        return "Write dates in quotes: '2026-06-30'"
    if Type.NUMBER in types:
        return "Write numbers without quotes, and text in quotes"
    return ""


def _ranked(left: Operand, right: Operand) -> tuple[Operand, Operand]:
    """Both sides of ``<`` and the like as places in their vocabulary, where there is one."""
    terms = [one.field for one in (left, right) if one.field and (one.field.order or one.field.kind in TERMS)]
    if not terms:
        return left, right
    field = terms[0]
    if any(not term.ranked or term.order != field.order for term in terms):
        message = f"the values of {field.name} are not larger or smaller"
        raise Mismatch(message, f"Write them out: {field.name} in {list(field.order[-2:])}")
    order = nodes.Const(tuple(str(term) for term in field.order))
    ranks = [Operand(filtered(one.node, "rank", order), Type.NUMBER) for one in (left, right)]
    return ranks[0], ranks[1]


def _name(operand: Operand) -> str:
    return operand.field.name if operand.field else "it"


def _constant(operand: Operand) -> str:
    return repr(operand.value) if operand.value is not None else "…"
