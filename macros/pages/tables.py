"""Tables as data: what a table shows, how its columns sort and what readers can filter by.

Plain values only: no HTML, no MkDocs. `fragments/table.html.jinja` renders a `Table`
(`render("table.html.jinja", table=table)`), `tables.js` adds sorting and filtering on top.
Every text is escaped by the fragment; give it as the reader should see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

from macros.records.vocabulary import SAFE_SCHEMES

Kind = Literal["text", "number", "money", "percent", "date", "rating", "trend", "tags", "links"]

Tone = Literal["low", "medium", "high"]

NUMERIC: frozenset[Kind] = frozenset({"number", "money", "percent"})
DRAWN: frozenset[Kind] = frozenset({"date", "rating", "trend", "tags"})  # more than a text, once there is one
BRIEF = 16  # characters
NOT_RATED = ("none",)  # values of a rating that is not there
RESERVED_NAMES = frozenset({"q", "sort"})  # parameters of the page address that are no column

_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]")


def safe_href(href: str) -> str:
    """Give `href` back if a reader may follow it: relative, or of a safe scheme.

    Raises ValueError for any other scheme (javascript:, data:, …), however it is disguised
    with blanks and control characters. The record rules report these first; this is the last door.
    """
    scheme = _SCHEME.match(_INVISIBLE.sub("", href))
    if scheme and scheme[1].lower() not in SAFE_SCHEMES:
        raise ValueError(f"a link may not use the scheme {scheme[1]!r}: {href!r}")
    return href


class Option(NamedTuple):
    """One word of a vocabulary: its machine value and its label."""

    value: str
    label: str


class Group(NamedTuple):
    """Rows under one heading; rows without a group come under none (`label` is None)."""

    label: str | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A text and where it leads; `href` is relative to the page that shows it."""

    text: str
    href: str

    def __post_init__(self) -> None:
        safe_href(self.href)


@dataclass(frozen=True, slots=True)
class Cell:
    """One value. An absent one is `Cell()`: it shows "–" and sorts last, either way round.

    `text` is what the reader sees; `sort` the machine value behind it (a number, or an ISO date),
    needed for numeric and date columns and optional elsewhere; `values` are what a facet matches,
    and for ratings, trends and tags also what is drawn. A facet without `values` matches `text`.
    `kind` is the column's unless given; `links` are shown in place of the text; `note` is a
    second, quieter line. `tone` shades what the text says already.
    """

    text: str = ""
    sort: str | float | None = None
    href: str | None = None
    kind: Kind | None = None
    values: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    note: str = ""
    tone: Tone | None = None

    def __post_init__(self) -> None:
        if self.href is not None:
            safe_href(self.href)

    @property
    def absent(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.text or self.values or self.links)


@dataclass(frozen=True)
class Column:
    """One column. `name` is its key in the page address, `label` its heading.

    `options` is the column's vocabulary in its own order: it orders sorting and facet, and gives
    each value its label. `facet` offers the column as a filter. `shown=False` keeps a column for
    filter and search alone.
    """

    name: str
    label: str
    kind: Kind = "text"
    facet: bool = False
    options: tuple[Option, ...] = ()
    sortable: bool = True
    shown: bool = True

    @cached_property
    def brief(self) -> bool:
        """Whether the vocabulary is of words so short that none is broken over two lines."""
        return bool(self.options) and all(len(option.label) <= BRIEF for option in self.options)

    @property
    def compare(self) -> Literal["number", "date", "text"]:
        """How the values of this column compare: the browser sorts by it."""
        if self.kind in NUMERIC or self.options:
            return "number"
        return "date" if self.kind == "date" else "text"

    def label_of(self, value: str) -> str:
        """The label of a value of the vocabulary, or the value itself."""
        return self._labels.get(value, value)

    def sort_value(self, cell: Cell) -> str | float | None:
        """The machine value that `cell` sorts by: its own, else its place in the vocabulary."""
        if cell.sort is not None or not self.options:
            return cell.text if cell.sort is None and cell.note and self.compare == "text" else cell.sort
        return min((self._places[value] for value in cell.values if value in self._places), default=None)

    def facet_values(self, cell: Cell) -> tuple[str, ...] | None:
        """What the facet matches in `cell`; None where that is just the text shown."""
        if not self.facet or cell.absent or (cell.values in {(), (cell.text,)} and not cell.note):
            return None
        return cell.values or (cell.text,)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return {option.value: option.label for option in reversed(self.options)}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {option.value: place for place, option in enumerate(self.options)}


class Drawn(NamedTuple):
    """A cell as its table shows it. `plain` is its text where it is no more than that.

    `classes` stand apart by a blank; `sort` and `values` are what column and facet go by, if not by the text.
    """

    cell: Cell
    column: Column
    kind: Kind
    names_row: bool
    classes: str
    sort: str | float | None
    values: tuple[str, ...] | None
    is_shown: bool
    plain: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line, one a column and in their order; the first names the row."""

    cells: tuple[Cell, ...]
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption, and the sentence that stands in its place when it has no rows.

    `id` is unique on the page and prefixes the table's state in the address
    (`?projects.phase=planning`). `noun` and `noun_plural` name a row ("3 of 14 projects").
    `searchable=False` leaves the text filter out; facets are those of the columns.
    `show_caption=False` keeps the caption for screen readers where a heading above says the same.
    `way_out` stands behind the sentence of an empty table. `stacks=True` shows each row as a block on a
    telephone, its values under each other with their columns' names.
    Raises ValueError where the parts do not fit together.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = "There is nothing to show yet."
    noun: str = "project"
    noun_plural: str = ""
    searchable: bool = True
    show_caption: bool = True
    way_out: Link | None = None
    stacks: bool = False

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        for name in (self.id, *names):
            if not _NAME.fullmatch(name):
                raise ValueError(f"{name!r} is no name for a table or column")
        if len(set(names)) != len(names) or RESERVED_NAMES.intersection(names):
            raise ValueError(f"table {self.id!r}: column names must differ and not be q or sort")
        if not (self.columns and self.columns[0].shown):
            raise ValueError(f"table {self.id!r}: the first column names the row and is shown")
        for number, row in enumerate(self.rows, start=1):
            if len(row.cells) != len(names):
                raise ValueError(
                    f"table {self.id!r}, row {number}: {len(row.cells)} cells for {len(names)} columns"
                )

    def without_filters(self) -> Table:
        """The same table, that can be sorted only."""
        kept = [place for place, column in enumerate(self.columns) if column.shown]
        columns = tuple(replace(self.columns[place], facet=False) for place in kept)
        rows = tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in self.rows)
        return replace(self, columns=columns, rows=rows, searchable=False)

    def without_empty_columns(self) -> Table:
        """The same table without columns in which no row has a value; the one that names the row stays."""
        kept = [
            place
            for place, column in enumerate(self.columns)
            if place == 0 or not column.shown or any(_tells(row.cells[place]) for row in self.rows)
        ]
        columns = tuple(self.columns[place] for place in kept)
        rows = tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in self.rows)
        return replace(self, columns=columns, rows=rows) if self.rows else self

    def drawn(self, row: Row) -> Iterator[Drawn]:
        """The cells of one of the rows; asked for each, so the fragment need not work them out."""
        names_row, classes = True, ["pmo-table__name"]
        for column, cell in zip(self.columns, row.cells, strict=True):
            kind, absent = cell.kind or column.kind, cell.absent
            if kind != "text":
                classes.append(f"pmo-cell--{kind}")
            elif column.brief:
                classes.append("pmo-cell--brief")
            if absent:
                classes.append("pmo-absent")
            if cell.tone:
                classes.append(f"pmo-cell--{cell.tone}")
            is_plain = not (cell.links or cell.note or cell.href is not None or kind in DRAWN)
            plain = "–" if absent and not cell.note else cell.text if is_plain else None
            sort, values = column.sort_value(cell), column.facet_values(cell)
            told = " ".join(classes)
            yield Drawn(cell, column, kind, names_row, told, sort, values, column.shown, plain)
            names_row, classes = False, []

    @property
    def nouns(self) -> str:
        """The plural of `noun`."""
        return self.noun_plural or f"{self.noun}s"

    @property
    def width(self) -> int:
        """The number of columns shown."""
        return sum(column.shown for column in self.columns)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The rows by group, in the order in which the groups first appear."""
        rows: dict[str | None, list[Row]] = {}
        for row in self.rows:
            rows.setdefault(row.group, []).append(row)
        return tuple(Group(label, tuple(members)) for label, members in rows.items())


def _tells(cell: Cell) -> bool:
    return not cell.absent and cell.values != NOT_RATED
