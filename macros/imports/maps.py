"""The map: which column feeds which field, and how texts are read. It is YAML, checked like a record."""

import re
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from macros.records.fields import Group, Line, Lines, Text
from macros.records.vocabulary import Dimension

from .converting import NumberForm
from .headers import Reading
from .map_values import (
    Form,
    Forms,
    Number,
    Pattern,
    Patterns,
    RowNumber,
    column_alone,
    listed,
    one_delimiter,
    with_day,
)

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
"""A column's name in a composed text; several names of one column are divided by ``|``."""


class FileOptions(Group):
    """How to read the file. Whatever is not given is found out."""

    encoding: Line | None = None
    delimiter: Annotated[str, AfterValidator(one_delimiter)] | None = None
    """``comma``, ``semicolon``, ``tab`` or ``pipe``, or the character itself."""
    sheet: Line | None = None
    header_row: Annotated[list[RowNumber], BeforeValidator(listed)] = Field(default_factory=list)
    """The spreadsheet row of the headers; two where an upper one spans several columns."""

    def reading(self) -> Reading:
        """The same for the reader of tables."""
        return Reading(self.encoding or "", self.delimiter or "", self.sheet or "", tuple(self.header_row))


class Numbers(Group):
    """How the file writes numbers."""

    decimal: Literal[".", ","] | None = None
    thousands: str | None = None
    signs: Lines = Field(default_factory=list)
    """Currency signs and codes that may stand before or after an amount."""

    def form(self) -> NumberForm:
        """The same for the converter."""
        decimal = self.decimal or "."
        return NumberForm(
            decimal,
            self.thousands or (".", ",")[decimal == "."],
            tuple(self.signs),
            assumed=self.decimal is None,
        )


class Band(Group):
    """A value for every amount below a limit; without ``below``, for all the others."""

    below: Number | None = None
    value: Text


class Case(Group):
    """A value for rows in which one of these columns matches a regular expression."""

    column: Lines = Field(min_length=1)
    matches: Pattern
    value: Text


class FeedFields(Group):
    """Where a value comes from, and how it is read."""

    column: Lines = Field(default_factory=list)
    """Names that the column may have. The first that the file has, and whose cell is not blank, is read."""
    text: Text | None = None
    """A text with columns in braces: ``Senior Responsible Owner, {Department}``."""
    constant: Text | None = None
    when: list[Case] = Field(default_factory=list)
    """Looked at first, one after the other."""
    strip: Patterns = Field(default_factory=list)
    """Regular expressions for what is cut off before anything else is done."""
    values: dict[str, Text] = Field(default_factory=dict)
    """Translations of whole cells. With these, a text that is not among them is not readable."""
    unit: Number = Decimal(1)
    """What an amount is multiplied by: 1000000 where the column is in millions."""
    dates: Forms = Field(default_factory=list)
    """Forms of dates, such as DD/MM/YYYY, before those of the whole map."""
    day: Literal["first", "last"] | None = None
    """The day of a date that gives only month and year."""
    take: Lines = Field(default_factory=list)
    """Which end of a range to take: its labels, or low and high, in order of preference."""
    bands: list[Band] = Field(default_factory=list)
    """The value by amount: the first band whose limit is above it."""
    split: str | None = None
    """What divides the entries of a list."""
    first_sentence: bool = False
    """Only the first sentence; the whole text then stands in the body."""
    default: Text | None = None
    """Where the cell is blank, withheld or not readable; ``{reason}`` says which."""
    optional: bool = False
    """Do without where the file has no such column."""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        sources = [bool(self.column), self.text is not None, self.constant is not None]
        if sum(sources) > 1:
            raise PydanticCustomError("map-feed", "takes one of column, text and constant, not several")
        if not sum(sources) and not self.when:
            raise PydanticCustomError("map-feed", "needs a column, a text, a constant or when")
        if any(not form.has_day for form in self.dates) and self.day is None:
            raise PydanticCustomError(
                "map-date", "has a date form without a day, so it needs day: first or day: last"
            )
        return self

    @property
    def columns(self) -> list[list[str]]:
        """Every column it speaks of, each with the names it may have."""
        parts = [found[1].split("|") for found in PLACEHOLDER.finditer(self.text or "")]
        return [*([self.column] if self.column else []), *parts, *(case.column for case in self.when)]


Feed = Annotated[FeedFields, BeforeValidator(column_alone)]
Feeds = Annotated[list[Feed], BeforeValidator(listed)]


class Section(Group):
    """A second-level heading of the body, and what stands below it, whole."""

    heading: Line
    content: Feeds = Field(alias="from", min_length=1)
    bullets: bool = False
    """Each part as an entry of a list, not as paragraphs."""


class IdFields(Group):
    """The column that makes the id, and one that tells rows with the same text apart."""

    column: Lines = Field(min_length=1)
    unique_by: Lines = Field(default_factory=list)


class ProjectFeeds(Group):
    """What feeds the fields of a project."""

    id: Annotated[IdFields, BeforeValidator(column_alone)] | None = None
    """Without it, the id comes from the title's column, made unique by that of the reference."""
    title: Feed
    summary: Feed
    sponsor: Feed
    manager: Feed
    category: Feed
    tier: Feed
    phase: Feed
    state: Feed
    reference: Feed | None = None
    programme: Feed | None = None
    currency: Feed | None = None
    start: Feed | None = None
    finish: Feed | None = None
    finished: Feed | None = None
    budget: Feed | None = None
    objectives: Feed | None = None
    tags: Feed | None = None
    audience: Feed | None = None
    body: list[Section] = Field(default_factory=list)


class AssuranceFeeds(Group):
    """What feeds the independent rating. Without ``date`` it has the report's."""

    rating: Feed
    by: Feed
    date: Feed | None = None


class ReportFields(Group):
    """What feeds a report, but for its date."""

    rating: Feed | None = None
    assurance: AssuranceFeeds | None = None
    rationale: Feed | None = None
    ratings: dict[Dimension, Feed] = Field(default_factory=dict)
    percent_complete: Feed | None = None
    earned_value: Feed | None = None
    actual_cost: Feed | None = None
    planned_value: Feed | None = None
    forecast_finish: Feed | None = None
    forecast_cost: Feed | None = None
    points_completed: Feed | None = None
    body: list[Section] = Field(default_factory=list)


class ReportFeeds(ReportFields):
    """What feeds a project's first report."""

    date: Feed


class TableMap(Group):
    """What every map says of its file, whatever records it makes."""

    noun: ClassVar[str] = "register"
    """What such a file is called in records and import reports."""
    has_html: ClassVar[bool] = False
    """Whether its cells were HTML before they were read, so that points are lists."""

    file: FileOptions = FileOptions()
    numbers: Numbers = Numbers()
    dates: Annotated[list[Annotated[Form, AfterValidator(with_day)]], BeforeValidator(listed)] = Field(
        default_factory=list
    )
    blank: Lines = Field(default_factory=list)
    """Texts that mean nothing is there, such as ``n/a``."""
    withheld: Patterns = Field(default_factory=list)
    """Regular expressions of texts that stand for a value that may not be published."""
    leave_out: Lines = Field(default_factory=list)
    """Columns that are left out on purpose; their cells appear nowhere, not even in the import report."""


class ProjectMap(TableMap):
    """The map of a register of projects."""

    project: ProjectFeeds
    report: ReportFeeds | None = None


def feeds_in(value: Any, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], FeedFields]:  # noqa: ANN401
    """Every feed of a map with its path, as the map's keys and places in lists."""
    if isinstance(value, FeedFields):
        return {path: value}
    found: dict[tuple[str | int, ...], FeedFields] = {}
    if isinstance(value, Group):
        for name, info in type(value).model_fields.items():
            found |= feeds_in(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found |= feeds_in(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            found |= feeds_in(item, (*path, str(key)))
    return found
