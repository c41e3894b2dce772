"""What stands in place of a table or chart while there are no records of a kind."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from .parts import Tabular
from .tables import Column, Table
from .view import SiteView

NO_PROJECTS = "There are no projects yet. Add the first one, or import your register from a spreadsheet."
NO_LESSONS = "There are no lessons yet. Write down what you would tell a colleague: that is the first one."
OF_PROJECTS = frozenset({"projects", "milestones", "reports", "warnings", "risks", "issues", "decisions"})
"""Datasets that have no rows before there is a project."""


@dataclass(frozen=True)
class FirstStep:
    """The page that says how to begin, and what a page's second empty place says, which needs no more."""

    guide: str
    words: str
    later: str


FIRST_STEPS = {
    NO_PROJECTS: FirstStep(
        "docs/guides/bring-your-register/index.md",
        "How to begin",
        "Nothing to show before there is a project.",
    ),
    NO_LESSONS: FirstStep(
        "docs/lessons/submit.md", "Write the first one", "Nothing to show before there is a lesson."
    ),
}


def empty_text(site: SiteView, otherwise: str) -> str:
    """``otherwise``, or the way to a first project where there is none."""
    return otherwise if next(iter(site.portfolio), None) else NO_PROJECTS


def nothing_yet(sentence: str) -> Tabular:
    """The empty place of a view that has no table to leave empty."""
    return Tabular(Table("nothing", "Nothing yet", (Column("name", "Name"),), (), sentence))


def with_way_out(table: Table, site: SiteView, page: str, told: Collection[str] = ()) -> Table:
    """The table, leading from its sentence to the guide where it waits for a first record.

    ``told`` are the sentences that stand on the page already.
    """
    step = None if table.rows else FIRST_STEPS.get(table.empty)
    if step is None:
        return table
    if table.empty in told:
        return replace(table, empty=step.later)
    guide = site.library.pages.get(step.guide)
    return replace(table, way_out=site.link(guide, page, step.words)) if guide else table
