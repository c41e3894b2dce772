"""What a table is made of: datasets, their fields, and the kinds of value a field holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

NOT_SET = "Not set"


class FieldKind(StrEnum):
    """What a value is, and so how it is written, sorted and compared."""

    TEXT = "text"
    NUMBER = "number"
    """A count, of days for instance."""
    RATIO = "ratio"
    """An index such as the CPI, written with decimals."""
    MONEY = "money"
    """Whole units of the record's currency."""
    PERCENT = "percent"
    """0 to 100."""
    DATE = "date"
    RATING = "rating"
    TREND = "trend"
    TERM = "term"
    """A value of a closed list, or the id of another record."""
    LIST = "list"
    """Texts, terms or ids; of a mapping, its keys."""
    FLAG = "flag"
    """True or false."""
    RATINGS = "ratings"
    """Ratings by dimension."""
    ENTRIES = "entries"
    """Groups of fields, as the record holds them."""


NUMBERS = frozenset({FieldKind.NUMBER, FieldKind.RATIO, FieldKind.MONEY, FieldKind.PERCENT})
TEXTS = frozenset({FieldKind.TEXT, FieldKind.TERM, FieldKind.RATING, FieldKind.TREND})
NESTED = frozenset({FieldKind.RATINGS, FieldKind.ENTRIES})
"""Kinds that have no order and make no groups."""


@dataclass(frozen=True)
class Field:
    """A name that tables and data use, and its heading in words."""

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    order: tuple[str, ...] = ()
    """The vocabulary, in the order that sorting and grouping follow. Of a list: that of its items."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """How a page says each value; a value left out is said as it is."""
    ranked: bool = False
    """Whether ``<`` and ``>`` follow the vocabulary, as in ``tier >= 2``."""
    key: str = ""
    """Of entries: the key by which ``in`` finds one. Empty where nothing does."""
    absent: str = NOT_SET
    """The heading of the group of rows without a value."""
    refers: str = ""
    """The kind of record whose ids the values are. Empty where the vocabulary is a closed list."""

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each value in the vocabulary."""
        return {value: place for place, value in enumerate(self.order)}

    def show(self, value: object) -> str:
        """A value in words."""
        if isinstance(value, bool):
            return "Yes" if value else "No"
        return self.labels.get(str(value), str(value))


@dataclass(frozen=True)
class Dataset:
    """Rows of one kind: what they are called and the fields that they have."""

    name: str
    noun: str
    noun_plural: str
    fields: Mapping[str, Field]
    default_columns: tuple[str, ...]
    default_sort: str = ""


@dataclass(frozen=True)
class QueryError:
    """What is wrong with one argument of a table, and the way out. The caller knows page and line."""

    argument: str
    message: str
    way_out: str = ""

    @property
    def text(self) -> str:
        """Argument, message and way out in one line."""
        told = f"{self.argument}: {self.message}"
        return f"{told}. {self.way_out}" if self.way_out else told


def is_absent(value: object) -> bool:
    """Whether a row has no value here. A list without items is none, and a mapping without values."""
    if isinstance(value, Mapping):
        return all(item is None for item in value.values())
    return value is None or (isinstance(value, (list, tuple)) and not value)


def items_of(value: object) -> tuple[object, ...]:
    """The items of a list, the keys of a mapping, or the value as the one item. Absent items are left out."""
    items = value if isinstance(value, (list, tuple, Mapping)) else (value,)
    return tuple(item for item in items if item is not None)
