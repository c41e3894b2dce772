"""Which gates a project has passed and which wait for it."""

from collections.abc import Iterable

from macros.records.models.organisation import Gate
from macros.records.vocabulary import GateDecision, Phase

from .facts import ProjectFacts

PHASES = tuple(Phase)


def in_order(gates: Iterable[Gate]) -> list[Gate]:
    """Gates in the order of the phases they end."""
    return sorted(gates, key=lambda gate: PHASES.index(gate.phase))


def passed(project: ProjectFacts) -> set[str]:
    """Ids of the gates that decided for the project, with or without conditions."""
    return {each.gate for each in project.fields.gates if each.decision is not GateDecision.REJECTED}


def waiting(project: ProjectFacts) -> list[Gate]:
    """The gates from its phase on that a project has not passed, the next one first; none once closed."""
    if not project.is_open:
        return []
    now, behind = PHASES.index(project.fields.phase), passed(project)
    known = in_order(project.context.organisation.gates)
    return [gate for gate in known if PHASES.index(gate.phase) >= now and gate.id not in behind]
