"""A row into a status report, where the table rates the project."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from macros.records.models import Report
from macros.records.models.report import Assurance
from macros.records.vocabulary import REQUIRED_SECTIONS, Kind

from .bodies import Written, body, whole_texts, write_sections
from .drafts import Draft, Judge, RefusedError
from .feeding import Reader
from .findings import Entry, Found, State
from .maps import FeedFields, ReportFeeds, ReportFields
from .tables import Row
from .targets import Target, target

RATED = ("rating", "assurance")


@dataclass(frozen=True)
class MadeReport:
    """A report, or why there is none, with the cells worth a line."""

    draft: Draft | None = None
    why_not: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Extras:
    """What a report has besides single fields: values that are lists, and what could be kept as text only."""

    values: Mapping[str, Any] = field(default_factory=dict)
    sections: tuple[Written, ...] = ()
    entries: tuple[Entry, ...] = ()


NO_EXTRAS = Extras()


@dataclass(frozen=True)
class Slot:
    """What a row reports on: a project, by its id, and a day."""

    row: Row
    project: str
    day: Found

    @property
    def path(self) -> str:
        """Where the report lies."""
        return f"docs/projects/{self.project}/reports/{self.day.value}.md"


def make_report(feeds: ReportFeeds, row: Row, project: str, reader: Reader, judge: Judge) -> MadeReport:
    """The report of a row, for the project with the id ``project``; without one it says why."""
    day = reader.read(feeds.date, row, target(Assurance, "date"), "report: date")
    if day.state is not State.GIVEN:
        return MadeReport(why_not=f"the date of the report is missing: {day.reason}", entries=day.entries)
    slot = Slot(row, project, day)
    if any(report.path == slot.path for report in judge.library.reports.get(project, ())):
        return MadeReport(why_not="there is a report of that day already")
    return draft_report(feeds, slot, reader, judge)


def draft_report(
    feeds: ReportFields, slot: Slot, reader: Reader, judge: Judge, extras: Extras = NO_EXTRAS
) -> MadeReport:
    """The report of a row for its project and day; where there can be none it says why."""
    row, day = slot.row, str(slot.day.value)
    reads = _reads(feeds, row, reader)
    entries = tuple(entry for found in (slot.day, *reads.values()) for entry in found.entries)
    values = {**_values(reads, day), **extras.values}
    if not any(name in values for name in RATED):
        reasons = dict.fromkeys(
            reads[name].reason for name in ("rating", "assurance rating") if name in reads
        )
        why_not = f"the {reader.map.noun} gives no rating: {'; '.join(reasons)}"
        return MadeReport(why_not=why_not, entries=entries)
    sections = write_sections(feeds.body, row, reader)
    sections += [*whole_texts(reads.values(), sections, reader), *extras.sections]
    entries += (*(entry for section in sections for entry in section.entries), *extras.entries)
    text = body(sections, REQUIRED_SECTIONS[Kind.REPORT], reader.map.noun)
    draft = Draft(Kind.REPORT, day, slot.path, values, text, reads, row.number, slot.project, entries)
    try:
        settled = judge.settle(draft)
    except RefusedError as error:
        return MadeReport(why_not=str(error), entries=entries)
    return MadeReport(settled, entries=settled.entries)


def _reads(feeds: ReportFields, row: Row, reader: Reader) -> dict[str, Found]:
    """What each feed gave, by the name of its field; within a group ``assurance by``, ``ratings cost``."""
    aims: dict[str, tuple[FeedFields | None, Target]] = {
        name: (feed, target(Report, name))
        for name, feed in feeds
        if isinstance(feed, FeedFields) and name != "date"
    }
    words = target(Report, "rating")
    aims |= {f"ratings {name}": (feed, words) for name, feed in feeds.ratings.items()}
    aims |= {f"assurance {name}": (feed, target(Assurance, name)) for name, feed in feeds.assurance or ()}
    return {
        name: reader.read(feed, row, aim, f"report: {name}") for name, (feed, aim) in aims.items() if feed
    }


def _values(reads: Mapping[str, Found], day: str) -> dict[str, Any]:
    given = {name: found.value for name, found in reads.items() if found.state is State.GIVEN}
    values: dict[str, Any] = {name: value for name, value in given.items() if " " not in name}
    groups = [(*name.split(" ", 1), value) for name, value in given.items() if " " in name]
    ratings = {part: value for group, part, value in groups if group == "ratings"}
    if ratings:
        values["ratings"] = ratings
    if "assurance rating" in given:
        assured = {part: value for group, part, value in groups if group == "assurance"}
        values["assurance"] = {"date": day, **assured}
    return values
