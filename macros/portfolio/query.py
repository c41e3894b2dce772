"""Tables as their authors ask for them: ``where``, ``sort``, ``group_by``, ``columns``, ``limit``.

``check`` finds everything wrong before a row is read; ``select`` then gives rows in order. ``expression`` has
the language of ``where``.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .columns import NESTED, Dataset, Field, FieldKind, QueryError, items_of
from .evaluation import Predicate
from .expression import Told, read_where, unknown_name
from .ordering import Row, in_order, value_key

__all__ = ["Dataset", "Field", "FieldKind", "Group", "Query", "QueryError", "Selection", "check", "select"]

Names = str | Sequence[str] | None
WHOLE_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True)
class Query:
    """The arguments as a page's author gives them; ``None`` and empty text are none.

    ``where``: one expression. ``sort``: names, a minus before one for descending, with commas between or in a
    list. ``group_by``: one name. ``columns``: names, as in ``sort``. ``limit``: rows at most, above 0.
    """

    where: str | None = None
    sort: Names = None
    group_by: str | None = None
    columns: Names = None
    limit: int | str | None = None


@dataclass(frozen=True)
class Group:
    """Rows that share a value. ``value`` is ``None`` where they have none, and in a table without groups."""

    value: object
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Selection:
    """What a table shows. ``groups`` is one group without a label where none were asked for, or none at all.

    ``rows`` are those shown, each once and in order; ``total`` counts the rows that match, before ``limit``.
    """

    columns: tuple[Field, ...]
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    total: int
    group_by: Field | None = None


def check(query: Query, dataset: Dataset) -> list[QueryError]:
    """Everything wrong with ``query``, in the order of its arguments. Reads no row."""
    return _read(query, dataset)[1]


def select(rows: Iterable[Row], query: Query, dataset: Dataset, today: date) -> Selection:
    """The rows that match. Raises ``ValueError`` where ``check`` finds something wrong."""
    plan, errors = _read(query, dataset)
    if errors:
        raise ValueError("; ".join(error.text for error in errors))
    where = plan.where
    found = [row for row in rows if where is None or where(row, today)]
    shown = tuple(in_order(found, plan.sort)[: plan.limit])
    return Selection(plan.columns, shown, tuple(_groups(shown, plan.group_by)), len(found), plan.group_by)


@dataclass(frozen=True)
class _Plan:
    """A query read: functions and fields in place of text."""

    where: Predicate | None
    sort: tuple[tuple[Field, bool], ...]
    group_by: Field | None
    columns: tuple[Field, ...]
    limit: int | None


def _read(query: Query, dataset: Dataset) -> tuple[_Plan, list[QueryError]]:
    errors: list[QueryError] = []

    def reading(argument: str) -> Callable[[Told], None]:
        return lambda told: errors.append(QueryError(argument, *told))

    plan = _Plan(
        _where(query.where, dataset, reading("where")),
        tuple(_sort(query.sort, dataset, reading("sort"))),
        _group_by(query.group_by, dataset, reading("group_by")),
        tuple(_columns(query.columns, dataset, reading("columns"))),
        _limit(query.limit, reading("limit")),
    )
    return plan, errors


Tell = Callable[[Told], None]


def _where(where: object, dataset: Dataset, tell: Tell) -> Predicate | None:
    if where is None or (isinstance(where, str) and not where.strip()):
        return None
    if not isinstance(where, str):
        tell((f"must be text, got {where!r}", "Write it in quotes: where=\"rating == 'red'\""))
        return None
    predicate, wrong = read_where(where.strip(), dataset)
    for told in wrong:
        tell(told)
    return predicate


def _sort(sort: Names, dataset: Dataset, tell: Tell) -> Iterator[tuple[Field, bool]]:
    for name in _names(sort, tell) or _names(dataset.default_sort, tell):
        bare, _, word = name.removeprefix("-").strip().partition(" ")
        if word:
            way_out = f"Write -{bare}" if word.strip().lower() in {"desc", "descending"} else f"Write {bare}"
            tell((f"{name!r} is no name", f"{way_out}; commas stand between names"))
            continue
        field = _field(bare, dataset, tell)
        if field and field.kind in NESTED:
            tell((f"{field.name} has no order", "Sort by another name"))
        elif field:
            yield field, name.startswith("-")


def _group_by(group_by: object, dataset: Dataset, tell: Tell) -> Field | None:
    names = _names(group_by, tell)
    if len(names) > 1:
        tell((f"takes one name, got {', '.join(names)}", f"Write group_by={names[0]!r}"))
        return None
    field = _field(names[0], dataset, tell) if names else None
    if field and field.kind in NESTED:
        tell((f"{field.name} makes no groups", "Group by another name"))
    return field


def _columns(columns: Names, dataset: Dataset, tell: Tell) -> Iterator[Field]:
    for name in dict.fromkeys(_names(columns, tell)) or dataset.default_columns:
        field = _field(name, dataset, tell)
        if field and field.kind is FieldKind.ENTRIES:
            tell(
                (f"{field.name} has entries with fields of their own, too much for a column", "Leave it out")
            )
        elif field:
            yield field


def _limit(limit: object, tell: Tell) -> int | None:
    if limit is None or limit == "":
        return None
    if isinstance(limit, str) and WHOLE_NUMBER.fullmatch(limit.strip()):
        limit = int(limit)
    if isinstance(limit, int) and not isinstance(limit, bool) and limit > 0:
        return limit
    tell((f"must be a whole number above 0, got {limit!r}", "Leave it out to show every row"))
    return None


def _names(value: object, tell: Tell) -> list[str]:
    parts = value.split(",") if isinstance(value, str) else value
    if value is None or value == "":
        return []
    if not isinstance(parts, (list, tuple)) or not all(isinstance(part, str) for part in parts):
        tell((f"must be names with commas between, got {value!r}", "Write for instance: 'title, phase'"))
        return []
    return [part.strip() for part in parts if part.strip()]


def _field(name: str, dataset: Dataset, tell: Tell) -> Field | None:
    field = dataset.fields.get(name)
    if field is None:
        tell(unknown_name(name, dataset))
    return field


def _groups(rows: tuple[Row, ...], field: Field | None) -> Iterator[Group]:
    """Rows by their value of ``field``; a list puts its row into the group of each item."""
    if field is None:
        if rows:
            yield Group(None, "", rows)
        return
    by_value: dict[object, list[Row]] = {}
    absent: list[Row] = []
    for row in rows:
        items = dict.fromkeys(items_of(row.get(field.name)))
        if not items:
            absent.append(row)
        for item in items:
            by_value.setdefault(item, []).append(row)
    item_field = _item_field(field)
    for value in sorted(by_value, key=lambda value: value_key(item_field, value)):
        yield Group(value, field.show(value), tuple(by_value[value]))
    if absent:
        yield Group(None, field.absent, tuple(absent))


def _item_field(field: Field) -> Field:
    kind = FieldKind.TERM if field.kind is FieldKind.LIST else field.kind
    return Field(field.name, field.label, kind, field.order, field.labels)
