"""What the lessons say together, for those who curate them and those who keep the standards."""

from collections.abc import Mapping

from macros.portfolio.insights import Insights
from macros.records.links import relative_url
from macros.records.vocabulary import LessonStatus

from ..first_steps import NO_LESSONS, nothing_yet
from ..formatting import date_cell, number_cell, percent
from ..parts import Fact, Notice, Section, Tabular, Tiles
from ..sections import anchor
from ..small_tables import small_table
from ..tables import Cell, Kind
from ..view import SiteView

NOTHING_RECURRED = "No lesson has come back after one like it was applied."
NOTHING_WAITS = "Nothing waits for a curator."
NO_STANDARD = "No lesson has changed a standard yet."


def lesson_insights(site: SiteView, page: str) -> tuple[Section, ...]:
    """Numbers, categories over time, what came back, standards with most lessons, and the curators' queue."""
    found = Insights(site.library, site.today)
    if not found.lessons:
        return (Section((nothing_yet(NO_LESSONS),)),)
    return (
        Section((_tiles(found),)),
        Section((_categories(found, site),), "Categories over time", anchor("categories")),
        Section((_recurred(found, site, page),), "What came back", anchor("recurred")),
        Section((_standards(found, site, page),), "Standards with most lessons", anchor("standards")),
        Section((_queue(found, page),), "Curators’ queue", anchor("queue")),
    )


def _tiles(found: Insights) -> Tiles:
    steps = (Fact(status.label, number_cell(found.by_status[status])) for status in LessonStatus)
    good = found.good_news
    return Tiles(
        (
            Fact("Lessons", number_cell(len(found.lessons))),
            *steps,
            Fact("Good news", Cell(percent(round(good)) if good is not None else "")),
            Fact("Days until validated (median)", number_cell(found.days_to_validate)),
            Fact("Days until applied (median)", number_cell(found.days_to_apply)),
        )
    )


def _categories(found: Insights, site: SiteView) -> Tabular:
    headings: dict[str, Kind] = {
        "Category": "text",
        **{str(year): "number" for year in found.years},
        "All": "number",
    }
    rows = [
        (
            Cell(site.title("lesson_category", id_)),
            *(number_cell(counts[year]) for year in found.years),
            number_cell(counts.total()),
        )
        for id_, counts in sorted(found.by_category.items(), key=lambda each: -each[1].total())
    ]
    return Tabular(small_table("categories", "Lessons by category and year", headings, rows))


def _recurred(found: Insights, site: SiteView, page: str) -> Tabular | Notice:
    headings: Mapping[str, Kind] = {
        "Lesson": "text",
        "Happened": "date",
        "Category": "text",
        "Applied before": "text",
        "On": "date",
    }
    rows = [
        (
            Cell(each.lesson.fields.title, href=relative_url(each.lesson.url, page)),
            date_cell(each.lesson.fields.date),
            Cell(site.title("lesson_category", each.category)),
            Cell(each.earlier.fields.title, href=relative_url(each.earlier.url, page)),
            date_cell(each.applied),
        )
        for each in found.recurred
    ]
    caption = "Lessons that happened after one of their category and tag had been applied"
    return Tabular(small_table("recurred", caption, headings, rows)) if rows else Notice(NOTHING_RECURRED)


def _standards(found: Insights, site: SiteView, page: str) -> Tabular | Notice:
    rows = [
        (
            Cell(
                site.library.standards[id_].fields.title,
                href=relative_url(site.library.standards[id_].url, page),
            ),
            number_cell(count),
        )
        for id_, count in found.standards.most_common()
    ]
    headings: Mapping[str, Kind] = {"Standard": "text", "Lessons that changed it": "number"}
    return (
        Tabular(small_table("standards", "Standards by lessons", headings, rows))
        if rows
        else Notice(NO_STANDARD)
    )


def _queue(found: Insights, page: str) -> Tabular | Notice:
    headings: Mapping[str, Kind] = {
        "Lesson": "text",
        "What to do": "text",
        "Kept by": "text",
        "Since": "date",
    }
    rows = []
    for record in found.queue:
        fields = record.fields
        is_new = fields.status is LessonStatus.SUBMITTED
        todo = "Validate, or return with a reason" if is_new else "Review: keep, apply or retire"
        since = fields.date if is_new else fields.review_by
        rows.append(
            (
                Cell(fields.title, href=relative_url(record.url, page)),
                Cell(todo),
                Cell(fields.owner or ""),
                date_cell(since),
            )
        )
    return (
        Tabular(small_table("queue", "What waits for a curator", headings, rows))
        if rows
        else Notice(NOTHING_WAITS)
    )
