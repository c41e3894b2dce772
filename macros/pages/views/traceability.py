"""Clause, template, gate, lesson and project: what leads to what, and where nothing does."""

from collections.abc import Iterator, Mapping

from macros.portfolio.gates import passed
from macros.records.links import relative_url
from macros.records.models.standard import Clause
from macros.records.vocabulary import ClauseLevel, TemplatePhase, TemplateStatus

from ..formatting import date_cell, links_cell, number_cell
from ..parts import Notice, Section, Tabular
from ..sections import anchor
from ..small_tables import small_table
from ..standard_page import clause_view
from ..tables import Cell, Column, Kind, Option, Row, Table
from ..view import SiteView, gate_url

LEVELS = tuple(Option(level.value, level.value) for level in ClauseLevel)
EMPTY = "There are no clauses yet."
SHOWN_BY_RECORD = "The project record and its reports show it"
ALL_SHOWN = "Every clause has a template that shows it."
ALL_NEEDED = "Every template is named by a clause."
NO_LESSONS = "No clause has changed because of a lesson yet."


def traceability(site: SiteView, page: str) -> tuple[Section, ...]:
    """The matrix, and below it every end that is not tied to anything, with the reason."""
    return (
        Section((Tabular(_matrix(site, page)),)),
        Section(
            (_without_evidence(site, page),), "Clauses that no template shows", anchor("without-template")
        ),
        Section(
            (_without_clause(site, page),), "Templates that no clause asks for", anchor("without-clause")
        ),
        Section(
            (_because_of_lessons(site, page),), "Clauses changed because of a lesson", anchor("from-lessons")
        ),
    )


def _in_force(site: SiteView) -> Iterator[Clause]:
    for _, clause in site.library.clauses.values():
        if not clause.is_withdrawn:
            yield clause


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
    )
    rows = tuple(_row(clause, site, page) for _, clause in site.library.clauses.values())
    return Table("matrix", "Clauses and what they are tied to", columns, rows, EMPTY, "clause")


def _row(clause: Clause, site: SiteView, page: str) -> Row:
    record, _ = site.library.clauses[clause.id]
    view = clause_view(clause, site, page)
    level = "withdrawn" if clause.is_withdrawn else clause.level.value
    gate = Cell(view.gate, href=relative_url(gate_url(clause.gate), page)) if clause.gate else Cell()
    return Row(
        (
            Cell(clause.id, href=relative_url(f"{record.url}#{clause.anchor}", page), note=clause.text),
            Cell(record.fields.title, values=(record.id,)),
            Cell(level, values=() if clause.is_withdrawn else (level,)),
            Cell(", ".join(clause.binds), kind="tags", values=tuple(clause.binds)),
            Cell(", ".join(clause.tiers) or "All"),
            gate,
            links_cell(view.templates),
            links_cell(view.lessons),
            number_cell(_past(clause, site) if clause.gate and not clause.is_withdrawn else None),
        )
    )


def _past(clause: Clause, site: SiteView) -> int:
    return sum(
        clause.gate in passed(project)
        for project in site.portfolio
        if not clause.tiers or project.fields.tier in clause.tiers
    )


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
        for lesson in site.library.lessons.values()
        for applied in lesson.fields.applied_in
        if applied.clause and applied.clause in site.library.clauses
    ]
    headings: Mapping[str, Kind] = {"Clause": "text", "Lesson": "text", "Changed on": "date"}
    caption = "Clauses changed because of a lesson"
    return Tabular(small_table("from-lessons", caption, headings, rows)) if rows else Notice(NO_LESSONS)
