"""A project record: what was agreed."""

from pydantic import Field

from ..fields import (
    Amount,
    CategoryId,
    CurrencyCode,
    Day,
    Fte,
    GateId,
    Group,
    Id,
    LessonId,
    Line,
    Lines,
    ObjectiveId,
    ProgrammeId,
    ProjectId,
    RoleId,
    Sentence,
    Text,
    TierId,
    Title,
    Url,
)
from ..vocabulary import Disposition, GateDecision, Phase, State
from .common import RecordFields


class Milestone(Group):
    """A dated promise. Never deleted: ``dropped`` says on which day it was given up."""

    id: Id
    title: Title
    baseline: Day
    gate: GateId | None = None
    dropped: Day | None = None


class PlannedValue(Group):
    """A point of the baseline curve: cumulative planned value on a date."""

    date: Day
    value: Amount


class GatePassed(Group):
    """What a gate review decided, and on which conditions."""

    gate: GateId
    decision: GateDecision
    date: Day
    conditions: Lines = Field(default_factory=list)


class DateChange(Group):
    """An approved date that moved."""

    before: Day = Field(alias="from")
    after: Day = Field(alias="to")


class AmountChange(Group):
    """An approved amount that moved."""

    before: Amount = Field(alias="from")
    after: Amount = Field(alias="to")


class MilestoneChange(Group):
    """A milestone's baseline that moved, or was added, or dropped."""

    before: Day | None = Field(default=None, alias="from")
    after: Day | None = Field(default=None, alias="to")
    added: Day | None = None
    dropped: Day | None = None


class Change(Group):
    """An entry of the baseline ledger: who agreed to what new baseline, and why."""

    id: Id
    date: Day
    approved_by: Line
    reason: Text
    start: DateChange | None = None
    finish: DateChange | None = None
    budget: AmountChange | None = None
    milestones: dict[Id, MilestoneChange] = Field(default_factory=dict)


class Dependency(Group):
    """What this project needs from another one, and by when."""

    project: ProjectId
    milestone: Id | None = None
    need_by: Day
    note: Text


class Staffing(Group):
    """Demand for a role over a span of days, in full-time equivalents."""

    role: RoleId
    fte: Fte
    start: Day = Field(alias="from")
    end: Day = Field(alias="to")


class Benefit(Group):
    """A benefit, how it is measured and who answers for it."""

    title: Title
    measure: Text
    target: Text
    due: Day
    owner: Line
    realised: Text | None = None


class LessonTaken(Group):
    """What the project did with a lesson."""

    lesson: LessonId
    disposition: Disposition
    note: Text | None = None


class ProjectLink(Group):
    """A link to something outside this knowledge base."""

    title: Title
    url: Url


class Project(RecordFields):
    """A project: what it is, who answers for it, and the approved baseline."""

    title: Title
    summary: Sentence
    sponsor: Line
    manager: Line
    category: CategoryId
    tier: TierId
    phase: Phase
    state: State
    reference: Line | None = None
    programme: ProgrammeId | None = None
    currency: CurrencyCode | None = None
    start: Day | None = None
    finish: Day | None = None
    finished: Day | None = None
    budget: Amount | None = None
    withheld: dict[str, Text] = Field(default_factory=dict)
    objectives: list[ObjectiveId] = Field(default_factory=list)
    milestones: list[Milestone] = Field(default_factory=list)
    planned: list[PlannedValue] = Field(default_factory=list)
    gates: list[GatePassed] = Field(default_factory=list)
    changes: list[Change] = Field(default_factory=list)
    depends_on: list[Dependency] = Field(default_factory=list)
    staffing: list[Staffing] = Field(default_factory=list)
    benefits: list[Benefit] = Field(default_factory=list)
    lessons: list[LessonTaken] = Field(default_factory=list)
    links: list[ProjectLink] = Field(default_factory=list)
    tags: list[Line] = Field(default_factory=list)
