"""A new template: its guidance page, and a source to begin with beside it."""

from collections.abc import Iterable
from datetime import timedelta

from macros.imports.drafts import Draft
from macros.imports.targets import target
from macros.records.models import Template
from macros.records.vocabulary import SOURCE_NAMES, Kind, TemplateStatus

from .answers import Answers, body, front_matter
from .new_record import Desk, NewRecord
from .questions import SECTION, Question, of_model

NEEDED = ("title", "summary", "phases", "roles", "owner")
OPTIONAL = ("gate", "clauses", "replaces", "tags")
A_YEAR = timedelta(days=364)
HINTS = {
    "title": "What people call the document.",
    "summary": "One sentence: what it is and what it is good for.",
    "roles": "The roles that fill it in.",
    "owner": "The post that keeps it up to date.",
    "gate": "The gate that asks for it, if one does.",
    "clauses": "Clauses that the filled-in document is evidence for, such as GOV-2.",
    "replaces": "The template that this one takes the place of.",
    "tags": "Words to find it by, with commas between them.",
    "#When to use it": "two or three sentences",
    "#When not to use it": "what to do instead",
    "#How to fill it in": "the order of work, and where the facts come from",
    "#What good looks like": "how a reader knows a good one",
}
SECTIONS = tuple(name for name in HINTS if name.startswith(SECTION))
"""The headings of a guidance page; templates/README.md says what stands below them."""

DOCUMENT = """\
::: instruction
Say here what the document is for, and delete this box when it is filled in.
:::

| | |
|---|---|
| Project | {{ project.title }} |
| Prepared by | {{ entry.prepared_by | asks("post, and date") }} |

# What it is about

::: instruction
One instruction a section: what belongs here, and how much of it.
:::

{{ entry.about | asks("what it is about") }}
"""
SLIDES = """\
# What it is about

::: instruction
Instructions go to the speaker's notes.
:::

- {{ entry.about | asks("what it is about") }}
"""
WORKBOOK = """\
title: List
sheets:
  - id: list
    name: List
    instructions: One row an entry.
    rows: 40
    columns:
      - {id: title, title: Title, type: text, width: 40}
      - {id: owner, title: Owner, type: text, width: 24}
      - {id: due, title: Due, type: date}
"""
NOT_USED = "none"
"""The answer that leaves a tier out."""
SOURCES = dict(zip(SOURCE_NAMES, (DOCUMENT, SLIDES, WORKBOOK), strict=True))
"""What each source begins with."""


def template_questions(tiers: Iterable[tuple[str, str]]) -> tuple[Question, ...]:
    """What is asked for a template; how much it is needed, for each tier (id and title)."""
    use = target(Template, "use")
    uses = (
        Question(f"use.{tier}", use, f"How much projects of tier {title} need it.", True, NOT_USED)  # noqa: FBT003
        for tier, title in tiers
    )
    sections = (Question(name, None, HINTS[name], is_needed=True) for name in SECTIONS)
    return (
        *of_model(Template, HINTS, NEEDED),
        *uses,
        *of_model(Template, HINTS, (), OPTIONAL),
        *sections,
    )


def new_template(answers: Answers, desk: Desk, id_: str = "", source: str = SOURCE_NAMES[0]) -> NewRecord:
    """The template as a draft of version 0.1, with the source of that name. Raises WrongAnswerError."""
    questions = template_questions(desk.library.known("tier").items())
    own = desk.free_id(Kind.TEMPLATE, str(answers.get("title", "")), id_)
    values = {
        **front_matter(questions, answers, desk.library),
        "reviewed": desk.today,
        "review_by": desk.today + A_YEAR,
        "status": TemplateStatus.DRAFT.value,
        "changes": [{"version": "0.1", "date": desk.today, "note": "First draft."}],
    }
    beside = {f"templates/{own}/{source}": SOURCES[source]}
    text = body(questions, answers, desk.library)
    path = f"templates/{own}/index.md"
    draft = Draft(Kind.TEMPLATE, own, path, values, text, beside=tuple(beside))
    return NewRecord(draft, beside, (f"{source} is a beginning; templates/README.md says what it may hold.",))
