"""Fields that every kind of record has."""

from pydantic import Field

from ..fields import Day, Group, Id, LessonId, Line, Text, Version
from ..vocabulary import Audience


class NotALeak(Group):
    """A text that looks like a leak and may be published all the same."""

    text: Line
    """The text as it stands in the record or in a file beside it."""
    reason: Text
    """Why it may be published."""


class RecordFields(Group):
    """Who may read a record, the ids it had before, and what the leak checks found and may stand."""

    audience: Audience = Audience.INTERNAL
    """Who may read the record."""
    aliases: list[Id] = Field(default_factory=list)
    """Ids the record had before; links to them still lead here."""
    not_a_leak: list[NotALeak] = Field(default_factory=list)
    """Texts that the check takes for an address, number, rate or secret and that may be published."""


class ChangeNote(Group):
    """What a version of a standard or template changed, and the lesson it came from."""

    version: Version
    """Counted up with each change, such as 1.2."""
    date: Day
    """The day of the version."""
    note: Text
    """What is different from the version before."""
    lesson: LessonId | None = None
    """The lesson that the change came from."""
