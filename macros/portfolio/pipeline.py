"""Work that is not approved yet: what it still lacks for its first gate."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros.portfolio.facts import ProjectFacts
from macros.portfolio.status import Portfolio, ProjectStatus
from macros.records.vocabulary import GateDecision, Phase, State

WANTED = {
    "objectives": "objectives",
    "start": "approved start",
    "finish": "approved finish",
    "budget": "budget",
    "milestones": "milestones",
    "benefits": "benefits",
    "staffing": "staffing",
}
"""What a first gate looks for in a project record, and how it is called."""


@dataclass(frozen=True)
class Candidate:
    """A project before its first gate, and what its record still lacks."""

    project: ProjectStatus
    missing: tuple[str, ...]

    @property
    def ready(self) -> int:
        """How many of the things wanted are there."""
        return len(WANTED) - len(self.missing)


def candidates(portfolio: Portfolio) -> list[Candidate]:
    """Proposed projects and those being initiated that have passed no gate; the readiest first."""
    found = [
        Candidate(project, tuple(_missing(project))) for project in portfolio if _before_first_gate(project)
    ]
    return sorted(found, key=lambda candidate: len(candidate.missing))


def _before_first_gate(project: ProjectFacts) -> bool:
    fields = project.fields
    waits = fields.state is State.PROPOSED or (
        fields.state is State.ACTIVE and fields.phase is Phase.INITIATING
    )
    return waits and all(gate.decision is GateDecision.REJECTED for gate in fields.gates)


def _missing(project: ProjectFacts) -> Iterator[str]:
    for name, words in WANTED.items():
        if not getattr(project.fields, name) and name not in project.fields.withheld:
            yield words
