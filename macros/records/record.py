"""A record: one file, typed."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from .fields import Group
from .front_matter import Source
from .prose import Prose
from .vocabulary import Kind

M_co = TypeVar("M_co", bound=Group, covariant=True)


@dataclass(frozen=True)
class Record(Generic[M_co]):
    """One file: where it lies, what it holds, and which of its fields did not fit their form."""

    kind: Kind
    id: str
    path: str
    url: str
    fields: M_co
    source: Source
    broken: frozenset[str] = frozenset()
    project: str = ""
    """Of a report: the project's id."""
    beside: tuple[str, ...] = ()
    """Paths of the files that belong to this record."""

    @property
    def prose(self) -> Prose:
        """The body, parsed."""
        is_maintained = self.kind in {Kind.PAGE, Kind.STANDARD}
        return self.source.maintained if is_maintained else self.source.contributed

    @property
    def date(self) -> date:
        """Of a report: the day it stands for."""
        return date.fromisoformat(self.id)
