"""Dates in their order, and nothing reported before it happened."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from ..front_matter import Path
from ..library import Record
from ..models import Report
from ..places import report_date
from ..vocabulary import Kind
from .registry import Context, Finding, rule


def _order(earlier: date | None, later: date | None, names: tuple[str, str], path: Path) -> Iterator[Finding]:
    if earlier and later and later < earlier:
        yield Finding(
            f"{names[1]} {later} is before {names[0]} {earlier}", path, "Correct the one that is wrong"
        )


@rule("date-order", Kind.PROJECT, needs=("start", "finish"))
def finish_after_start(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """The approved finish is not before the approved start."""
    yield from _order(record.fields.start, record.fields.finish, ("start", "finish"), ("finish",))


@rule("date-order", Kind.PROJECT, needs=("start", "finished"))
def finished_after_start(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A project ends after it began."""
    yield from _order(record.fields.start, record.fields.finished, ("start", "finished"), ("finished",))


@rule("date-order", Kind.PROJECT, needs=("staffing",))
def staffing_runs_forward(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A span of staffing ends after it begins."""
    for index, span in enumerate(record.fields.staffing):
        yield from _order(span.start, span.end, ("from", "to"), ("staffing", index, "to"))


@rule("date-order", Kind.PROJECT, needs=("planned",))
def curve_runs_forward(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """The points of the baseline curve stand in the order of their dates."""
    for index, (one, two) in enumerate(pairwise(record.fields.planned), start=1):
        if two.date <= one.date:
            yield Finding(
                f"the planned value of {two.date} stands after that of {one.date}",
                ("planned", index, "date"),
                "Put the points in the order of their dates, one a date",
            )


@rule("date-order", Kind.TEMPLATE, Kind.STANDARD, needs=("reviewed", "review_by"))
def next_review_after_last(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """The next review is due after the last one."""
    yield from _order(
        record.fields.reviewed, record.fields.review_by, ("reviewed", "review_by"), ("review_by",)
    )


@rule("date-order", Kind.LESSON, needs=("date", "validated", "review_by"))
def lesson_dates_run_forward(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A lesson is validated after it happened, and reviewed after that."""
    fields = record.fields
    yield from _order(fields.date, fields.validated, ("date", "validated"), ("validated",))
    yield from _order(fields.validated, fields.review_by, ("validated", "review_by"), ("review_by",))


@rule("change-order", Kind.TEMPLATE, Kind.STANDARD, needs=("changes",))
def newest_change_first(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """The version is the first change's, so the newest change stands first."""
    seen: set[str] = set()
    for index, change in enumerate(record.fields.changes):
        if change.version in seen:
            yield Finding(
                f"the version {change.version} stands twice in changes",
                ("changes", index, "version"),
                "Count it up",
            )
        seen.add(change.version)
    for index, (newer, older) in enumerate(pairwise(record.fields.changes), start=1):
        if older.date > newer.date:
            yield Finding(
                f"version {older.version} of {older.date} stands below {newer.version} of {newer.date}",
                ("changes", index, "date"),
                "Put the newest change first",
            )


HAPPENED = {
    Kind.PROJECT: ("finished",),
    Kind.LESSON: ("date", "validated"),
    Kind.TEMPLATE: ("reviewed",),
    Kind.STANDARD: ("reviewed",),
}
HAPPENED_IN = {
    Kind.PROJECT: ("gates", "changes"),
    Kind.TEMPLATE: ("changes",),
    Kind.STANDARD: ("changes",),
    Kind.LESSON: ("applied_in",),
    Kind.REPORT: ("corrections",),
}
"""Fields that say on which day something happened, and lists whose entries do."""


def _past_dates(record: Record[Any]) -> Iterator[tuple[date, Path]]:
    """Dates that say something has happened, with where they stand."""
    fields = record.fields
    for name in HAPPENED.get(record.kind, ()):
        if getattr(fields, name):
            yield getattr(fields, name), (name,)
    for name in HAPPENED_IN.get(record.kind, ()):
        for index, entry in enumerate(getattr(fields, name) or ()):
            yield entry.date, (name, index, "date")
    if record.kind is Kind.REPORT:
        yield from _reported_dates(fields)


def _reported_dates(fields: Report) -> Iterator[tuple[date, Path]]:
    for name, status in fields.milestones.items():
        if status.actual:
            yield status.actual, ("milestones", name, "actual")
    if fields.assurance:
        yield fields.assurance.date, ("assurance", "date")


@rule("future-date", Kind.PROJECT, Kind.REPORT, Kind.LESSON, Kind.TEMPLATE, Kind.STANDARD)
def nothing_happened_tomorrow(record: Record[Any], context: Context) -> Iterator[Finding]:
    """What is said to have happened has happened by today's clock."""
    for day, path in _past_dates(record):
        if day > context.clock:
            yield Finding(
                f"{path[-1]} {day} is in the future; today is {context.clock}",
                path,
                "Record it when it has happened",
            )


@rule("future-date", Kind.REPORT)
def report_is_of_today_or_before(record: Record[Any], context: Context) -> Iterator[Finding]:
    """A report may not be dated after the real clock's day."""
    day = report_date(record.id)
    if day and day > context.clock:
        yield Finding(
            f"the report is dated {day}, today is {context.clock}", help="Rename the file to its real date"
        )


@rule("date-order", Kind.REPORT, needs=("milestones", "assurance"))
def report_knows_only_its_past(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A snapshot holds nothing that happened after its date."""
    own = report_date(record.id)
    for day, path in _reported_dates(record.fields):
        if own and day > own:
            yield Finding(
                f"{path[-1]} {day} is after the report's own date {own}", path, "Say it in the next report"
            )
