"""The form of a lesson, on the page *Submit a lesson*."""

from collections.abc import Mapping
from typing import Any

from macros.records.links import relative_url
from macros.records.models import Lesson
from macros.records.vocabulary import RESERVED_IDS, LessonStatus
from macros.records.vocabulary import Kind as RecordKind
from macros.records.writing import key_order

from ..parts import Notice, Section
from ..tables import Link
from ..view import SiteView
from .controls import Maker, file_name, sections, shared_data
from .form import Form, Group, Rows
from .hosting import hosting

PATH = "lessons/{date:year}/{@id}.md"
FIXED = {"status": LessonStatus.SUBMITTED.value}
LEFT_TO_CURATORS = frozenset(
    {"audience", "aliases", "attachments", "supersedes", "validated", "owner", "review_by"}
    | {"applied_in", "retired_because", "not_a_leak"}
)
"""Fields that are filled in when the lesson is looked through."""
OPTIONAL_SECTIONS = ("Evidence",)
NO_CATEGORIES = "No lesson categories are set in organisation.yml, so a lesson cannot be filed yet."
HINTS = {
    "title": "Say the lesson, not the topic: “Name an owner for test data before testing starts”.",
    "date": "The day it happened.",
    "summary": "The lesson in one sentence: what came about, and what it cost.",
    "recommendation": "One sentence that begins with a verb: what should others do?",
    "categories": "At least one.",
    "level": "Urgent: stop and act. Caution: look before you go on. Information: good to know. "
    "Good practice: it went well and should be repeated.",
    "submitted_by": "A team or role, never a person.",
    "project": "The project it happened in.",
    "source": "Only where it comes from no project of the register, such as a review or a workshop.",
    "phase": "The phase it happened in.",
    "tiers": "The sizes of project that it concerns; none for all of them.",
    "cause": "In a sentence or two: the cause, not the culprit.",
    "early_warning": "What could have been seen earlier?",
    "reference": "Your own number for it, if it has one.",
    "tags": "Words to find it by, with commas between them.",
    "#What happened": "Two or three sentences: what was planned, what came about, what it cost. No names of "
    "persons, no addresses or telephone numbers.",
    "#Why it happened": "The cause, not the culprit.",
    "#What to do next time": "Something a colleague can do tomorrow.",
    "#Evidence": "Where it can be read up: a report, a review, a figure and its source.",
}
FILE_NAME_HINT = "Becomes the address. It is made from the title; lower-case words joined by hyphens."


def lesson_form(site: SiteView, page: str) -> tuple[Section, ...]:
    """The form, or why there is none."""
    if not site.library.known("lesson_category"):
        return (Section((Notice(NO_CATEGORIES, "warning"),)),)
    without = Link("write the file yourself", relative_url("contribute/", page))
    return (Section((Form("lesson", _groups(site), _data(site), hosting(site.organisation), without),)),)


def _groups(site: SiteView) -> tuple[Group | Rows, ...]:
    make = Maker(Lesson, site.datasets["lessons"], HINTS)
    happened = make.control("date", until="today")
    outside = make.control("source", not_with="project")
    return (
        Group("The lesson", make.controls("title", "summary", "recommendation", "level", "categories")),
        Group(
            "Where it comes from",
            (happened, *make.controls("project"), outside, *make.controls("submitted_by")),
        ),
        Group("What others need to know", sections(RecordKind.LESSON, HINTS, *OPTIONAL_SECTIONS)),
        Group(
            "More about it",
            (
                *make.controls("phase", "tiers", "cause", "early_warning", "reference", "tags"),
                file_name("Name of the file", FILE_NAME_HINT),
            ),
            is_folded=True,
        ),
    )


def _data(site: SiteView) -> Mapping[str, Any]:
    lessons = site.library.lessons
    aliases = (alias for lesson in lessons.values() for alias in lesson.fields.aliases or ())
    return {
        **shared_data(site.organisation),
        "path": PATH,
        "keys": key_order(Lesson),
        "fixed": FIXED,
        "taken": {"@id": sorted({*lessons, *aliases, *RESERVED_IDS})},
        "takenMessage": "belongs already to another lesson or page",
        "idFrom": "title",
        "hosting": hosting(site.organisation).data(),
    }
