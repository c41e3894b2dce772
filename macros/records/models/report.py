"""A status report: what was true on its date."""

from pydantic import Field

from ..fields import Amount, Day, Group, Id, Line, Percent, Points, Score, Sentence, Text, Title
from ..vocabulary import Dimension, Rating, Strategy
from .common import RecordFields


class Assurance(Group):
    """An independent view of delivery confidence."""

    rating: Rating
    """Delivery confidence as seen from outside the project."""
    date: Day
    """The day of the review."""
    by: Line
    """Who reviewed."""


class MilestoneStatus(Group):
    """Where a milestone stands: its forecast, or the day it was reached."""

    forecast: Day | None = None
    """The day it is now expected; give this or actual."""
    actual: Day | None = None
    """The day it was reached."""


class Risk(Group):
    """What may happen, scored 1 to 5, and who sees to it."""

    title: Title
    """What may happen."""
    likelihood: Score
    """1 to 5."""
    impact: Score
    """1 to 5."""
    strategy: Strategy
    """What is done about it."""
    owner: Line
    """The post that sees to it."""
    due: Day
    """The day by which."""


class Issue(Group):
    """What has happened, scored 1 to 5, and who sees to it."""

    title: Title
    """What has happened."""
    urgency: Score
    """1 to 5."""
    impact: Score
    """1 to 5."""
    owner: Line
    """The post that sees to it."""
    due: Day
    """The day by which."""


class Decision(Group):
    """A decision the governing body owes the project."""

    title: Title
    """What is to be decided."""
    by: Line
    """The post or body that decides."""
    due: Day
    """The day it is needed."""


class Correction(Group):
    """Why a published report was changed."""

    date: Day
    """The day it was corrected."""
    reason: Text
    """What was wrong."""


class Report(RecordFields):
    """Status on one date. Money is cumulative, in whole units."""

    rating: Rating | None = None
    """The manager's delivery confidence.

    Green: on time and budget highly likely. Amber: feasible, with issues that look resolvable. Red: looks
    unachievable without re-scoping.
    """
    assurance: Assurance | None = None
    """An independent view, where there was one."""
    rationale: Sentence | None = None
    """Why, in one sentence."""
    ratings: dict[Dimension, Rating] = Field(default_factory=dict)
    """The same, by dimension."""
    percent_complete: Percent | None = None
    """0 to 100."""
    earned_value: Amount | None = None
    """Planned cost of the work done so far, in whole units."""
    actual_cost: Amount | None = None
    """Cost so far, in whole units."""
    planned_value: Amount | None = None
    """Planned cost of the work due by now; only where the project has no planned curve."""
    forecast_finish: Day | None = None
    """The day it is now expected to end."""
    forecast_cost: Amount | None = None
    """What it is now expected to cost in all, in whole units."""
    points_completed: Points | None = None
    """By an agile team, in the period."""
    milestones: dict[Id, MilestoneStatus] = Field(default_factory=dict)
    """Forecast or actual day by the id of the milestone."""
    risks: list[Risk] = Field(default_factory=list)
    """Open risks."""
    issues: list[Issue] = Field(default_factory=list)
    """Open issues."""
    decisions: list[Decision] = Field(default_factory=list)
    """Decisions that the governing body owes."""
    corrections: list[Correction] = Field(default_factory=list)
    """Why a published report was changed."""
