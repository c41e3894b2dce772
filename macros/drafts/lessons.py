"""A new lesson."""

from macros.imports.drafts import Draft
from macros.pages.forms.lesson import HINTS
from macros.records.models import Lesson
from macros.records.vocabulary import Kind, LessonStatus

from .answers import Answers, body, front_matter
from .new_record import Desk, NewRecord
from .questions import Question, of_body, of_model

NEEDED = ("title", "date", "summary", "recommendation", "categories", "level", "submitted_by")
OPTIONAL = ("project", "source", "phase", "tiers", "cause", "early_warning", "reference", "tags")


def lesson_questions() -> tuple[Question, ...]:
    """What is asked for a lesson, in this order."""
    needed, more = of_model(Lesson, HINTS, NEEDED), of_model(Lesson, HINTS, (), OPTIONAL)
    return (*needed, *of_body(Kind.LESSON, HINTS), *more)


def new_lesson(answers: Answers, desk: Desk, id_: str = "") -> NewRecord:
    """The lesson, submitted. Raises WrongAnswerError where its id is taken."""
    questions = lesson_questions()
    own = desk.free_id(Kind.LESSON, str(answers.get("title", "")), id_)
    values = front_matter(questions, answers, desk.library) | {"status": LessonStatus.SUBMITTED.value}
    year = str(answers.get("date", desk.today))[:4]
    path = f"lessons/{year}/{own}.md"
    return NewRecord(Draft(Kind.LESSON, own, path, values, body(questions, answers, desk.library)))
