"""Where figures come from: the file and the day of each, as the notes of a slide say it."""

from collections.abc import Iterator

from macros.portfolio.status import ProjectStatus
from macros.portfolio.wording import NOT_RATED, day, money, number
from macros.records.library import Record
from macros.records.models import Report


def report_source(report: Record[Report]) -> str:
    """A report's file and day."""
    return f"{report.path}, report of {day(report.date)}"


def current_source(project: ProjectStatus) -> str:
    """The current report's file and day."""
    return report_source(project.reports[-1]) if project.reports else "no report yet"


def rating_source(project: ProjectStatus) -> str:
    """Which report the rolled-up rating comes from, and whether it is the manager's or an assurance."""
    rating = project.rating.label if project.rating else NOT_RATED
    return f"{project.fields.title}: {rating}, {_rated_by(project)}"


def _rated_by(project: ProjectStatus) -> str:
    assurance = project.assurance
    if assurance is None:
        return f"manager’s rating, {current_source(project)}" if project.reports else "no report yet"
    found = next(report for report in reversed(project.reports) if report.fields.assurance == assurance)
    return f"independent assurance of {day(assurance.date)} by {assurance.by}, {report_source(found)}"


def money_source(project: ProjectStatus) -> str:
    """The files that a project's money comes from."""
    approved = f"{project.fields.title}: approved, {project.record.path}"
    return f"{approved}; forecast and spent, {current_source(project)}"


def movement_sources(project: ProjectStatus) -> tuple[str, ...]:
    """The two reports that a change lies between."""
    before, now = project.reports[-2:]
    return (f"{project.fields.title}: {report_source(now)}; before: {report_source(before)}",)


def milestone_source(project: ProjectStatus, milestone: str, title: str) -> str:
    """The record that holds a milestone, and the latest report that says something about it."""
    approved = f"{project.fields.title}, {title}: approved, {project.record.path}"
    for report in reversed(project.reports):
        if milestone in report.fields.milestones:
            return f"{approved}; expected, {report_source(report)}"
    return f"{approved}; no report names it, so it is expected on the approved day"


def project_sources(project: ProjectStatus) -> Iterator[str]:
    """Everything on a project's own slide."""
    current = current_source(project)
    yield f"Delivery confidence: {rating_source(project)}"
    if len(project.reports) > 1:
        yield f"Trend: against the rating at the report before, {report_source(project.reports[-2])}"
    yield f"Why, manager’s rating, forecasts, progress, risks, issues and decisions: {current}"
    yield f"Approved finish and budget: {project.record.path}"
    if project.rebaselines:
        yield f"First approved: the earliest entry under changes in {project.record.path}"
    yield from _index_sources(project, current)
    if milestone := project.next_milestone:
        yield f"Next milestone: {milestone_source(project, milestone.id, milestone.title)}"


def _index_sources(project: ProjectStatus, current: str) -> Iterator[str]:
    earned, currency = project.earned_value, project.currency
    if earned.cpi is not None and earned.ev is not None and earned.ac is not None:
        sum_ = f"{money(earned.ev, currency)} / {money(earned.ac, currency)}"
        yield f"CPI: earned value / actual cost = {sum_} = {number(earned.cpi, 2)}, {current}"
    if earned.spi is not None and earned.ev is not None and earned.pv is not None:
        planned = f"the planned curve in {project.record.path}" if project.curve else current
        sum_ = f"{money(earned.ev, currency)} / {money(earned.pv, currency)}"
        spi = number(earned.spi, 2)
        yield f"SPI: earned value / planned value = {sum_} = {spi}; planned value: {planned}"
