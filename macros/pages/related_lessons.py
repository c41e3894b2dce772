"""Lessons that belong to a standard or template, each with the reason why."""

from collections.abc import Iterator, Mapping

from macros.records.library import Record
from macros.records.models import Lesson, Standard, Template
from macros.records.vocabulary import LessonStatus

from .formatting import term_cell
from .parts import Tabular, tabular
from .small_tables import small_table
from .tables import Cell, Kind
from .view import SiteView

MOST = 8
HEADINGS: Mapping[str, Kind] = {"Lesson": "text", "Level": "text", "Why it is here": "text"}
Found = tuple[Record[Lesson], str]


def lessons_of_standard(record: Record[Standard], site: SiteView) -> Tabular | None:
    """Lessons that changed one of its clauses, or whose text speaks of it."""
    ids = {clause.id for clause in record.fields.clauses}
    return _table(_of_clauses(ids, record.path, site), record.url, site)


def lessons_of_template(record: Record[Template], site: SiteView) -> Tabular | None:
    """Lessons that changed the template or a clause that it is evidence for, or whose text speaks of it."""
    changed = (
        (lesson, "changed this template")
        for lesson in _kept(site)
        if any(applied.template == record.id for applied in lesson.fields.applied_in)
    )
    rest = _of_clauses(set(record.fields.clauses), record.path, site)
    return _table([*changed, *rest], record.url, site)


def _of_clauses(ids: set[str], path: str, site: SiteView) -> Iterator[Found]:
    for lesson in _kept(site):
        changed = [applied.clause for applied in lesson.fields.applied_in if applied.clause in ids]
        if changed:
            yield lesson, f"changed {', '.join(filter(None, changed))}"
    for lesson in _kept(site):
        if path in site.mentions.get(lesson.path, ()):
            yield lesson, "speaks of it"


def _kept(site: SiteView) -> Iterator[Record[Lesson]]:
    return (each for each in site.library.lessons.values() if each.fields.status is not LessonStatus.RETIRED)


def _table(found: Iterator[Found] | list[Found], page: str, site: SiteView) -> Tabular | None:
    once: dict[str, Found] = {}
    for lesson, why in found:
        once.setdefault(lesson.id, (lesson, why))
    rows = [
        (
            Cell(lesson.fields.title, href=site.link(lesson, page).href, note=lesson.fields.recommendation),
            term_cell(lesson.fields.level),
            Cell(why),
        )
        for lesson, why in list(once.values())[:MOST]
    ]
    return tabular(small_table("lessons", "Related lessons", HEADINGS, rows))
