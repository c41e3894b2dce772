"""A lesson: what was learned, and what changed because of it."""

from pydantic import Field

from ..fields import (
    ClauseRef,
    Day,
    Group,
    LessonCategoryId,
    LessonId,
    Line,
    ProjectId,
    Sentence,
    TemplateId,
    Text,
    TierId,
    Title,
)
from ..vocabulary import LessonLevel, LessonStatus, Phase
from .common import RecordFields


class Application(Group):
    """The clause or template that a lesson changed."""

    clause: ClauseRef | None = None
    template: TemplateId | None = None
    date: Day
    note: Text | None = None


class Lesson(RecordFields):
    """A lesson. It is learned only when something changed: ``applied`` and ``applied_in`` say what."""

    title: Title
    date: Day
    summary: Sentence
    recommendation: Sentence
    categories: list[LessonCategoryId] = Field(min_length=1)
    level: LessonLevel
    status: LessonStatus
    submitted_by: Line
    project: ProjectId | None = None
    source: Line | None = None
    reference: Line | None = None
    phase: Phase | None = None
    tiers: list[TierId] = Field(default_factory=list)
    cause: Text | None = None
    early_warning: Text | None = None
    tags: list[Line] = Field(default_factory=list)
    attachments: list[Line] = Field(default_factory=list)
    supersedes: LessonId | None = None
    validated: Day | None = None
    owner: Line | None = None
    review_by: Day | None = None
    applied_in: list[Application] = Field(default_factory=list)
    retired_because: Text | None = None
