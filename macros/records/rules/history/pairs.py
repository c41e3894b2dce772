"""Which record of the older commit is which of the newer one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import Any

from ...library import Library, Record
from ...vocabulary import Kind

NAMED_KINDS = (Kind.PROJECT, Kind.LESSON, Kind.TEMPLATE, Kind.STANDARD)
"""Kinds whose records have an id of their own; a report has the date it stands for."""


class Known(Enum):
    """How a record was found again."""

    BY_ID = auto()
    BY_ALIAS = auto()
    BY_CONTENT = auto()
    """Only its title or its body tells: the new record does not name its old id."""


@dataclass(frozen=True)
class Pair:
    """A record before and after."""

    before: Record[Any]
    after: Record[Any]
    known: Known = Known.BY_ID

    def reads(self, *fields: str) -> bool:
        """Whether these fields fit their form on both sides."""
        return not (self.before.broken | self.after.broken).intersection(fields)


@dataclass(frozen=True)
class Pairing:
    """The records that are in both commits, and those that are gone."""

    pairs: tuple[Pair, ...]
    gone: tuple[Record[Any], ...]


@dataclass(frozen=True)
class Commits:
    """The older and the newer library."""

    before: Library
    after: Library

    def of(self, kind: Kind) -> Pairing:
        """The records of a kind that has ids of its own."""
        return self._named[kind]

    @property
    def projects(self) -> Pairing:
        """The projects."""
        return self.of(Kind.PROJECT)

    @cached_property
    def reports(self) -> Mapping[str, Pairing]:
        """The reports, by the id that their project had before."""
        now = {pair.before.id: pair.after.id for pair in self.projects.pairs}
        return {
            project: pairing(own, self.after.reports.get(now.get(project, project), ()))
            for project, own in self.before.reports.items()
        }

    @cached_property
    def _named(self) -> Mapping[Kind, Pairing]:
        return {
            kind: pairing(getattr(self.before, f"{kind}s").values(), getattr(self.after, f"{kind}s").values())
            for kind in NAMED_KINDS
        }


def pairing(before: Iterable[Record[Any]], after: Iterable[Record[Any]]) -> Pairing:
    """Each record of ``before`` with its successor. No record of ``after`` is taken twice."""
    older = {record.id: record for record in before}
    newer = {record.id: record for record in after}
    found = {id_: Pair(record, newer[id_]) for id_, record in older.items() if id_ in newer}
    new = [record for id_, record in newer.items() if id_ not in older]
    for record in new:
        for alias in getattr(record.fields, "aliases", None) or ():
            if alias in older and alias not in found:
                found[alias] = Pair(older[alias], record, Known.BY_ALIAS)
                break
    taken = {pair.after.id for pair in found.values()}
    lost = [record for id_, record in older.items() if id_ not in found]
    for one, other in _alike(lost, [record for record in new if record.id not in taken], older.values()):
        found[one.id] = Pair(one, other, Known.BY_CONTENT)
    gone = (record for id_, record in older.items() if id_ not in found)
    return Pairing(tuple(found.values()), tuple(gone))


def words(text: str) -> list[str]:
    """A text without what only its layout is: line ends, indents, runs of blanks."""
    return text.split()


def _alike(
    lost: list[Record[Any]], new: list[Record[Any]], older: Iterable[Record[Any]]
) -> Iterator[tuple[Record[Any], Record[Any]]]:
    """Of records without a successor, the pairs with one title, or one body that no other had."""
    bodies = Counter(_body(record) for record in older)
    free = list(new)
    for one in lost:
        body = _body(one) if bodies[_body(one)] == 1 else ()
        for other in free:
            same_title = _title(one) and _title(one) == _title(other)
            if same_title or (body and body == _body(other)):
                yield one, other
                free.remove(other)
                break


def _title(record: Record[Any]) -> str:
    return (getattr(record.fields, "title", None) or "").casefold()


def _body(record: Record[Any]) -> tuple[str, ...]:
    return tuple(words(record.source.body))
