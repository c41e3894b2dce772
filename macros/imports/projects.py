"""A register of projects into project records, each with a first report where the register rates it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from macros.records.library import Library, Record
from macros.records.models import Project
from macros.records.rules.projects import BASELINE
from macros.records.vocabulary import Kind, Phase, State

from .bodies import Written, body, whole_texts, write_sections
from .drafts import WITHHELD, Draft, Judge, RefusedError
from .feeding import Reader
from .findings import NOT_GIVEN, Entry, Finding, Found
from .findings import State as Gave
from .maps import FeedFields, IdFields, ProjectMap
from .naming import ids
from .outcomes import OVERLONG, Outcome, RowOutcome, twin_of
from .reports import MadeReport, make_report
from .tables import Row, Table, folded
from .targets import target

Reads = dict[str, Found]


def import_projects(table: Table, map_: ProjectMap, library: Library, clock: date) -> Outcome:
    """What every row of the table becomes in the knowledge base ``library``; ``clock`` is the real day."""
    reader = Reader(table, map_, library.known)
    run = _Run(reader, map_, library, Judge(library, clock))
    return Outcome(table, tuple(run.rows()), tuple(run.notes()))


@dataclass(frozen=True)
class _Run:
    """One import."""

    reader: Reader
    map: ProjectMap
    library: Library
    judge: Judge
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)

    def notes(self) -> Iterator[str]:
        if not self.judge.has_organisation:
            yield (
                "There is no organisation.yml yet, so categories, tiers and the like could not be compared "
                "with its lists. Add one, then run pmo check."
            )
        for name in self.map.leave_out:
            if not self.reader.table.present([name]):
                yield f"The map leaves out the column {name!r}, which the file does not have."

    def rows(self) -> Iterator[RowOutcome]:
        rows = self.reader.table.rows
        named = [self._name(row) for row in rows]
        pages = {PurePosixPath(path).stem for path in self.library.pages if path.startswith("docs/projects/")}
        own_ids = ids([(id_, reference) for id_, reference, _ in named], "project", pages)
        known = self._known_references([reference for _, reference, _ in named])
        for row, id_, (_, reference, title) in zip(rows, own_ids, named, strict=True):
            yield self._row(row, RowOutcome(row, id_, title), reference, known.get(reference))

    def _name(self, row: Row) -> tuple[str, str, str]:
        """What makes the id, what tells equal ones apart, and the title."""
        feeds = self.map.project
        title = self.reader.source(feeds.title, row)[1].line
        spec = feeds.id or IdFields(column=feeds.title.column or [""])
        text = self.reader.first(spec.column, row)[1].line or title
        reference = self.reader.source(feeds.reference, row)[1].line if feeds.reference else ""
        if spec.unique_by:
            reference = self.reader.first(spec.unique_by, row)[1].line
        return text, reference, title

    def _known_references(self, references: list[str]) -> Mapping[str, str]:
        """Projects that are there already, by references that only one row has."""
        count = Counter(references)
        projects = ((record.fields.reference, record.id) for record in self.library.projects.values())
        return {reference: id_ for reference, id_ in projects if reference and count[reference] == 1}

    def _row(self, row: Row, outcome: RowOutcome, reference: str, known: str | None) -> RowOutcome:
        twin = twin_of(row, self.seen)
        if row.number in self.reader.table.overlong_rows:
            return replace(outcome, refused=OVERLONG)
        if twin:
            return replace(outcome, skipped=twin)
        if known:
            return replace(outcome, skipped=f"it is there already: docs/projects/{known}/index.md")
        there = self._there(outcome.id)
        if there:
            return _met(outcome, there, reference)
        try:
            return self._records(row, outcome)
        except RefusedError as error:
            return replace(outcome, refused=str(error))

    def _there(self, id_: str) -> Record[Project] | None:
        """The project that has this id, or had it before."""
        projects = self.library.projects.values()
        return next((one for one in projects if id_ in {one.id, *(one.fields.aliases or ())}), None)

    def _records(self, row: Row, outcome: RowOutcome) -> RowOutcome:
        feeds = self.map.project
        reads = {
            name: self.reader.read(feed, row, target(Project, name))
            for name, feed in feeds
            if isinstance(feed, FeedFields)
        }
        report = MadeReport()
        if self.map.report:
            report = make_report(self.map.report, row, outcome.id, self.reader, self.judge)
        sections = write_sections(feeds.body, row, self.reader)
        sections += whole_texts(reads.values(), sections, self.reader)
        if report.draft is None and self.map.report:
            texts = write_sections(self.map.report.body, row, self.reader)
            sections += [section for section in texts if section.columns]
        project = self.judge.settle(_project(row, outcome.id, reads, sections))
        drafts = [draft for draft in (report.draft, project) if draft]  # no project stands without its report
        entries = [*project.entries, *report.entries]
        files = {draft.path: draft.text for draft in drafts}
        return replace(outcome, files=files, entries=tuple(entries), no_report=report.why_not)


def _met(outcome: RowOutcome, there: Record[Project], reference: str) -> RowOutcome:
    """A row whose id is taken: by itself, or by another project with a reference of its own."""
    other = there.fields.reference
    if reference and other and folded(reference) != folded(other):
        return replace(
            outcome, refused=f"{there.path} has its id, but the reference {other!r} instead of {reference!r}"
        )
    return replace(outcome, skipped=f"it is there already: {there.path}")


def _project(row: Row, id_: str, reads: Reads, sections: list[Written]) -> Draft:
    missing = [
        f"{name}: {found.reason}"
        for name, found in reads.items()
        if found.state is not Gave.GIVEN and target(Project, name).required
    ]
    if missing:
        raise RefusedError("; ".join(missing))
    values: dict[str, Any] = {name: found.value for name, found in reads.items() if found.state is Gave.GIVEN}
    said = {
        name: found.reason for name, found in reads.items() if found.state in {Gave.WITHHELD, Gave.UNREADABLE}
    }
    blank = [name for name in _needed(values) if name not in values and name not in said]
    values[WITHHELD] = {**said, **dict.fromkeys(blank, NOT_GIVEN)} or None
    nothing = Found.nothing()
    entries = [
        *(entry for found in reads.values() for entry in found.entries),
        *(
            Entry(Finding.BLANK, row.number, name, reads.get(name, nothing).column, "", NOT_GIVEN)
            for name in blank
        ),
        *(entry for section in sections for entry in section.entries),
    ]
    path = f"docs/projects/{id_}/index.md"
    return Draft(Kind.PROJECT, id_, path, values, body(sections), reads, row.number, entries=tuple(entries))


def _needed(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Fields that this phase and state need, though not every project has them."""
    baseline = BASELINE if values["phase"] in {Phase.EXECUTING, Phase.CLOSING} else ()
    return (*baseline, "finished") if values["state"] == State.COMPLETED else baseline
