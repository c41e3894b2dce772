"""A register as a table: cells with their spreadsheet rows, columns that are found by their headers."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from macros.records.characters import INVISIBLE
from macros.records.problems import nearest

Grid = Sequence[Sequence["Cell"]]
"""All cells of a sheet, row by row from the first."""

LINE_BREAKS = re.compile(r"_x000D_\n?|\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
EXCEL_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)|#{3,}")


class UnusableError(Exception):
    """Why a register or its map cannot be used at all: one line for each reason."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class Cell:
    """A cell's text with LF line ends, the number where it is one, and what is broken about it."""

    text: str = ""
    number: Decimal | None = None
    problem: str = ""

    @classmethod
    def of(cls, text: str) -> "Cell":
        """A cell that was written as text."""
        text = INVISIBLE.sub("", LINE_BREAKS.sub("\n", text))
        if EXCEL_ERROR.fullmatch(text.strip()):
            return cls(text.strip(), problem="is an error of the spreadsheet")
        return cls(text)

    @property
    def line(self) -> str:
        """The text on one line, with single blanks."""
        return one_line(self.text)


def one_line(text: str) -> str:
    """Text without line breaks, double blanks and invisible blanks at its ends."""
    return " ".join(text.split()).strip("\u200b\u200c\u200d\u2060 ")


def folded(text: str) -> str:
    """What two spellings of a header or a word have in common."""
    return one_line(unicodedata.normalize("NFKC", text)).casefold()


def in_spans(numbers: Iterable[int]) -> str:
    """``1, 3, 5–9``: rows in words; three and more in a row as a span."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    parts = [[f"{span[0]}–{span[-1]}"] if len(span) > 2 else map(str, span) for span in spans]  # noqa: PLR2004
    return ", ".join(part for each in parts for part in each)


@dataclass(frozen=True)
class Column:
    """A column: its place counted from 0, and its header, with its letter where the header is not enough."""

    index: int
    name: str

    @property
    def letter(self) -> str:
        """The name of the column in a spreadsheet."""
        return letter(self.index)


def letter(index: int) -> str:
    """``0`` is A, ``26`` is AA."""
    index, rest = divmod(index, 26)
    return (letter(index - 1) if index else "") + chr(ord("A") + rest)


@dataclass(frozen=True)
class Row:
    """A row with the number it has in a spreadsheet."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: Column) -> Cell:
        """The cell in a column; an empty one where the row is shorter."""
        return self.cells[column.index] if column.index < len(self.cells) else Cell()


@dataclass(frozen=True)
class Table:
    """A register. ``notes`` say how it was read, where that was not certain."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    blank_rows: tuple[int, ...] = ()
    overlong_rows: frozenset[int] = frozenset()
    """Rows with more cells than the header has: a delimiter stands where it should not."""
    doubled: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    """Columns that share a header, by its folded form."""

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Columns by their folded names."""
        return {folded(column.name): column for column in self.columns}

    def present(self, names: Iterable[str]) -> list[Column]:
        """The columns that go by one of these names, in the order of the names."""
        return [self.by_name[folded(name)] for name in names if folded(name) in self.by_name]

    def why_absent(self, names: Sequence[str]) -> str:
        """What to say of names of which no column was found."""
        for name in names:
            if folded(name) in self.doubled:
                same = self.doubled[folded(name)]
                ways = " or ".join(repr(column.name) for column in same)
                letters = " and ".join(column.letter for column in same)
                return f"the columns {letters} are both headed {name!r}; write {ways}"
        wanted = " or ".join(repr(name) for name in names)
        known = [column.name for column in self.columns]
        hint = next(filter(None, (nearest(name, known) for name in names)), "")
        return f"{self.name} has no column {wanted}. " + (
            hint or f"Its columns are {', '.join(map(repr, known))}"
        )
