"""A standard: guidance around numbered clauses."""

from pydantic import Field

from ..fields import ClauseId, ClauseRef, Count, Day, GateId, Group, Line, Sentence, Text, TierId, Title
from ..vocabulary import ClauseLevel
from .common import ChangeNote, RecordFields


class Clause(Group):
    """One requirement. A withdrawn clause stays and says what took its place, or why it went."""

    id: ClauseId
    """The standard's letters, a hyphen and a number; it is never used again."""
    level: ClauseLevel
    """How binding it is."""
    binds: list[Line] = Field(default_factory=list)
    """Posts and bodies that it binds, as the standards call them."""
    tiers: list[TierId] = Field(default_factory=list)
    """Sizes of project that it binds; none for all of them."""
    gate: GateId | None = None
    """The gate at which it is looked at."""
    text: Text
    """The requirement, with shall, should or may."""
    shown_by: Line | None = None
    """How one sees that it is kept, where no template shows it."""
    replaced_by: ClauseRef | None = None
    """The clause that took its place."""
    withdrawn: Text | None = None
    """Why it went, where nothing took its place."""

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
    """The name of the standard."""
    summary: Sentence
    """What it regulates, in one sentence."""
    order: Count
    """Its place in the list; the lowest comes first."""
    owner: Line
    """The post that answers for it."""
    reviewed: Day
    """The day it was last looked through."""
    review_by: Day
    """The day it is to be looked through again."""
    changes: list[ChangeNote] = Field(min_length=1)
    """Its versions, newest first."""
    clauses: list[Clause] = Field(min_length=1)
    """Its requirements. None is ever deleted."""
    tags: list[Line] = Field(default_factory=list)
    """Words to find it by."""

    @property
    def version(self) -> str:
        """The newest version."""
        return self.changes[0].version
