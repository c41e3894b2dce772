"""What the values of a map are: patterns, numbers, forms of dates, and things that may stand alone."""

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from .converting import DateForm
from .delimited import delimiter_named


def _pattern(value: object) -> object:
    if isinstance(value, str):
        try:
            return re.compile(value, re.IGNORECASE)
        except re.error as error:
            raise PydanticCustomError(
                "map-pattern", "is no regular expression ({reason})", {"reason": str(error)}
            ) from error
    return value


def _date_form(value: object) -> object:
    if isinstance(value, str):
        try:
            return DateForm.of(value)
        except ValueError as error:
            raise PydanticCustomError("map-date", "{reason}", {"reason": str(error)}) from error
    return value


def _number(value: object) -> object:
    if isinstance(value, str):
        try:
            return Decimal(value)
        except InvalidOperation as error:
            raise PydanticCustomError("number-format", "must be a plain number such as 1000000") from error
    return value


def one_delimiter(value: str) -> str:
    """The name of a delimiter, or one character."""
    if len(delimiter_named(value)) != 1:
        raise PydanticCustomError("map-file", "must be comma, semicolon, tab, pipe or one character")
    return value


def with_day(value: DateForm) -> DateForm:
    """A form of dates that says the day, since nothing else does."""
    if not value.has_day:
        raise PydanticCustomError(
            "map-date", "has no day; give this form in the field, together with day: first or last"
        )
    return value


def listed(value: object) -> object:
    """A value alone as a list of one."""
    return value if isinstance(value, list) else [value]


def column_alone(value: object) -> object:
    """``title: Project Name`` as ``title: {column: Project Name}``."""
    return {"column": value} if isinstance(value, str | list) else value


Pattern = Annotated[re.Pattern[str], BeforeValidator(_pattern)]
Patterns = Annotated[list[Pattern], BeforeValidator(listed)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Form = Annotated[DateForm, BeforeValidator(_date_form)]
Forms = Annotated[list[Form], BeforeValidator(listed)]
RowNumber = Annotated[int, Field(ge=1)]
