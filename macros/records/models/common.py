"""Fields that every kind of record has."""

from pydantic import Field

from ..fields import Day, Group, Id, LessonId, Text, Version
from ..vocabulary import Audience


class RecordFields(Group):
    """Who may read a record, and the ids it had before."""

    audience: Audience = Audience.INTERNAL
    aliases: list[Id] = Field(default_factory=list)


class ChangeNote(Group):
    """What a version of a standard or template changed, and the lesson it came from."""

    version: Version
    date: Day
    note: Text
    lesson: LessonId | None = None
