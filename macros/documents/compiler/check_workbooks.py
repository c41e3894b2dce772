"""What is wrong with the workbooks of templates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jinja2 import TemplateSyntaxError

from macros.records.front_matter import Path, Source
from macros.records.models import Organisation
from macros.records.problems import Problem, nearest

from .check_texts import name_problem
from .formula_form import formula_fault
from .formulas import Addresses, Layout, Place, UnknownReferenceError
from .names import ENTRY, Name, Use, names_in_expression
from .sources import WORKBOOK, Sources
from .workbook_source import CellType, Chart, Column, Fact, Sheet, Workbook
from .workbook_values import Row, named_choices, typed

README = "See templates/README.md"


def workbook_problems(sources: Sources, organisation: Organisation) -> Iterator[Problem]:
    """Every problem of a template's workbook."""
    if sources.workbook:
        check = _Check(sources.workbook, sources.written[WORKBOOK], organisation)
        yield from check.problems()


def row_problems(source: Source, at: Path, row: Row, layout: Layout) -> Iterator[Problem]:
    """What is wrong with a row that is written already, at ``at`` in ``source``."""
    for key, value in row.items():
        slot = layout.by_id.get(key)
        if slot is None or slot.column.type is CellType.FORMULA:
            message = f"sheet {layout.sheet.id!r} has no column {key!r} to fill in"
            known = [id_ for id_, each in layout.by_id.items() if each.column.type is not CellType.FORMULA]
            yield source.problem("unknown-cell", (*at, key), message, nearest(key, known))
        else:
            yield from value_problems(source, (*at, key), value, slot.column.kind)


def value_problems(source: Source, at: Path, value: Any, kind: CellType) -> Iterator[Problem]:  # noqa: ANN401
    """A value that its cell cannot hold."""
    try:
        is_plain = not isinstance(value, (list, dict))
        typed(value if is_plain else "", kind)
    except ValueError:
        is_plain = False
    if not is_plain:
        message = f"{str(value)[:60]!r} is no {kind.value}"
        yield source.problem("sheet-form", at, message, "Write the plain value, such as 1200 or 2026-10-31")


@dataclass(frozen=True)
class _Check:
    workbook: Workbook
    source: Source
    organisation: Organisation

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses(self.workbook)

    def problems(self) -> Iterator[Problem]:
        sheets = self.workbook.sheets
        yield from self._twice([(("sheets", at, "id"), sheet.id) for at, sheet in enumerate(sheets)])
        names = [(("sheets", at, "name"), sheet.name.lower()) for at, sheet in enumerate(sheets)]
        yield from self._twice(names)
        for place, sheet in enumerate(sheets):
            yield from self._sheet(sheet, ("sheets", place))

    def _sheet(self, sheet: Sheet, at: Path) -> Iterator[Problem]:
        layout = self.addresses.layouts[sheet.id]
        ids = [((*at, "columns", place, "id"), column.id) for place, column in enumerate(sheet.columns)]
        yield from self._twice(
            [((*at, "facts", place, "id"), fact.id) for place, fact in enumerate(sheet.facts)] + ids
        )
        for place, fact in enumerate(sheet.facts):
            yield from self._fact(fact, (*at, "facts", place), layout)
        for place, column in enumerate(sheet.columns):
            yield from self._column(column, (*at, "columns", place), layout)
        for place, row in enumerate(sheet.preset):
            yield from row_problems(self.source, (*at, "preset", place), row, layout)
        yield from self._data(sheet, at)
        if sheet.chart:
            yield from self._chart(sheet.chart, (*at, "chart"))
            if sheet.columns or sheet.facts:
                message = f"sheet {sheet.id!r} has a chart and cells besides"
                yield self.source.problem(
                    "sheet-form", (*at, "chart"), message, "Give the chart its own sheet"
                )
        elif not sheet.columns:
            yield self.source.problem("sheet-form", at, f"sheet {sheet.id!r} has no columns", "Add some")

    def _twice(self, ids: Sequence[tuple[Path, str]]) -> Iterator[Problem]:
        seen: set[str] = set()
        for path, id_ in ids:
            if id_ in seen:
                yield self.source.problem(
                    "sheet-form", path, f"{id_!r} stands here twice", "Rename one of them"
                )
            seen.add(id_)

    # Facts and columns

    def _fact(self, fact: Fact, at: Path, layout: Layout) -> Iterator[Problem]:
        yield from self._formula((*at, "formula"), fact.formula, Place(layout))
        yield from self._choices(at, fact)

    def _column(self, column: Column, at: Path, layout: Layout) -> Iterator[Problem]:
        number = 1 if column.repeat else 0
        yield from self._formula((*at, "formula"), column.formula, Place(layout, has_row=True, number=number))
        yield from self._formula((*at, "heading"), column.heading, Place(layout, number=number))
        yield from self._choices(at, column)
        if (column.type is CellType.FORMULA) != bool(column.formula):
            message = f"column {column.id!r} needs both type: formula and formula:, or neither"
            yield self.source.problem("sheet-form", at, message, "Add what is missing")
        if column.unless and column.unless not in layout.by_id:
            message = f"there is no column {column.unless!r}"
            way_out = nearest(column.unless, layout.by_id)
            yield self.source.problem("unknown-cell", (*at, "unless"), message, way_out)

    def _formula(self, at: Path, formula: str | None, place: Place) -> Iterator[Problem]:
        if not formula:
            return
        try:
            self.addresses.formula(formula, place)
        except UnknownReferenceError as error:
            way_out = nearest(error.reference.rpartition(".")[2], error.known) or README
            message = f"the formula names {{{error.reference}}}, which is no cell that it can reach"
            yield self.source.problem("unknown-cell", at, message, way_out)
        if fault := formula_fault(formula):
            yield self.source.problem("formula-form", at, *fault)

    def _choices(self, at: Path, each: Column | Fact) -> Iterator[Problem]:
        lists = named_choices(self.organisation)
        if isinstance(each.choices, str) and each.choices not in lists:
            message = f"there is no list {each.choices!r}"
            way_out = nearest(each.choices, lists) or f"Known: {', '.join(lists)}; or write [one, two]"
            yield self.source.problem("unknown-cell", (*at, "choices"), message, way_out)
        if each.type is CellType.CHOICE and not each.choices:
            message = f"{each.id!r} offers no choices"
            yield self.source.problem("sheet-form", at, message, "Add choices: [one, two]")

    # Names of data

    def _data(self, sheet: Sheet, at: Path) -> Iterator[Problem]:
        """The names that fill facts, and the list that fills rows with what columns ask of its entries."""
        for place, fact in enumerate(sheet.facts):
            yield from self._named(fact.value, (*at, "facts", place, "value"), Use.VALUE)
        yield from self._named(sheet.source, (*at, "from"), Use.LIST)
        for place, column in enumerate(sheet.columns):
            if sheet.source and column.source:
                yield from self._named(
                    sheet.source, (*at, "columns", place, "from"), Use.VALUE, column.source
                )

    def _named(self, expression: str | None, at: Path, use: Use, entry: str = "") -> Iterator[Problem]:
        """What is wrong with a name, or with that of a list and of what its entries hold."""
        if not expression:
            return
        names: tuple[Name, ...] | None
        try:
            names = names_in_expression(expression)
        except TemplateSyntaxError:
            names = None
        if names is None or len(names) > 1 or (use is Use.LIST and not names):
            message = f"{expression!r} is not the name of something to be filled in"
            yield self.source.problem("source-syntax", at, message, "Write one such as project.budget")
            return
        for name in names:
            path = (*name.path, ENTRY, entry) if entry else name.path
            yield from name_problem(self.source.path, Name(path, 1, use), self.source.position(at))

    def _chart(self, chart: Chart, at: Path) -> Iterator[Problem]:
        given = [((*at, "categories"), chart.categories)]
        given += [((*at, "series", place), reference) for place, reference in enumerate(chart.series)]
        for path, reference in given:
            try:
                self.addresses.series(reference)
            except UnknownReferenceError as error:
                message = f"the chart names {reference!r}, which is no column of this workbook"
                way_out = nearest(reference.partition(".")[0], error.known) or "Write sheet.column"
                yield self.source.problem("unknown-cell", path, message, way_out)
