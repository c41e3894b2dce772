"""A map held against its form, the columns of the file, and the lists of the knowledge base."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from macros.records.fields import Group
from macros.records.front_matter import Path, Source, read_yaml
from macros.records.library import Library
from macros.records.models import Project, Report
from macros.records.models.report import Assurance
from macros.records.problems import Problem, nearest
from macros.records.rules.references import HOMES
from macros.records.validating import validate

from .maps import FeedFields, IdFields, TableMap, feeds_in
from .tables import Table
from .targets import Target, target

M = TypeVar("M", bound=TableMap)
Models = Mapping[Path, type[Group]]

PROJECT_MODELS: Models = {("project",): Project, ("report",): Report, ("report", "assurance"): Assurance}
"""Which model the fields at a place of a map of projects belong to; places in lists are left out."""

SPECIAL = {("report", "date"): target(Assurance, "date")}
"""Feeds of things that are no field of a record: a report's date names its file."""


def read_map(path: str, text: str, model: type[M]) -> tuple[M | None, Source, list[Problem]]:
    """The map, or nothing where it has problems; what was written, and where; and the problems."""
    source, unread = read_yaml(path, text)
    map_, broken, unfit = validate(model, source)
    form = [problem for problem in unfit if problem.rule != "placeholder-left"]  # a map may speak of TBC
    unfit = form if form or not broken else unfit
    problems = [
        replace(problem, help="The map needs it") if problem.rule == "missing-field" else problem
        for problem in unread or unfit
    ]
    return (None if problems else map_), source, problems


def headers_named(map_: TableMap) -> list[str]:
    """Every name of a column that the map speaks of."""
    ways = [names for _, names, _ in _columns(map_)]
    return list(dict.fromkeys(name for names in [*ways, map_.leave_out] for name in names))


def _columns(map_: TableMap) -> Iterator[tuple[Path, list[str], bool]]:
    """Where in the map columns are named, the names one column may have, and whether it may be missing."""
    for path, feed in feeds_in(map_).items():
        for names in feed.columns:
            yield path, names, feed.optional
    spec = getattr(getattr(map_, "project", None), "id", None)
    if isinstance(spec, IdFields):
        yield ("project", "id", "column"), spec.column, False
        if spec.unique_by:
            yield ("project", "id", "unique_by"), spec.unique_by, False


def check_columns(map_: TableMap, source: Source, table: Table) -> list[Problem]:
    """Columns that the map names and the file has not, or that it both uses and leaves out."""
    left_out = {column.index: column.name for column in table.present(map_.leave_out)}
    problems: list[Problem] = []
    for path, names, optional in _columns(map_):
        present = table.present(names)
        if not present and not optional:
            problems.append(source.problem("unknown-column", path, table.why_absent(names)))
        for column in present:
            if column.index in left_out:
                message = f"the column {column.name!r} is used here, but also left out"
                problems.append(
                    source.problem("map-column", path, message, "Remove it here or from leave_out")
                )
    return problems


def unused(map_: TableMap, table: Table) -> list[str]:
    """Columns with something in them that the map neither uses nor leaves out on purpose."""
    named = {column.index for _, names, _ in _columns(map_) for column in table.present(names)}
    named |= {column.index for column in table.present(map_.leave_out)}
    return [
        column.name
        for column in table.columns
        if column.index not in named and any(row.cell(column).line for row in table.rows)
    ]


def check_values(map_: TableMap, source: Source, library: Library, models: Models) -> list[Problem]:
    """Texts of the map itself that no field can take: constants, translations, bands, defaults."""
    compare = bool(library.organisation.source.values)
    problems: list[Problem] = []
    for path, feed in feeds_in(map_).items():
        aim = _aim(path, models)
        if aim is None:
            continue
        for place, value in _fixed(feed):
            problems += _unfit(aim, source, (*path, *place), value)
            if compare and aim.refers_to and value not in library.known(aim.refers_to):
                problems.append(_unknown(aim, source, (*path, *place), value, library))
    return problems


def _aim(path: Path, models: Models) -> Target | None:
    if path in SPECIAL:
        return SPECIAL[path]
    if path[:2] == ("report", "ratings"):
        return target(Report, "rating")
    model = models.get(tuple(step for step in path[:-1] if isinstance(step, str)))
    return target(model, str(path[-1])) if model and path[-1] in model.model_fields else None


def _fixed(feed: FeedFields) -> Iterator[tuple[Path, str]]:
    if feed.constant is not None:
        yield ("constant",), feed.constant
    if feed.default is not None and "{reason}" not in feed.default:
        yield ("default",), feed.default
    yield from ((("values", word), value) for word, value in feed.values.items())
    yield from ((("bands", index, "value"), band.value) for index, band in enumerate(feed.bands))
    yield from ((("when", index, "value"), case.value) for index, case in enumerate(feed.when))


def _unfit(aim: Target, source: Source, path: Path, value: str) -> Iterator[Problem]:
    position = source.position(path)
    here = {(aim.key,): position, (aim.key, 0): position}
    alone = Source(source.path, {aim.key: [value] if aim.is_list else value}, here)
    _, _, problems = validate(aim.model, alone)
    return (problem for problem in problems if problem.rule != "missing-field")


def _unknown(aim: Target, source: Source, path: Path, value: str, library: Library) -> Problem:
    known = library.known(aim.refers_to)
    way_out = (
        nearest(value, known) or f"Known: {', '.join(known)} ({HOMES.get(aim.refers_to, 'see the records')})"
    )
    return source.problem("unknown-reference", path, f"no {aim.refers_to} has the id {value!r}", way_out)
