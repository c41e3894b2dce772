"""What the steering committee has not seen yet: movements, and projects that are silent."""

from macros.portfolio.period import Movement, movements, not_reported, period_start

from ..first_steps import empty_text
from ..formatting import NOT_RATED, date_cell, day, money, number_cell
from ..parts import Section, Tabular
from ..tables import Cell, Column, Row, Table
from ..view import SiteView


def period_changes(site: SiteView, page: str) -> tuple[Section, ...]:
    """Ratings, finishes and costs that moved with this period's reports."""
    columns = (
        Column("project", "Project"),
        Column("rating", "Delivery confidence"),
        Column("finish", "Forecast finish (days)", "number"),
        Column("cost", "Forecast cost", "money"),
        Column("report", "Report", "date"),
    )
    rows = tuple(_moved(movement, site, page) for movement in movements(site.portfolio))
    since = day(period_start(site.portfolio))
    caption = f"Changed since the report before, in reports from {since} on"
    empty = empty_text(site, f"No report from {since} on says anything else than the one before.")
    return (Section((Tabular(Table("changed", caption, columns, rows, empty, searchable=False)),)),)


def _moved(movement: Movement, site: SiteView, page: str) -> Row:
    project = movement.project
    before, now = movement.rating or (None, None)
    labels = [rating.label if rating else NOT_RATED for rating in (before, now)]
    report = project.reports[-1]
    return Row(
        (
            Cell(project.fields.title, href=site.link(project.record, page).href),
            Cell(" → ".join(labels)) if movement.rating else Cell(),
            Cell(f"{movement.finish_days:+d}".replace("-", "−"), sort=movement.finish_days)
            if movement.finish_days
            else Cell(),
            _cost(movement),
            Cell(day(report.date), sort=report.id, href=site.link(report, page, report.id).href, kind="date"),
        )
    )


def _cost(movement: Movement) -> Cell:
    if not movement.cost:
        return Cell()
    sign = "+" if movement.cost > 0 else ""
    return Cell(f"{sign}{money(movement.cost, movement.project.currency)}", sort=movement.cost, kind="money")


def silent_projects(site: SiteView, page: str) -> tuple[Section, ...]:
    """Active projects that have not reported in this period."""
    columns = (
        Column("project", "Project"),
        Column("manager", "Project manager"),
        Column("last", "Last report", "date"),
        Column("days", "Days since", "number"),
    )
    rows = tuple(
        Row(
            (
                Cell(project.fields.title, href=site.link(project.record, page).href),
                Cell(project.fields.manager),
                date_cell(project.report_date),
                number_cell(project.days_since_report),
            )
        )
        for project in not_reported(site.portfolio)
    )
    caption = f"Active projects without a report since {day(period_start(site.portfolio))}"
    table = Table(
        "silent",
        caption,
        columns,
        rows,
        empty_text(site, "Every active project has reported in this period."),
        searchable=False,
    )
    return (Section((Tabular(table),)),)
