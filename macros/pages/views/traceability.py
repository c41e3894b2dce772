"""Clause, template, gate, lesson and project: what leads to what, and where nothing does."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from macros.portfolio.gates import passed
from macros.records.library import Record
from macros.records.links import relative_url
from macros.records.models import Standard
from macros.records.models.standard import Clause
from macros.records.vocabulary import ClauseLevel, TemplatePhase, TemplateStatus

from ..formatting import date_cell, link_cell, links_cell, number_cell
from ..gate_page import DECIDED
from ..parts import Fact, Notice, Section, Tabular, Tiles
from ..sections import anchor
from ..small_tables import small_table
from ..standard_page import clause_view
from ..tables import Cell, Column, Kind, Option, Row, Table
from ..view import SiteView, gate_url

LEVELS = tuple(Option(level.value, level.value) for level in ClauseLevel)
LESSON, OTHERWISE, WITHDRAWN = "lesson", "otherwise", "withdrawn"
TIES = (
    Option(LESSON, "Changed because of a lesson"),
    Option(OTHERWISE, "Shown by no template"),
    Option(WITHDRAWN, "Withdrawn"),
)
"""What a reader of the matrix looks for besides the columns."""
EMPTY = "There are no clauses yet."
SHOWN_BY_RECORD = "The project record and its reports show it"
ALL_SHOWN = "Every clause has a template that shows it."
ALL_NEEDED = "Every template is named by a clause."
NO_LESSONS = "No clause has changed because of a lesson yet."
NONE_WITHDRAWN = "No clause has been withdrawn yet."
NO_GATE = "At all times"


def traceability(site: SiteView, page: str) -> tuple[Section, ...]:
    """How many there are, the matrix, and every end that is not tied to anything, with the reason."""
    ends = (
        ("without-template", "Clauses that no template shows", _without_evidence(site, page)),
        ("without-clause", "Templates that no clause asks for", _without_clause(site, page)),
        ("from-lessons", "Clauses changed because of a lesson", _because_of_lessons(site, page)),
        ("withdrawn", "Withdrawn clauses, and what took their place", _withdrawn(site, page)),
    )
    in_force = Fact("Clauses in force", Cell(str(len(list(_in_force(site)))), href=f"#{anchor('matrix')}"))
    counts = (Fact(title, Cell(_count(part), href=f"#{anchor(name)}")) for name, title, part in ends)
    return (
        Section((Tiles((in_force, *counts)),)),
        Section((Tabular(_matrix(site, page)),), "Matrix", anchor("matrix")),
        *(Section((part,), title, anchor(name)) for name, title, part in ends),
    )


def _count(part: Tabular | Notice) -> str:
    return str(len(part.table.rows)) if isinstance(part, Tabular) else "0"


def _clauses(site: SiteView) -> list[tuple[Record[Standard], Clause]]:
    """Every clause in the order of the standards."""
    return sorted(site.library.clauses.values(), key=lambda each: each[0].fields.order)


def _in_force(site: SiteView) -> Iterator[Clause]:
    return (clause for _, clause in _clauses(site) if not clause.is_withdrawn)


def _matrix(site: SiteView, page: str) -> Table:
    standards = tuple(
        Option(record.id, record.fields.title)
        for record in sorted(site.library.standards.values(), key=lambda each: each.fields.order)
    )
    columns = (
        Column("clause", "Clause"),
        Column("standard", "Standard", facet=True, options=standards, shown=False),
        Column("level", "Level", facet=True, options=LEVELS),
        Column("binds", "Binds", "tags", facet=True),
        Column("tiers", "Tiers", facet=True),
        Column("gate", "Gate", facet=True),
        Column("templates", "Shown by", "links"),
        Column("lessons", "Shaped by", "links"),
        Column("projects", "Projects past its gate", "number"),
        Column("ties", "Ties", facet=True, options=TIES, shown=False),
    )
    rows = tuple(_row(record, clause, site, page) for record, clause in _clauses(site))
    return Table("matrix", "Clauses and what they are tied to", columns, rows, EMPTY, "clause")


def _row(record: Record[Standard], clause: Clause, site: SiteView, page: str) -> Row:
    view = clause_view(clause, site, page)
    level = WITHDRAWN if clause.is_withdrawn else clause.level.value
    tiers = tuple(clause.tiers) or tuple(tier.id for tier in site.organisation.tiers)
    return Row(
        (
            Cell(clause.id, href=_clause_url(clause, site, page), note=clause.text),
            Cell(record.fields.title, values=(record.id,)),
            Cell(level, values=() if clause.is_withdrawn else (level,)),
            Cell(", ".join(clause.binds), kind="tags", values=tuple(clause.binds)),
            Cell(", ".join(clause.tiers) or "All", values=tiers),
            link_cell(view.gate) if view.gate else Cell("" if clause.is_withdrawn else NO_GATE),
            _shown_by(clause, site, page),
            links_cell(view.lessons),
            _past(clause, site, page),
            _ties(clause, bool(view.lessons), site),
        )
    )


def _shown_by(clause: Clause, site: SiteView, page: str) -> Cell:
    """The templates; where there is none, how else one sees it, or what took the clause's place."""
    view = clause_view(clause, site, page)
    if clause.is_withdrawn:
        return _successor(clause, site, page)
    return links_cell(view.templates) if view.templates else Cell(clause.shown_by or SHOWN_BY_RECORD)


def _successor(clause: Clause, site: SiteView, page: str) -> Cell:
    link = site.clause_link(clause.replaced_by, page)
    return Cell(f"Replaced by {link.text}", href=link.href) if link else Cell(clause.withdrawn or "")


def _past(clause: Clause, site: SiteView, page: str) -> Cell:
    """How many projects have shown it at its gate; the gate's page names them."""
    if not clause.gate or clause.is_withdrawn:
        return Cell(kind="number")
    cell = number_cell(
        sum(
            clause.gate in passed(project)
            for project in site.portfolio
            if not clause.tiers or project.fields.tier in clause.tiers
        )
    )
    where = relative_url(f"{gate_url(clause.gate)}#{anchor(DECIDED)}", page)
    return replace(cell, href=where) if cell.sort else cell


def _ties(clause: Clause, is_shaped: bool, site: SiteView) -> Cell:  # noqa: FBT001  a fact of the clause
    ties = {
        LESSON: is_shaped,
        OTHERWISE: not clause.is_withdrawn and not site.evidence.get(clause.id),
        WITHDRAWN: clause.is_withdrawn,
    }
    found = tuple(tie for tie, holds in ties.items() if holds)
    return Cell(", ".join(option.label for option in TIES if option.value in found), values=found)


def _without_evidence(site: SiteView, page: str) -> Tabular | Notice:
    headings: Mapping[str, Kind] = {"Clause": "text", "Level": "text", "How it shows instead": "text"}
    rows = [
        (
            Cell(clause.id, href=_clause_url(clause, site, page), note=clause.text),
            Cell(clause.level.value),
            Cell(clause.shown_by or SHOWN_BY_RECORD),
        )
        for clause in _in_force(site)
        if not site.evidence.get(clause.id)
    ]
    caption = "Clauses that no template shows"
    return Tabular(small_table("without-template", caption, headings, rows)) if rows else Notice(ALL_SHOWN)


def _withdrawn(site: SiteView, page: str) -> Tabular | Notice:
    rows = [
        (
            Cell(clause.id, href=_clause_url(clause, site, page), note=clause.text),
            Cell(record.fields.title, href=relative_url(record.url, page)),
            _successor(clause, site, page),
        )
        for record, clause in _clauses(site)
        if clause.is_withdrawn
    ]
    headings: Mapping[str, Kind] = {"Clause": "text", "Standard": "text", "What took its place": "text"}
    caption = "Withdrawn clauses; their addresses go on working"
    return Tabular(small_table("withdrawn", caption, headings, rows)) if rows else Notice(NONE_WITHDRAWN)


def _clause_url(clause: Clause, site: SiteView, page: str) -> str:
    record, _ = site.library.clauses[clause.id]
    return relative_url(f"{record.url}#{clause.anchor}", page)


def _without_clause(site: SiteView, page: str) -> Tabular | Notice:
    rows = [
        (
            Cell(record.fields.title, href=relative_url(record.url, page)),
            Cell(
                "The office’s own"
                if TemplatePhase.OFFICE in record.fields.phases
                else "Offered as help; nothing rests on it"
            ),
        )
        for record in site.library.templates.values()
        if not record.fields.clauses and record.fields.status is not TemplateStatus.RETIRED
    ]
    caption = "Templates that no clause asks for"
    headings: Mapping[str, Kind] = {"Template": "text", "Why it is here": "text"}
    return Tabular(small_table("without-clause", caption, headings, rows)) if rows else Notice(ALL_NEEDED)


def _because_of_lessons(site: SiteView, page: str) -> Tabular | Notice:
    rows = [
        (
            Cell(applied.clause, href=_clause_url(site.library.clauses[applied.clause][1], site, page)),
            Cell(lesson.fields.title, href=relative_url(lesson.url, page), note=applied.note or ""),
            date_cell(applied.date),
        )
        for lesson, applied in sorted(
            ((lesson, each) for lesson in site.library.lessons.values() for each in lesson.fields.applied_in),
            key=lambda both: both[1].date,
            reverse=True,
        )
        if applied.clause and applied.clause in site.library.clauses
    ]
    headings: Mapping[str, Kind] = {"Clause": "text", "Lesson": "text", "Changed on": "date"}
    caption = "Clauses changed because of a lesson"
    return Tabular(small_table("from-lessons", caption, headings, rows)) if rows else Notice(NO_LESSONS)
