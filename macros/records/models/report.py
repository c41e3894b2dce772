"""A status report: what was true on its date."""

from pydantic import Field

from ..fields import Amount, Day, Group, Id, Line, Percent, Points, Score, Sentence, Text, Title
from ..vocabulary import Dimension, Rating, Strategy
from .common import RecordFields


class Assurance(Group):
    """An independent view of delivery confidence."""

    rating: Rating
    date: Day
    by: Line


class MilestoneStatus(Group):
    """Where a milestone stands: its forecast, or the day it was reached."""

    forecast: Day | None = None
    actual: Day | None = None


class Risk(Group):
    """What may happen, scored 1 to 5, and who sees to it."""

    title: Title
    likelihood: Score
    impact: Score
    strategy: Strategy
    owner: Line
    due: Day


class Issue(Group):
    """What has happened, scored 1 to 5, and who sees to it."""

    title: Title
    urgency: Score
    impact: Score
    owner: Line
    due: Day


class Decision(Group):
    """A decision the governing body owes the project."""

    title: Title
    by: Line
    due: Day


class Correction(Group):
    """Why a published report was changed."""

    date: Day
    reason: Text


class Report(RecordFields):
    """Status on one date. Money is cumulative, in whole units."""

    rating: Rating | None = None
    assurance: Assurance | None = None
    rationale: Sentence | None = None
    ratings: dict[Dimension, Rating] = Field(default_factory=dict)
    percent_complete: Percent | None = None
    earned_value: Amount | None = None
    actual_cost: Amount | None = None
    planned_value: Amount | None = None
    forecast_finish: Day | None = None
    forecast_cost: Amount | None = None
    points_completed: Points | None = None
    milestones: dict[Id, MilestoneStatus] = Field(default_factory=dict)
    risks: list[Risk] = Field(default_factory=list)
    issues: list[Issue] = Field(default_factory=list)
    decisions: list[Decision] = Field(default_factory=list)
    corrections: list[Correction] = Field(default_factory=list)
