"""What a standard's page has around its guidance: facts above, relations and versions below."""

from dataclasses import dataclass

from macros.records.library import Record
from macros.records.models import Standard
from macros.records.models.standard import Clause

from .changes import change_notes
from .formatting import date_cell, day, links_cell, tags_cell, text_cell
from .parts import Fact, Facts, Footer, Notice, Section, footer, present, section
from .related_lessons import lessons_of_standard
from .tables import Cell, Link
from .view import SiteView

BOOST = 3


@dataclass(frozen=True)
class ClauseView:
    """A clause with whom it binds, when it is looked at, and what proves it is kept."""

    clause: Clause
    binds: str
    """Posts and tiers in words."""
    gate: Link | None
    templates: tuple[Link, ...]
    lessons: tuple[Link, ...]
    successor: Link | None


def clause_view(clause: Clause, site: SiteView, page: str) -> ClauseView:
    """``clause`` as seen from the page at the address ``page``."""
    tiers = [f"{tier} ({site.title('tier', tier)})" for tier in clause.tiers]
    lessons = (
        lesson
        for lesson in site.library.lessons.values()
        if any(applied.clause == clause.id for applied in lesson.fields.applied_in)
    )
    within = f"{'tier' if len(tiers) == 1 else 'tiers'} {', '.join(tiers)}" if tiers else "all tiers"
    binds = f"{', '.join(clause.binds)}; {within}" if clause.binds else within
    return ClauseView(
        clause,
        f"{binds[0].upper()}{binds[1:]}",
        site.gate_link(clause.gate, page),
        tuple(site.link(template, page) for template in site.evidence.get(clause.id, ())),
        tuple(site.link(lesson, page) for lesson in lessons),
        site.clause_link(clause.replaced_by, page),
    )


def above(record: Record[Standard], site: SiteView) -> tuple[Section, ...]:
    """Owner, version and review of the standard."""
    fields = record.fields
    facts = Facts(
        (
            Fact("Version", Cell(f"{fields.version} of {day(fields.changes[0].date)}")),
            Fact("Owner", text_cell(fields.owner)),
            Fact("Reviewed", date_cell(fields.reviewed)),
            Fact("Next review", date_cell(fields.review_by)),
            Fact("Clauses in force", Cell(str(sum(not clause.is_withdrawn for clause in fields.clauses)))),
            Fact("Tags", tags_cell(fields.tags)),
        )
    )
    late = Notice(f"The review of this standard was due by {day(fields.review_by)}.", "warning")
    return (Section((facts, late) if fields.review_by < site.today else (facts,)),)


def below(record: Record[Standard], site: SiteView) -> tuple[Section, ...]:
    """Templates that are evidence, lessons about it, and its versions."""
    ids = {clause.id for clause in record.fields.clauses}
    templates = [
        template for template in site.library.templates.values() if ids.intersection(template.fields.clauses)
    ]
    related = Facts(
        (Fact("Templates", links_cell(site.link(template, record.url) for template in templates)),)
    )
    return present(
        (
            section(record, "related", related if related.given else None, lessons_of_standard(record, site)),
            section(record, "history", change_notes(record, site)),
        )
    )


def standard_footer(record: Record[Standard], site: SiteView) -> Footer:
    """Where the standard is edited and a problem with it is reported."""
    return footer(record.path, record.url, site)
