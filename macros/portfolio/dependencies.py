"""What projects need from each other, and whether it is forecast in time."""

from dataclasses import dataclass
from datetime import date

from macros.records.models.project import Dependency

from .milestones import MilestoneRow
from .status import Portfolio, ProjectStatus


@dataclass(frozen=True)
class Need:
    """A dependency of an open ``project``; ``number`` is its place in the record, from 1.

    ``other`` delivers what is needed; ``None`` where its record is broken. ``milestone`` is the one of its
    milestones that brings it, where the record names one that is there.
    """

    project: ProjectStatus
    number: int
    entry: Dependency
    other: ProjectStatus | None
    milestone: MilestoneRow | None

    @property
    def expected(self) -> date | None:
        """The day the milestone is expected, else the finish of the project that delivers."""
        if self.milestone:
            return self.milestone.expected
        if self.other is None:
            return None
        return self.other.fields.finished or self.other.forecast_finish or self.other.fields.finish

    @property
    def late_days(self) -> int | None:
        """Days from the day it is needed to the day it is expected; nothing where it comes in time."""
        if self.expected is None or self.expected <= self.entry.need_by:
            return None
        return (self.expected - self.entry.need_by).days


def needs(portfolio: Portfolio) -> list[Need]:
    """Every dependency of an open project, the one needed first on top."""
    found = [
        _need(portfolio, project, number, entry)
        for project in portfolio
        if project.is_open
        for number, entry in enumerate(project.fields.depends_on, start=1)
    ]
    return sorted(found, key=lambda need: (need.entry.need_by, need.project.id))


def _need(portfolio: Portfolio, project: ProjectStatus, number: int, entry: Dependency) -> Need:
    other = portfolio.get(entry.project)
    milestones = {row.id: row for row in other.milestone_rows} if other else {}
    return Need(project, number, entry, other, milestones.get(entry.milestone or ""))
