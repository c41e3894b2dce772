"""The gate briefing: lessons that a project should know before its next gate, with the reason for each."""

from collections.abc import Mapping

from macros.portfolio.briefing import advice
from macros.portfolio.gates import waiting
from macros.portfolio.status import ProjectStatus

from .formatting import term_cell
from .parts import Tabular, tabular
from .small_tables import small_table
from .tables import Cell, Kind
from .view import SiteView

MOST = 12
"""So many lessons at most: nobody reads more before a meeting."""
HEADINGS: Mapping[str, Kind] = {"Lesson": "text", "Level": "text", "Why you": "text", "Your answer": "text"}
UNANSWERED = "Needed before the gate"


def briefing(status: ProjectStatus, site: SiteView) -> Tabular | None:
    """The lessons that the project must answer first, then the nearest ones."""
    found = advice(status, site.library, site.today)
    must = [each for each in found if each.must_answer]
    rows = [
        (
            Cell(
                each.lesson.fields.title,
                href=site.link(each.lesson, status.record.url).href,
                note=each.lesson.fields.recommendation,
            ),
            term_cell(each.lesson.fields.level),
            Cell(", ".join(each.reasons)),
            Cell(each.answer or (UNANSWERED if each.must_answer else "")),
        )
        for each in (*must, *found[len(must) : max(MOST, len(must))])
    ]
    gate = waiting(status)[0].title if rows else ""
    return tabular(small_table("briefing", f"Briefing for the gate “{gate}”", HEADINGS, rows))
