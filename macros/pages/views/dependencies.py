"""What projects need from each other, and whether it is forecast in time."""

from collections.abc import Iterator

from macros.portfolio.dependencies import Need, needs

from ..first_steps import empty_text
from ..formatting import date_cell, number_cell, text_cell
from ..parts import Section, Tabular
from ..tables import Cell, Column, Row, Table
from ..view import SiteView

EMPTY = "No project depends on another one."


def dependencies(site: SiteView, page: str) -> tuple[Section, ...]:
    """Every dependency of an open project, the one needed first on top."""
    columns = (
        Column("project", "Project"),
        Column("needs", "Needs"),
        Column("milestone", "Milestone"),
        Column("need_by", "Needed by", "date"),
        Column("expected", "Expected", "date"),
        Column("late", "Late (days)", "number"),
        Column("note", "What for"),
    )
    rows = tuple(Row(tuple(_cells(need, site, page))) for need in needs(site.portfolio))
    caption = "Dependencies between projects; late where it is expected after the day it is needed"
    nothing = empty_text(site, EMPTY)
    table = Table("dependencies", caption, columns, rows, nothing, "dependency", "dependencies")
    return (Section((Tabular(table),)),)


def _cells(need: Need, site: SiteView, page: str) -> Iterator[Cell]:
    project, other = need.project, need.other
    yield Cell(project.fields.title, href=site.link(project.record, page).href)
    if other:
        yield Cell(other.fields.title, href=site.link(other.record, page).href)
    else:
        yield Cell(need.entry.project)
    yield text_cell(need.milestone.title if need.milestone else None)
    yield date_cell(need.entry.need_by)
    yield date_cell(need.expected)
    yield number_cell(need.late_days)
    yield Cell(need.entry.note)
