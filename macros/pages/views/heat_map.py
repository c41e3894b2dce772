"""Projects against the dimensions of their current report, with the rolled-up rating and its trend."""

from collections.abc import Iterator

from macros.portfolio.status import ProjectStatus
from macros.records.vocabulary import Dimension, Rating, State

from ..first_steps import empty_text
from ..formatting import date_cell, rating_cell, trend_cell
from ..parts import Section, Tabular
from ..tables import Cell, Column, Option, Row, Table
from ..view import SiteView

RATINGS = (*(Option(rating.value, rating.label) for rating in Rating), Option("none", "Not rated"))
EMPTY = "No active project to show."


def heat_map(site: SiteView, page: str) -> tuple[Section, ...]:
    """Active projects and those on hold."""
    shown = [project for project in site.portfolio if project.fields.state in {State.ACTIVE, State.ON_HOLD}]
    dimensions = tuple(
        Column(dimension.value, dimension.label, "rating", facet=True, options=RATINGS)
        for dimension in Dimension
    )
    columns = (
        Column("project", "Project"),
        Column("overall", "Delivery confidence", "rating", facet=True, options=RATINGS),
        Column("trend", "Trend", "trend"),
        *dimensions,
        Column("reported", "Report", "date"),
    )
    rows = tuple(Row(tuple(_cells(project, site, page))) for project in shown)
    caption = "Projects by dimension, from each project’s current report"
    table = Table("heat", caption, columns, rows, empty_text(site, EMPTY)).without_empty_columns()
    return (Section((Tabular(table),)),)


def _cells(project: ProjectStatus, site: SiteView, page: str) -> Iterator[Cell]:
    yield Cell(project.fields.title, href=site.link(project.record, page).href)
    yield rating_cell(project.rating)
    yield trend_cell(project.trend)
    for dimension in Dimension:
        yield rating_cell(project.ratings.get(dimension))
    yield date_cell(project.report_date)
