"""What a project is tied to: other projects, lessons, people and benefits."""

from collections.abc import Iterator
from typing import Any

from macros.records.library import Record
from macros.records.models import Project

from .formatting import date_cell, links_cell, number_cell, term_cell, text_cell
from .parts import Fact, Facts, Tabular, tabular
from .small_tables import small_table
from .tables import Cell, Kind, Link
from .view import SiteView


def dependencies(record: Record[Project], site: SiteView) -> Iterator[Tabular | None]:
    """What this project needs from others, and who waits for it."""
    needs = [
        (
            _project(need.project, site, record.url),
            text_cell(_milestone(need, site)),
            date_cell(need.need_by),
            Cell(need.note),
        )
        for need in record.fields.depends_on
    ]
    waiting = [
        (
            Cell(other.fields.title, href=site.link(other, record.url).href),
            text_cell(_milestone(need, site)),
            date_cell(need.need_by),
            Cell(need.note),
        )
        for other, need in site.dependents.get(record.id, ())
    ]
    headings: dict[str, Kind] = {
        "Project": "text",
        "Milestone": "text",
        "Needed by": "date",
        "What for": "text",
    }
    yield tabular(small_table("needs", "This project needs", headings, needs))
    yield tabular(small_table("waiting", "These projects wait for this one", headings, waiting))


def _project(id_: str, site: SiteView, page: str) -> Cell:
    record = site.library.projects.get(id_)
    return Cell(record.fields.title, href=site.link(record, page).href) if record else Cell(id_)


def _milestone(need: Any, site: SiteView) -> str | None:  # noqa: ANN401
    other = site.library.projects.get(need.project)
    if need.milestone is None or other is None:
        return None
    return next((entry.title for entry in other.fields.milestones if entry.id == need.milestone), None)


def lessons(record: Record[Project], site: SiteView) -> Iterator[Tabular | None]:
    """Lessons that came from this project, and those it took over."""
    taken = [
        (
            Cell(lesson.fields.title, href=site.link(lesson, record.url).href),
            Cell(entry.disposition.label),
            text_cell(entry.note),
        )
        for entry in record.fields.lessons
        if (lesson := site.library.lessons.get(entry.lesson))
    ]
    given = [
        (
            Cell(lesson.fields.title, href=site.link(lesson, record.url).href),
            term_cell(lesson.fields.level),
            term_cell(lesson.fields.status),
        )
        for lesson in site.lessons_from.get(record.id, ())
    ]
    yield tabular(
        small_table(
            "given",
            "Lessons from this project",
            {"Lesson": "text", "Level": "text", "Status": "text"},
            given,
        )
    )
    yield tabular(
        small_table(
            "taken",
            "Lessons taken over",
            {"Lesson": "text", "What was done": "text", "Note": "text"},
            taken,
        )
    )


def staffing(record: Record[Project], site: SiteView) -> Tabular | None:
    """Demand for roles."""
    rows = [
        (
            Cell(site.title("role", span.role)),
            number_cell(span.fte, 1),
            date_cell(span.start),
            date_cell(span.end),
        )
        for span in record.fields.staffing
    ]
    return tabular(
        small_table(
            "staffing",
            "Demand in full-time equivalents",
            {"Role": "text", "FTE": "number", "From": "date", "To": "date"},
            rows,
        )
    )


def benefits(record: Record[Project]) -> Tabular | None:
    """Benefits planned and realised."""
    rows = [
        (
            Cell(benefit.title),
            Cell(benefit.measure),
            Cell(benefit.target),
            date_cell(benefit.due),
            Cell(benefit.owner),
            text_cell(benefit.realised),
        )
        for benefit in record.fields.benefits
    ]
    return tabular(
        small_table(
            "benefits",
            "Benefits planned and realised",
            {
                "Benefit": "text",
                "Measure": "text",
                "Target": "text",
                "Due": "date",
                "Owner": "text",
                "Realised": "text",
            },
            rows,
        )
    )


def links(record: Record[Project]) -> Facts | None:
    """Links to things outside the knowledge base."""
    links = tuple(Link(link.title, link.url) for link in record.fields.links)
    return Facts((Fact("Elsewhere", links_cell(links)),)) if links else None
