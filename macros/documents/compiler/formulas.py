"""Where the cells of a workbook lie, and the references of formulas by name turned into addresses.

``{cost}`` is the cell of that column in the same row; ``{cost.all}`` the whole column; ``{lines.cost}`` a
column of another sheet; ``{bac}`` and ``{plan.bac}`` a fact. ``templates/README.md`` lists them all.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.utility import xl_col_to_name

from .workbook_source import Column, Fact, Sheet, Workbook

REFERENCE = re.compile(r"\{([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*))?\}")
HEAD_ROWS = 3
"""Title, project and instructions."""
SUFFIXES = ("first", "above", "all", "heading", "each")


class UnknownReferenceError(ValueError):
    """A formula names a cell that is not there; ``known`` are the names it could mean."""

    def __init__(self, reference: str, known: tuple[str, ...]) -> None:
        super().__init__(reference)
        self.reference, self.known = reference, known


@dataclass(frozen=True)
class Slot:
    """A column as it lies in a sheet. ``number`` counts the columns of a repeated one from 1, or is 0."""

    column: Column
    place: int
    number: int = 0

    @property
    def id(self) -> str:
        """Its name in data: ``month3``."""
        return f"{self.column.id}{self.number or ''}"

    @property
    def title(self) -> str:
        """Its heading."""
        return self.column.title.replace("{n}", str(self.number))

    @property
    def letters(self) -> str:
        """``AB``."""
        return str(xl_col_to_name(self.place))


@dataclass(frozen=True)
class Layout:
    """Where the parts of one sheet lie. Rows are counted from 1, as a spreadsheet counts them."""

    sheet: Sheet
    name: str

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The columns from left to right."""
        return tuple(
            Slot(column, place, number) for place, (column, number) in enumerate(_spread(self.sheet))
        )

    @cached_property
    def by_id(self) -> Mapping[str, Slot]:
        """The columns by their name in data."""
        return {slot.id: slot for slot in self.slots}

    @cached_property
    def repeated(self) -> Mapping[str, tuple[Slot, ...]]:
        """The columns of each repeated one."""
        return {
            column.id: tuple(slot for slot in self.slots if slot.column is column)
            for column in self.sheet.columns
            if column.repeat
        }

    @property
    def heading_row(self) -> int:
        """The row of the headings."""
        facts = len(self.sheet.facts)
        return HEAD_ROWS + facts + (1 if facts else 0) + 1

    @property
    def first_row(self) -> int:
        """The first row of data."""
        return self.heading_row + 1

    @property
    def last_row(self) -> int:
        """The last row of data."""
        return self.heading_row + max(self.sheet.rows, len(self.sheet.preset), 1)

    @cached_property
    def _label_columns(self) -> int:
        width, count = 0.0, 0
        for slot in self.slots:
            width, count = width + slot.column.width, count + 1
            if width >= LABELS:
                break
        return max(1, count)

    @property
    def value_column(self) -> int:
        """The column, from 0, in which the values of facts stand, after as many as their labels need."""
        return self._label_columns

    def fact_row(self, fact: Fact) -> int:
        """The row of a fact."""
        return HEAD_ROWS + 1 + self.sheet.facts.index(fact)

    def fact_cell(self, id_: str) -> str | None:
        """The address of a fact, or nothing where there is none of this name."""
        for fact in self.sheet.facts:
            if fact.id == id_:
                return f"${xl_col_to_name(self.value_column)}${self.fact_row(fact)}"
        return None

    def whole(self, id_: str, number: int = 0) -> str | None:
        """The range of a column's data; of a repeated one that of its ``number``, or all of them."""
        if id_ in self.repeated:
            slots = self.repeated[id_]
            slots = (slots[number - 1],) if 0 < number <= len(slots) else slots
        elif id_ in self.by_id:
            slots = (self.by_id[id_],)
        else:
            return None
        return f"${slots[0].letters}${self.first_row}:${slots[-1].letters}${self.last_row}"

    @property
    def quoted(self) -> str:
        """The sheet's name before an address."""
        return "'" + self.name.replace("'", "''") + "'!"


LABELS = 34
"""Width in letters that the label of a fact needs."""


def _spread(sheet: Sheet) -> Iterator[tuple[Column, int]]:
    for column in sheet.columns:
        if column.repeat:
            yield from ((column, number) for number in range(1, column.repeat + 1))
        else:
            yield column, 0


ROW, ABOVE = "\x02", "\x03"
"""Stand for the numbers of a formula's own row and the one above: a column's formula is worked out once."""


def in_row(formula: str, row: int) -> str:
    """A formula with the numbers of its row."""
    return formula.replace(ROW, str(row)).replace(ABOVE, str(row - 1))


@dataclass(frozen=True)
class Place:
    """Where a formula stands: sheet, in a row of the table or not, and number of a repeated column or 0."""

    layout: Layout
    has_row: bool = False
    number: int = 0


@dataclass(frozen=True)
class Addresses:
    """The addresses of a workbook's cells by name."""

    workbook: Workbook

    @cached_property
    def layouts(self) -> Mapping[str, Layout]:
        """The layout of each sheet by its id."""
        return {sheet.id: Layout(sheet, sheet.name) for sheet in self.workbook.sheets}

    def formula(self, text: str, place: Place) -> str:
        """``text`` with addresses in place of names, its row to be put in by ``in_row``.

        Raises ``UnknownReferenceError``.
        """
        return REFERENCE.sub(lambda found: self._address(found[1], found[2] or "", place), text)

    def series(self, reference: str) -> str:
        """``sheet.column`` as the absolute range of its data. Raises ``UnknownReferenceError``."""
        sheet, _, column = reference.partition(".")
        found = self._elsewhere(sheet, column, 0)
        if found is None:
            raise UnknownReferenceError(reference, tuple(self.layouts))
        return found

    def _address(self, name: str, suffix: str, place: Place) -> str:
        own = place.layout
        if not suffix:
            found = self._here(name, place)
        elif suffix in SUFFIXES and (name in own.by_id or name in own.repeated):
            found = _part(own, name, suffix, place)
        else:
            found = self._elsewhere(name, suffix, place.number)
        if found is None:
            raise UnknownReferenceError(f"{name}.{suffix}" if suffix else name, self._known(place))
        return found

    def _here(self, name: str, place: Place) -> str | None:
        counted = {"row": ROW, "first_row": place.layout.first_row, "n": place.number}
        if name in counted:
            return str(counted[name])
        slot = place.layout.by_id.get(name)
        if name in place.layout.repeated:
            slots = place.layout.repeated[name]
            slot = slots[place.number - 1] if 0 < place.number <= len(slots) else None
        if slot and place.has_row:
            return f"{slot.letters}{ROW}"
        return place.layout.fact_cell(name)

    def _elsewhere(self, sheet: str, name: str, number: int) -> str | None:
        layout = self.layouts.get(sheet)
        if layout is None:
            return None
        found = layout.whole(name, number) or layout.fact_cell(name)
        return f"{layout.quoted}{found}" if found else None

    def _known(self, place: Place) -> tuple[str, ...]:
        own = place.layout
        return (*own.by_id, *own.repeated, *(fact.id for fact in own.sheet.facts), *self.layouts)


def _part(layout: Layout, name: str, suffix: str, place: Place) -> str | None:
    if suffix == "all":
        return layout.whole(name)
    if suffix == "each":
        slots = layout.repeated.get(name)
        return f"{slots[0].letters}{ROW}:{slots[-1].letters}{ROW}" if slots and place.has_row else None
    slots = layout.repeated.get(name, ())
    slot = layout.by_id.get(name) or (slots[place.number - 1] if place.number else None)
    if slot is None:
        return None
    row = {"first": f"${layout.first_row}", "heading": f"${layout.heading_row}", "above": ABOVE}
    column = f"${slot.letters}" if suffix in {"first", "heading"} and not place.number else slot.letters
    return f"{column}{row[suffix]}"
