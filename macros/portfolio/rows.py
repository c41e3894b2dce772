"""Rows of every dataset: plain values by name, from the records as at the portfolio's day.

Dates are ``date``, terms are text, lists are tuples, groups are dictionaries with the record's keys, and what
is not known is ``None``. ``url`` is relative to the site's root. A record with a broken field gives no row.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from macros.records.library import Library, Record
from macros.records.models import Lesson, Standard
from macros.records.models.standard import Clause
from macros.records.vocabulary import LessonStatus, TemplateStatus

from .status import Portfolio, ProjectStatus

Row = dict[str, object]


def project_rows(_: Library, portfolio: Portfolio) -> Iterator[Row]:
    """Every project."""
    return (project.row() for project in portfolio.projects)


def report_rows(_: Library, portfolio: Portfolio) -> Iterator[Row]:
    """Every report up to the day. ``id`` is project and date, ``milestones`` by id."""
    for project in portfolio.projects:
        for report in project.reports:
            assurance = report.fields.assurance
            yield {
                **_own(report.fields),
                "id": f"{project.id}/{report.id}",
                "url": report.url,
                "project": project.id,
                "date": report.date,
                "currency": project.currency,
                "assurance_rating": assurance.rating if assurance else None,
                "assurance_date": assurance.date if assurance else None,
                "assurance_by": assurance.by if assurance else None,
            }


def milestone_rows(_: Library, portfolio: Portfolio) -> Iterator[Row]:
    """Every milestone. ``id`` is project and milestone; the address is the project's."""
    return (row for project in portfolio.projects for row in _milestones(project))


def _milestones(project: ProjectStatus) -> Iterator[Row]:
    names = ("title", "gate", "baseline", "first_baseline", "forecast", "actual", "dropped", "state")
    for row in project.milestone_rows:
        yield {
            "id": f"{project.id}/{row.id}",
            "url": project.record.url,
            "project": project.id,
            "milestone": row.id,
            "programme": project.fields.programme,
            "project_state": project.fields.state,
            **{
                name: getattr(row, name) for name in (*names, "expected", "slip_days", "slip_from_first_days")
            },
        }


def lesson_rows(library: Library, portfolio: Portfolio) -> Iterator[Row]:
    """Every lesson of what had happened by the day, as it stood then."""
    cited = Counter(
        lesson
        for project in portfolio.projects
        for lesson in {taken.lesson for taken in project.fields.lessons}
    )
    for id_, lesson in portfolio.context.lessons.items():
        retired = lesson.status is LessonStatus.RETIRED
        yield {
            **_own(lesson),
            "id": id_,
            "url": library.lessons[id_].url,
            "year": lesson.date.year,
            "applied_to": _applied_to(lesson),
            "cited_by": cited[id_],
            "overdue_review": not retired and _overdue(lesson.review_by, portfolio.today),
        }


def template_rows(library: Library, portfolio: Portfolio) -> Iterator[Row]:
    """Every template. ``use`` is a list of ``tier: use``."""
    for template in _whole(library.templates.values()):
        fields = template.fields
        retired = fields.status is TemplateStatus.RETIRED
        yield {
            **_own(fields),
            "id": template.id,
            "url": template.url,
            "use": tuple(f"{tier}: {use}" for tier, use in fields.use.items()),
            "tiers": tuple(fields.use),
            "version": fields.version,
            "overdue_review": not retired and _overdue(fields.review_by, portfolio.today),
        }


def standard_rows(library: Library, portfolio: Portfolio) -> Iterator[Row]:
    """Every standard."""
    for standard in _whole(library.standards.values()):
        yield {
            **_own(standard.fields),
            "id": standard.id,
            "url": standard.url,
            "version": standard.fields.version,
            "overdue_review": _overdue(standard.fields.review_by, portfolio.today),
        }


def clause_rows(library: Library, portfolio: Portfolio) -> Iterator[Row]:
    """Every clause, with the templates that are evidence for it and the lessons that changed it."""
    templates, lessons = defaultdict(list), defaultdict(list)
    for template in _whole(library.templates.values()):
        for clause in dict.fromkeys(template.fields.clauses):
            templates[clause].append(template.id)
    for id_, lesson in portfolio.context.lessons.items():
        for target in _applied_to(lesson):
            lessons[target].append(id_)
    for standard in _whole(library.standards.values()):
        for clause in standard.fields.clauses:
            yield {
                **_clause(standard, clause),
                "templates": tuple(templates[clause.id]),
                "lessons": tuple(lessons[clause.id]),
            }


def _clause(standard: Record[Standard], clause: Clause) -> Row:
    return {
        **_own(clause),
        "url": f"{standard.url}#{clause.anchor}",
        "anchor": clause.anchor,
        "standard": standard.id,
        "withdrawn": clause.is_withdrawn,
        "withdrawn_because": clause.withdrawn,
    }


def _whole(records: Iterable[Record[Any]]) -> Iterator[Record[Any]]:
    return (record for record in records if not record.broken)


def _own(fields: Any) -> Row:  # noqa: ANN401  any group of fields
    """A record's fields under their own names."""
    return {name: _plain(value) for name, value in fields.model_dump(by_alias=True).items()}


def _plain(value: Any) -> Any:  # noqa: ANN401  what a model holds
    if isinstance(value, list):
        return tuple(_plain(item) for item in value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


def _applied_to(lesson: Lesson) -> tuple[str, ...]:
    """Ids of the clauses and templates that a lesson changed, each once."""
    targets = (entry.clause or entry.template for entry in lesson.applied_in)
    return tuple(dict.fromkeys(target for target in targets if target))


def _overdue(review_by: date | None, today: date) -> bool:
    return review_by is not None and review_by < today
