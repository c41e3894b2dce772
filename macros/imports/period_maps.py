"""The map of a period's spreadsheet: one row a project, each to become a report."""

from typing import Annotated, ClassVar, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from macros.records.fields import Group
from macros.records.models import Report
from macros.records.models.report import Assurance, Decision, Issue, MilestoneStatus, Risk

from .checks import Models
from .map_values import listed
from .maps import Feed, Feeds, ReportFields, TableMap


class MilestoneFeeds(Group):
    """A milestone of the project, by id or title, and where it stands. A day it was reached goes first."""

    milestone: Feed
    forecast: Feed | None = None
    actual: Feed | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.forecast is None and self.actual is None:
            raise PydanticCustomError("map-feed", "needs forecast, actual, or both")
        return self


class RiskFeeds(Group):
    """What feeds a risk. A row in which the title is blank has none."""

    title: Feed
    likelihood: Feed
    impact: Feed
    strategy: Feed
    owner: Feed
    due: Feed


class IssueFeeds(Group):
    """What feeds an issue."""

    title: Feed
    urgency: Feed
    impact: Feed
    owner: Feed
    due: Feed


class DecisionFeeds(Group):
    """What feeds a decision that is needed."""

    title: Feed
    by: Feed
    due: Feed


class PeriodFeeds(ReportFields):
    """What feeds the period's report of a project."""

    date: Feed | None = None
    """Without it, the command names the day of all reports."""
    milestones: Annotated[list[MilestoneFeeds], BeforeValidator(listed)] = Field(default_factory=list)
    risks: Annotated[list[RiskFeeds], BeforeValidator(listed)] = Field(default_factory=list)
    issues: Annotated[list[IssueFeeds], BeforeValidator(listed)] = Field(default_factory=list)
    decisions: Annotated[list[DecisionFeeds], BeforeValidator(listed)] = Field(default_factory=list)


class ReportsMap(TableMap):
    """The map of a period's spreadsheet."""

    has_html: ClassVar[bool] = True
    noun: ClassVar[str] = "spreadsheet"

    project: Feeds = Field(min_length=1)
    """Cells that name the project by id, reference or title; where there are several, all must agree."""
    report: PeriodFeeds


REPORT_MODELS: Models = {
    ("report",): Report,
    ("report", "assurance"): Assurance,
    ("report", "milestones"): MilestoneStatus,
    ("report", "risks"): Risk,
    ("report", "issues"): Issue,
    ("report", "decisions"): Decision,
}
"""Which model the fields at a place of this map belong to."""
