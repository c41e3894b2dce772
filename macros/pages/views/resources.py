"""Demand for roles against capacity, month by month, and which projects cause a shortage."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from macros.portfolio.capacity import RoleMonth, is_staffed, months_from, role_months

from ..charts.capacity import MonthLoad
from ..figures import capacity_figure
from ..first_steps import NO_PROJECTS, nothing_yet
from ..formatting import links_cell, number_cell, percent, text_cell
from ..parts import Figure, Section, Tabular
from ..tables import Cell, Column, Row, Table
from ..view import SiteView

NO_ROLES = "No active project says whom it needs yet. That stands in its record, under staffing."
NO_SHORTAGE = "No role is short in the next twelve months."


def resources(site: SiteView, page: str) -> tuple[Section, ...]:
    """Demand by month, then the shortages, then a chart for each role that is asked for."""
    if not next(iter(site.portfolio), None):
        return (Section((nothing_yet(NO_PROJECTS),)),)
    capacity = {role.id: role.capacity for role in site.organisation.roles}
    found = role_months(site.portfolio, capacity, site.today) if is_staffed(site.portfolio) else []
    charts = (replace(part, is_repeated=True) for part in _charts(found, site) if part)
    return (Section((Tabular(_demand(found, site)), Tabular(_shortages(found, site, page)), *charts)),)


def _charts(found: Sequence[RoleMonth], site: SiteView) -> Iterator[Figure | None]:
    """A chart a role that any project asks for."""
    for role, months in groupby(found, lambda month: month.role):
        own = list(months)
        if any(month.demand for month in own):
            loads = [MonthLoad(month.month, month.total, month.capacity) for month in own]
            yield capacity_figure(f"demand-{role}", site.title("role", role), loads)


def _demand(found: Sequence[RoleMonth], site: SiteView) -> Table:
    months = months_from(site.today)
    columns = (
        Column("role", "Role"),
        Column("capacity", "Capacity", "number"),
        *(Column(f"m{place}", f"{month:%b %Y}", "number") for place, month in enumerate(months)),
    )
    rows = tuple(
        Row((Cell(site.title("role", role)), *_months(list(own))))
        for role, own in groupby(found, lambda month: month.role)
    )
    caption = "Demand of active projects in full-time equivalents, with the share of capacity"
    return Table("demand", caption, columns, rows, NO_ROLES, "role", searchable=False)


def _months(own: Sequence[RoleMonth]) -> tuple[Cell, ...]:
    return (number_cell(own[0].capacity, 1), *(_month(month) for month in own))


def _month(month: RoleMonth) -> Cell:
    share = "" if month.utilisation is None else percent(round(month.utilisation))
    note = f"{share} – short" if month.shortage else share
    return Cell(f"{month.total:.1f}", sort=month.total, kind="number", note=note)


def _shortages(found: Sequence[RoleMonth], site: SiteView, page: str) -> Table:
    columns = (
        Column("role", "Role", facet=True),
        Column("month", "Month", "date"),
        Column("short", "Short by (FTE)", "number"),
        Column("demand", "Demand", "number"),
        Column("capacity", "Capacity", "number"),
        Column("projects", "Projects, largest demand first", "links"),
        Column("shares", "Their demand"),
    )
    rows = tuple(_shortage(month, site, page) for month in found if month.shortage)
    return Table(
        "shortages", "Shortages and the projects that cause them", columns, rows, NO_SHORTAGE, "shortage"
    )


def _shortage(month: RoleMonth, site: SiteView, page: str) -> Row:
    projects = [site.library.projects[id_] for id_ in month.by_demand]
    return Row(
        (
            Cell(site.title("role", month.role)),
            Cell(f"{month.month:%b %Y}", sort=month.month.isoformat(), kind="date"),
            number_cell(month.shortage, 1),
            number_cell(month.total, 1),
            number_cell(month.capacity, 1),
            links_cell(site.link(project, page) for project in projects),
            text_cell("; ".join(f"{month.demand[id_]:.1f}" for id_ in month.by_demand)),
        )
    )
