"""What changed since the last period, and who has not reported in this one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from macros.portfolio.facts import ProjectFacts
from macros.portfolio.status import Portfolio, ProjectStatus
from macros.records.vocabulary import Rating, State


@dataclass(frozen=True)
class Movement:
    """What a project's current report says otherwise than the one before; ``None`` where it is the same."""

    project: ProjectStatus
    rating: tuple[Rating | None, Rating | None] | None
    finish_days: int | None
    cost: int | None

    @property
    def is_any(self) -> bool:
        """Whether anything moved."""
        return self.rating is not None or bool(self.finish_days) or bool(self.cost)


def period_start(portfolio: Portfolio) -> date:
    """The first day of the current period: a report of that day or later is this period's."""
    return portfolio.today - timedelta(days=portfolio.context.organisation.reporting.every_days)


def movements(portfolio: Portfolio) -> Iterator[Movement]:
    """Projects that reported in this period and say something else than before."""
    start = period_start(portfolio)
    for project in portfolio:
        if len(project.reports) > 1 and project.reports[-1].date >= start:
            moved = _movement(project)
            if moved.is_any:
                yield moved


def not_reported(portfolio: Portfolio) -> list[ProjectStatus]:
    """Active projects without a report in this period, the longest silent first."""
    start = period_start(portfolio)
    silent = [
        project
        for project in portfolio
        if project.fields.state is State.ACTIVE
        and (project.report_date is None or project.report_date < start)
    ]
    return sorted(silent, key=lambda project: (project.report_date or date.min, project.id))


def _movement(project: ProjectStatus) -> Movement:
    before, now = (report.fields for report in project.reports[-2:])
    earlier, later = _last_two_ratings(project)
    return Movement(
        project,
        (earlier, later) if earlier != later else None,
        (now.forecast_finish - before.forecast_finish).days
        if now.forecast_finish and before.forecast_finish
        else None,
        now.forecast_cost - before.forecast_cost
        if now.forecast_cost is not None and before.forecast_cost is not None
        else None,
    )


def _last_two_ratings(project: ProjectFacts) -> tuple[Rating | None, Rating | None]:
    one, two = project.rating_history[-2:]
    return one.rating, two.rating
