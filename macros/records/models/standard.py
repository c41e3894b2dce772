"""A standard: guidance around numbered clauses."""

from pydantic import Field

from ..fields import ClauseId, ClauseRef, Count, Day, GateId, Group, Line, Sentence, Text, TierId, Title
from ..vocabulary import ClauseLevel
from .common import ChangeNote, RecordFields


class Clause(Group):
    """One requirement. A withdrawn clause stays and says what took its place, or why it went."""

    id: ClauseId
    level: ClauseLevel
    binds: list[Line] = Field(default_factory=list)
    """Posts and bodies that it binds, as the standards call them."""
    tiers: list[TierId] = Field(default_factory=list)
    gate: GateId | None = None
    text: Text
    shown_by: Line | None = None
    """How one sees that it is kept, where no template shows it."""
    replaced_by: ClauseRef | None = None
    withdrawn: Text | None = None

    @property
    def anchor(self) -> str:
        """The clause's anchor on its standard's page."""
        return self.id.lower()

    @property
    def is_withdrawn(self) -> bool:
        """Whether it binds nobody any more."""
        return bool(self.replaced_by or self.withdrawn)


class Standard(RecordFields):
    """A standard; its version is that of the newest change, which stands first."""

    title: Title
    summary: Sentence
    order: Count
    owner: Line
    reviewed: Day
    review_by: Day
    changes: list[ChangeNote] = Field(min_length=1)
    clauses: list[Clause] = Field(min_length=1)
    tags: list[Line] = Field(default_factory=list)

    @property
    def version(self) -> str:
        """The newest version."""
        return self.changes[0].version
