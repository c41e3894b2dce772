"""Which project a cell means: by id, by an id it had before, by reference or by title."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from macros.records.library import Library
from macros.records.models import Project
from macros.records.problems import nearest

from .drafts import RefusedError
from .feeding import Reader
from .findings import Entry, Finding, Found, State
from .maps import FeedFields
from .naming import slug
from .tables import Row, folded
from .targets import target

NAME = target(Project, "reference")
"""A line of text, whatever it is."""

Candidates = list[tuple[Found, frozenset[str]]]


@dataclass(frozen=True)
class Projects:
    """Every name that a project of the knowledge base goes by, folded, with the ids it may mean."""

    names: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, library: Library) -> "Projects":
        """The projects of a knowledge base."""
        names: dict[str, set[str]] = {}
        for record in library.projects.values():
            fields = record.fields
            for name in filter(None, (record.id, fields.title, fields.reference, *(fields.aliases or ()))):
                names.setdefault(folded(name), set()).add(record.id)
        return cls({name: frozenset(ids) for name, ids in names.items()})

    def find(self, text: str) -> frozenset[str]:
        """Ids of the projects that ``text`` may mean."""
        return self.names.get(folded(text)) or self.names.get(slug(text), frozenset())

    def near(self, text: str) -> str:
        """Which name may be meant instead, as a sentence."""
        return nearest(folded(text), self.names)

    def match(self, feeds: Sequence[FeedFields], row: Row, reader: Reader) -> tuple[str, tuple[Entry, ...]]:
        """The one project that the cells of a row agree on, and what is to be told of those cells.

        Raises RefusedError where they name none, several, or different ones.
        """
        reads = [reader.read(feed, row, NAME, "project") for feed in feeds]
        given = [found for found in reads if found.state is State.GIVEN]
        if not given:
            raise RefusedError(f"no project: {'; '.join(dict.fromkeys(found.reason for found in reads))}")
        candidates = [(found, self.find(str(found.value))) for found in given]
        known = [ids for _, ids in candidates if ids]
        if not known:
            raise RefusedError(self._unknown(given))
        agreed = frozenset.intersection(*known)
        if len(agreed) != 1:
            raise RefusedError(_disagreement(candidates, agreed))
        told = tuple(_unmatched(found, row) for found, ids in candidates if not ids)
        return next(iter(agreed)), (*(entry for found in reads for entry in found.entries), *told)

    def _unknown(self, given: Sequence[Found]) -> str:
        texts = " or ".join(dict.fromkeys(repr(str(found.value)) for found in given))
        hints = (self.near(str(found.value)) for found in given)
        way_out = next(filter(None, hints), "Add the project first, or mend the cell")
        return f"no project has the id, reference or title {texts}. {way_out}"


def _disagreement(candidates: Candidates, agreed: frozenset[str]) -> str:
    if agreed:
        texts = " and ".join(dict.fromkeys(repr(str(found.value)) for found, _ in candidates))
        return f"{texts} may be any of {', '.join(sorted(agreed))}; name the column of ids or references too"
    named = [(found, ids) for found, ids in candidates if ids]
    parts = [f"{found.column} {str(found.value)!r} is {' or '.join(sorted(ids))}" for found, ids in named]
    return f"the row names different projects: {', '.join(parts)}"


def _unmatched(found: Found, row: Row) -> Entry:
    reason = "is no id, reference or title of a project; the row was matched by its other column"
    return Entry(Finding.UNREADABLE, row.number, "project", found.column, found.text, reason)
