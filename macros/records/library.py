"""All records, read once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from .front_matter import Source
from .loading import Loading
from .models import Lesson, Organisation, Page, Project, Report, Standard, Template
from .places import ORGANISATION, RecordPlace, report_date
from .problems import Problem
from .reading import files_below, linked
from .record import Record
from .vocabulary import Kind

__all__ = ["Library", "Record", "load"]

LISTS = {
    "category": "categories",
    "gate": "gates",
    "lesson_category": "lesson_categories",
    "objective": "objectives",
    "programme": "programmes",
    "role": "roles",
    "tier": "tiers",
}
"""The organisation's lists, by what records name of them."""


@dataclass(frozen=True)
class Library:
    """Every record by its id. ``problems`` are those met while reading and typing the files."""

    root: Path
    organisation: Record[Organisation]
    projects: Mapping[str, Record[Project]] = field(default_factory=dict)
    reports: Mapping[str, tuple[Record[Report], ...]] = field(default_factory=dict)
    """By project, oldest first."""
    lessons: Mapping[str, Record[Lesson]] = field(default_factory=dict)
    templates: Mapping[str, Record[Template]] = field(default_factory=dict)
    standards: Mapping[str, Record[Standard]] = field(default_factory=dict)
    pages: Mapping[str, Record[Page]] = field(default_factory=dict)
    misplaced: tuple[Record[Any], ...] = ()
    """Records that have no page before their file is renamed: their id is taken, or is no report's."""
    statics: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    def records(self) -> Iterator[Record[Any]]:
        """Every record and maintained page, the organisation first."""
        yield self.organisation
        for kind in (self.projects, self.lessons, self.templates, self.standards, self.pages):
            yield from kind.values()
        for reports in self.reports.values():
            yield from reports

    def everything(self) -> Iterator[Record[Any]]:
        """Every record, and those that have no page before they are renamed."""
        yield from self.records()
        yield from self.misplaced

    @cached_property
    def clauses(self) -> Mapping[str, tuple[Record[Standard], Any]]:
        """Each clause by its id, with the standard it stands in."""
        return {
            clause.id: (standard, clause)
            for standard in self.standards.values()
            for clause in standard.fields.clauses or ()
        }

    def known(self, kind: str) -> Mapping[str, str]:
        """Ids of one kind of thing that records refer to, each with its title."""
        if kind not in self._known:
            self._known[kind] = dict(self._ids(kind))
        return self._known[kind]

    def knows_all(self, kind: str) -> bool:
        """Whether what defines the ids of this kind could be read, so that an id not known is wrong."""
        if kind == "clause":
            return not any("clauses" in standard.broken for standard in self.standards.values())
        return LISTS.get(kind) not in self.organisation.broken

    @cached_property
    def old_ids(self) -> Mapping[tuple[Kind, str], tuple[Record[Any], ...]]:
        """Records by their kind and the ids they had before."""
        found: dict[tuple[Kind, str], tuple[Record[Any], ...]] = {}
        for record in self.everything():
            for alias in getattr(record.fields, "aliases", None) or ():
                found[record.kind, alias] = (*found.get((record.kind, alias), ()), record)
        return found

    @cached_property
    def _known(self) -> dict[str, Mapping[str, str]]:
        return {}

    def _ids(self, kind: str) -> Iterator[tuple[str, str]]:
        if kind == "clause":
            yield from ((id_, clause.text) for id_, (_, clause) in self.clauses.items())
        elif kind in LISTS:
            yield from ((entry.id, entry.title) for entry in getattr(self.organisation.fields, LISTS[kind]))
        else:
            records: Mapping[str, Record[Any]] = getattr(self, f"{kind}s")
            yield from ((id_, record.fields.title or id_) for id_, record in records.items())


@dataclass
class _Shelves:
    """Records where they belong, and those that cannot stay where they are."""

    problems: list[Problem]
    by_kind: dict[Kind, dict[str, Record[Any]]] = field(default_factory=lambda: {kind: {} for kind in Kind})
    reports: dict[str, list[Record[Report]]] = field(default_factory=dict)
    misplaced: list[Record[Any]] = field(default_factory=list)

    def put(self, record: Record[Any]) -> None:
        if record.kind is Kind.REPORT and report_date(record.id) is None:
            self.turn_away(record, _misnamed_report(record))
        elif record.kind is Kind.REPORT:
            self.reports.setdefault(record.project, []).append(record)
        elif (earlier := self.by_kind[record.kind].setdefault(record.id, record)) is not record:
            self.turn_away(record, _same_id(earlier, record))

    def turn_away(self, record: Record[Any], problem: Problem) -> None:
        self.misplaced.append(record)
        self.problems.append(problem)


def load(root: Path) -> Library:
    """Read every file below ``root`` once."""
    paths, problems = files_below(root)
    loading = Loading(root, problems, {}, set(), {})
    loading.sort_files(paths)
    for path, place in loading.places.items():
        loading.unfold(path, place)
    loading.follow_renames()
    organisation = _organisation(loading)
    shelves = _Shelves(loading.problems)
    for path, place in loading.places.items():
        shelves.put(loading.record(path, place))
    _orphans(loading, shelves)
    by_kind, reports = shelves.by_kind, sorted(shelves.reports.items())
    return Library(
        root,
        organisation,
        projects=by_kind[Kind.PROJECT],
        reports={project: tuple(sorted(own, key=lambda report: report.id)) for project, own in reports},
        lessons=by_kind[Kind.LESSON],
        templates=by_kind[Kind.TEMPLATE],
        standards=by_kind[Kind.STANDARD],
        pages={record.path: record for record in by_kind[Kind.PAGE].values()},
        misplaced=tuple(shelves.misplaced),
        statics=frozenset(loading.statics),
        problems=tuple(loading.problems),
    )


def _organisation(loading: Loading) -> Record[Organisation]:
    place = RecordPlace(Kind.ORGANISATION, "organisation")
    if (loading.root / ORGANISATION).is_symlink():
        loading.problems.append(linked(ORGANISATION))
        return _no_organisation(place)
    if (loading.root / ORGANISATION).is_file():
        loading.unfold(ORGANISATION, place)
        return cast("Record[Organisation]", loading.record(ORGANISATION, place))
    message = "there is no organisation.yml"
    loading.problems.append(
        Problem(ORGANISATION, 1, 1, "missing-file", message, "Create it with at least name:")
    )
    return _no_organisation(place)


def _no_organisation(place: RecordPlace) -> Record[Organisation]:
    fields = Organisation(name="Unnamed organisation")
    broken = frozenset(Organisation.model_fields)
    return Record(Kind.ORGANISATION, place.id, ORGANISATION, "", fields, Source(ORGANISATION), broken)


def _misnamed_report(report: Record[Any]) -> Problem:
    message = f"a report is named by its date as YYYY-MM-DD.md, got {report.id!r}"
    way_out = "Rename the file to the day the report stands for"
    return Problem(report.path, 1, 1, "report-date", message, way_out)


def _same_id(earlier: Record[Any], later: Record[Any]) -> Problem:
    message = f"the id {later.id!r} belongs already to {earlier.path}"
    way_out = "Rename this file; an id is used once, whatever the year"
    return Problem(later.path, 1, 1, "duplicate-id", message, way_out)


def _orphans(loading: Loading, shelves: _Shelves) -> None:
    for (kind, id_), paths in loading.beside.items():
        message = f"this file belongs to the {kind} {id_!r}, which has no index.md"
        way_out = "Add index.md or remove the file"
        loading.problems += [Problem(path, 1, 1, "stray-file", message, way_out) for path in paths]
    for project in shelves.reports.keys() - shelves.by_kind[Kind.PROJECT].keys():
        message = f"this report belongs to the project {project!r}, which has no index.md"
        way_out = f"Add docs/projects/{project}/index.md or move the report"
        loading.problems += [
            Problem(report.path, 1, 1, "stray-file", message, way_out) for report in shelves.reports[project]
        ]
