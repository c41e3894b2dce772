"""What a project record must hold, and when."""

from collections.abc import Iterator
from typing import Any

from ..library import Record
from ..models import Project
from ..problems import nearest
from ..vocabulary import Kind, Phase, State
from .registry import Context, Finding, rule

FEWEST_ANSWERS = 2
BASELINE = ("start", "finish", "budget")


@rule("baseline-missing", Kind.PROJECT, needs=("phase", "withheld"))
def baseline_from_executing_on(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """From executing on, start, finish and budget are agreed, or said to be withheld."""
    fields = record.fields
    if fields.phase not in {Phase.EXECUTING, Phase.CLOSING}:
        return
    for name in BASELINE:
        if getattr(fields, name) is None and name not in record.broken and name not in fields.withheld:
            yield Finding(
                f"{name} is missing; a project in phase {fields.phase} has an approved {name}",
                (name,),
                f'Add it, or state why it may not be published: withheld: {{{name}: "reason"}}',
                at_key=True,
            )


@rule("finished-missing", Kind.PROJECT, needs=("state", "finished", "withheld"))
def completed_says_when(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A completed project says when it ended; only one that ended says so."""
    fields = record.fields
    if fields.state is State.COMPLETED and fields.finished is None and "finished" not in fields.withheld:
        yield Finding(
            "a completed project needs finished, the day it ended", ("state",), "Add finished: YYYY-MM-DD"
        )
    if fields.finished and fields.state not in {State.COMPLETED, State.CANCELLED}:
        yield Finding(
            f"finished is given, but the state is {fields.state}",
            ("finished",),
            "Set state: completed, or remove it",
        )


@rule("withheld-field", Kind.PROJECT, needs=("withheld",))
def withheld_is_withheld(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """What is withheld is a field of a project, and is not given all the same."""
    known = [name for name in Project.model_fields if name != "withheld"]
    for name in record.fields.withheld:
        if name not in known:
            yield Finding(
                f"{name!r} is no field of a project", ("withheld", name), nearest(name, known), at_key=True
            )
        elif name in record.source.values:
            yield Finding(
                f"{name} is both given and withheld", ("withheld", name), "Remove one of the two", at_key=True
            )


@rule("tier-questions", Kind.ORGANISATION, needs=("tier_questions", "tiers"))
def questions_have_answers(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A question to find the tier has at least two answers."""
    for index, question in enumerate(record.fields.tier_questions):
        if len(question.answers) < FEWEST_ANSWERS:
            yield Finding(
                "a tier question needs at least two answers", ("tier_questions", index), "Add answers"
            )


@rule("template-source", Kind.TEMPLATE)
def template_has_a_file(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A template is something to download: a source or a ready-made file."""
    files = [path for path in record.beside if not path.endswith("example.yml")]
    if not any("/" not in path.removeprefix(f"templates/{record.id}/") for path in files):
        yield Finding(
            "there is no source and no ready-made file beside index.md",
            help="Add document.md, slides.md or workbook.yml, or a .docx, .xlsx, .pptx, .odt or .pdf",
        )


@rule("attachment-missing", Kind.LESSON, needs=("attachments",))
def attachments_are_there(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """What a lesson lists lies beside it, and what lies beside it is listed."""
    beside = {path.rsplit("/", 1)[-1] for path in record.beside}
    for index, name in enumerate(record.fields.attachments):
        if name not in beside:
            yield Finding(
                f"there is no file {name!r} beside the lesson",
                ("attachments", index),
                nearest(name, beside)
                or f"Put it into a folder lessons/<year>/{record.id}/ together with index.md",
            )
    for name in sorted(beside - set(record.fields.attachments)):
        yield Finding(
            f"the file {name!r} lies beside the lesson but is not listed",
            help=f"Add it: attachments: [{name}]",
        )
