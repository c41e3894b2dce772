"""``organisation.yml``: whose knowledge base this is, with its lists and thresholds."""

from datetime import date
from typing import Literal

from pydantic import Field

from ..fields import (
    Colour,
    Count,
    CurrencyCode,
    Day,
    Group,
    Id,
    Line,
    NamedEntry,
    Percent,
    Ratio,
    Sentence,
    Text,
    Title,
    Url,
)
from ..vocabulary import Phase, PmoType


class Repository(Group):
    """Where the source is hosted, for edit and report-a-problem links."""

    url: Url
    """The address of the project on GitHub or GitLab."""
    branch: Line = "main"
    """The branch that is published."""
    host: Literal["github", "gitlab"] | None = None
    """Which of the two it is; give it where the address holds neither name."""

    @property
    def is_gitlab(self) -> bool:
        """Whether pages have the addresses that GitLab gives them."""
        return self.host == "gitlab" or (self.host is None and "gitlab" in self.url)

    @property
    def is_github(self) -> bool:
        """Whether it is GitHub, by its address or by what is said of it."""
        return self.host == "github" or (self.host is None and "github" in self.url)


class Tier(Group):
    """A size class of projects; 1 is the smallest."""

    id: Line
    """A number; 1 is the smallest."""
    title: Title
    """Such as Small."""
    criteria: Text
    """Which projects are of this size."""
    from_points: Count | None = None
    """So many points in the tier questions, or more, make a project one of this tier."""


class Answer(Group):
    """One answer to a tier question and the points it adds."""

    text: Line
    """The answer."""
    points: Count
    """What it adds."""


class TierQuestion(Group):
    """One question of the tier assessment."""

    question: Line
    """What is asked."""
    answers: list[Answer]
    """At least two."""


class Gate(Group):
    """The decision at the end of a phase."""

    id: Id
    """Projects and templates name it by this."""
    title: Title
    """What readers see."""
    phase: Phase
    """The phase that it ends."""
    question: Sentence | None = None
    """What is decided, as a question."""
    decided_by: Line | None = None
    """The post or body that decides."""


class Owned(Group):
    """A programme or objective and the post that answers for it."""

    id: Id
    """Records name it by this."""
    title: Title
    """What readers see."""
    owner: Line
    """The post that answers for it."""


class Role(Group):
    """A role and how many full-time equivalents the organisation has of it."""

    id: Id
    """Staffing names it by this."""
    title: Title
    """What readers see."""
    capacity: Ratio
    """Full-time equivalents that the organisation has."""


class Reporting(Group):
    """How often a report is due, and when the last one counts as stale (days)."""

    every_days: Count = 31
    """A report is due every so many days."""
    stale_after_days: Count = 45
    """After so many days the last one is out of date."""


class Thresholds(Group):
    """Where a deviation begins to matter: days, percent and indices."""

    slip_amber_days: Count = 14
    """A finish that slips by so many days speaks for amber."""
    slip_red_days: Count = 45
    """A finish that slips by so many days speaks for red."""
    cost_tolerance_percent: Percent = 5
    """Cost may exceed the budget by so much."""
    variance_narrative_percent: Percent = 5
    """A larger deviation has to be explained."""
    cpi_amber: Ratio = 0.95
    """Below it, cost performance speaks for amber."""
    cpi_red: Ratio = 0.85
    """Below it, cost performance speaks for red."""
    spi_amber: Ratio = 0.95
    """Below it, schedule performance speaks for amber."""
    spi_red: Ratio = 0.85
    """Below it, schedule performance speaks for red."""
    assurance_valid_days: Count = 180
    """So long an independent rating goes before the manager's."""


class Organisation(Group):
    """The organisation, its lists and thresholds."""

    name: Title
    """The name of the organisation."""
    pmo: Title = "Project Management Office"
    """The name of the office."""
    pmo_type: PmoType = PmoType.SUPPORTIVE
    """How much the office controls."""
    currency: CurrencyCode = "EUR"
    """ISO 4217, such as GBP."""
    accent: Colour = "#2f4b8f"
    """The colour of the site, as # and six digits."""
    as_of: Day | None = None
    """The day that stands for today; without it, the day of the build."""
    site_url: Url | None = None
    """The address at which the site is published."""
    repository: Repository | None = None
    """Where the source is hosted; edit and submit links lead there."""
    contact: Line | None = None
    """Whom to write to; a shared mailbox rather than a person."""
    tiers: list[Tier] = Field(default_factory=list)
    """Size classes of projects, 1 the smallest."""
    tier_questions: list[TierQuestion] = Field(default_factory=list)
    """Questions that find the tier of a project."""
    gates: list[Gate] = Field(default_factory=list)
    """Decisions at the end of phases."""
    programmes: list[Owned] = Field(default_factory=list)
    """Programmes that projects belong to."""
    categories: list[NamedEntry] = Field(default_factory=list)
    """Categories of projects."""
    objectives: list[Owned] = Field(default_factory=list)
    """What the organisation wants to reach."""
    lesson_categories: list[NamedEntry] = Field(default_factory=list)
    """Categories of lessons."""
    roles: list[Role] = Field(default_factory=list)
    """Roles, each with its capacity."""
    reporting: Reporting = Reporting()
    """How often reports are due."""
    thresholds: Thresholds = Thresholds()
    """Where a deviation begins to matter."""

    def today(self, clock: date) -> date:
        """The day the site stands for: ``as_of``, else the day on the clock."""
        return self.as_of or clock
