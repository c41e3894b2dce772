"""A lesson takes one step after the other, and a gate is passed with its lessons answered."""

from collections.abc import Iterator

from ...briefing import is_briefed
from ...library import Library, Record
from ...models import Lesson, Project
from ...problems import Problem
from ...vocabulary import GateDecision, Kind, LessonStatus
from .pairs import Commits, Pair

MOVES: dict[LessonStatus | None, frozenset[LessonStatus]] = {
    None: frozenset({LessonStatus.SUBMITTED, LessonStatus.VALIDATED}),
    LessonStatus.SUBMITTED: frozenset({LessonStatus.VALIDATED, LessonStatus.RETIRED}),
    LessonStatus.VALIDATED: frozenset({LessonStatus.APPLIED, LessonStatus.RETIRED}),
    LessonStatus.APPLIED: frozenset({LessonStatus.RETIRED}),
    LessonStatus.RETIRED: frozenset({LessonStatus.VALIDATED}),
}
"""Where a lesson may go from each status; from none when it is new. A retired one may be taken up again."""

KEPT = frozenset({LessonStatus.VALIDATED, LessonStatus.APPLIED})
"""What others may rely on; it is retired, with a reason, before it goes."""


def problems(commits: Commits) -> Iterator[Problem]:
    """Steps of lessons that leave one out, and gates passed with lessons that nobody answered."""
    pairing = commits.of(Kind.LESSON)
    for pair in pairing.pairs:
        if pair.reads("status"):
            yield from _moved(pair.after, pair.before.fields.status)
    yield from (_gone(record) for record in pairing.gone if record.fields.status in KEPT)
    old = {pair.after.id for pair in pairing.pairs}
    for id_, record in commits.after.lessons.items():
        if id_ not in old and "status" not in record.broken:
            yield from _moved(record, None)
    before = {pair.after.id: pair for pair in commits.projects.pairs}
    for id_, project in commits.after.projects.items():
        yield from _gates(project, before.get(id_), commits.after)


def _moved(record: Record[Lesson], before: LessonStatus | None) -> Iterator[Problem]:
    now = record.fields.status
    if now is before or now in MOVES[before]:
        return
    allowed = " or ".join(status.value for status in LessonStatus if status in MOVES[before])
    message = (
        f"the lesson was {before.value} and is {now.value}" if before else f"a new lesson is {now.value}"
    )
    yield record.source.problem("lesson-step", ("status",), message, f"The next step is {allowed}")


def _gone(record: Record[Lesson]) -> Problem:
    message = f"the lesson was {record.fields.status.value} and is gone"
    way_out = "Put it back; one that no longer holds has the status retired and the reason in retired_because"
    return Problem(record.path, 1, 1, "lesson-step", message, way_out)


def _gates(project: Record[Project], pair: Pair | None, library: Library) -> Iterator[Problem]:
    if {"gates", "lessons", "tier"} & project.broken or (pair and not pair.reads("gates", "lessons")):
        return
    known = {(each.gate, each.date) for each in pair.before.fields.gates} if pair else set()
    phases = {gate.id: gate.phase for gate in library.organisation.fields.gates}
    answered = {taken.lesson for taken in project.fields.lessons}
    for place, passed in enumerate(project.fields.gates):
        is_new = pair is not None and (passed.gate, passed.date) not in known
        if not is_new or passed.decision is GateDecision.REJECTED or passed.gate not in phases:
            continue
        open_ = [
            id_
            for id_, lesson in library.lessons.items()
            if not lesson.broken
            and is_briefed(lesson.fields, project.id, project.fields, phases[passed.gate], passed.date)
            and id_ not in answered
        ]
        if open_:
            message = (
                f"gate {passed.gate!r} is passed, and {len(open_)} lessons of its briefing have no answer"
            )
            way_out = f"Add to lessons, each with a disposition: {', '.join(sorted(open_))}"
            yield project.source.problem("gate-without-lessons", ("gates", place), message, way_out)
