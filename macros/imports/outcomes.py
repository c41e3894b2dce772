"""What became of every row of a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from macros.records.vocabulary import Kind

from .findings import Entry, Finding
from .tables import Row, Table

OVERLONG = "it has more cells than there are headers; its texts may have shifted"


def twin_of(row: Row, seen: dict[tuple[str, ...], int]) -> str:
    """That a row is the same as one above, cell for cell; empty where it is not. ``seen`` is filled in."""
    first = seen.setdefault(tuple(cell.text for cell in row.cells), row.number)
    return "" if first == row.number else f"it is the same as row {first}, cell for cell"


@dataclass(frozen=True)
class RowOutcome:
    """A row: the files it becomes, or why it was refused or skipped."""

    row: Row
    id: str
    title: str
    files: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    no_report: str = ""
    refused: str = ""
    skipped: str = ""


@dataclass(frozen=True)
class Outcome:
    """An import: all rows of a table, and notes on the whole.

    ``kind`` is what the rows become, ``noun`` what such a table is called.
    """

    table: Table
    rows: tuple[RowOutcome, ...]
    notes: tuple[str, ...] = ()
    kind: Kind = Kind.PROJECT
    noun: str = "register"

    @property
    def subject(self) -> str:
        """What the title of a row names."""
        return (Kind.PROJECT if self.kind is Kind.REPORT else self.kind).label

    @property
    def files(self) -> dict[str, str]:
        """Texts of all records by path, in the order in which they are to be written."""
        return {path: text for row in self.rows for path, text in row.files.items()}

    @property
    def made(self) -> list[RowOutcome]:
        """Rows that became records."""
        return [row for row in self.rows if row.files]

    @property
    def refused(self) -> list[RowOutcome]:
        """Rows that became none."""
        return [row for row in self.rows if row.refused]

    @property
    def skipped(self) -> list[RowOutcome]:
        """Rows that are there already."""
        return [row for row in self.rows if row.skipped]

    def entries(self, finding: Finding) -> list[Entry]:
        """Cells of one kind, row by row; a cell that feeds several fields once, with all of them."""
        told: dict[tuple[int, str, str], Entry] = {}
        for entry in (entry for row in self.rows for entry in row.entries if entry.finding is finding):
            same = told.get((entry.row, entry.column or entry.field, entry.reason))
            merged = replace(same, field=f"{same.field}, {entry.field}") if same else entry
            told[entry.row, entry.column or entry.field, entry.reason] = merged
        return list(told.values())
