"""A selection of a dataset's rows as a table to show."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from macros.portfolio.columns import Dataset, Field, FieldKind, is_absent, items_of
from macros.portfolio.query import Query, Selection, select
from macros.records.links import relative_url
from macros.records.vocabulary import Rating, Trend

from .first_steps import OF_PROJECTS, empty_text
from .formatting import date_cell, money_cell, number_cell, percent_cell, rating_cell, trend_cell
from .table_macros import TABLE_MACROS, TableMacro
from .tables import Cell, Column, Kind, Option, Row, Table
from .view import SiteView, programme_url

KINDS: Mapping[FieldKind, Kind] = {
    FieldKind.NUMBER: "number",
    FieldKind.RATIO: "number",
    FieldKind.MONEY: "money",
    FieldKind.PERCENT: "percent",
    FieldKind.DATE: "date",
    FieldKind.RATING: "rating",
    FieldKind.TREND: "trend",
    FieldKind.LIST: "tags",
}
FLAGS = (Option("Yes", "Yes"), Option("No", "No"))
NOT_RATED = Option("none", "Not rated")


def macro_table(  # noqa: PLR0913  two of them are names
    macro: str, query: Query, site: SiteView, page: str, *, id_: str = "", caption: str = ""
) -> Table:
    """The table of a macro as seen from the page at the address ``page``.

    Sort and columns that ``query`` leaves open are the macro's own, without columns that hold no value.
    Raises ``ValueError`` for a wrong query.
    """
    asked = TABLE_MACROS[macro]
    dataset = site.datasets[asked.dataset]
    whole = replace(query, sort=query.sort or asked.sort, columns=query.columns or asked.columns)
    every = site.rows(asked.dataset)
    selection = select(every, whole, dataset, site.today)
    fields = tuple(_fields(selection, dataset, asked))
    shown = {field.name for field in selection.columns}
    link = asked.link if asked.link in shown else selection.columns[0].name
    rows = (
        Row(tuple(_linked(field, row, page, site, link) for field in fields), group.label or None)
        for group in selection.groups
        for row in group.rows
    )
    table = Table(
        id_ or asked.id,
        caption or asked.caption,
        tuple(_column(field, asked, shown=field.name in shown) for field in fields),
        tuple(rows),
        _empty(asked, dataset, site) if not every else f"No {dataset.noun} matches.",
        dataset.noun,
        dataset.noun_plural,
    )
    return table if query.columns else table.without_empty_columns()


def _empty(asked: TableMacro, dataset: Dataset, site: SiteView) -> str:
    return empty_text(site, asked.empty) if dataset.name in OF_PROJECTS else asked.empty


def _fields(selection: Selection, dataset: Dataset, asked: TableMacro) -> Iterator[Field]:
    """The columns shown, then those kept for filters and search alone."""
    yield from selection.columns
    there = {field.name for field in selection.columns}
    if selection.group_by:
        there.add(selection.group_by.name)
    for name in dict.fromkeys((*asked.facets, *asked.searched)):
        if name not in there:
            yield dataset.fields[name]


def _column(field: Field, asked: TableMacro, *, shown: bool) -> Column:
    options = tuple(Option(value, field.show(value)) for value in field.order)
    if field.kind is FieldKind.RATING:
        options = (*options, NOT_RATED)
    if field.kind is FieldKind.FLAG:
        options = FLAGS
    has_values = bool(options) or field.kind in {FieldKind.LIST, FieldKind.TERM}
    facet = has_values and (field.name in asked.facets or (shown and field.kind is not FieldKind.LIST))
    return Column(field.name, field.label, KINDS.get(field.kind, "text"), facet, options, shown=shown)


def _linked(field: Field, row: Mapping[str, Any], page: str, site: SiteView, link: str) -> Cell:
    cell = _cell(field, row, site.organisation.currency)
    href = row["url"] if field.name == link else _other_record(field.name, row, site)
    if href is None or cell.absent:
        return cell
    return Cell(cell.text, cell.sort, relative_url(str(href), page), cell.kind, cell.values)


def _other_record(name: str, row: Mapping[str, Any], site: SiteView) -> str | None:
    """The address of the one record or programme that a cell names, if it names one."""
    value = str(row.get(name))
    match name:
        case "project" if value in site.library.projects:
            return site.library.projects[value].url
        case "standard" if value in site.library.standards:
            return site.library.standards[value].url
        case "programme" if row.get(name):
            return programme_url(value)
    return None


def _cell(field: Field, row: Mapping[str, Any], currency: str) -> Cell:
    value: Any = row.get(field.name)
    if field.kind is FieldKind.RATING and (value or field.absent == NOT_RATED.label):
        return rating_cell(Rating(value) if value else None)
    if is_absent(value):
        return Cell()
    if field.kind is FieldKind.MONEY:
        return money_cell(value, str(row.get("currency") or currency))
    return SHOWN[field.kind](field, value)


def _several(field: Field, values: Iterable[object]) -> Cell:
    given = tuple(map(str, items_of(values)))
    return Cell(", ".join(map(field.show, given)), values=given)


def _single(field: Field, value: object) -> Cell:
    text = field.show(value)
    if field.kind is FieldKind.FLAG:
        return Cell(text, values=(text,))
    return Cell(text, values=(str(value),) if field.order else ())


def _number(_: Field, value: float) -> Cell:
    return number_cell(value, 0 if isinstance(value, int) else 2)


def _ratings(_: Field, value: Mapping[str, object]) -> Cell:
    return Cell("; ".join(f"{name.capitalize()} {rating}" for name, rating in value.items() if rating))


SHOWN: Mapping[FieldKind, Callable[[Field, Any], Cell]] = {
    FieldKind.TEXT: _single,
    FieldKind.TERM: _single,
    FieldKind.FLAG: _single,
    FieldKind.LIST: _several,
    FieldKind.NUMBER: _number,
    FieldKind.RATIO: _number,
    FieldKind.PERCENT: lambda _, value: percent_cell(value),
    FieldKind.DATE: lambda _, value: date_cell(value),
    FieldKind.TREND: lambda _, value: trend_cell(Trend(value)),
    FieldKind.RATINGS: _ratings,
}
