"""The project office's own key figures, each with the rule by which it is counted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from macros.portfolio.capacity import is_staffed, role_months
from macros.portfolio.facts import ProjectFacts
from macros.portfolio.status import Portfolio
from macros.records.vocabulary import GateDecision, LessonStatus, State


@dataclass(frozen=True)
class Kpi:
    """A key figure. ``value`` is ``None`` where there is nothing to count; ``unit`` is ``%`` or ``days``.

    ``part`` of ``whole`` are the numbers behind a percentage; ``formula`` says how it is counted.
    """

    id: str
    title: str
    value: float | None
    unit: str
    formula: str
    part: float | None = None
    whole: float | None = None


def kpis(portfolio: Portfolio) -> tuple[Kpi, ...]:
    """Every key figure as at the portfolio's day."""
    return (
        _on_time(portfolio),
        _in_budget(portfolio),
        _reported_on_time(portfolio),
        _gates_without_conditions(portfolio),
        _lessons_applied(portfolio),
        _days_to_apply(portfolio),
        _utilisation(portfolio),
    )


def _share(id_: str, title: str, formula: str, outcomes: Sequence[bool]) -> Kpi:
    value = 100 * sum(outcomes) / len(outcomes) if outcomes else None
    return Kpi(id_, title, value, "%", formula, sum(outcomes), len(outcomes))


def _finishing(portfolio: Portfolio) -> list[ProjectFacts]:
    states = {State.ACTIVE, State.COMPLETED}
    return [project for project in portfolio if project.fields.state in states]


def _on_time(portfolio: Portfolio) -> Kpi:
    limit = portfolio.context.organisation.thresholds.slip_amber_days
    slips = [project.finish_slip_days for project in _finishing(portfolio)]
    formula = (
        f"Active and completed projects that finish, or are forecast to, at most {limit} days after the "
        "approved finish, of those that have both dates"
    )
    return _share(
        "on-time", "Projects on time", formula, [slip <= limit for slip in slips if slip is not None]
    )


def _in_budget(portfolio: Portfolio) -> Kpi:
    tolerance = portfolio.context.organisation.thresholds.cost_tolerance_percent
    formula = (
        f"Active and completed projects whose forecast cost is at most {tolerance:g}% above the approved "
        "budget, of those that have both"
    )
    outcomes = [
        project.forecast_cost <= project.fields.budget * (1 + tolerance / 100)
        for project in _finishing(portfolio)
        if project.forecast_cost is not None and project.fields.budget
    ]
    return _share("budget-adherence", "Projects within budget", formula, outcomes)


def _reported_on_time(portfolio: Portfolio) -> Kpi:
    every = portfolio.context.organisation.reporting.every_days
    formula = f"Active projects whose latest report is at most {every} days old, of all active projects"
    outcomes = [
        project.days_since_report is not None and project.days_since_report <= every
        for project in portfolio
        if project.fields.state is State.ACTIVE
    ]
    return _share("reports-on-time", "Reports on time", formula, outcomes)


def _gates_without_conditions(portfolio: Portfolio) -> Kpi:
    decisions = [gate.decision for project in portfolio for gate in project.fields.gates]
    outcomes = [decision is GateDecision.APPROVED for decision in decisions]
    formula = "Gate decisions that approved without conditions, of all gate decisions"
    return _share("gates-clean", "Gates passed without conditions", formula, outcomes)


def _lessons_applied(portfolio: Portfolio) -> Kpi:
    counted = [
        lesson.status
        for lesson in portfolio.context.lessons.values()
        if lesson.status is not LessonStatus.RETIRED
    ]
    formula = "Lessons that changed a standard or template, of all lessons that are not retired"
    outcomes = [status is LessonStatus.APPLIED for status in counted]
    return _share("lessons-applied", "Lessons applied", formula, outcomes)


def _days_to_apply(portfolio: Portfolio) -> Kpi:
    days = list(_days_until_applied(portfolio))
    formula = "Median of the days from what happened to the first change it led to, over applied lessons"
    return Kpi(
        "lesson-days", "Days until a lesson is applied", median(days) if days else None, "days", formula
    )


def _days_until_applied(portfolio: Portfolio) -> Iterator[int]:
    for lesson in portfolio.context.lessons.values():
        if lesson.status is LessonStatus.APPLIED and lesson.applied_in:
            yield (min(entry.date for entry in lesson.applied_in) - lesson.date) // timedelta(days=1)


def _utilisation(portfolio: Portfolio) -> Kpi:
    capacity = {role.id: role.capacity for role in portfolio.context.organisation.roles}
    this_month = [
        month
        for month in role_months(portfolio, capacity, portfolio.today)
        if month.month == portfolio.today.replace(day=1)
    ]
    demand, available = _total(month.total for month in this_month), _total(capacity.values())
    formula = "Demand of active projects for all roles this month, of the capacity of all roles, in FTE"
    known = available and is_staffed(portfolio)
    value = 100 * demand / available if known else None
    return Kpi(
        "utilisation", "Utilisation this month", value, "%", formula, demand if known else None, available
    )


def _total(values: Iterable[float]) -> float:
    return sum(values, 0.0)
