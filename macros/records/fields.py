"""The types that fields are made of. Input is always text (see ``front_matter``)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

LIKELY_YEARS = range(1900, 2200)
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WHOLE_NUMBER = re.compile(r"-?\d+", re.ASCII)
DECIMAL_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
WEB_ADDRESS = re.compile(r"https?://[\w.-]+(:\d+)?([/?#][^\s<>\"]*)?", re.IGNORECASE)
ID_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
ID_LENGTH = 60


@dataclass(frozen=True)
class Ref:
    """Marks a field whose value is the id of something else, by the name of that something."""

    to: str


def _iso_date(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not ISO_DATE.fullmatch(value):
        raise PydanticCustomError("date-format", "must be YYYY-MM-DD")
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("date-format", "is no day of the calendar") from error
    if not is_likely(day):
        raise PydanticCustomError("date-format", "must be a date from 1900 to 2199")
    return day


def is_likely(day: date) -> bool:
    """Whether a date can be meant. The others are slips, and too near the calendar's ends to reckon with."""
    return day.year in LIKELY_YEARS


def _whole_units(value: object) -> object:
    if isinstance(value, str) and not WHOLE_NUMBER.fullmatch(value):
        raise PydanticCustomError(
            "number-format", "must be a whole number such as 1200000, without commas, currency signs or 'm'"
        )
    return value


def _decimal(value: object) -> object:
    if isinstance(value, str) and not DECIMAL_NUMBER.fullmatch(value):
        raise PydanticCustomError("number-format", "must be a plain number such as 12 or 12.5")
    return value


def _one_line(value: str) -> str:
    if "\n" in value:
        raise PydanticCustomError("one-line", "must be on one line")
    return value


def _web_address(value: str) -> str:
    if not WEB_ADDRESS.fullmatch(value):
        raise PydanticCustomError("url-format", "must be a full web address that begins with https://")
    return value


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise PydanticCustomError("colour-format", "must be a colour as # and six hexadecimal digits")
    return value.lower()


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


_text = StringConstraints(strip_whitespace=True, min_length=1)

Text = Annotated[str, _text]
Line = Annotated[str, _text, AfterValidator(_one_line)]
Title = Annotated[str, _text, StringConstraints(max_length=120), AfterValidator(_one_line)]
Sentence = Annotated[str, _text, StringConstraints(max_length=300), AfterValidator(_one_line)]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=ID_LENGTH)]
ClauseId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}-[1-9][0-9]{0,2}$")]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+){0,2}$")]
CurrencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Url = Annotated[str, _text, AfterValidator(_web_address)]
Colour = Annotated[str, AfterValidator(_colour)]
Day = Annotated[date, BeforeValidator(_iso_date)]
LARGEST = 10**15
"""No sum of money or count is larger; beyond it, arithmetic with decimals would go wrong."""
Amount = Annotated[int, BeforeValidator(_whole_units), Field(ge=0, le=LARGEST)]
"""Money in whole units of the currency, not below zero."""
Count = Annotated[int, BeforeValidator(_whole_units), Field(ge=0, le=100_000)]
"""A number of days, points or places in an order."""
Percent = Annotated[float, BeforeValidator(_decimal), Field(ge=0, le=100)]
Ratio = Annotated[float, BeforeValidator(_decimal), Field(ge=0, le=LARGEST)]
Fte = Annotated[float, BeforeValidator(_decimal), Field(gt=0, le=LARGEST)]
"""Full-time equivalents."""
Points = Annotated[float, BeforeValidator(_decimal), Field(ge=0, le=LARGEST)]
Score = Annotated[int, BeforeValidator(_whole_units), Field(ge=1, le=5)]
Lines = Annotated[list[Text], BeforeValidator(_as_list, json_schema_input_type=list[Text] | Text)]
"""One text or a list of texts."""

ProjectId = Annotated[str, Ref("project")]
LessonId = Annotated[str, Ref("lesson")]
TemplateId = Annotated[str, Ref("template")]
ClauseRef = Annotated[str, Ref("clause")]
GateId = Annotated[str, Ref("gate")]
TierId = Annotated[str, Ref("tier")]
ProgrammeId = Annotated[str, Ref("programme")]
ObjectiveId = Annotated[str, Ref("objective")]
RoleId = Annotated[str, Ref("role")]
CategoryId = Annotated[str, Ref("category")]
LessonCategoryId = Annotated[str, Ref("lesson_category")]


class Group(BaseModel):
    """A closed set of fields."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, validate_default=False, use_attribute_docstrings=True
    )


class Named(Group):
    """An entry of one of the organisation's lists. A plain text is both id and title."""

    id: Line
    title: Line

    @classmethod
    def from_text(cls, value: Any) -> Any:  # noqa: ANN401  what YAML held, before it is known
        """``"IT"`` as ``{id: IT, title: IT}``; anything else as it is."""
        return {"id": value, "title": value} if isinstance(value, str) else value


NamedEntry = Annotated[Named, BeforeValidator(Named.from_text, json_schema_input_type=Named | Line)]
