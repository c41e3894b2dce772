"""The map of a lessons log: one row a lesson."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from macros.records.fields import Group
from macros.records.models import Lesson

from .checks import Models
from .map_values import column_alone
from .maps import Feed, IdFields, Section, TableMap


class LessonFeeds(Group):
    """What feeds the fields of a lesson. Its status is always submitted: a curator reads it first."""

    id: Annotated[IdFields, BeforeValidator(column_alone)] | None = None
    """Without it, the id comes from the title's column, made unique by that of the reference."""
    title: Feed
    date: Feed
    summary: Feed
    recommendation: Feed
    categories: Feed
    level: Feed
    submitted_by: Feed
    project: Feed | None = None
    """A text that is no project here becomes the source."""
    source: Feed | None = None
    reference: Feed | None = None
    phase: Feed | None = None
    tiers: Feed | None = None
    cause: Feed | None = None
    early_warning: Feed | None = None
    tags: Feed | None = None
    audience: Feed | None = None
    body: list[Section] = Field(default_factory=list)


class LessonMap(TableMap):
    """The map of a lessons log."""

    has_html: ClassVar[bool] = True
    noun: ClassVar[str] = "log"

    lesson: LessonFeeds


LESSON_MODELS: Models = {("lesson",): Lesson}
"""Which model the fields at a place of this map belong to."""
