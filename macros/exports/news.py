"""What is new: entries of the feeds, from reports, changes of rating and lessons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from macros.portfolio.status import Portfolio, ProjectStatus
from macros.portfolio.upkeep import changes
from macros.records.library import Library, Record
from macros.records.models import Lesson, Report
from macros.records.vocabulary import Rating

NEWEST = 50
"""So many entries does a feed hold."""


@dataclass(frozen=True)
class Entry:
    """Something new. ``key`` is its own and stays; ``url`` is relative to the site's root; text is plain."""

    key: str
    title: str
    url: str
    published: date
    updated: date
    paragraphs: tuple[str, ...]
    categories: tuple[str, ...] = ()


def newest(entries: Iterable[Entry]) -> list[Entry]:
    """The newest entries, the latest first."""
    by_name = sorted(entries, key=lambda entry: entry.key)
    return sorted(by_name, key=lambda entry: entry.updated, reverse=True)[:NEWEST]


def report_entries(portfolio: Portfolio) -> Iterator[Entry]:
    """Every report; a correction makes it new again."""
    for project in portfolio:
        for report in project.reports:
            fields = report.fields
            corrected = [each.date for each in fields.corrections if each.date <= portfolio.today]
            yield Entry(
                f"{project.id}/{report.id}",
                f"{project.fields.title}, report of {report.id}: {_rated(fields)}",
                report.url,
                report.date,
                max((report.date, *corrected)),
                tuple(_report_told(project, report)),
                (project.fields.title,),
            )


def _rated(report: Report) -> str:
    if report.rating:
        return report.rating
    return f"assured {report.assurance.rating}" if report.assurance else _word(None)


def _report_told(project: ProjectStatus, report: Record[Report]) -> Iterator[str]:
    fields = report.fields
    if fields.rationale:
        yield fields.rationale
    if fields.assurance:
        yield f"Assurance by {fields.assurance.by} on {fields.assurance.date}: {fields.assurance.rating}."
    forecast = [f"finish {fields.forecast_finish}"] if fields.forecast_finish else []
    if fields.forecast_cost is not None:
        forecast.append(f"cost {fields.forecast_cost:,} {project.currency}")
    if forecast:
        yield f"Forecast: {', '.join(forecast)}."


def rating_entries(portfolio: Portfolio) -> Iterator[Entry]:
    """Every report at which the rolled-up rating was another than at the report before."""
    for project in portfolio:
        history = project.rating_history
        for before, now, report in zip(history, history[1:], project.reports[1:], strict=False):
            if now.rating is not before.rating:
                yield Entry(
                    f"{project.id}/{now.date}",
                    f"{project.fields.title}: {_word(before.rating)} → {_word(now.rating)}",
                    report.url,
                    now.date,
                    now.date,
                    (report.fields.rationale,) if report.fields.rationale else (),
                    (project.fields.title,),
                )


def _word(rating: Rating | None) -> str:
    return rating or "not rated"


def lesson_entries(library: Library) -> Iterator[Entry]:
    """Every lesson; validating and applying it makes it new again."""
    categories = library.known("lesson_category")
    for id_, record in library.lessons.items():
        if not record.broken:
            lesson = record.fields
            yield Entry(
                id_,
                lesson.title,
                record.url,
                lesson.date,
                max(_steps(lesson)),
                tuple(_lesson_told(lesson)),
                tuple(categories.get(category, category) for category in lesson.categories),
            )


def _lesson_told(lesson: Lesson) -> Iterator[str]:
    yield lesson.summary
    yield f"What to do: {lesson.recommendation}"
    yield f"{lesson.level.label}, {lesson.status}."


def _steps(lesson: Lesson) -> Iterator[date]:
    yield lesson.date
    if lesson.validated:
        yield lesson.validated
    yield from (entry.date for entry in lesson.applied_in)


def change_entries(library: Library, today: date) -> Iterator[Entry]:
    """Every change note of a standard or template."""
    for each in changes(library, today):
        record, note = each.record, each.note
        yield Entry(
            f"{record.kind}/{record.id}/{note.version}",
            f"{each.kind} “{record.fields.title}”, version {note.version}",
            record.url,
            note.date,
            note.date,
            (note.note,),
            (each.kind,),
        )
