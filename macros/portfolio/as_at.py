"""Records as they stood at the end of a day.

What carries a date is taken back: the approved baseline (through the ledger of ``changes``), gates,
dropped milestones, the finish of a project, the steps in the life of a lesson. Phase, state, the
``planned`` curve and everything else without a date are as the record has them now.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from macros.records.models import Lesson, Project
from macros.records.models.project import Change, Milestone
from macros.records.vocabulary import LessonStatus

BASELINE = ("start", "finish", "budget")
"""Fields whose approved value a change may move, besides the milestones."""


def project_as_at(project: Project, day: date) -> Project:
    """The project with the baseline, gates and ledger of ``day``. A change or gate of that day counts."""
    until = [change for change in project.changes if change.date <= day]
    later = [change for change in project.changes if change.date > day]
    update: dict[str, Any] = {
        **_undone(project, later),
        "changes": until,
        "gates": [gate for gate in project.gates if gate.date <= day],
        "finished": _by(day, project.finished),
    }
    update["milestones"] = [
        milestone.model_copy(update={"dropped": _by(day, milestone.dropped)})
        for milestone in update["milestones"]
    ]
    return project.model_copy(update=update)


def first_baseline(project: Project) -> Project:
    """The project with the start, finish, budget and milestones that were approved first.

    A milestone that a change added has no part in it; one that a change dropped is there.
    """
    return project.model_copy(update={**_undone(project, project.changes), "changes": []})


def first_milestone_baselines(project: Project) -> dict[str, date]:
    """The first approved day of each milestone by its id, of those that were added later too."""
    first = {milestone.id: milestone.baseline for milestone in project.milestones}
    for change in reversed(_oldest_first(project.changes)):
        for id_, moved in change.milestones.items():
            if moved.before is not None:
                first[id_] = moved.before
    return first


def rebaselines(changes: Iterable[Change]) -> int:
    """How many entries of the ledger moved the baseline: start, finish, budget or milestones."""
    return sum(
        bool(change.milestones) or any(getattr(change, field) is not None for field in BASELINE)
        for change in changes
    )


def lesson_as_at(lesson: Lesson, day: date) -> Lesson | None:
    """The lesson as it was on ``day``; ``None`` where what it tells had not happened.

    Before its first application it was validated, and before its validation submitted. A lesson
    that is retired now has no date for that: it stays retired from its validation on.
    """
    if lesson.date > day:
        return None
    update: dict[str, Any] = {"applied_in": [entry for entry in lesson.applied_in if entry.date <= day]}
    if lesson.status is LessonStatus.APPLIED and lesson.applied_in and not update["applied_in"]:
        update["status"] = LessonStatus.VALIDATED
    if lesson.validated is not None and lesson.validated > day:
        update |= {"status": LessonStatus.SUBMITTED, "validated": None, "retired_because": None}
    return lesson.model_copy(update=update)


def _by(day: date, when: date | None) -> date | None:
    """``when``, or nothing where it had not come by ``day``."""
    return None if when is None or when > day else when


def _undone(project: Project, changes: Iterable[Change]) -> dict[str, Any]:
    """The baseline without ``changes``, the newest undone first."""
    baseline: dict[str, Any] = {field: getattr(project, field) for field in BASELINE}
    milestones = {milestone.id: milestone for milestone in project.milestones}
    for change in reversed(_oldest_first(changes)):
        for field in BASELINE:
            moved = getattr(change, field)
            if moved is not None:
                baseline[field] = moved.before
        _undo_milestones(milestones, change)
    return {**baseline, "milestones": list(milestones.values())}


def _oldest_first(changes: Iterable[Change]) -> list[Change]:
    """By date. Of one day, the entry further down is the newer."""
    return sorted(changes, key=lambda change: change.date)


def _undo_milestones(milestones: dict[str, Milestone], change: Change) -> None:
    for id_, moved in change.milestones.items():
        if id_ not in milestones:
            continue
        if moved.added is not None:
            del milestones[id_]
            continue
        update: dict[str, Any] = {"baseline": moved.before} if moved.before is not None else {}
        if moved.dropped is not None:
            update["dropped"] = None
        milestones[id_] = milestones[id_].model_copy(update=update)
