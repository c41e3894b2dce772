"""What a field takes, read from its model, for the script that checks a form in the browser."""

import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from macros.records import annotations
from macros.records.characters import INVISIBLE
from macros.records.fields import (
    DECIMAL_NUMBER,
    ID_PATTERN,
    ISO_DATE,
    WHOLE_NUMBER,
    Day,
    Fte,
    Group,
    Ref,
    Score,
)
from macros.records.validating import PATTERNS, UNFINISHED
from macros.records.vocabulary import Term

FEW = 10
"""A whole number with no more values than these is chosen, not typed."""
CASE_FREE = re.compile(r"\(\?i:([^()]*)\)")


class Kind(StrEnum):
    """What is typed or chosen; ``forms.js`` knows these words."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    WHOLE = "whole"
    DECIMAL = "decimal"
    CHOICE = "choice"
    CHOICES = "choices"
    LINES = "lines"
    """Several short texts, written with commas between them."""
    ID = "id"
    SECTION = "section"
    """A part of the body below the front matter."""


@dataclass(frozen=True)
class Limits:
    """What a field takes. ``longest`` is in characters; ``least`` and ``most`` are the ends of a number."""

    kind: Kind
    is_required: bool = False
    longest: int | None = None
    least: int | None = None
    most: int | None = None

    @property
    def few(self) -> tuple[str, ...]:
        """The values of a whole number that has only a few."""
        if self.least is None or self.most is None or self.most - self.least >= FEW:
            return ()
        return tuple(str(value) for value in range(self.least, self.most + 1))


@cache
def limits(model: type[Group], name: str) -> Limits:
    """The limits of the field ``name`` of ``model``. Raises ``KeyError`` where there is none."""
    info = annotations.keys(model)[name]
    core, marks, is_list = _core(info.annotation, tuple(info.metadata))
    least, most = (next(_given(marks, limit), None) for limit in ("ge", "le"))
    kind = _kind(core, marks, is_list=is_list)
    longest = min(_given(marks, "max_length"), default=None)
    return Limits(Kind.CHOICE if _few(kind, least, most) else kind, info.is_required(), longest, least, most)


def _few(kind: Kind, least: int | None, most: int | None) -> bool:
    return kind is Kind.WHOLE and bool(Limits(kind, least=least, most=most).few)


def _core(annotation: Any, marks: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...], bool]:  # noqa: ANN401
    """The type at the heart of an annotation, what is said of it, and whether there are several."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return _core(inner, (*marks, *more))
    if origin in {Union, types.UnionType}:
        one = next(part for part in get_args(annotation) if part is not types.NoneType)
        return _core(one, marks)
    if origin is list:
        core, inner_marks, _ = _core(get_args(annotation)[0], ())
        return core, inner_marks, True
    return annotation, tuple(_flat(marks)), False


def _flat(marks: tuple[Any, ...]) -> Iterator[Any]:
    for mark in marks:
        if isinstance(mark, FieldInfo):
            yield from mark.metadata
        yield mark


def _given(marks: tuple[Any, ...], limit: str) -> Iterator[int]:
    """The values that the marks give for a limit."""
    values = (getattr(mark, limit, None) for mark in marks)
    return (value for value in values if isinstance(value, int))


def _kind(core: Any, marks: tuple[Any, ...], *, is_list: bool) -> Kind:  # noqa: ANN401
    if any(isinstance(mark, Ref) for mark in marks) or (isinstance(core, type) and issubclass(core, Term)):
        return Kind.CHOICES if is_list else Kind.CHOICE
    if is_list:
        return Kind.LINES
    if core in {date, int, float}:
        return {date: Kind.DATE, int: Kind.WHOLE, float: Kind.DECIMAL}[core]
    return Kind.LINE if "one-line" in _refusals(Annotated[(core, *marks)], "a\nb") else Kind.TEXT


def _refusals(annotation: Any, value: str) -> dict[str, str]:  # noqa: ANN401
    """What a type says to a value that does not fit: its rules, each with its words."""
    try:
        TypeAdapter(annotation).validate_python(value)
    except ValidationError as error:
        return {detail["type"]: detail["msg"] for detail in error.errors(include_url=False)}
    return {}


@cache
def forms() -> dict[str, tuple[str, str]]:
    """By kind, the pattern that a value has and the words for one that has not; both are the check's own."""
    whole, decimal, day = (next(iter(_refusals(each, "?").values())) for each in (Score, Fte, Day))
    return {
        Kind.WHOLE: (f"^{WHOLE_NUMBER.pattern}$", whole),
        Kind.DECIMAL: (f"^{DECIMAL_NUMBER.pattern}$", decimal),
        Kind.DATE: (f"^{ISO_DATE.pattern}$", day),
        Kind.ID: (ID_PATTERN, PATTERNS[ID_PATTERN][1]),
    }


@cache
def unlikely_day() -> str:
    """What is said to a date that nobody can mean."""
    return next(iter(_refusals(Day, "0001-01-01").values()))


@cache
def unfinished() -> str:
    """What a placeholder looks like, for JavaScript."""
    return CASE_FREE.sub(_case_free, UNFINISHED.pattern)


def _case_free(found: re.Match[str]) -> str:
    """A group without regard to case, letter by letter: not every browser knows ``(?i:…)``."""
    letters = (f"[{sign.upper()}{sign.lower()}]" if sign.isalpha() else sign for sign in found[1])
    return f"(?:{''.join(letters)})"


@cache
def invisible() -> str:
    """The characters that no value may have, for JavaScript."""
    signs = (
        sign if sign.isascii() and sign.isprintable() else f"\\u{ord(sign):04x}" for sign in INVISIBLE.pattern
    )
    return "".join(signs)
