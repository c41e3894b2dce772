"""What is due for review, and what is new in standards and templates."""

from collections.abc import Mapping

from macros.portfolio.upkeep import changes, reviews
from macros.records.links import relative_url

from ..formatting import date_cell, text_cell
from ..parts import Notice, Section, Tabular
from ..tables import Cell, Column, Row, Table
from ..view import SiteView

NOTHING_DUE = "No review is due within ninety days."
NO_CHANGES = "Nothing has changed yet."
LATE: Mapping[bool, str] = {True: "Late", False: "Due soon"}


def reviews_due(site: SiteView, page: str) -> tuple[Section, ...]:
    """Standards, templates, guides and lessons whose review is late or due within ninety days."""
    found = reviews(site.library, site.today)
    if not found:
        return (Section((Notice(NOTHING_DUE),)),)
    columns = (
        Column("title", "What"),
        Column("due", "Review by", "date"),
        Column("state", "State", facet=True),
        Column("owner", "Owner", facet=True),
        Column("kind", "Kind", facet=True, shown=False),
    )
    rows = tuple(
        Row(
            (
                Cell(
                    review.record.fields.title, href=relative_url(review.record.url, page), note=review.kind
                ),
                date_cell(review.due),
                Cell(LATE[review.is_late(site.today)]),
                text_cell(review.owner),
                Cell(review.kind),
            )
        )
        for review in found
    )
    return (
        Section(
            (
                Tabular(
                    Table("reviews", "Reviews late or due within ninety days", columns, rows, noun="review")
                ),
            )
        ),
    )


def whats_new(site: SiteView, page: str) -> tuple[Section, ...]:
    """Change notes of standards and templates, newest first."""
    columns = (
        Column("what", "What"),
        Column("note", "What changed", sortable=False),
        Column("lesson", "Lesson behind it"),
        Column("date", "Date", "date"),
        Column("kind", "Kind", facet=True, shown=False),
    )
    rows = tuple(
        Row(
            (
                Cell(
                    each.record.fields.title,
                    href=relative_url(each.record.url, page),
                    note=f"{each.kind}, version {each.note.version}",
                ),
                Cell(each.note.note),
                _lesson(each.note.lesson, site, page),
                date_cell(each.note.date),
                Cell(each.kind),
            )
        )
        for each in changes(site.library, site.today)
    )
    table = Table(
        "changes", "Changes of standards and templates, newest first", columns, rows, NO_CHANGES, "change"
    )
    return (Section((Tabular(table),)),)


def _lesson(id_: str | None, site: SiteView, page: str) -> Cell:
    record = site.library.lessons.get(id_ or "")
    return Cell(record.fields.title, href=relative_url(record.url, page)) if record else Cell()
