"""How a project came to where it stands, from the sequence of its reports: charts with their numbers."""

from collections.abc import Callable

from macros.portfolio.milestones import MilestoneRow, MilestoneState
from macros.portfolio.status import ProjectStatus
from macros.records.models import Report

from .charts.curves import Amounts, CostCurves
from .charts.ratings import Ratings
from .charts.trend import MilestoneTrend
from .figures import curve_figure, ratings_figure, trend_figure
from .parts import Figure, Section, section

LEAST_REPORTS = 2
"""A history has at least two reports."""


def ratings(status: ProjectStatus) -> Section | None:
    """The last rolled-up ratings; with the manager's beside them where the two ever differ."""
    points = status.last_ratings
    if len(points) < LEAST_REPORTS:
        return None
    rolled_up = tuple(point.rating for point in points)
    managers = tuple(report.fields.rating for report in status.reports[-len(points) :])
    views = [Ratings("Rolled up", rolled_up)]
    if managers != rolled_up:
        views.append(Ratings("Manager’s", managers))
    figure = ratings_figure("ratings", [point.date for point in points], views)
    return section(status.record, "ratings", figure)


def cost(status: ProjectStatus) -> Section | None:
    """The S-curve, with forecasts while the project is open."""
    curves = _curves(status)
    figure = curve_figure("cost", curves, _cost_caption(status, curves)) if curves.series else None
    return section(status.record, "cost", figure)


def _curves(status: ProjectStatus) -> CostCurves:
    fields, is_open = status.fields, status.is_open
    planned = status.curve.points if status.curve else _amounts(status, lambda report: report.planned_value)
    return CostCurves(
        status.currency,
        status.context.today,
        planned,
        _amounts(status, lambda report: report.earned_value),
        _amounts(status, lambda report: report.actual_cost),
        fields.budget,
        fields.finish,
        status.forecast_finish if is_open else None,
        status.forecast_cost if is_open else None,
        status.earned_value.eac if is_open else None,
    )


def _amounts(status: ProjectStatus, given: Callable[[Report], int | None]) -> Amounts:
    known = ((report.date, given(report.fields)) for report in status.reports)
    return tuple((when, amount) for when, amount in known if amount is not None)


def _cost_caption(status: ProjectStatus, curves: CostCurves) -> str:
    said = ["Cumulative amounts."]
    kinds = {kind for kind, _, _ in curves.forecasts}
    if "forecast" in kinds:
        said.append("Forecast cost is what the project manager expects.")
    if "estimate" in kinds:
        said.append("The estimate at completion (EAC) follows from earned value: budget divided by CPI.")
    if status.curve_is_later:
        said.append("The planned curve belongs to a baseline that was approved later.")
    return " ".join(said)


def trend(status: ProjectStatus) -> Section | None:
    """The milestone trend chart, from two reports with forecasts on."""
    milestones = [_trend(row, status) for row in status.milestone_rows]
    reported = {when for milestone in milestones for when, _ in milestone.forecasts}
    figure: Figure | None = None
    if len(reported) >= LEAST_REPORTS:
        figure = trend_figure("trend", sorted(reported), milestones)
    return section(status.record, "trend", figure)


def _trend(row: MilestoneRow, status: ProjectStatus) -> MilestoneTrend:
    named = ((report.date, report.fields.milestones.get(row.id)) for report in status.reports)
    forecasts = tuple((when, told.forecast) for when, told in named if told and told.forecast)
    return MilestoneTrend(row.title, forecasts, row.actual, row.state is MilestoneState.DROPPED)
