"""Tables on slides: what they hold as data, how much room that takes, and how it goes over several slides.

Lengths are in points. Heights are worked out before anything is drawn, so that nothing leaves its slide.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from macros.records.colours import RATING_COLOURS
from macros.records.vocabulary import Rating

from .deck_style import INK, MUTED
from .text_fit import plain, text_height

ABSENT = "–"
PADDING = 5.0
"""Left and right of a cell's text."""
GAP = 3.6
"""Above and below it."""
LONGEST = 120
"""Characters of a text; a title has no more."""


@dataclass(frozen=True)
class Look:
    """Colours of a cell as six hexadecimal digits; without ``fill`` the slide shows through."""

    fill: str = ""
    ink: str = INK
    bold: bool = False


PLAIN = Look()
STRONG = Look(bold=True)
QUIET = Look(ink=MUTED)
RATED = {rating: Look(ground[1:], ink[1:], bold=True) for rating, (ground, ink) in RATING_COLOURS.items()}
SHAPES = {Rating.GREEN: "●", Rating.AMBER: "▲", Rating.RED: "■", None: "○"}
"""Said by shape and word as well as by colour. These signs are in every common typeface."""


@dataclass(frozen=True)
class Cell:
    """A text and its look."""

    text: str = ABSENT
    look: Look = PLAIN


@dataclass(frozen=True)
class Line:
    """A row, and where its figures come from: lines for the notes of the slide that shows it."""

    cells: tuple[Cell, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A heading and the width of what stands under it."""

    heading: str
    width: float
    right: bool = False
    """Whether the column keeps its right edge, as numbers do."""


@dataclass(frozen=True)
class Table:
    """A table; ``caption`` says what it is to those who do not see it. Its widths add up to ``width``."""

    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    size: float = 12
    width: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", sum(column.width for column in self.columns))

    def only(self, lines: Sequence[Line]) -> "Table":
        """The same table with these lines."""
        return Table(self.caption, self.columns, tuple(lines), self.size)

    @property
    def head_height(self) -> float:
        """Height of the headings."""
        return self._height(tuple(Cell(column.heading, STRONG) for column in self.columns))

    def line_height(self, line: Line) -> float:
        """Height of a row."""
        return self._height(line.cells)

    @property
    def height(self) -> float:
        """Of the whole table."""
        return self.head_height + sum(map(self.line_height, self.lines))

    def fitting(self, room: float, most: int | None = None) -> int:
        """How many of the first lines fit into a height of ``room``, below the headings; at most ``most``."""
        used, count = self.head_height, 0
        for line in self.lines[:most]:
            used += self.line_height(line)
            if used > room:
                break
            count += 1
        return count

    def parts(self, first: float, other: float, most: int | None = None) -> Iterator["Table"]:
        """The table cut between lines: its first part is at most ``first`` high, each other one ``other``.

        The first part has no lines where none fits. A line that is higher than ``other`` would stand alone.
        """
        rest = self.lines
        count = self.fitting(first, most)
        yield self.only(rest[:count])
        while rest := rest[count:]:
            count = max(self.only(rest).fitting(other, most), 1)
            yield self.only(rest[:count])

    def _height(self, cells: Sequence[Cell]) -> float:
        return 2 * GAP + max(
            text_height(cell.text, self.size, column.width - 2 * PADDING, bold=cell.look.bold)
            for cell, column in zip(cells, self.columns, strict=True)
        )


def rating_cell(rating: Rating | None, words: str = "") -> Cell:
    """A rating by colour, shape and word; ``words`` come after it."""
    word = rating.label if rating else "Not rated"
    return Cell(f"{SHAPES[rating]} {word}{words}", RATED[rating] if rating else QUIET)


def text_cell(text: str | None, look: Look = PLAIN) -> Cell:
    """A text, or the sign that there is none. Texts that are longer than a title may be are cut."""
    if not text:
        return Cell(ABSENT, QUIET)
    kept = plain(text)
    return Cell(kept if len(kept) <= LONGEST else f"{kept[: LONGEST - 1]}…", look)
