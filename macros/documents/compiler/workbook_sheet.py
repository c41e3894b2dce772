"""One sheet of a workbook: what it is for, facts, and a table with headings, rows and totals.

Text is written as text, so that no value is ever a formula. The library's sheets have no types.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from macros.records.models import Organisation

from .formulas import Addresses, Layout, Place, Slot, in_row
from .workbook_lists import Lists
from .workbook_looks import MONTH, Highlighted, Looks, height, lines
from .workbook_source import CellType, Fact, Sheet
from .workbook_values import Rows, cell_of, choices_of

WIDEST_NOTE = 120
NOTE_ROW = 2
VALUE_WIDTH = 14
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, each from 0."""


@dataclass(frozen=True)
class Kit:
    """What every sheet of one file is written with."""

    addresses: Addresses
    rows: Rows
    looks: Looks
    lists: Lists
    organisation: Organisation


@dataclass(frozen=True)
class SheetWriter:
    """Writes one sheet."""

    page: Any
    sheet: Sheet
    kit: Kit

    @property
    def layout(self) -> Layout:
        """Where its parts lie."""
        return self.kit.addresses.layouts[self.sheet.id]

    @property
    def width(self) -> float:
        """Of its columns together, in letters."""
        return sum(slot.column.width for slot in self.layout.slots)

    def write(self) -> None:
        """Everything but title and print set-up."""
        self._facts()
        self._columns()
        self.note(self.width)
        self._headings()
        self._heights()
        for slot in self.layout.slots:
            self._column(slot)
        self._totals()
        self.page.freeze_panes(self.layout.heading_row, 1)
        if self.layout.slots:
            last = len(self.layout.slots) - 1
            self.page.autofilter(self.layout.heading_row - 1, 0, self.layout.last_row - 1, last)

    def note(self, width: float) -> None:
        """The instructions, above everything else; ``width`` in letters."""
        words = self.sheet.instructions
        if not words:
            return
        look = self.kit.looks.quiet(italic=True, text_wrap=True)
        last, covered = self._note_columns(width)
        if last:
            self.page.merge_range(NOTE_ROW, 0, NOTE_ROW, last, "", look)
        self.page.write_string(NOTE_ROW, 0, words, look)
        self.page.set_row(NOTE_ROW, height(lines(words, covered)))

    def _note_columns(self, width: float) -> tuple[int, float]:
        """The last column of the instructions, and how wide they are; ``width`` where there is no table."""
        last, covered = 7, 0.0
        for slot in self.layout.slots:
            if slot.place and covered + slot.column.width > WIDEST_NOTE:
                break
            last, covered = slot.place, covered + slot.column.width
        return last, covered or width

    # Facts

    def _facts(self) -> None:
        given = self.kit.rows.facts.get(self.sheet.id, {})
        for fact in self.sheet.facts:
            row, last = self.layout.fact_row(fact) - 1, self.layout.value_column - 1
            if last:
                self.page.merge_range(row, 0, row, last, "", self.kit.looks.label)
            self.page.write_string(row, 0, fact.label, self.kit.looks.label)
            self._fact(fact, given.get(fact.id))

    def _fact(self, fact: Fact, given: Any) -> None:  # noqa: ANN401  whatever the field holds
        row, place = self.layout.fact_row(fact) - 1, self.layout.value_column
        look = self.kit.looks.cell(fact.type, is_formula=bool(fact.formula))
        width = self._width_at(place)
        if width < VALUE_WIDTH:
            self.page.merge_range(row, place, row, place + 1, "", look)
            width += self._width_at(place + 1)
        if isinstance(given, str) and lines(given, width) > 1:
            self.page.set_row(row, height(lines(given, width)))
        if fact.formula:
            formula = self.kit.addresses.formula(fact.formula, Place(self.layout))
            self.page.write_formula(row, place, formula, look, "")
        else:
            self._value((row, place), given, fact.type, look)
        area = (row, place, row, place)
        if fact.choices:
            self.kit.lists.offer(self.page, area, choices_of(fact, self.kit.organisation), fact.notes)
        if fact.highlight:
            address = xl_rowcol_to_cell(row, place)
            self._highlight(Highlighted(fact.highlight, address, "spi" in fact.id), area)

    def _width_at(self, place: int) -> float:
        """Of a column; beyond the table that of a column nobody has changed, or of the one for facts."""
        slots = self.layout.slots
        return slots[place].column.width if place < len(slots) else VALUE_WIDTH + 2

    # The table

    def _columns(self) -> None:
        for slot in self.layout.slots:
            self.page.set_column(slot.place, slot.place, slot.column.width + 1)
        place = self.layout.value_column
        if self.sheet.facts and place >= len(self.layout.slots):
            self.page.set_column(place, place, VALUE_WIDTH + 2)

    def _headings(self) -> None:
        row, looks = self.layout.heading_row - 1, self.kit.looks
        for slot in self.layout.slots:
            if slot.column.heading:
                place = Place(self.layout, number=slot.number)
                formula = self.kit.addresses.formula(slot.column.heading, place)
                self.page.write_formula(row, slot.place, formula, looks.heading(MONTH), "")
            else:
                self.page.write_string(row, slot.place, slot.title, looks.heading())
        most = max((lines(slot.title, slot.column.width - 2) for slot in self.layout.slots), default=1)
        self.page.set_row(row, height(max(2, most)))

    def _heights(self) -> None:
        """Rows as high as their text: programs that open the file do not all fit them."""
        for place, given in enumerate(self._given):
            most = max(
                (lines(str(given.get(slot.id) or ""), slot.column.width) for slot in self.layout.slots),
                default=1,
            )
            if most > 1:
                self.page.set_row(self.layout.first_row - 1 + place, height(most))

    @property
    def _given(self) -> list[Mapping[str, Any]]:
        return list(self.kit.rows.sheets.get(self.sheet.id, ()))

    def _column(self, slot: Slot) -> None:
        column, layout = slot.column, self.layout
        area = (layout.first_row - 1, slot.place, layout.last_row - 1, slot.place)
        if column.type is CellType.FORMULA:
            self._formulas(slot)
        else:
            self._values(slot)
        if column.choices and column.type is not CellType.FORMULA:
            self.kit.lists.offer(self.page, area, choices_of(column, self.kit.organisation), column.notes)
        elif column.notes:
            self.page.data_validation(*area, {"validate": "any", "input_message": column.notes})
        if column.highlight:
            address = xl_rowcol_to_cell(area[0], area[1])
            rule = Highlighted(column.highlight, address, "spi" in column.id, self._unless(slot))
            self._highlight(rule, area)

    def _formulas(self, slot: Slot) -> None:
        look = self.kit.looks.cell(slot.column.kind, is_formula=True)
        place = Place(self.layout, has_row=True, number=slot.number)
        formula = self.kit.addresses.formula(slot.column.formula or "", place)
        for row in range(self.layout.first_row, self.layout.last_row + 1):
            self.page.write_formula(row - 1, slot.place, in_row(formula, row), look, "")

    def _values(self, slot: Slot) -> None:
        look = self.kit.looks.cell(slot.column.kind, is_formula=False)
        offered = {str(each).lower(): each for each in choices_of(slot.column, self.kit.organisation)}
        given = self._given
        for place in range(self.layout.last_row - self.layout.heading_row):
            value = given[place].get(slot.id) if place < len(given) else None
            value = offered.get(str(value).lower(), value)
            self._value((self.layout.first_row - 1 + place, slot.place), value, slot.column.kind, look)

    def _value(self, at: tuple[int, int], value: Any, kind: CellType, look: Any) -> None:  # noqa: ANN401
        cell = None if value is None or value == "" else cell_of(value, kind)
        if cell is None:
            self.page.write_blank(*at, None, look)
        elif isinstance(cell, date):
            self.page.write_datetime(*at, cell, look)
        elif isinstance(cell, str):
            fits = kind in {CellType.TEXT, CellType.CHOICE}
            self.page.write_string(*at, cell, look if fits else self.kit.looks.text)
        else:
            self.page.write_number(*at, cell, look)

    def _unless(self, slot: Slot) -> str:
        """The condition under which a date is not overdue, as a formula's factor."""
        other = self.layout.by_id.get(slot.column.unless or "")
        return f'*(${other.letters}{self.layout.first_row}="")' if other else ""

    def _highlight(self, rule: Highlighted, area: Area) -> None:
        for formula, rating in rule.rules(self.kit.organisation.thresholds):
            look = self.kit.looks.rated(rating)
            options = {"type": "formula", "criteria": formula, "format": look, "stop_if_true": True}
            self.page.conditional_format(*area, options)

    def _totals(self) -> None:
        if not any(slot.column.total for slot in self.layout.slots):
            return
        row = self.layout.last_row
        for slot in self.layout.slots:
            look = self.kit.looks.total(slot.column.kind)
            if slot.column.total:
                area = f"{slot.letters}{self.layout.first_row}:{slot.letters}{row}"
                formula = f'=IF(COUNT({area})=0,"",{slot.column.total.upper()}({area}))'
                self.page.write_formula(row, slot.place, formula, look, "")
            else:
                self.page.write_string(row, slot.place, "Total" if slot.place == 0 else "", look)
