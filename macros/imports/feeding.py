"""A row's cells into the value of a field, by the map; what cannot be read is said, not guessed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from macros.records.validating import UNFINISHED

from .converting import NumberForm, UnreadableError, ends, to_date, to_number
from .findings import Entry, Finding, Found, State, Value, not_given
from .maps import PLACEHOLDER, FeedFields, TableMap
from .naming import slug
from .sentences import cut, first_sentence
from .tables import Cell, Row, Table, folded, one_line
from .targets import Form, Target

Told = tuple[Finding, str]
"""What to tell of a cell, and why."""

Known = Callable[[str], Mapping[str, str]]
"""Ids of a kind of thing that records refer to, with their titles."""


@dataclass(frozen=True)
class _Place:
    """A cell with its row, its column and the field it feeds."""

    row: int
    field: str
    column: str
    cell: Cell

    def found(
        self, state: State, reason: str = "", *told: Told, value: Value = "", shortened: bool = False
    ) -> Found:
        text = self.cell.text
        entries = tuple(Entry(finding, self.row, self.field, self.column, text, why) for finding, why in told)
        return Found(state, value, reason, self.column, text, shortened, entries)


@dataclass(frozen=True)
class Reader:
    """Reads rows of one table by one map. ``known`` tells the ids and titles that a field may refer to."""

    table: Table
    map: TableMap
    known: Known = field(default=lambda _kind: {})

    def read(self, feed: FeedFields, row: Row, target: Target, label: str = "") -> Found:
        """The value for a field of a record. ``label`` is the field's name in the import report."""
        fixed = self._fixed(feed, row)
        if fixed is not None:
            return Found(State.GIVEN, [fixed] if target.is_list else fixed)
        column, cell = self.source(feed, row, stop_at_withheld=True)
        found = self._found(feed, target, _Place(row.number, label or target.key, column, cell))
        if found.state is State.GIVEN or feed.default is None:
            return found
        default = one_line(feed.default.replace("{reason}", found.reason))
        value: Value = [default] if target.is_list else cut(default, target.limit or len(default))
        told = Entry(Finding.DEFAULT, row.number, label or target.key, column, cell.text, default)
        return replace(found, state=State.GIVEN, value=value, entries=(*found.entries, told))

    def source(self, feed: FeedFields, row: Row, *, stop_at_withheld: bool = False) -> tuple[str, Cell]:
        """The cell that a feed reads, or the text it composes, with the name of the column.

        Where a text needs a cell that is blank, broken or, if so wished, withheld, it gives that cell.
        """
        if feed.text is None:
            return self.first(feed.column, row)
        parts = {found[0]: self.first(found[1].split("|"), row) for found in PLACEHOLDER.finditer(feed.text)}
        for column, cell in parts.values():
            if not self.is_there(cell) or cell.problem or (stop_at_withheld and self._is_withheld(cell)):
                return column, cell
        names = " + ".join(column for column, _ in parts.values())
        return names, Cell.of(PLACEHOLDER.sub(lambda found: parts[found[0]][1].line, feed.text))

    def is_there(self, cell: Cell) -> bool:
        """Whether a cell holds anything that the map does not call blank."""
        return bool(cell.problem) or (bool(cell.line) and folded(cell.text) not in self._blank)

    def first(self, names: Sequence[str], row: Row) -> tuple[str, Cell]:
        """The first of these columns that holds something in a row, by name, and its cell."""
        columns = self.table.present(names)
        cells = [(column.name, row.cell(column)) for column in columns]
        nothing = (columns[0].name if columns else " or ".join(names), Cell())
        return next((pair for pair in cells if self.is_there(pair[1])), nothing)

    def _fixed(self, feed: FeedFields, row: Row) -> str | None:
        for case in feed.when:
            for column in self.table.present(case.column):
                if case.matches.search(row.cell(column).text):
                    return case.value
        return feed.constant

    def _is_withheld(self, cell: Cell) -> bool:
        return any(pattern.search(cell.line) for pattern in self.map.withheld)

    def _found(self, feed: FeedFields, target: Target, place: "_Place") -> Found:
        cell = _stripped(place.cell, feed)
        if not self.is_there(cell):
            return place.found(State.BLANK, not_given(self.map.noun))
        translated = None if target.is_list or cell.problem else _translated(feed, cell.text)
        if translated:
            return place.found(State.GIVEN, value=translated)
        if not cell.problem and self._is_withheld(cell):
            reason = f"{cell.line!r} in the {self.map.noun}" if UNFINISHED.search(cell.line) else cell.line
            return place.found(State.WITHHELD, reason, (Finding.WITHHELD, cell.line))
        try:
            value, *told = self._value(feed, target, cell)
        except UnreadableError as error:
            reason = f"not readable in the {self.map.noun}: {cell.line!r}"
            return place.found(State.UNREADABLE, reason, (Finding.UNREADABLE, str(error)))
        is_text = target.form is Form.TEXT and not (target.is_list or target.refers_to or feed.bands)
        return place.found(
            State.GIVEN, "", *told, value=value, shortened=is_text and value != place.cell.line
        )

    def _value(self, feed: FeedFields, target: Target, cell: Cell) -> tuple[Value, *tuple[Told, ...]]:
        if cell.problem:
            raise UnreadableError(cell.problem)
        if target.is_list:
            parts = cell.text.split(feed.split) if feed.split else [cell.text]
            return ([self._one(feed, target, Cell.of(part)) for part in parts if part.strip()],)
        if target.form is Form.TEXT and not feed.bands and not feed.values:
            return _short(feed, target, self._one(feed, target, cell), cell.text)
        try:
            return (self._one(feed, target, cell),)
        except UnreadableError:
            offered = ends(cell.text)
            if not offered or feed.values:
                raise
        label = _end(feed, offered)
        return self._one(feed, target, Cell(offered[label])), (Finding.RANGE, f"{label}: {offered[label]}")

    def _one(self, feed: FeedFields, target: Target, cell: Cell) -> str:
        """A single value, converted to the form of the field."""
        translated = _translated(feed, cell.text)
        if translated is not None:
            return translated
        if feed.values:
            raise UnreadableError("is none of the texts that the map translates")
        if feed.bands:
            return _banded(feed, to_number(cell, self._numbers, feed.unit))
        return self._formed(feed, target, cell)

    def _formed(self, feed: FeedFields, target: Target, cell: Cell) -> str:
        match target.form:
            case Form.DAY:
                return to_date(cell, [*feed.dates, *self.map.dates], feed.day or "").isoformat()
            case Form.WHOLE:
                number = to_number(cell, self._numbers, feed.unit)
                return str(number.quantize(Decimal(1), ROUND_HALF_UP))
            case Form.DECIMAL:
                return f"{to_number(cell, self._numbers, feed.unit).normalize():f}"
            case Form.WORD:
                return next((word for word in target.words if word == slug(cell.line)), cell.line)
        return _referred(cell.line, self.known(target.refers_to)) if target.refers_to else cell.line

    @cached_property
    def _blank(self) -> frozenset[str]:
        return frozenset(map(folded, self.map.blank))

    @cached_property
    def _numbers(self) -> NumberForm:
        return self.map.numbers.form()


def _stripped(cell: Cell, feed: FeedFields) -> Cell:
    text = cell.text
    for pattern in feed.strip:
        text = pattern.sub("", text).strip()
    return cell if text == cell.text else Cell(text, None, cell.problem)


def _translated(feed: FeedFields, text: str) -> str | None:
    return {folded(word): value for word, value in feed.values.items()}.get(folded(text))


def _banded(feed: FeedFields, number: Decimal) -> str:
    for band in feed.bands:
        if band.below is None or number < band.below:
            return band.value
    raise UnreadableError(f"{number:,f} is above all bands of the map")


def _referred(text: str, known: Mapping[str, str]) -> str:
    """The id that a text means, by id or title; else the text, for the rules to refuse."""
    by_title = {folded(title): id_ for id_, title in known.items()}
    return next((id_ for id_ in known if id_ in {text, slug(text)}), by_title.get(folded(text), text))


def _end(feed: FeedFields, offered: Mapping[str, str]) -> str:
    """The label of the end of a range that the map wants."""
    if not feed.take:
        raise UnreadableError("is a range; say in the map which end to take")
    label = next((folded(end) for end in feed.take if folded(end) in offered), None)
    if label is None:
        raise UnreadableError(f"is a range without {' or '.join(feed.take)}")
    return label


def _short(feed: FeedFields, target: Target, line: str, text: str) -> tuple[str, *tuple[Told, ...]]:
    sentence = first_sentence(text) if feed.first_sentence else line
    value = cut(sentence, target.limit) if target.limit else sentence
    return (value,) if value == sentence else (value, (Finding.SHORTENED, value))
