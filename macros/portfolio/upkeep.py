"""How fresh the knowledge is: reviews due, and what changed when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from macros.records.library import Library, Record
from macros.records.models.common import ChangeNote
from macros.records.vocabulary import Kind, LessonStatus, TemplateStatus

AHEAD = timedelta(days=90)
"""Reviews that fall due so soon are listed beside those that are late."""
WORDS = {Kind.STANDARD: "Standard", Kind.TEMPLATE: "Template", Kind.LESSON: "Lesson", Kind.PAGE: "Page"}


@dataclass(frozen=True)
class Review:
    """Something that its owner has to look at again."""

    record: Record[Any]
    owner: str
    due: date

    def is_late(self, today: date) -> bool:
        """Whether the day has passed."""
        return self.due < today

    @property
    def kind(self) -> str:
        """What it is, in words."""
        return WORDS[self.record.kind]


@dataclass(frozen=True)
class Changed:
    """A change note of a standard or template."""

    record: Record[Any]
    note: ChangeNote

    @property
    def kind(self) -> str:
        """What it is, in words."""
        return WORDS[self.record.kind]


def reviews(library: Library, today: date) -> list[Review]:
    """Reviews that are late or fall due within ninety days, the oldest first."""
    found = [review for review in _reviews(library) if review.due <= today + AHEAD]
    return sorted(found, key=lambda review: (review.due, review.record.path))


def changes(library: Library, today: date) -> list[Changed]:
    """Change notes of standards and templates up to ``today``, newest first."""
    records: tuple[Record[Any], ...] = (*library.standards.values(), *library.templates.values())
    found = [
        Changed(record, note) for record in records for note in record.fields.changes if note.date <= today
    ]
    return sorted(found, key=lambda each: (each.note.date, each.record.path), reverse=True)


def _reviews(library: Library) -> Iterator[Review]:
    for kind in (library.standards, library.templates, library.lessons, library.pages):
        for record in kind.values():
            fields: Any = record.fields
            status = getattr(fields, "status", None)
            if fields.review_by and status not in {LessonStatus.RETIRED, TemplateStatus.RETIRED}:
                yield Review(record, fields.owner or "", fields.review_by)
