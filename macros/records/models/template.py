"""A template: what it is for, who needs it, and its versions."""

from pydantic import Field

from ..fields import ClauseRef, Day, GateId, Line, Sentence, TemplateId, TierId, Title
from ..vocabulary import TemplatePhase, TemplateStatus, TemplateUse
from .common import ChangeNote, RecordFields


class Template(RecordFields):
    """A template; its version is that of the newest change, which stands first."""

    title: Title
    """The name of the template."""
    summary: Sentence
    """What it is for, in one sentence."""
    phases: list[TemplatePhase] = Field(min_length=1)
    """Phases that it serves, or office for the PMO's own."""
    use: dict[TierId, TemplateUse]
    """How much each tier needs it; a tier that is left out does not use it."""
    roles: list[Line]
    """Who fills it in."""
    owner: Line
    """The post that answers for it."""
    reviewed: Day
    """The day it was last looked through."""
    review_by: Day
    """The day it is to be looked through again."""
    status: TemplateStatus
    """Only a current template is offered as ready to use."""
    changes: list[ChangeNote] = Field(min_length=1)
    """Its versions, newest first."""
    gate: GateId | None = None
    """The gate it is needed at."""
    clauses: list[ClauseRef] = Field(default_factory=list)
    """Clauses that the filled-in document is evidence for."""
    replaces: TemplateId | None = None
    """The template that this one takes the place of."""
    tags: list[Line] = Field(default_factory=list)
    """Words to find it by."""

    @property
    def version(self) -> str:
        """The newest version."""
        return self.changes[0].version
