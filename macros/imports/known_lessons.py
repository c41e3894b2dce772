"""Lessons that are there already, and ids that are free, so that one log may be imported again and again."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from macros.records.library import Library, Record
from macros.records.models import Lesson
from macros.records.vocabulary import Kind

from .naming import numbered, with_reference
from .tables import folded


@dataclass(frozen=True)
class KnownLessons:
    """The lessons of a knowledge base by id, old ids too, and by references that only one of them has.

    ``used`` are ids that a row of this run was given or was found to be.
    """

    by_id: Mapping[str, Record[Lesson]]
    by_reference: Mapping[str, Record[Lesson]]
    used: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, library: Library, references: Collection[str]) -> "KnownLessons":
        """The lessons of a knowledge base; ``references`` are those of all rows of the log."""
        old = {id_: one[0] for (kind, id_), one in library.old_ids.items() if kind is Kind.LESSON}
        lessons = [one for one in library.lessons.values() if one.fields.reference]
        in_base = Counter(folded(one.fields.reference or "") for one in lessons)
        in_log = Counter(map(folded, references))
        referred = {folded(one.fields.reference or ""): one for one in lessons}
        known = {name: one for name, one in referred.items() if in_base[name] == 1 and in_log[name] == 1}
        return cls({**old, **library.lessons}, known)

    def place(self, id_: str, reference: str, day: str) -> tuple[str, Record[Lesson] | None]:
        """The id for a row, and the lesson that it became in an earlier run.

        That is the lesson with its reference or, as long as their references do not differ, one with its id
        and date.
        """
        there = self.by_reference.get(folded(reference))
        if there:
            return there.id, there
        for candidate in _candidates(id_, reference):
            other = self.by_id.get(candidate)
            if candidate not in self.used and (other is None or _is_same(other, reference, day)):
                self.used.add(candidate)
                return (other.id if other else candidate), other
        raise AssertionError("there is always another number")  # pragma: no cover


def _candidates(id_: str, reference: str) -> Iterator[str]:
    yield id_
    if with_reference(id_, reference) != id_:
        yield with_reference(id_, reference)
    yield from (numbered(id_, number) for number in count(2))


def _is_same(there: Record[Lesson], reference: str, day: str) -> bool:
    own = folded(there.fields.reference or "")
    if own and reference and own != folded(reference):
        return False
    return str(there.fields.date) == day
