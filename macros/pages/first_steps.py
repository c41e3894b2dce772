"""What stands in place of a table or chart while the register is empty."""

from .view import SiteView

NO_PROJECTS = "There are no projects yet. Add the first one, or import your register from a spreadsheet."
OF_PROJECTS = frozenset({"projects", "milestones", "reports", "warnings", "risks", "issues", "decisions"})
"""Datasets that have no rows before there is a project."""


def empty_text(site: SiteView, otherwise: str) -> str:
    """``otherwise``, or the way to a first project where there is none."""
    return otherwise if next(iter(site.portfolio), None) else NO_PROJECTS
