"""Warnings about time, money and earned value."""

from collections.abc import Iterator

from macros.portfolio.facts import ProjectFacts
from macros.portfolio.milestones import MilestoneState
from macros.records.models import Report
from macros.records.vocabulary import Rating, State

from .kinds import Finding, beyond, check, days, declared, money, since

COMPLETE = 100

CUMULATIVE = {
    "planned_value": "Planned value",
    "earned_value": "Earned value",
    "actual_cost": "Actual cost",
    "percent_complete": "Percentage complete",
}


@check(
    "overdue-milestone",
    "Milestone overdue",
    "Report the day it was reached, or forecast it and say what the delay does to the finish.",
)
def overdue_milestone(project: ProjectFacts) -> Iterator[Finding]:
    """The approved day of a milestone has passed and no report gives the day it was reached."""
    for row in project.milestone_rows:
        if row.state is MilestoneState.OVERDUE:
            due = f"“{row.title}” was due on {row.baseline}, {since(row.baseline, project)}"
            forecast = f"forecast {row.forecast}" if row.forecast else "no forecast"
            yield Finding(f"{due}; not reached, {forecast}")


@check(
    "finish-beyond-tolerance",
    "Forecast finish beyond tolerance",
    "Agree how to recover, or ask for a new baseline by a change request; let the rating say which.",
)
def finish_beyond_tolerance(project: ProjectFacts) -> Iterator[Finding]:
    """The forecast finish is later than approved by more days than the limit for amber or for red."""
    slip, limits = project.finish_slip_days, project.context.organisation.thresholds
    if slip is None or slip <= min(limits.slip_amber_days, limits.slip_red_days):
        return
    red = slip > limits.slip_red_days
    says, limit = (Rating.RED, limits.slip_red_days) if red else (Rating.AMBER, limits.slip_amber_days)
    yield Finding(
        f"{declared(project)}; forecast finish {project.forecast_finish} is {days(slip)} after the approved "
        f"{project.fields.finish} and says {says} (over {days(limit)})",
        says,
    )


@check(
    "cost-beyond-tolerance",
    "Forecast cost beyond tolerance",
    "Bring the cost back, or ask for money by a change request before it is spent.",
)
def cost_beyond_tolerance(project: ProjectFacts) -> Iterator[Finding]:
    """The forecast cost is above the approved budget by more than the organisation's tolerance.

    It says amber: the organisation sets no limit beyond which cost says red.
    """
    over, budget = project.cost_variance_at_finish, project.fields.budget
    tolerance = project.context.organisation.thresholds.cost_tolerance_percent
    if over is None or budget is None or over <= 0 or over * 100 <= tolerance * budget:
        return
    share = f" ({beyond(over / budget * 100, tolerance, 1)} %)" if budget else ""
    yield Finding(
        f"{declared(project)}; forecast cost is {money(over, project)}{share} over the budget of "
        f"{money(budget, project)} and says {Rating.AMBER} (tolerance {tolerance:g} %)",
        Rating.AMBER,
    )


@check(
    "cpi-beyond-threshold",
    "Cost performance below threshold",
    "Explain the overrun, and compare the estimate at completion with the forecast cost.",
)
def cpi_beyond_threshold(project: ProjectFacts) -> Iterator[Finding]:
    """Each unit of money spent has earned less of the budget than the limit for amber or for red."""
    limits = project.context.organisation.thresholds
    yield from _index(project, "CPI", project.earned_value.cpi, limits.cpi_amber, limits.cpi_red)


@check(
    "spi-beyond-threshold",
    "Schedule performance below threshold",
    "Say what holds the work up, and compare the forecast finish with the one from earned schedule.",
)
def spi_beyond_threshold(project: ProjectFacts) -> Iterator[Finding]:
    """Less of the planned work is done than the limit for amber or for red."""
    limits = project.context.organisation.thresholds
    yield from _index(project, "SPI", project.earned_value.spi, limits.spi_amber, limits.spi_red)


@check(
    "value-falling",
    "Cumulative value falling",
    "Correct the report that is wrong, or say in the next one what was taken back.",
)
def value_falling(project: ProjectFacts) -> Iterator[Finding]:
    """A figure that only adds up is lower than in an earlier report."""
    for field, name in CUMULATIVE.items():
        if field == "planned_value" and project.curve:
            continue
        given = [(report.date, _number(report.fields, field)) for report in project.reports]
        known = [(day, value) for day, value in given if value is not None]
        if len(known) > 1 and known[-1][1] < known[-2][1]:
            (before, high), (now, low) = known[-2:]
            yield Finding(f"{name} fell from {high:,.10g} on {before} to {low:,.10g} on {now}")


@check(
    "complete-but-active",
    "Complete but active",
    "Close the project at its last gate, or report what is left to do.",
)
def complete_but_active(project: ProjectFacts) -> Iterator[Finding]:
    """The current report says 100 % complete, and the project is still active."""
    percent = project.percent_complete
    if project.fields.state is State.ACTIVE and percent is not None and percent >= COMPLETE:
        yield Finding(f"100 % complete on {project.report_date}, and the state is still active")


@check(
    "finish-passed",
    "Finish passed",
    "Enter the day it finished, or have a new finish approved.",
)
def finish_passed(project: ProjectFacts) -> Iterator[Finding]:
    """The approved finish lies in the past, and the project is not finished."""
    finish = project.fields.finish
    if finish is not None and finish < project.context.today and project.fields.finished is None:
        forecast = (
            f"forecast finish {project.forecast_finish}" if project.forecast_finish else "no forecast finish"
        )
        yield Finding(f"The approved finish was {finish}, {since(finish, project)}; not finished, {forecast}")


def _index(
    project: ProjectFacts, name: str, value: float | None, amber: float, red: float
) -> Iterator[Finding]:
    if value is None or value >= max(amber, red):
        return
    says, limit = (Rating.RED, red) if value < red else (Rating.AMBER, amber)
    yield Finding(f"{declared(project)}, {name} {beyond(value, limit)} says {says} (below {limit:g})", says)


def _number(report: Report, field: str) -> float | None:
    value: float | None = getattr(report, field)
    return value
