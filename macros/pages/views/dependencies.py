"""What projects need from each other, and whether it is forecast in time."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from macros.portfolio.status import ProjectStatus

from ..first_steps import empty_text
from ..formatting import date_cell, number_cell, text_cell
from ..parts import Section, Tabular
from ..tables import Cell, Column, Row, Table
from ..view import SiteView

EMPTY = "No project depends on another one."


def dependencies(site: SiteView, page: str) -> tuple[Section, ...]:
    """Every dependency of an open project, the one needed first on top."""
    found = [
        (project, need) for project in site.portfolio if project.is_open for need in project.fields.depends_on
    ]
    columns = (
        Column("project", "Project"),
        Column("needs", "Needs"),
        Column("milestone", "Milestone"),
        Column("need_by", "Needed by", "date"),
        Column("expected", "Expected", "date"),
        Column("late", "Late (days)", "number"),
        Column("note", "What for"),
    )
    ordered = sorted(found, key=lambda entry: (entry[1].need_by, entry[0].id))
    rows = tuple(Row(tuple(_cells(project, need, site, page))) for project, need in ordered)
    caption = "Dependencies between projects; late where it is expected after the day it is needed"
    nothing = empty_text(site, EMPTY)
    table = Table("dependencies", caption, columns, rows, nothing, "dependency", "dependencies")
    return (Section((Tabular(table),)),)


def _cells(project: ProjectStatus, need: Any, site: SiteView, page: str) -> Iterator[Cell]:  # noqa: ANN401
    other = site.portfolio.get(need.project)
    rows = {row.id: row for row in other.milestone_rows} if other else {}
    row = rows.get(need.milestone or "")
    expected = row.expected if row else _finish(other)
    yield Cell(project.fields.title, href=site.link(project.record, page).href)
    yield Cell(other.fields.title, href=site.link(other.record, page).href) if other else Cell(need.project)
    yield text_cell(row.title if row else None)
    yield date_cell(need.need_by)
    yield date_cell(expected)
    yield number_cell((expected - need.need_by).days if expected and expected > need.need_by else None)
    yield Cell(need.note)


def _finish(project: ProjectStatus | None) -> date | None:
    if project is None:
        return None
    return project.fields.finished or project.forecast_finish or project.fields.finish
