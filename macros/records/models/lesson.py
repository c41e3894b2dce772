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
    """The clause that changed; give this or template."""
    template: TemplateId | None = None
    """The template that changed; give this or clause."""
    date: Day
    """The day it changed."""
    note: Text | None = None
    """What is different now."""


class Lesson(RecordFields):
    """A lesson. It is learned only when something changed: ``applied`` and ``applied_in`` say what."""

    title: Title
    """The lesson itself rather than its topic, in at most 120 characters."""
    date: Day
    """The day it happened."""
    summary: Sentence
    """The lesson in one sentence: what came about, and what it cost."""
    recommendation: Sentence
    """What others should do, as one sentence that begins with a verb."""
    categories: list[LessonCategoryId] = Field(min_length=1)
    """At least one of the lesson categories in organisation.yml."""
    level: LessonLevel
    """Urgent: stop and act. Caution: look first. Information: good to know. Good practice: do it again."""
    status: LessonStatus
    """Submitted, then validated by a curator, applied where something changed, or retired."""
    submitted_by: Line
    """A team or role, never a person."""
    project: ProjectId | None = None
    """The project it happened in; give this or source."""
    source: Line | None = None
    """Where it comes from, outside the register."""
    reference: Line | None = None
    """The number it has elsewhere."""
    phase: Phase | None = None
    """The phase it happened in."""
    tiers: list[TierId] = Field(default_factory=list)
    """Sizes of project that it concerns; none for all of them."""
    cause: Text | None = None
    """The cause, not the culprit."""
    early_warning: Text | None = None
    """What could have been seen earlier."""
    tags: list[Line] = Field(default_factory=list)
    """Words to find it by."""
    attachments: list[Line] = Field(default_factory=list)
    """Names of the files that lie beside the lesson."""
    supersedes: LessonId | None = None
    """The lesson that this one takes the place of."""
    validated: Day | None = None
    """The day a curator found it clear and true."""
    owner: Line | None = None
    """The role that keeps it from then on."""
    review_by: Day | None = None
    """The day it is looked at again."""
    applied_in: list[Application] = Field(default_factory=list)
    """The clauses and templates that changed because of it."""
    retired_because: Text | None = None
    """Why it no longer holds."""
