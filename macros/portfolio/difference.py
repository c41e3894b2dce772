"""What changed between two portfolios: ratings, dates, money, warnings, projects, reports and lessons."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from macros.records.models import Lesson
from macros.records.vocabulary import LessonStatus

from .status import Portfolio, ProjectStatus
from .warnings import StatusWarning

WITHHELD = "withheld"
NO_IDS: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Money:
    """An amount with its ISO 4217 currency."""

    amount: int
    currency: str


Value = date | Money | int | str | None


@dataclass(frozen=True)
class Move:
    """A value of a project that is another one now. ``None``: there is, or was, none."""

    name: str
    before: Value
    after: Value


@dataclass(frozen=True)
class ProjectDifference:
    """What changed in a project that is in both portfolios. ``old_id`` is empty where it kept its id."""

    before: ProjectStatus
    after: ProjectStatus
    moves: tuple[Move, ...]
    curve_moved: bool
    """Whether the baseline curve of planned value is another one."""
    new_reports: tuple[date, ...]
    corrected_reports: tuple[date, ...]
    new_warnings: tuple[StatusWarning, ...]
    closed_warnings: tuple[StatusWarning, ...]

    @property
    def old_id(self) -> str:
        """The id before, where it was another one."""
        return self.before.id if self.before.id != self.after.id else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        told = self.old_id, self.moves, self.curve_moved, self.new_reports, self.corrected_reports
        return not any((*told, self.new_warnings, self.closed_warnings))


@dataclass(frozen=True)
class LessonMove:
    """A lesson whose status moved; ``None`` before: it is new, after: it is gone."""

    id: str
    title: str
    before: LessonStatus | None
    after: LessonStatus | None


@dataclass(frozen=True)
class Difference:
    """Two portfolios compared; each list in the order of the titles."""

    day_before: date
    day_after: date
    changed: tuple[ProjectDifference, ...] = ()
    new: tuple[ProjectStatus, ...] = ()
    gone: tuple[ProjectStatus, ...] = ()
    lessons: tuple[LessonMove, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.changed or self.new or self.gone or self.lessons)


def _expected_finish(project: ProjectStatus) -> Value:
    return project.fields.finished or project.forecast_finish


def _forecast_cost(project: ProjectStatus) -> Value:
    return None if project.forecast_cost is None else Money(project.forecast_cost, project.currency)


def _approved(name: str) -> Callable[[ProjectStatus], Value]:
    def value(project: ProjectStatus) -> Value:
        given: date | int | None = getattr(project.fields, name)
        if given is None:
            return WITHHELD if name in project.fields.withheld else None
        return Money(given, project.currency) if isinstance(given, int) else given

    return value


FIGURES: Mapping[str, Callable[[ProjectStatus], Value]] = {
    "rating": lambda project: project.rating,
    "manager's rating": lambda project: project.manager_rating,
    "finish": _expected_finish,
    "forecast cost": _forecast_cost,
    "phase": lambda project: project.fields.phase,
    "state": lambda project: project.fields.state,
    "approved start": _approved("start"),
    "approved finish": _approved("finish"),
    "approved budget": _approved("budget"),
    "re-baselines": lambda project: project.rebaselines,
}
"""What is compared, by the words for it. The finish is the actual or forecast one, the rating rolled up."""


def difference(
    before: Portfolio,
    after: Portfolio,
    *,
    without_projects: Collection[str] = NO_IDS,
    without_lessons: Collection[str] = NO_IDS,
) -> Difference:
    """What changed from ``before`` to ``after``; renamed records are followed by their ``aliases``.

    The projects and lessons with the ids ``without_…`` are left out: a portfolio does not hold a record
    that is broken, and it would look new or gone.
    """
    old, new = _kept(before.by_id, without_projects), _kept(after.by_id, without_projects)
    now = _successors(old, {id_: project.fields.aliases for id_, project in new.items()})
    pairs = [_project(old[one], new[other]) for one, other in now.items()]
    return Difference(
        before.today,
        after.today,
        tuple(sorted((pair for pair in pairs if not pair.is_empty), key=lambda pair: _title(pair.after))),
        tuple(project for id_, project in new.items() if id_ not in now.values()),
        tuple(project for id_, project in old.items() if id_ not in now),
        tuple(
            _lessons(
                _kept(before.context.lessons, without_lessons), _kept(after.context.lessons, without_lessons)
            )
        ),
    )


def _kept(records: Mapping[str, Any], without: Collection[str]) -> dict[str, Any]:
    return {id_: record for id_, record in records.items() if id_ not in without}


def _successors(old: Mapping[str, Any], aliases: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The id that each record of ``old`` has now, of those that are still there."""
    renamed = {alias: id_ for id_, own in aliases.items() if id_ not in old for alias in own}
    return {id_: now for id_ in old if (now := id_ if id_ in aliases else renamed.get(id_))}


def _project(before: ProjectStatus, after: ProjectStatus) -> ProjectDifference:
    known = {report.date: report.fields for report in before.reports}
    both = [(report, known[report.date]) for report in after.reports if report.date in known]
    new, closed = _warnings(before.warnings, after.warnings)
    return ProjectDifference(
        before,
        after,
        tuple(_moves(before, after)),
        before.fields.planned != after.fields.planned,
        tuple(report.date for report in after.reports if report.date not in known),
        tuple(now.date for now, was in both if len(now.fields.corrections) > len(was.corrections)),
        new,
        closed,
    )


def _moves(before: ProjectStatus, after: ProjectStatus) -> Iterator[Move]:
    rating = (before.rating, after.rating)
    for name, value in FIGURES.items():
        was, now = value(before), value(after)
        # Where nobody assured, the manager's rating is the project's.
        if was != now and not (name == "manager's rating" and (was, now) == rating):
            yield Move(name, was, now)


def _warnings(
    before: Sequence[StatusWarning], after: Sequence[StatusWarning]
) -> tuple[tuple[StatusWarning, ...], tuple[StatusWarning, ...]]:
    """The warnings that are new and those that are closed. One whose figures alone changed is neither."""
    old, new = _by_subject(before), _by_subject(after)
    return tuple(_more(new, old)), tuple(_more(old, new))


def _more(
    these: Mapping[tuple[str, str], list[StatusWarning]],
    those: Mapping[tuple[str, str], list[StatusWarning]],
) -> Iterator[StatusWarning]:
    for subject, own in these.items():
        said = {warning.message for warning in own}, {warning.message for warning in those.get(subject, ())}
        other = [warning for warning in own if warning.message not in said[1]]
        yield from other[len(said[1] - said[0]) :]


def _by_subject(warnings: Sequence[StatusWarning]) -> dict[tuple[str, str], list[StatusWarning]]:
    """By kind and by what they are about, which a message names first, in quotes."""

    def subject(warning: StatusWarning) -> tuple[str, str]:
        _, _, quoted = warning.message.partition("“")
        return warning.id, quoted.partition("”")[0]

    found: dict[tuple[str, str], list[StatusWarning]] = {}
    for key, group in groupby(warnings, subject):
        found.setdefault(key, []).extend(group)
    return found


def _lessons(before: Mapping[str, Lesson], after: Mapping[str, Lesson]) -> Iterator[LessonMove]:
    """New lessons, those whose status moved, and those that are gone, by title."""
    now = _successors(before, {id_: lesson.aliases for id_, lesson in after.items()})
    was = {id_: before[old].status for old, id_ in now.items()}
    moves = [LessonMove(id_, lesson.title, was.get(id_), lesson.status) for id_, lesson in after.items()]
    moves += [
        LessonMove(id_, lesson.title, lesson.status, None) for id_, lesson in before.items() if id_ not in now
    ]
    for move in sorted(moves, key=lambda move: (move.title.casefold(), move.id)):
        if move.before is not move.after:
            yield move


def _title(project: ProjectStatus) -> tuple[str, str]:
    return project.fields.title.casefold(), project.id
