"""The lists of a report: milestones, risks, issues and decisions, from the cells of one row.

An entry that is not whole is no entry. What its cells hold is then kept as text, and told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from macros.records.fields import Group
from macros.records.front_matter import Source
from macros.records.models import Project
from macros.records.models.report import Decision, Issue, MilestoneStatus, Risk
from macros.records.validating import validate

from .bodies import Written
from .feeding import Reader
from .findings import Entry, Finding, Found, State
from .maps import FeedFields
from .markdown import as_bullet
from .matching import NAME
from .naming import slug
from .period_maps import PeriodFeeds
from .reports import Extras
from .tables import Row, folded
from .targets import target

DAYS = ("actual", "forecast")
"""A day on which something was reached goes before one on which it was expected."""
LISTS: Mapping[str, type[Group]] = {"risks": Risk, "issues": Issue, "decisions": Decision}


@dataclass(frozen=True)
class _Made:
    """An entry, or its cells as text; ``entries`` are what is told of them."""

    value: Mapping[str, Any] | None
    text: str = ""
    columns: frozenset[str] = frozenset()
    entries: tuple[Entry, ...] = ()


def read_lists(feeds: PeriodFeeds, row: Row, reader: Reader, project: Project) -> Extras:
    """Everything of a row that goes into lists of its report."""
    values: dict[str, Any] = {}
    sections: list[Written] = []
    told: list[Entry] = []
    made = {name: list(_list(name, feeds, row, reader)) for name in LISTS}
    made["milestones"] = list(_milestones(feeds, row, reader, project))
    for name, entries in made.items():
        whole = [each.value for each in entries if each.value]
        if whole:
            values[name] = _one_mapping(whole) if name == "milestones" else whole
        rest = [each for each in entries if each.text]
        if rest:
            columns = frozenset[str]().union(*(each.columns for each in rest))
            sections.append(Written(name.capitalize(), "\n".join(each.text for each in rest), columns))
        told += [entry for each in entries for entry in each.entries]
    return Extras(values, tuple(sections), tuple(told))


def _list(name: str, feeds: PeriodFeeds, row: Row, reader: Reader) -> Iterator[_Made]:
    model = LISTS[name]
    for number, spec in enumerate(getattr(feeds, name), start=1):
        label = f"report: {name} {number}"
        reads = {key: reader.read(feed, row, target(model, key), f"{label} {key}") for key, feed in spec}
        if reads["title"].state is State.BLANK:
            continue
        values = {key: found.value for key, found in reads.items() if found.state is State.GIVEN}
        problem = _missing(reads) or _unfit(model, values)
        yield _kept(reads, row, label, problem) if problem else _whole(values, reads)


def _milestones(feeds: PeriodFeeds, row: Row, reader: Reader, project: Project) -> Iterator[_Made]:
    for number, spec in enumerate(feeds.milestones, start=1):
        label = f"report: milestones {number}"
        aims = {"milestone": NAME, **{key: target(MilestoneStatus, key) for key in DAYS}}
        given = {key: feed for key, feed in spec if isinstance(feed, FeedFields)}
        reads = {key: reader.read(feed, row, aims[key], f"{label} {key}") for key, feed in given.items()}
        days = {key: reads[key].value for key in DAYS if key in reads and reads[key].state is State.GIVEN}
        if reads["milestone"].state is State.BLANK or (_is_constant(spec.milestone) and not days):
            continue
        known = _milestone(str(reads["milestone"].value), project)
        problem = "" if days else "it has no day"
        if not known:
            problem = f"the project has no milestone {str(reads['milestone'].value)!r}"
        if problem:
            yield _kept(reads, row, label, problem)
        else:
            day = next(iter(days))
            yield _Made({known: {day: days[day]}}, entries=_told(reads))


def _is_constant(feed: FeedFields) -> bool:
    return feed.constant is not None


def _milestone(text: str, project: Project) -> str:
    """The id of the milestone that a text means by id or title; empty where there is none, or two."""
    found = {
        each.id
        for each in project.milestones
        if folded(text) in {each.id, folded(each.title)} or slug(text) == each.id
    }
    return next(iter(found)) if len(found) == 1 else ""


def _one_mapping(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {key: value for part in parts for key, value in part.items()}


def _whole(values: Mapping[str, Any], reads: Mapping[str, Found]) -> _Made:
    """The entry; texts of which it holds only the beginning stand whole in the body."""
    cut = [found for found in reads.values() if found.shortened]
    text = "\n".join(as_bullet(found.text) for found in cut)
    return _Made(values, text, frozenset(found.column for found in cut), _told(reads))


def _missing(reads: Mapping[str, Found]) -> str:
    reasons = [f"{key}: {found.reason}" for key, found in reads.items() if found.state is not State.GIVEN]
    return "; ".join(reasons)


def _unfit(model: type[Group], values: Mapping[str, Any]) -> str:
    _, _, problems = validate(model, Source("", dict(values)))
    return "; ".join(problem.message for problem in problems)


def _kept(reads: Mapping[str, Found], row: Row, label: str, problem: str) -> _Made:
    """The cells as one line of text, since they make no entry."""
    cells = {found.column: " ".join(found.text.split()) for found in reads.values() if found.text.strip()}
    text = "; ".join(f"{column}: {cell}" for column, cell in cells.items())
    column, problem = next(iter(cells), ""), f"{problem}; kept as text"
    told = Entry(Finding.UNREADABLE, row.number, label, column, text, problem)
    return _Made(None, as_bullet(text) if text else "", frozenset(cells), (*_told(reads), told))


def _told(reads: Mapping[str, Found]) -> tuple[Entry, ...]:
    return tuple(entry for found in reads.values() for entry in found.entries)
