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
    """Reports and other projects name it by this; it never changes."""
    title: Title
    """What is reached."""
    baseline: Day
    """The approved day."""
    gate: GateId | None = None
    """The gate it stands for."""
    dropped: Day | None = None
    """The day on which it was given up."""


class PlannedValue(Group):
    """A point of the baseline curve: cumulative planned value on a date."""

    date: Day
    """The day of the point."""
    value: Amount
    """Planned value up to that day, in whole units."""


class GatePassed(Group):
    """What a gate review decided, and on which conditions."""

    gate: GateId
    """The gate."""
    decision: GateDecision
    """What was decided."""
    date: Day
    """The day of the decision."""
    conditions: Lines = Field(default_factory=list)
    """What has to be done because of it."""


class DateChange(Group):
    """An approved date that moved."""

    before: Day = Field(alias="from")
    """The approved day until then."""
    after: Day = Field(alias="to")
    """The approved day from then on."""


class AmountChange(Group):
    """An approved amount that moved."""

    before: Amount = Field(alias="from")
    """The approved amount until then, in whole units."""
    after: Amount = Field(alias="to")
    """The approved amount from then on, in whole units."""


class MilestoneChange(Group):
    """A milestone's baseline that moved, or was added, or dropped."""

    before: Day | None = Field(default=None, alias="from")
    """The approved day until then."""
    after: Day | None = Field(default=None, alias="to")
    """The approved day from then on."""
    added: Day | None = None
    """The approved day of a new milestone."""
    dropped: Day | None = None
    """The day on which it was given up."""


class Change(Group):
    """An entry of the baseline ledger: who agreed to what new baseline, and why."""

    id: Id
    """Such as cr-1."""
    date: Day
    """The day it was approved."""
    approved_by: Line
    """The post or body that approved it."""
    reason: Text
    """Why the baseline moved."""
    start: DateChange | None = None
    """The start that moved."""
    finish: DateChange | None = None
    """The finish that moved."""
    budget: AmountChange | None = None
    """The budget that moved."""
    milestones: dict[Id, MilestoneChange] = Field(default_factory=dict)
    """The milestones that moved, by id."""


class Dependency(Group):
    """What this project needs from another one, and by when."""

    project: ProjectId
    """The project that something is needed from."""
    milestone: Id | None = None
    """The milestone of that project that brings it."""
    need_by: Day
    """The day it is needed."""
    note: Text
    """What is needed."""


class Staffing(Group):
    """Demand for a role over a span of days, in full-time equivalents."""

    role: RoleId
    """One of the roles in organisation.yml."""
    fte: Fte
    """Full-time equivalents, such as 0.5."""
    start: Day = Field(alias="from")
    """The first day."""
    end: Day = Field(alias="to")
    """The last day."""


class Benefit(Group):
    """A benefit, how it is measured and who answers for it."""

    title: Title
    """What gets better."""
    measure: Text
    """What is measured."""
    target: Text
    """The value to be reached."""
    due: Day
    """The day it is to be reached."""
    owner: Line
    """The post that answers for it."""
    realised: Text | None = None
    """What has come of it so far."""


class LessonTaken(Group):
    """What the project did with a lesson."""

    lesson: LessonId
    """The lesson."""
    disposition: Disposition
    """What the project did with it."""
    note: Text | None = None
    """How, or why not."""


class ProjectLink(Group):
    """A link to something outside this knowledge base."""

    title: Title
    """What it leads to."""
    url: Url
    """The whole address, with https://."""


class Project(RecordFields):
    """A project: what it is, who answers for it, and the approved baseline."""

    title: Title
    """The name of the project, at most 120 characters."""
    summary: Sentence
    """What it is for, in one sentence."""
    sponsor: Line
    """The one post that answers for it."""
    manager: Line
    """The post that runs it."""
    category: CategoryId
    """One of the categories in organisation.yml."""
    tier: TierId
    """Size and complexity; 1 is the smallest."""
    phase: Phase
    """Where it stands (PM²)."""
    state: State
    """What has become of it."""
    reference: Line | None = None
    """The organisation's own number for it."""
    programme: ProgrammeId | None = None
    """The programme it belongs to."""
    currency: CurrencyCode | None = None
    """Its own currency, where it is not the organisation's (ISO 4217)."""
    start: Day | None = None
    """The approved first day; withheld with a reason where it may not be published."""
    finish: Day | None = None
    """The approved last day."""
    finished: Day | None = None
    """The day it really ended."""
    budget: Amount | None = None
    """The approved budget at completion, in whole units: 1200000, never 1.2m."""
    withheld: dict[str, Text] = Field(default_factory=dict)
    """Fields that may not be published, each with the reason."""
    objectives: list[ObjectiveId] = Field(default_factory=list)
    """Objectives of the organisation that it serves."""
    milestones: list[Milestone] = Field(default_factory=list)
    """Dated promises. None is ever deleted."""
    planned: list[PlannedValue] = Field(default_factory=list)
    """The approved curve of planned value, cumulative."""
    gates: list[GatePassed] = Field(default_factory=list)
    """What each gate decided."""
    changes: list[Change] = Field(default_factory=list)
    """The ledger of the baseline: who approved which new value, and why."""
    depends_on: list[Dependency] = Field(default_factory=list)
    """What it needs from other projects."""
    staffing: list[Staffing] = Field(default_factory=list)
    """Who is needed, and when."""
    benefits: list[Benefit] = Field(default_factory=list)
    """What it is done for."""
    lessons: list[LessonTaken] = Field(default_factory=list)
    """Lessons it was given, and what it did with them."""
    links: list[ProjectLink] = Field(default_factory=list)
    """Where else to look."""
    tags: list[Line] = Field(default_factory=list)
    """Words to find it by."""
