"""What reading a cell gives, and what an import report tells of it."""

from dataclasses import dataclass
from enum import Enum

Value = str | list[str]


def not_given(noun: str) -> str:
    """What a record says of a value that the table, called ``noun``, does not hold."""
    return f"not given in the {noun}"


NOT_GIVEN = not_given("register")


class Finding(Enum):
    """What an import report tells of a cell."""

    UNREADABLE = "unreadable"
    WITHHELD = "withheld"
    RANGE = "range"
    SHORTENED = "shortened"
    DEFAULT = "default"
    BLANK = "blank"
    MARKUP = "markup"
    ELSEWHERE = "elsewhere"
    LEAK = "leak"


@dataclass(frozen=True)
class Entry:
    """A cell that is worth a line: where it stands, what it holds, and what was made of it."""

    finding: Finding
    row: int
    field: str
    column: str
    text: str
    reason: str


class State(Enum):
    """What a feed gave."""

    GIVEN = "given"
    BLANK = "blank"
    WITHHELD = "withheld"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Found:
    """The value of a field, or why there is none: ``reason`` can stand in a record."""

    state: State
    value: Value = ""
    reason: str = ""
    column: str = ""
    text: str = ""
    shortened: bool = False
    """The text is longer than the value; the whole of it belongs into the body."""
    entries: tuple[Entry, ...] = ()

    @classmethod
    def nothing(cls) -> "Found":
        """No cell and no value."""
        return cls(State.BLANK, reason=NOT_GIVEN)
