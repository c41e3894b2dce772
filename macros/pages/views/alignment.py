"""Objectives against projects, objectives that no project serves, and benefits planned and realised."""

from collections.abc import Iterator, Sequence

from macros.portfolio.benefits import BenefitState, benefit_state
from macros.portfolio.status import ProjectStatus
from macros.records.models.project import Benefit

from ..first_steps import empty_text
from ..formatting import date_cell, links_cell, number_cell, text_cell
from ..parts import Notice, Section, Tabular
from ..tables import Cell, Column, Option, Row, Table
from ..view import SiteView

NO_OBJECTIVES = "No objectives are set in organisation.yml yet. Add one, and projects can name it."
NO_BENEFITS = "No project has named a benefit yet."
STATES = (
    Option(BenefitState.REALISED, "Realised in part or whole"),
    Option(BenefitState.DUE, "Due later"),
    Option(BenefitState.LATE, "Overdue"),
)


def alignment(site: SiteView, page: str) -> tuple[Section, ...]:
    """Objectives first, then what serves none, then benefits."""
    projects = [project for project in site.portfolio if project.is_open]
    without = [project for project in projects if not project.fields.objectives]
    notice = (_without_objective(without),) if without and site.organisation.objectives else ()
    tables = (_objectives(projects, site, page), _benefits(site, page))
    return (Section((Tabular(tables[0]), *notice, Tabular(tables[1]))),)


def _without_objective(projects: Sequence[ProjectStatus]) -> Notice:
    names = ", ".join(project.fields.title for project in projects)
    return Notice(f"Open projects that serve no objective: {names}.", "warning")


def _objectives(projects: Sequence[ProjectStatus], site: SiteView, page: str) -> Table:
    columns = (
        Column("objective", "Objective"),
        Column("owner", "Owner"),
        Column("count", "Open projects", "number"),
        Column("projects", "Projects", "links"),
    )
    rows = []
    for objective in site.organisation.objectives:
        serving = [project for project in projects if objective.id in project.fields.objectives]
        links = links_cell(site.link(project.record, page) for project in serving)
        note = Cell("No open project serves it", kind="text")
        rows.append(
            Row(
                (
                    Cell(objective.title),
                    Cell(objective.owner),
                    number_cell(len(serving)),
                    links if serving else note,
                )
            )
        )
    caption = "Objectives and the open projects that serve them"
    return Table("objectives", caption, columns, tuple(rows), NO_OBJECTIVES, "objective", searchable=False)


def _benefits(site: SiteView, page: str) -> Table:
    columns = (
        Column("benefit", "Benefit"),
        Column("project", "Project", facet=True),
        Column("measure", "Measure"),
        Column("target", "Target"),
        Column("due", "Due", "date"),
        Column("owner", "Owner"),
        Column("state", "State", facet=True, options=STATES),
        Column("realised", "Realised"),
    )
    rows = tuple(
        Row(tuple(_benefit(project, benefit, site, page)))
        for project in site.portfolio
        for benefit in project.fields.benefits
    )
    nothing = empty_text(site, NO_BENEFITS)
    return Table("benefits", "Benefits planned and realised", columns, rows, nothing, "benefit")


def _benefit(project: ProjectStatus, benefit: Benefit, site: SiteView, page: str) -> Iterator[Cell]:
    state = benefit_state(benefit, site.today)
    yield Cell(benefit.title)
    yield Cell(project.fields.title, href=site.link(project.record, page).href)
    yield Cell(benefit.measure)
    yield Cell(benefit.target)
    yield date_cell(benefit.due)
    yield Cell(benefit.owner)
    yield Cell(dict(STATES)[state], values=(state,))
    yield text_cell(benefit.realised)
