"""What a change does to the knowledge base: the rules between two commits, and the status difference."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from macros.portfolio.difference import Difference, difference
from macros.portfolio.status import portfolio
from macros.records.library import Library, Record
from macros.records.places import ORGANISATION
from macros.records.problems import Problem
from macros.records.rules import Commits, history_problems, not_compared
from macros.records.vocabulary import Kind


@dataclass(frozen=True)
class Compared:
    """The problems of a change, the difference it makes, and a line for each thing left out of either."""

    problems: tuple[Problem, ...]
    difference: Difference
    left_out: tuple[str, ...]


def compare(before: Library, after: Library, clock: date, as_of: date | None = None) -> Compared:
    """Compare two libraries. ``as_of`` stands for today in both; without it each has its own day."""
    before, said = _with_organisation(before, after)
    then, now = (as_of or library.organisation.fields.today(clock) for library in (before, after))
    commits = Commits(before, after)
    made = difference(
        portfolio(before, then),
        portfolio(after, now),
        without_projects=_broken(commits, Kind.PROJECT),
        without_lessons=_broken(commits, Kind.LESSON),
    )
    left_out = (*said, *not_compared(before, after), *_not_yet(before, after, now))
    return Compared(tuple(sorted(set(history_problems(before, after)))), made, left_out)


def _with_organisation(before: Library, after: Library) -> tuple[Library, tuple[str, ...]]:
    """``before``, with the newer organisation where its own cannot be read as a whole."""
    if not before.organisation.broken:
        return before, ()
    is_there = bool(before.organisation.source.values)
    why = "could not be read in the other commit" if is_there else "is not there in the other commit"
    line = f"{ORGANISATION}: {why}; the lists and thresholds of today stand for both"
    return replace(before, organisation=after.organisation), (line,)


def _broken(commits: Commits, kind: Kind) -> frozenset[str]:
    """The ids of records that a portfolio leaves out on one side, with the ids they have on the other."""
    sides: tuple[Mapping[str, Record[Any]], ...] = (
        getattr(commits.before, f"{kind}s"),
        getattr(commits.after, f"{kind}s"),
    )
    alone = {id_ for side in sides for id_, record in side.items() if record.broken}
    pairs = commits.of(kind).pairs
    return frozenset(
        alone.union(
            *({pair.before.id, pair.after.id} for pair in pairs if alone & {pair.before.id, pair.after.id})
        )
    )


def _not_yet(before: Library, after: Library, day: date) -> Iterator[str]:
    """New reports and changes of the baseline that are dated after ``day``, so that no page shows them."""
    words = f"after {day}, the day this site stands for; the difference does not show it"
    for id_, own in after.reports.items():
        known = {report.id for report in before.reports.get(id_, ())}
        for report in own:
            if report.id not in known and report.date > day:
                yield f"{report.path}: the report is dated {report.date}, {words}"
    for id_, project in after.projects.items():
        for change in _new_changes(before.projects.get(id_), project):
            if change.date > day:
                yield f"{project.path}: the change {change.id!r} is dated {change.date}, {words}"


def _new_changes(before: Record[Any] | None, after: Record[Any]) -> list[Any]:
    known = {change.id for change in (before.fields.changes if before else ())}
    return [change for change in after.fields.changes if change.id not in known]
