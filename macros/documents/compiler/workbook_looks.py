"""How the cells of a workbook look, and what colours them. The library's formats have no types."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from macros.records.colours import RATING_COLOURS
from macros.records.models.organisation import Thresholds
from macros.records.vocabulary import Rating

from .house import FONT, INK, LINE, MUTED, WASH, House
from .workbook_source import CellType, Highlight

FORMATS: Mapping[CellType, str] = {
    CellType.NUMBER: "0",
    CellType.DECIMAL: "0.00",
    CellType.MONEY: "#,##0",
    CellType.PERCENT: "0%",
    CellType.DATE: "yyyy-mm-dd",
    CellType.TEXT: "@",
    CellType.CHOICE: "General",
    CellType.FORMULA: "General",
}
NUMBERS = frozenset({CellType.NUMBER, CellType.DECIMAL, CellType.MONEY, CellType.PERCENT})
MONTH = "mmm yy"
HIGH_SCORE, MIDDLE_SCORE = 15, 8
LETTERS_A_LINE, LINE_HEIGHT = 1.05, 14.5
HIGHEST = 409
"""Points of a row; Excel has none higher."""


def lines(words: str, width: float) -> int:
    """About how many lines a text takes in a column that is ``width`` letters wide."""
    letters = max(1, int(width * LETTERS_A_LINE))
    return sum(max(1, -(-len(line) // letters)) for line in words.split("\n"))


def height(count: int) -> float:
    """The height of so many lines, in points."""
    return min(count * LINE_HEIGHT, HIGHEST)


@dataclass(frozen=True)
class Looks:
    """The formats of one file, each made once."""

    file: Any
    house: House
    _made: dict[Any, Any] = field(default_factory=dict)

    def of(self, **given: object) -> Any:  # noqa: ANN401
        """A format by its properties, as the library names them."""
        key = tuple(sorted(given.items()))
        if key not in self._made:
            base = {"font_name": FONT, "font_size": 10, "font_color": f"#{INK}", "valign": "top"}
            self._made[key] = self.file.add_format(base | given)
        return self._made[key]

    @property
    def title(self) -> Any:  # noqa: ANN401
        """Of a sheet's first line."""
        return self.of(bold=True, font_size=16, font_color=f"#{self.house.accent_text}")

    def quiet(self, **given: object) -> Any:  # noqa: ANN401
        """Of what explains."""
        return self.of(font_color=f"#{MUTED}", **given)

    @property
    def label(self) -> Any:  # noqa: ANN401
        """Of a fact's name."""
        return self.of(bold=True, bg_color=f"#{WASH}", border=1, border_color=f"#{LINE}")

    def heading(self, number_format: str = "General") -> Any:  # noqa: ANN401
        """Of a column's heading."""
        return self.of(
            bold=True,
            text_wrap=True,
            border=1,
            border_color=f"#{LINE}",
            bg_color=self.house.accent,
            font_color=f"#{self.house.on_accent}",
            num_format=number_format,
        )

    def cell(self, kind: CellType, *, is_formula: bool) -> Any:  # noqa: ANN401
        """Of a cell to fill in, or grey where a formula fills it."""
        given: dict[str, object] = {"border": 1, "border_color": f"#{LINE}", "num_format": FORMATS[kind]}
        given |= {"align": "left"} if kind is CellType.DATE else {}  # else it would touch the text beside it
        given |= {"align": "right", "indent": 1} if kind in NUMBERS else {}
        if is_formula:
            given |= {"bg_color": f"#{WASH}", "num_format": FORMATS[kind].replace("@", "General")}
        return self.of(**given, text_wrap=kind is CellType.TEXT)

    @property
    def text(self) -> Any:  # noqa: ANN401
        """Of a text in place of a number or a date."""
        return self.cell(CellType.TEXT, is_formula=False)

    def total(self, kind: CellType) -> Any:  # noqa: ANN401
        """Of a cell in the row of totals."""
        return self.of(
            bold=True,
            top=2,
            top_color=self.house.accent,
            bg_color=f"#{WASH}",
            num_format=FORMATS[kind].replace("@", "General"),
            **({"align": "right", "indent": 1} if kind in NUMBERS else {}),
        )

    def rated(self, rating: Rating) -> Any:  # noqa: ANN401
        """What a rule adds to a cell."""
        ground, ink = RATING_COLOURS[rating]
        key = ("rated", rating)
        if key not in self._made:
            self._made[key] = self.file.add_format({"bg_color": ground, "font_color": ink})
        return self._made[key]


@dataclass(frozen=True)
class Highlighted:
    """What colours a cell: its address, what its value says, and for dates a factor that excuses them."""

    kind: Highlight
    cell: str
    is_schedule: bool = False
    unless: str = ""

    def rules(self, limits: Thresholds) -> Iterator[tuple[str, Rating]]:
        """Formulas, and the rating by which the first that holds colours the cell."""
        cell = self.cell
        match self.kind:
            case Highlight.RATING:
                yield from ((f'=LOWER({cell})="{rating.value}"', rating) for rating in Rating)
            case Highlight.SCORE:
                yield _number(cell, f">={HIGH_SCORE}"), Rating.RED
                yield _number(cell, f">={MIDDLE_SCORE}"), Rating.AMBER
                yield _number(cell, ">0"), Rating.GREEN
            case Highlight.NEGATIVE:
                yield _number(cell, "<0"), Rating.RED
            case Highlight.INDEX:
                red, amber = (
                    (limits.spi_red, limits.spi_amber)
                    if self.is_schedule
                    else (limits.cpi_red, limits.cpi_amber)
                )
                yield _number(cell, f"<{red}"), Rating.RED
                yield _number(cell, f"<{amber}"), Rating.AMBER
            case Highlight.OVERDUE:
                yield f"=ISNUMBER({cell})*({cell}<TODAY()){self.unless}", Rating.RED
            case Highlight.OVER:
                yield _number(cell, ">1"), Rating.RED


def _number(cell: str, condition: str) -> str:
    return f"=AND(ISNUMBER({cell}),{cell}{condition})"
