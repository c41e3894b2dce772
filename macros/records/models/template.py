"""A template: what it is for, who needs it, and its versions."""

from pydantic import Field

from ..fields import ClauseRef, Day, GateId, Line, Sentence, TemplateId, TierId, Title
from ..vocabulary import TemplatePhase, TemplateStatus, TemplateUse
from .common import ChangeNote, RecordFields


class Template(RecordFields):
    """A template; its version is that of the newest change, which stands first."""

    title: Title
    summary: Sentence
    phases: list[TemplatePhase] = Field(min_length=1)
    use: dict[TierId, TemplateUse]
    roles: list[Line]
    owner: Line
    reviewed: Day
    review_by: Day
    status: TemplateStatus
    changes: list[ChangeNote] = Field(min_length=1)
    gate: GateId | None = None
    clauses: list[ClauseRef] = Field(default_factory=list)
    replaces: TemplateId | None = None
    tags: list[Line] = Field(default_factory=list)

    @property
    def version(self) -> str:
        """The newest version."""
        return self.changes[0].version
