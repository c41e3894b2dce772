"""The page of a lesson: what to do first, then what happened and where it led."""

from collections.abc import Iterator, Mapping

from macros.records.library import Record
from macros.records.links import file_url, relative_url
from macros.records.models import Lesson
from macros.records.vocabulary import LessonStatus

from .formatting import date_cell, day, links_cell, tags_cell, term_cell, text_cell
from .parts import (
    Download,
    Downloads,
    Fact,
    Facts,
    Notice,
    RecordPage,
    Section,
    Tabular,
    crumbs,
    footer,
    present,
    prose,
    section,
    tabular,
)
from .small_tables import small_table
from .tables import Cell, Kind, Link
from .view import SiteView

CHANGED: Mapping[str, Kind] = {"Clause or template": "text", "On": "date", "How": "text"}


def lesson_page(record: Record[Lesson], site: SiteView) -> RecordPage:
    """The lesson with everything it is tied to, both ways."""
    recommendation = Notice(record.fields.recommendation, tone="recommendation")
    sections = (
        Section((*_banners(record, site), recommendation)),
        prose(record, site),
        section(record, "fields", _fields(record, site)),
        section(record, "related", *_related(record, site)),
    )
    return RecordPage(
        record.fields.title,
        record.fields.summary,
        crumbs(record.url, ("Lessons", "lessons/")),
        present(sections),
        footer(record.path, record.url, site),
    )


def _banners(record: Record[Lesson], site: SiteView) -> Iterator[Notice]:
    fields = record.fields
    for newer in site.successors.get(f"lesson/{record.id}", ()):
        yield Notice("A newer lesson takes the place of this one:", "warning", site.link(newer, record.url))
    if fields.status is LessonStatus.RETIRED:
        yield Notice(f"This lesson is retired. {fields.retired_because}", "warning")
    elif fields.review_by and fields.review_by < site.today:
        yield Notice(
            f"This lesson was due for review by {day(fields.review_by)}; check whether it still holds.",
            "warning",
        )
    elif fields.status is LessonStatus.SUBMITTED:
        yield Notice("This lesson has been submitted and not been validated yet.")


def _fields(record: Record[Lesson], site: SiteView) -> Facts:
    fields = record.fields
    project = site.library.projects.get(fields.project or "")
    return Facts(
        (
            Fact("Level", term_cell(fields.level)),
            Fact("Status", term_cell(fields.status)),
            Fact("Happened", date_cell(fields.date)),
            Fact(
                "Project",
                Cell(project.fields.title, href=site.link(project, record.url).href) if project else Cell(),
            ),
            Fact("Source", text_cell(fields.source)),
            Fact(
                "Categories",
                tags_cell(site.title("lesson_category", category) for category in fields.categories),
            ),
            Fact("Phase", term_cell(fields.phase)),
            Fact("Tiers", tags_cell(site.title("tier", tier) for tier in fields.tiers)),
            Fact("Cause", text_cell(fields.cause)),
            Fact("Early warning", text_cell(fields.early_warning)),
            Fact("Submitted by", text_cell(fields.submitted_by)),
            Fact("Validated", date_cell(fields.validated)),
            Fact("Kept by", text_cell(fields.owner)),
            Fact("Review by", date_cell(fields.review_by)),
            Fact("Reference", text_cell(fields.reference)),
            Fact("Tags", tags_cell(fields.tags)),
        )
    )


def _related(record: Record[Lesson], site: SiteView) -> Iterator[Facts | Tabular | Downloads | None]:
    page, fields = record.url, record.fields
    facts = Facts(
        (
            Fact(
                "Taken over by",
                links_cell(site.link(taker, page) for taker in site.lesson_takers.get(record.id, ())),
            ),
            Fact("Takes the place of", links_cell(_older(fields.supersedes, record, site))),
        )
    )
    yield tabular(small_table("changed", "What it changed", CHANGED, _changed(record, site)))
    if facts.given:
        yield facts
    if record.beside:
        names = [path.rsplit("/", 1)[-1] for path in record.beside]
        urls = [relative_url(file_url(path), page) for path in record.beside]
        yield Downloads(
            tuple(Download(name, url, "Attachment") for name, url in zip(names, urls, strict=True))
        )


def _changed(record: Record[Lesson], site: SiteView) -> Iterator[tuple[Cell, ...]]:
    for applied in record.fields.applied_in:
        link = site.clause_link(applied.clause, record.url)
        if template := site.library.templates.get(applied.template or ""):
            link = site.link(template, record.url)
        if link:
            yield Cell(link.text, href=link.href), date_cell(applied.date), text_cell(applied.note)


def _older(id_: str | None, record: Record[Lesson], site: SiteView) -> Iterator[Link]:
    if id_ and (older := site.library.lessons.get(id_)):
        yield site.link(older, record.url)
