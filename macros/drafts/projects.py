"""A new project, with the lessons that it should look at first."""

from dataclasses import replace

from macros.imports.drafts import Draft
from macros.portfolio.briefing import advice
from macros.portfolio.facts import Context, ProjectFacts
from macros.records.front_matter import read_record
from macros.records.library import Record
from macros.records.models import Project
from macros.records.rules.projects import BASELINE
from macros.records.validating import validate
from macros.records.vocabulary import PLACEHOLDER, Disposition, Kind, Phase, State

from .answers import Answers, body, front_matter
from .new_record import Desk, NewRecord
from .questions import Question, of_model

NEEDED = ("title", "summary", "sponsor", "manager", "category", "tier", "phase", "state")
OPTIONAL = ("reference", "programme", "start", "finish", "finished", "budget", "objectives", "tags")
MOST_LESSONS = 12
"""So many lessons stand in the starter list; the project's page has the others."""
HINTS = {
    "title": "What people call it.",
    "summary": "One sentence: what changes, for whom.",
    "sponsor": "The one accountable post, never a person's name.",
    "manager": "The post that runs it.",
    "tier": "Its size class; the tailoring page helps to find it.",
    "reference": "The organisation's own number.",
    "start": "The approved start.",
    "finish": "The approved finish.",
    "finished": "The day it ended.",
    "budget": "The approved budget in whole units, without commas.",
    "tags": "Words to find it by, with commas between them.",
    "#Purpose": "Why it is done, in a few sentences.",
    "#Scope": "What is in it, and what is not.",
}
SECTIONS = ("#Purpose", "#Scope")


def project_questions(answers: Answers) -> tuple[Question, ...]:
    """What is asked for a project. The ``answers`` so far say whether it has an approved baseline."""
    needed = [*NEEDED]
    if answers.get("phase") in {Phase.EXECUTING, Phase.CLOSING}:
        needed += BASELINE
    if answers.get("state") == State.COMPLETED:
        needed.append("finished")
    more = tuple(name for name in OPTIONAL if name not in needed)
    sections = tuple(Question(name, None, HINTS[name]) for name in SECTIONS)
    return (*of_model(Project, HINTS, tuple(needed), more), *sections)


def new_project(answers: Answers, desk: Desk, id_: str = "", *, with_lessons: bool = True) -> NewRecord:
    """The project. Raises WrongAnswerError where its id is taken."""
    questions = project_questions(answers)
    own = desk.free_id(Kind.PROJECT, str(answers.get("title", "")), id_)
    values = front_matter(questions, answers, desk.library)
    path = f"docs/projects/{own}/index.md"
    draft = Draft(Kind.PROJECT, own, path, values, body(questions, answers, desk.library))
    if not with_lessons:
        return NewRecord(draft)
    found = starter_lessons(draft, desk)
    left = f"{PLACEHOLDER} {', '.join(Disposition)}"
    taken = [{"lesson": lesson, "disposition": left} for lesson in found[:MOST_LESSONS]]
    return NewRecord(replace(draft, values={**values, "lessons": taken or None}), notes=_notes(found))


def starter_lessons(draft: Draft, desk: Desk) -> list[str]:
    """Ids of the lessons that the project's page will push, the nearest first.

    They hang on phase, category and tier, so there are none before these are answered.
    """
    source, _ = read_record(draft.path, draft.text)
    fields, broken, _ = validate(Project, source)
    if {"phase", "state", "tier", "category"} & broken:
        return []
    record = Record(Kind.PROJECT, draft.id, draft.path, "", fields, source, broken)
    organisation = desk.library.organisation.fields
    facts = ProjectFacts(Context(desk.today, organisation, {}, {}), record, ())
    return [each.lesson.id for each in advice(facts, desk.library, desk.today)]


def _notes(found: list[str]) -> tuple[str, ...]:
    if not found:
        return ()
    told = f"lessons: {min(len(found), MOST_LESSONS)} to look at, the nearest first"
    if len(found) > MOST_LESSONS:
        told += f"; {len(found) - MOST_LESSONS} more will stand on the project's page"
    return (f"{told}. Say of each what the project does with it.",)
