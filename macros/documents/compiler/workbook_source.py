"""``workbook.yml``: what the sheets of a workbook hold, as data."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from macros.records.fields import Count, Group, Line, Ratio, Text, Title

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
NOT_IN_SHEET_NAMES = frozenset("[]:*?/\\")


def _sheet_name(value: str) -> str:
    """Excel keeps some signs for addresses, and the name "History" for itself."""
    if NOT_IN_SHEET_NAMES & set(value) or value.startswith("'") or value.endswith("'"):
        raise PydanticCustomError("sheet-form", "must do without [ ] : * ? / \\ and quotes at its ends")
    if value.lower() in RESERVED:
        raise PydanticCustomError("sheet-form", "is a name that is taken already")
    return value


RESERVED = frozenset({"instructions", "history"})
"""The first is made for every workbook."""
SheetName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=31), AfterValidator(_sheet_name)
]
Hint = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Width = Annotated[Ratio, Field(ge=2, le=120)]
"""In letters."""
RowCount = Annotated[Count, Field(le=2000)]
Repeats = Annotated[Count, Field(le=120)]


class CellType(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    DECIMAL = "decimal"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    CHOICE = "choice"
    FORMULA = "formula"


class Highlight(StrEnum):
    """What a cell's value is coloured by; the value says it without the colour."""

    RATING = "rating"
    SCORE = "score"
    NEGATIVE = "negative"
    INDEX = "index"
    OVERDUE = "overdue"
    OVER = "over"


class Total(StrEnum):
    """What stands below a column."""

    SUM = "sum"
    AVERAGE = "average"
    MAX = "max"
    COUNT = "count"


class ChartKind(StrEnum):
    """How a chart shows its columns."""

    LINE = "line"
    COLUMN = "column"


class Fact(Group):
    """A labelled cell above the table of a sheet."""

    id: Name
    label: Line
    type: CellType
    value: Line | None = None
    formula: Text | None = None
    choices: list[Line] | Line | None = None
    highlight: Highlight | None = None
    notes: Hint | None = None


class Column(Group):
    """A column of a sheet's table; with ``repeat`` as many columns."""

    id: Name
    title: Line
    type: CellType
    width: Width = 16
    source: Name | None = Field(default=None, alias="from")
    choices: list[Line] | Line | None = None
    formula: Text | None = None
    result: CellType = CellType.TEXT
    heading: Text | None = None
    repeat: Repeats = 0
    total: Total | None = None
    highlight: Highlight | None = None
    unless: Name | None = None
    notes: Hint | None = None

    @property
    def kind(self) -> CellType:
        """What a reader sees in it: of a formula its result."""
        return self.result if self.type is CellType.FORMULA else self.type


class Chart(Group):
    """A chart over columns of the workbook, each as ``sheet.column``."""

    title: Title
    kind: ChartKind
    categories: Line
    series: list[Line] = Field(min_length=1)


class Sheet(Group):
    """A sheet: facts above a table, or a chart."""

    id: Name
    name: SheetName
    instructions: Text | None = None
    source: Line | None = Field(default=None, alias="from")
    facts: list[Fact] = Field(default_factory=list)
    rows: RowCount = 0
    preset: list[dict[str, Any]] = Field(default_factory=list)
    columns: list[Column] = Field(default_factory=list)
    chart: Chart | None = None


class Workbook(Group):
    """The whole workbook."""

    title: Title | None = None
    sheets: list[Sheet] = Field(min_length=1)
