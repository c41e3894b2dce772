"""What the lessons say together: categories over time, causes that come back, how long each step takes."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import median

from macros.records.library import Library, Record
from macros.records.models import Lesson
from macros.records.vocabulary import LessonLevel, LessonStatus


@dataclass(frozen=True)
class Recurred:
    """A lesson of a category in which an earlier one had been applied already."""

    lesson: Record[Lesson]
    earlier: Record[Lesson]
    category: str
    applied: date


@dataclass(frozen=True)
class Insights:
    """The lessons of a library as at ``today``."""

    library: Library
    today: date

    @cached_property
    def lessons(self) -> tuple[Record[Lesson], ...]:
        """Every lesson, the oldest first."""
        return tuple(
            sorted(self.library.lessons.values(), key=lambda record: (record.fields.date, record.id))
        )

    @cached_property
    def by_category(self) -> Mapping[str, Counter[int]]:
        """How many lessons each category had in each year."""
        counts: dict[str, Counter[int]] = {id_: Counter() for id_ in self.library.known("lesson_category")}
        for record in self.lessons:
            for category in record.fields.categories:
                counts.setdefault(category, Counter())[record.fields.date.year] += 1
        return counts

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that have lessons, in their order."""
        return tuple(sorted({record.fields.date.year for record in self.lessons}))

    @cached_property
    def recurred(self) -> tuple[Recurred, ...]:
        """Lessons that happened after one of the same category and tag had been applied, newest first."""
        return tuple(sorted(self._recurred(), key=lambda each: each.lesson.fields.date, reverse=True))

    def _recurred(self) -> Iterator[Recurred]:
        applied = [
            (record, min(entry.date for entry in record.fields.applied_in))
            for record in self.lessons
            if record.fields.status is LessonStatus.APPLIED and record.fields.applied_in
        ]
        for record in self.lessons:
            if record.fields.level is LessonLevel.GOOD_PRACTICE:
                continue
            for earlier, when in applied:
                if earlier is not record and when < record.fields.date and _same(earlier, record):
                    yield Recurred(record, earlier, _shared(earlier, record)[0], when)
                    break

    @property
    def good_news(self) -> float | None:
        """The share of good practice among all lessons, 0 to 100; undefined without lessons."""
        levels = [record.fields.level is LessonLevel.GOOD_PRACTICE for record in self.lessons]
        return 100 * sum(levels) / len(levels) if levels else None

    @property
    def days_to_validate(self) -> float | None:
        """Median of the days from what happened to validation."""
        days = [(fields.validated - fields.date).days for fields in self._fields if fields.validated]
        return median(days) if days else None

    @property
    def days_to_apply(self) -> float | None:
        """Median of the days from what happened to the first change it led to."""
        days = [
            (min(entry.date for entry in fields.applied_in) - fields.date).days
            for fields in self._fields
            if fields.status is LessonStatus.APPLIED and fields.applied_in
        ]
        return median(days) if days else None

    @property
    def by_status(self) -> Counter[LessonStatus]:
        """How many lessons stand at each step."""
        return Counter(fields.status for fields in self._fields)

    @cached_property
    def standards(self) -> Counter[str]:
        """How many lessons changed each standard, by its id."""
        found: Counter[str] = Counter()
        for fields in self._fields:
            own = {
                self.library.clauses[entry.clause][0].id
                for entry in fields.applied_in
                if entry.clause and entry.clause in self.library.clauses
            }
            found.update(own)
        return found

    @cached_property
    def queue(self) -> tuple[Record[Lesson], ...]:
        """What waits for a curator: submitted lessons, and kept ones with a late review; oldest first."""
        return tuple(
            record
            for record in self.lessons
            if record.fields.status is LessonStatus.SUBMITTED
            or (
                record.fields.status is not LessonStatus.RETIRED
                and record.fields.review_by
                and record.fields.review_by < self.today
            )
        )

    @property
    def _fields(self) -> tuple[Lesson, ...]:
        return tuple(record.fields for record in self.lessons)


def _same(one: Record[Lesson], other: Record[Lesson]) -> bool:
    """Whether two lessons are about the same thing: a category and a tag in common."""
    tags = {tag.casefold() for tag in one.fields.tags} & {tag.casefold() for tag in other.fields.tags}
    return bool(tags) and bool(_shared(one, other))


def _shared(one: Record[Lesson], other: Record[Lesson]) -> list[str]:
    return [category for category in one.fields.categories if category in other.fields.categories]
