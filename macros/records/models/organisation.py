"""``organisation.yml``: whose knowledge base this is, with its lists and thresholds."""

from datetime import date

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
    branch: Line = "main"


class Tier(Group):
    """A size class of projects; 1 is the smallest."""

    id: Line
    title: Title
    criteria: Text
    from_points: Count | None = None
    """So many points in the tier questions, or more, make a project one of this tier."""


class Answer(Group):
    """One answer to a tier question and the points it adds."""

    text: Line
    points: Count


class TierQuestion(Group):
    """One question of the tier assessment."""

    question: Line
    answers: list[Answer]


class Gate(Group):
    """The decision at the end of a phase."""

    id: Id
    title: Title
    phase: Phase
    question: Sentence | None = None
    decided_by: Line | None = None


class Owned(Group):
    """A programme or objective and the post that answers for it."""

    id: Id
    title: Title
    owner: Line


class Role(Group):
    """A role and how many full-time equivalents the organisation has of it."""

    id: Id
    title: Title
    capacity: Ratio


class Reporting(Group):
    """How often a report is due, and when the last one counts as stale (days)."""

    every_days: Count = 31
    stale_after_days: Count = 45


class Thresholds(Group):
    """Where a deviation begins to matter: days, percent and indices."""

    slip_amber_days: Count = 14
    slip_red_days: Count = 45
    cost_tolerance_percent: Percent = 5
    variance_narrative_percent: Percent = 5
    cpi_amber: Ratio = 0.95
    cpi_red: Ratio = 0.85
    spi_amber: Ratio = 0.95
    spi_red: Ratio = 0.85
    assurance_valid_days: Count = 180


class Organisation(Group):
    """The organisation, its lists and thresholds."""

    name: Title
    pmo: Title = "Project Management Office"
    pmo_type: PmoType = PmoType.SUPPORTIVE
    currency: CurrencyCode = "EUR"
    accent: Colour = "#2f4b8f"
    as_of: Day | None = None
    site_url: Url | None = None
    repository: Repository | None = None
    contact: Line | None = None
    tiers: list[Tier] = Field(default_factory=list)
    tier_questions: list[TierQuestion] = Field(default_factory=list)
    gates: list[Gate] = Field(default_factory=list)
    programmes: list[Owned] = Field(default_factory=list)
    categories: list[NamedEntry] = Field(default_factory=list)
    objectives: list[Owned] = Field(default_factory=list)
    lesson_categories: list[NamedEntry] = Field(default_factory=list)
    roles: list[Role] = Field(default_factory=list)
    reporting: Reporting = Reporting()
    thresholds: Thresholds = Thresholds()

    def today(self, clock: date) -> date:
        """The day the site stands for: ``as_of``, else the day on the clock."""
        return self.as_of or clock
