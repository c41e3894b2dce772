"""The life of a lesson: submitted, validated, applied, retired."""

from collections.abc import Iterator
from typing import Any

from ..library import Record
from ..vocabulary import Kind, LessonStatus
from .registry import Context, Finding, rule

CURATED = {LessonStatus.VALIDATED, LessonStatus.APPLIED}


@rule("workflow-field", Kind.LESSON, needs=("status", "validated", "owner", "review_by"))
def curated_lesson_is_kept(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """From validated on, a lesson says when it was validated, who keeps it and when it is looked at again."""
    if record.fields.status not in CURATED:
        return
    for name in ("validated", "owner", "review_by"):
        if getattr(record.fields, name) is None:
            yield Finding(
                f"a lesson that is {record.fields.status} needs {name}", ("status",), f"Add {name}:"
            )


@rule("workflow-field", Kind.LESSON, needs=("status", "applied_in", "retired_because"))
def status_says_why(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """An applied lesson says what changed; a retired one says why it went."""
    fields = record.fields
    if fields.status is LessonStatus.APPLIED and not fields.applied_in:
        yield Finding(
            "a lesson that is applied needs applied_in, the clause or template that changed",
            ("status",),
            "Add it",
        )
    if fields.status is LessonStatus.RETIRED and fields.retired_because is None:
        yield Finding("a lesson that is retired needs retired_because", ("status",), "Add the reason")


@rule("lesson-origin", Kind.LESSON, needs=("project", "source"))
def lesson_comes_from_one_place(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A lesson comes from a project of the register or from a source outside it."""
    if record.fields.project and record.fields.source:
        yield Finding("a lesson has either project or source, not both", ("source",), "Remove one of the two")


@rule("applied-both-ways", Kind.LESSON, needs=("applied_in",))
def what_changed_names_the_lesson(record: Record[Any], context: Context) -> Iterator[Finding]:
    """The standard or template that a lesson changed says so in its own changes."""
    for index, applied in enumerate(record.fields.applied_in):
        path = ("applied_in", index)
        if (applied.clause is None) == (applied.template is None):
            yield Finding("name either the clause or the template that changed", path, "Keep one of the two")
            continue
        changed = _changed(applied, context)
        if not changed or "changes" in changed.broken:
            continue
        if all(change.lesson != record.id for change in changed.fields.changes):
            yield Finding(
                f"no change of {changed.path} names this lesson",
                path,
                f"Add lesson: {record.id} to the change it led to there",
            )


def _changed(applied: Any, context: Context) -> Record[Any] | None:  # noqa: ANN401
    if applied.template:
        return context.library.templates.get(applied.template)
    found = context.library.clauses.get(applied.clause)
    return found[0] if found else None


@rule("applied-both-ways", Kind.STANDARD, Kind.TEMPLATE, needs=("changes",))
def lesson_names_what_changed(record: Record[Any], context: Context) -> Iterator[Finding]:
    """A lesson named in a change says that it was applied here."""
    for index, change in enumerate(record.fields.changes):
        lesson = context.library.lessons.get(change.lesson or "")
        if lesson is None or "applied_in" in lesson.broken:
            continue
        places = [_changed(applied, context) for applied in lesson.fields.applied_in]
        if record not in [place for place in places if place]:
            yield Finding(
                f"the lesson {lesson.id!r} does not say that it was applied here",
                ("changes", index, "lesson"),
                f"Add the clause or template to applied_in in {lesson.path}",
            )
