"""What stands in place of a table or chart while the register is empty."""

from dataclasses import replace

from .tables import Table
from .view import SiteView

NO_PROJECTS = "There are no projects yet. Add the first one, or import your register from a spreadsheet."
GUIDE = "docs/guides/bring-your-register/index.md"
"""The page that says how, where there is one."""
OF_PROJECTS = frozenset({"projects", "milestones", "reports", "warnings", "risks", "issues", "decisions"})
"""Datasets that have no rows before there is a project."""


def empty_text(site: SiteView, otherwise: str) -> str:
    """``otherwise``, or the way to a first project where there is none."""
    return otherwise if next(iter(site.portfolio), None) else NO_PROJECTS


def with_way_out(table: Table, site: SiteView, page: str) -> Table:
    """The table, leading from its sentence to the guide where it waits for a first project."""
    guide = site.library.pages.get(GUIDE)
    if guide is None or table.rows or table.empty != NO_PROJECTS:
        return table
    return replace(table, way_out=site.link(guide, page, "How to begin"))
