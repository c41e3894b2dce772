"""Warnings about what a project owes to, or needs from, other records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from macros.portfolio.facts import ProjectFacts
from macros.portfolio.milestones import MilestoneState
from macros.records.briefing import is_briefed
from macros.records.models.project import Dependency
from macros.records.vocabulary import GateDecision, State

from .kinds import Finding, check, days


@check(
    "no-objective",
    "No objective",
    "Name the objective it serves, or ask why it is done.",
)
def no_objective(project: ProjectFacts) -> Iterator[Finding]:
    """The project names none of the organisation's objectives.

    Where the organisation lists no objectives, there is none to name and no warning.
    """
    if not project.fields.objectives and project.context.organisation.objectives:
        yield Finding("The project names no objective of the organisation")


@check(
    "dependency-too-late",
    "Dependency needed before it is forecast",
    "Bring both project managers together: move one of the two days, or find another way.",
)
def dependency_too_late(project: ProjectFacts) -> Iterator[Finding]:
    """Another project is expected to deliver later than this one needs it, or will not deliver it at all."""
    for dependency in project.fields.depends_on:
        other = project.context.projects.get(dependency.project)
        message = _late(dependency, other, project) if other else ""
        if message:
            yield Finding(message)


@check(
    "lessons-not-dispositioned",
    "Lessons not answered at a passed gate",
    "Enter each lesson as applied, not applicable or already covered.",
)
def lessons_not_dispositioned(project: ProjectFacts) -> Iterator[Finding]:
    """A gate was passed, and lessons of its phase that were valid by then have no answer in the record.

    For each gate passed, approved or on conditions: the lessons that were there to be read.

    Those validated before the gate's day, of the phase that the gate ends, for the project's tier or for
    no tier in particular; neither retired nor the project's own.
    """
    gates = {gate.id: gate for gate in project.context.organisation.gates}
    answered = {taken.lesson for taken in project.fields.lessons}
    for passed in project.fields.gates:
        gate = gates.get(passed.gate)
        if gate is None or passed.decision is GateDecision.REJECTED:
            continue
        for_it = {
            id_
            for id_, lesson in project.context.lessons.items()
            if is_briefed(lesson, project.id, project.fields, gate.phase, passed.date)
        }
        missing = sorted(for_it - answered)
        if missing:
            count = f"{len(missing)} of {len(for_it)}"
            yield Finding(
                f"“{gate.title}” was passed on {passed.date}; not answered: {count} lessons of its phase "
                f"({', '.join(missing)})"
            )


@dataclass(frozen=True)
class _Needed:
    """What another project is to deliver, when, whether it is there, and why it will never be."""

    name: str
    expected: date | None
    is_there: bool
    given_up: str


def _late(dependency: Dependency, other: ProjectFacts, project: ProjectFacts) -> str:
    """Why the dependency will not be there when it is needed, or nothing."""
    needed, by = _needed(dependency, other), dependency.need_by
    if needed is None or needed.is_there:
        return ""
    if needed.given_up:
        return f"{needed.name} is needed by {by} and {needed.given_up}"
    if needed.expected is not None and needed.expected > by:
        late = days((needed.expected - by).days)
        return f"{needed.name} is needed by {by} and expected on {needed.expected}, {late} later"
    if by < project.context.today:
        return f"{needed.name} was needed by {by} and is not there yet"
    return ""


def _needed(dependency: Dependency, other: ProjectFacts) -> _Needed | None:
    """The project, or the milestone of it where the dependency names one; ``None`` where it has no such."""
    name, completed = f"“{other.fields.title}”", other.fields.state is State.COMPLETED
    if dependency.milestone is None:
        gone = "was cancelled" if other.fields.state is State.CANCELLED else ""
        return _Needed(name, other.forecast_finish or other.fields.finish, completed, gone)
    row = next((row for row in other.milestone_rows if row.id == dependency.milestone), None)
    if row is None:
        return None
    gone = "was dropped" if row.state is MilestoneState.DROPPED else ""
    return _Needed(
        f"“{row.title}” of {name}", row.expected, completed or row.state is MilestoneState.DONE, gone
    )
