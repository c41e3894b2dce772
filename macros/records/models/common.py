"""Fields that every kind of record has."""

from pydantic import Field

from ..fields import Day, Group, Id, LessonId, Line, Text, Version
from ..vocabulary import Audience


class NotALeak(Group):
    """A text that looks like a leak and may be published all the same."""

    text: Line
    reason: Text


class RecordFields(Group):
    """Who may read a record, the ids it had before, and what the leak checks found and may stand."""

    audience: Audience = Audience.INTERNAL
    aliases: list[Id] = Field(default_factory=list)
    not_a_leak: list[NotALeak] = Field(default_factory=list)


class ChangeNote(Group):
    """What a version of a standard or template changed, and the lesson it came from."""

    version: Version
    date: Day
    note: Text
    lesson: LessonId | None = None
