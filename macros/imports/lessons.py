"""A lessons log into lessons, all of them submitted: a curator reads them before they count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from macros.records.library import Library
from macros.records.models import Lesson
from macros.records.vocabulary import REQUIRED_SECTIONS, Kind, LessonStatus

from .bodies import Written, body, not_stated, whole_texts, write_sections
from .drafts import Draft, Judge, RefusedError
from .feeding import Reader
from .findings import Entry, Finding, Found, State
from .known_lessons import KnownLessons
from .lesson_maps import LessonMap
from .maps import FeedFields, IdFields
from .markdown import as_markdown
from .markup import without_markup
from .matching import NAME, Projects
from .naming import own_id
from .outcomes import OVERLONG, Outcome, RowOutcome, twin_of
from .reports import Extras
from .sentences import cut
from .tables import Row, Table
from .targets import target

Reads = dict[str, Found]

STATED = ("summary", "recommendation", "submitted_by")
"""Texts that every lesson has. Where the log has none, the lesson says so; other fields cannot do that."""
CONTENT = ("summary", "recommendation")
SENTENCE = target(Lesson, "summary").limit or 300
NOT_READ = frozenset({"id", "body", "project"})


def import_lessons(table: Table, map_: LessonMap, library: Library, clock: date) -> Outcome:
    """What every row of the table becomes in ``library``; ``clock`` is the real day."""
    plain, told = without_markup(table, table.present(map_.leave_out))
    run = _Run(Reader(plain, map_, library.known), map_, library, Judge(library, clock), told)
    rows = [replace(made, row=row) for made, row in zip(run.rows(), table.rows, strict=True)]
    return Outcome(table, tuple(rows), (), Kind.LESSON, map_.noun)


@dataclass(frozen=True)
class _Run:
    """One import. ``told`` are the cells that held HTML, by row."""

    reader: Reader
    map: LessonMap
    library: Library
    judge: Judge
    told: Mapping[int, list[Entry]]
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)

    def rows(self) -> Iterator[RowOutcome]:
        for row in self.reader.table.rows:
            outcome = RowOutcome(row, "", self.reader.source(self.map.lesson.title, row)[1].line)
            try:
                yield self._row(row, outcome)
            except RefusedError as error:
                yield replace(outcome, refused=str(error))

    def _row(self, row: Row, outcome: RowOutcome) -> RowOutcome:
        if row.number in self.reader.table.overlong_rows:
            return replace(outcome, refused=OVERLONG)
        if twin := twin_of(row, self.seen):
            return replace(outcome, skipped=twin)
        reads = self._reads(row)
        values = _values(reads)
        id_, there = self._known.place(self._id(row), self._reference(row), values["date"])
        if there:
            return replace(outcome, id=id_, skipped=f"it is there already: {there.path}")
        lesson = self.judge.settle(self._draft(row, id_, reads, values))
        entries = (*lesson.entries, *self.told.get(row.number, ()))
        return replace(outcome, id=id_, files={lesson.path: lesson.text}, entries=entries)

    def _reads(self, row: Row) -> Reads:
        feeds = {
            name: feed
            for name, feed in self.map.lesson
            if isinstance(feed, FeedFields) and name not in NOT_READ
        }
        return {name: self.reader.read(feed, row, target(Lesson, name)) for name, feed in feeds.items()}

    def _draft(self, row: Row, id_: str, reads: Reads, values: dict[str, Any]) -> Draft:
        sections = write_sections(self.map.lesson.body, row, self.reader)
        sections += whole_texts(reads.values(), sections, self.reader)
        if not sections and not any(name in values for name in CONTENT):
            raise RefusedError("it has a title, but says nothing")
        origin = self._origin(row, str(values.get("source", "")))
        sections += origin.sections
        stated = {name: self._stated(reads[name]) for name in STATED if name not in values}
        told = [
            *(entry for found in reads.values() for entry in found.entries),
            *(entry for section in sections for entry in section.entries),
            *(
                Entry(Finding.BLANK, row.number, name, reads[name].column, "", text)
                for name, text in stated.items()
                if reads[name].state is State.BLANK
            ),
            *origin.entries,
        ]
        values = {**values, **stated, "source": None, **origin.values}
        text = body(sections, REQUIRED_SECTIONS[Kind.LESSON], self.map.noun)
        path = f"lessons/{values['date'][:4]}/{id_}.md"
        return Draft(Kind.LESSON, id_, path, values, text, reads, row.number, entries=tuple(told))

    def _stated(self, found: Found) -> str:
        """What a lesson says in place of a text that the log does not give."""
        if found.state is State.BLANK:
            return not_stated(self.map.noun)
        return cut(found.reason[:1].upper() + found.reason[1:], SENTENCE)

    def _origin(self, row: Row, source: str) -> Extras:
        """Project or source, and what is to be said in the body because only one of them may be."""
        feed = self.map.lesson.project
        found = self.reader.read(feed, row, NAME, "project") if feed else Found.nothing()
        if found.state is not State.GIVEN:
            return Extras({"source": source or None}, (), found.entries)
        text = str(found.value)
        ids = self._projects.find(text)
        if len(ids) == 1:
            kept = (Written("Source", as_markdown(source)),) if source else ()
            return Extras({"project": next(iter(ids))}, kept, found.entries)
        told = Entry(Finding.ELSEWHERE, row.number, "project", found.column, found.text, text)
        both = "; ".join(filter(None, (text, source)))
        return Extras({"source": both}, (), (*found.entries, told))

    def _id(self, row: Row) -> str:
        feeds = self.map.lesson
        spec = feeds.id or IdFields(column=feeds.title.column or [""])
        text = self.reader.first(spec.column, row)[1].line or self.reader.source(feeds.title, row)[1].line
        return own_id(text, self._reference(row), "lesson", self._pages)

    def _reference(self, row: Row) -> str:
        feeds = self.map.lesson
        if feeds.id and feeds.id.unique_by:
            return self.reader.first(feeds.id.unique_by, row)[1].line
        return self.reader.source(feeds.reference, row)[1].line if feeds.reference else ""

    @cached_property
    def _pages(self) -> frozenset[str]:
        """Names in the lessons' folder that pages of the site have."""
        pages = (path for path in self.library.pages if path.startswith("docs/lessons/"))
        return frozenset(PurePosixPath(path.removesuffix("/index.md")).stem for path in pages)

    @cached_property
    def _known(self) -> KnownLessons:
        return KnownLessons.of(self.library, [self._reference(row) for row in self.reader.table.rows])

    @cached_property
    def _projects(self) -> Projects:
        return Projects.of(self.library)


def _values(reads: Reads) -> dict[str, Any]:
    """The values that the log gives. Raises RefusedError where one is missing that cannot be stated away."""
    missing = [
        f"{name}: {found.reason}"
        for name, found in reads.items()
        if found.state is not State.GIVEN and target(Lesson, name).required and name not in STATED
    ]
    if missing:
        raise RefusedError("; ".join(missing))
    given = {name: found.value for name, found in reads.items() if found.state is State.GIVEN}
    return {**given, "status": LessonStatus.SUBMITTED.value}
