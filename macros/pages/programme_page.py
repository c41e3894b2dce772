"""The page of a programme: its projects, what moves them, and what they need."""

from collections.abc import Sequence
from dataclasses import replace

from macros.portfolio.query import Query
from macros.portfolio.status import ProjectStatus
from macros.records.models.organisation import Owned
from macros.records.places import ORGANISATION

from .dataset_tables import macro_table
from .formatting import text_cell
from .parts import Fact, Facts, Notice, Part, RecordPage, Section, Tabular, crumbs, footer
from .sections import anchor
from .summary import summary_sections
from .view import SiteView, programme_url

TABLES = {
    "Status": ("status_table", ""),
    "Milestones ahead": ("milestone_table", " and (state == 'due' or state == 'overdue')"),
    "Warnings": ("warning_table", ""),
    "Decisions needed": ("decision_table", ""),
    "Risks": ("risk_table", ""),
}
"""Sections of the page: the macro whose table each shows, and what is asked besides the programme."""


def programme_page(programme: Owned, site: SiteView) -> RecordPage:
    """Everything about the projects of one programme."""
    page = programme_url(programme.id)
    projects = [project for project in site.portfolio if project.fields.programme == programme.id]
    head = Section((Facts((Fact("Owner", text_cell(programme.owner)),)),))
    if projects:
        tables = (_section(title, programme.id, site, page) for title in TABLES)
        sections = (head, *tables, Section(_numbers(projects, site, page), "In numbers", anchor("numbers")))
    else:
        sections = (head, Section((Notice("No project belongs to this programme yet."),)))
    return RecordPage(
        programme.title,
        "",
        crumbs(page, ("Portfolio", "portfolio/")),
        sections,
        footer(ORGANISATION, page, site),
    )


def _section(title: str, programme: str, site: SiteView, page: str) -> Section:
    macro, rest = TABLES[title]
    table = macro_table(macro, Query(f"programme == '{programme}'{rest}"), site, page, caption=title)
    return Section((Tabular(replace(table, show_caption=False)),), title, anchor(table.id))


def _numbers(projects: Sequence[ProjectStatus], site: SiteView, page: str) -> tuple[Part, ...]:
    return tuple(part for section in summary_sections(projects, site, page) for part in section.parts)
