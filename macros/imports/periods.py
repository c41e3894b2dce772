"""A period's spreadsheet into status reports: one row a project, one report a project and day."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from macros.records.front_matter import read_record
from macros.records.library import Library, Record
from macros.records.models import Report
from macros.records.models.report import Assurance
from macros.records.vocabulary import Kind, State

from .drafts import Draft, Judge, RefusedError
from .entries import read_lists
from .feeding import Reader
from .findings import Entry, Found
from .findings import State as Gave
from .maps import feeds_in
from .markup import without_markup
from .matching import Projects
from .outcomes import OVERLONG, Outcome, RowOutcome, twin_of
from .period_maps import ReportsMap
from .reports import Slot, draft_report
from .tables import Row, Table
from .targets import target

CORRECTIONS = "corrections"
WAY_OUT = (
    "It was not overwritten. Where the published report was wrong, mend it by hand and add "
    "corrections with the date and the reason"
)


def import_reports(
    table: Table, map_: ReportsMap, library: Library, clock: date, day: date | None = None
) -> Outcome:
    """What every row of the table becomes in ``library``; ``clock`` is the real day.

    ``day`` is that of all reports, whatever the map says of dates.
    """
    plain, told = without_markup(table, table.present(map_.leave_out))
    run = _Run(Reader(plain, map_, library.known), map_, library, Judge(library, clock), day, told)
    made = list(_without_rivals(list(run.rows())))
    rows = [replace(outcome, row=row) for outcome, row in zip(made, table.rows, strict=True)]
    return Outcome(table, tuple(rows), tuple(run.notes()), Kind.REPORT, map_.noun)


@dataclass(frozen=True)
class _Run:
    """One import. ``told`` are the cells that held HTML, by row; ``met`` are projects that have a row."""

    reader: Reader
    map: ReportsMap
    library: Library
    judge: Judge
    day: date | None
    told: Mapping[int, list[Entry]]
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    def rows(self) -> Iterator[RowOutcome]:
        for row in self.reader.table.rows:
            yield self._row(row)

    def notes(self) -> Iterator[str]:
        """What is to be said of the whole; to be asked after the rows."""
        if self.day:
            yield f"All reports are of {self.day}, as the command says."
        silent = [
            record.id
            for record in self.library.projects.values()
            if record.fields.state is State.ACTIVE and record.id not in self.met
        ]
        if silent:
            yield f"Active projects without a row: {', '.join(sorted(silent))}."

    def _row(self, row: Row) -> RowOutcome:
        outcome = RowOutcome(row, "", self._title(row))
        if row.number in self.reader.table.overlong_rows:
            return replace(outcome, refused=OVERLONG)
        if twin := twin_of(row, self.seen):
            return replace(outcome, skipped=twin)
        try:
            project, told = self._projects.match(self.map.project, row, self.reader)
            self.met.add(project)
            outcome = replace(outcome, id=project, entries=told)
            return self._report(Slot(row, project, self._day(row)), outcome)
        except RefusedError as error:
            return replace(outcome, refused=str(error))

    def _title(self, row: Row) -> str:
        sources = (self.reader.source(feed, row)[1].line for feed in self.map.project)
        return " · ".join(filter(None, sources))

    def _day(self, row: Row) -> Found:
        feed = self.map.report.date
        if self.day or feed is None:
            return Found(Gave.GIVEN, self.day.isoformat() if self.day else "")
        found = self.reader.read(feed, row, target(Assurance, "date"), "report: date")
        if found.state is not Gave.GIVEN:
            raise RefusedError(f"the date of the report: {found.reason}")
        return found

    def _report(self, slot: Slot, outcome: RowOutcome) -> RowOutcome:
        if self._is_silent(slot.row):
            return replace(outcome, skipped="it says nothing but the project's name")
        project = self.library.projects[slot.project]
        lists = read_lists(self.map.report, slot.row, self.reader, project.fields)
        made = draft_report(self.map.report, slot, self.reader, self.judge, lists)
        markup = self.told.get(slot.row.number, ())
        outcome = replace(outcome, entries=(*outcome.entries, *made.entries, *markup))
        if made.draft is None:
            return replace(outcome, refused=made.why_not)
        return self._beside_what_is_there(made.draft, outcome)

    def _is_silent(self, row: Row) -> bool:
        """Whether no column that feeds the report, but for its date, holds anything."""
        feeds = (feed for path, feed in self._feeds.items() if path[:2] != ("report", "date"))
        cells = [self.reader.source(feed, row)[1] for feed in feeds if feed.columns]
        return not any(self.reader.is_there(cell) for cell in cells)

    def _beside_what_is_there(self, draft: Draft, outcome: RowOutcome) -> RowOutcome:
        own = self.library.reports.get(draft.project, ())
        there = next((one for one in own if one.path == draft.path), None)
        if there is None:
            return replace(outcome, files={draft.path: draft.text})
        differences = _differences(draft, there)
        if not differences:
            return replace(outcome, entries=(), skipped=f"it is there already: {there.path}")
        if there.source.values.get(CORRECTIONS):
            return replace(outcome, entries=(), skipped=f"{there.path} has been corrected since")
        told = f"{there.path} is there with other content ({', '.join(differences)}). {WAY_OUT}"
        return replace(outcome, refused=told)

    @cached_property
    def _projects(self) -> Projects:
        return Projects.of(self.library)

    @cached_property
    def _feeds(self) -> Mapping[tuple[str | int, ...], Any]:
        return feeds_in(self.map.report, ("report",))


def _differences(draft: Draft, there: Record[Report]) -> list[str]:
    """Fields in which a report that exists differs from what the row says."""
    source, _ = read_record(draft.path, draft.text)
    old, new = there.source.values, source.values
    names = [name for name in dict.fromkeys((*new, *old)) if name != CORRECTIONS]
    differing = [name for name in names if old.get(name) != new.get(name)]
    return differing + (["text"] if there.source.body.strip() != source.body.strip() else [])


def _without_rivals(rows: list[RowOutcome]) -> Iterator[RowOutcome]:
    """The rows; where several are for one report, none of them is taken."""
    count = Counter(path for row in rows for path in row.files)
    for row in rows:
        path = next(iter(row.files), "")
        if count[path] > 1:
            numbers = ", ".join(str(other.row.number) for other in rows if path in other.files)
            yield replace(row, files={}, refused=f"rows {numbers} are all for {path}; keep one of them")
        else:
            yield row
