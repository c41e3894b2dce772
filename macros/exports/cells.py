"""Values of a dataset as typed cells of a sheet, column by column."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import isfinite
from typing import Any

from macros.portfolio.columns import NUMBERS, Field, FieldKind, is_absent, items_of
from macros.portfolio.ordering import Row
from macros.records.vocabulary import Dimension

LONGEST_TEXT = 32_767
"""Characters that a cell holds."""
NOT_RATED = frozenset({"rating", "declared"})
"""Ratings whose absence is worth a word."""
DAY_ZERO = date(1899, 12, 30)
LEAP_DAY = 60
"""The number of 29 February 1900, which spreadsheets believe in and the calendar does not."""
DATE, COUNT = "d mmm yyyy_)", "#,##0_)"
FORMATS: Mapping[FieldKind, str] = {
    FieldKind.NUMBER: COUNT,
    FieldKind.RATIO: "0.00_)",
    FieldKind.MONEY: COUNT,
    FieldKind.PERCENT: "0%_)",
    FieldKind.DATE: DATE,
}
"""Each keeps a little room on the right, where text of the next column begins."""
WIDTHS: Mapping[FieldKind, float] = {
    FieldKind.NUMBER: 9,
    FieldKind.RATIO: 9,
    FieldKind.MONEY: 12,
    FieldKind.PERCENT: 9,
    FieldKind.DATE: 12,
    FieldKind.RATING: 10,
    FieldKind.TREND: 8,
}
NARROWEST, WIDE, WIDEST = 9, 32, 56
SENTENCES = 80
"""Characters of a text that wants the widest column."""
FILTER_BUTTON = 3

Value = str | float | None


@dataclass(frozen=True)
class Column:
    """A column of a sheet, its values from top to bottom; ``None`` leaves a cell empty."""

    heading: str
    kind: FieldKind
    values: Sequence[Value]

    @property
    def number_format(self) -> str:
        """How a spreadsheet shows the values; empty for text."""
        return FORMATS.get(self.kind, "")

    @cached_property
    def width(self) -> float:
        """In characters, after what the column holds; a heading may go over two lines."""
        most = WIDE if self.longest < SENTENCES else WIDEST
        own = WIDTHS.get(self.kind) or min(max(self.longest + 2, NARROWEST), most)
        words = self.heading.split()
        return max(own, len(self.heading) / 2 + FILTER_BUTTON, *(len(word) + 1 for word in words))

    @cached_property
    def longest(self) -> int:
        """Characters of the longest text."""
        return max((len(value) for value in self.values if isinstance(value, str)), default=0)


def columns_of(fields: Iterable[Field], rows: Sequence[Row]) -> Iterator[Column]:
    """The columns of a sheet; ratings by dimension have one each."""
    for field in fields:
        values: list[Any] = [row[field.name] for row in rows]
        if field.kind is FieldKind.RATINGS:
            for dimension in Dimension:
                ratings = [each.get(str(dimension)) for each in values]
                yield Column(dimension.label, FieldKind.RATING, _converted(ratings, field, None))
        else:
            absent = field.absent if field.name in NOT_RATED else None
            yield Column(field.label, field.kind, _converted(values, field, absent))


def _converted(values: Iterable[Any], field: Field, absent: str | None) -> list[Value]:
    convert = CONVERTED.get(field.kind, _in_words)
    return [absent if value is None else convert(field, value) for value in values]


def serial(day: date) -> int:
    """A day as spreadsheets count it: days from the end of 1899 (ECMA-376, the 1900 date system)."""
    count = (day - DAY_ZERO).days
    return count if count > LEAP_DAY else count - 1


def cut(text: str) -> str:
    """``text`` as far as a cell can hold it."""
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def _in_words(field: Field, value: object) -> str:
    return cut(field.show(value))


def _several(field: Field, values: object) -> str | None:
    return None if is_absent(values) else cut("; ".join(field.show(item) for item in items_of(values)))


def _number(_: Field, value: float) -> float | None:
    return value if isfinite(value) else None


CONVERTED: Mapping[FieldKind, Callable[[Field, Any], Value]] = {
    **dict.fromkeys(NUMBERS, _number),
    FieldKind.PERCENT: lambda _, value: value / 100,
    FieldKind.DATE: lambda _, value: serial(value),
    FieldKind.LIST: _several,
}
"""Text and terms are said in words, all else as a number."""
