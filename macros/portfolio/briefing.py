"""Lessons pushed to a project instead of waiting to be found: which, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from macros.records.briefing import is_briefed
from macros.records.library import Library, Record
from macros.records.models import Lesson
from macros.records.models.organisation import Gate
from macros.records.vocabulary import LessonLevel, LessonStatus

from .facts import ProjectFacts
from .gates import waiting

LEVELS = {LessonLevel.URGENT: 3, LessonLevel.CAUTION: 2, LessonLevel.GOOD_PRACTICE: 1}
PHASE, KIND, PROGRAMME, TIER = 4, 3, 2, 1
"""What a tie between a lesson and a project weighs: one and the same phase, kind of project, and so on."""
CHECKED = frozenset({LessonStatus.VALIDATED, LessonStatus.APPLIED})


@dataclass(frozen=True)
class Advice:
    """A lesson that a project should look at, why, and what the project has said of it so far."""

    lesson: Record[Lesson]
    reasons: tuple[str, ...]
    answer: str
    must_answer: bool
    weight: int


def advice(project: ProjectFacts, library: Library, today: date) -> list[Advice]:
    """Checked lessons for the way to the project's next gate, those to be answered and the nearest first."""
    ahead = waiting(project)
    if not ahead:
        return []
    answers = {taken.lesson: taken.disposition.label for taken in project.fields.lessons}
    found = [
        Advice(record, reasons, answers.get(record.id, ""), _must(record, project, ahead[0], today), weight)
        for record in library.lessons.values()
        if record.fields.status in CHECKED and record.fields.project != project.id
        for reasons, weight in [_why(record, project, ahead[0], library)]
        if weight
    ]
    return sorted(found, key=lambda each: (not each.must_answer, -each.weight, each.lesson.fields.title))


def _must(record: Record[Lesson], project: ProjectFacts, gate: Gate, today: date) -> bool:
    return is_briefed(record.fields, project.id, project.fields, gate.phase, today)


def _why(
    record: Record[Lesson], project: ProjectFacts, gate: Gate, library: Library
) -> tuple[tuple[str, ...], int]:
    lesson, reasons, weight = record.fields, list[str](), 0
    if lesson.tiers and project.fields.tier not in lesson.tiers:
        return (), 0
    for reason, points in _ties(lesson, project, gate, library):
        reasons.append(reason)
        weight += points
    return tuple(reasons), weight + LEVELS.get(lesson.level, 0) if reasons else 0


def _ties(lesson: Lesson, project: ProjectFacts, gate: Gate, library: Library) -> Iterator[tuple[str, int]]:
    """Each tie between lesson and project with its weight."""
    if lesson.phase is gate.phase:
        yield f"phase {gate.phase.label.lower()}", PHASE
    other = library.projects.get(lesson.project or "")
    if other is None:
        return
    if other.fields.category == project.fields.category:
        yield "same category of project", KIND
    if other.fields.programme and other.fields.programme == project.fields.programme:
        yield "same programme", PROGRAMME
    if other.fields.tier == project.fields.tier:
        yield "same tier", TIER
