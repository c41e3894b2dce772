"""Everything a page may need, gathered once a build."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from macros.portfolio.columns import Dataset
from macros.portfolio.datasets import datasets, rows_of
from macros.portfolio.published import Offers
from macros.portfolio.status import Portfolio
from macros.records.glossary import Glossary
from macros.records.library import Library, Record
from macros.records.links import LinkMap, ToPage, relative_url
from macros.records.models import Lesson, Organisation, Project, Template

from .tables import Link

PROBLEM_FORM = "page-problem.yml"
"""GitHub's form for it in .github/ISSUE_TEMPLATE/; where there is none, GitHub takes the body."""


@dataclass(frozen=True)
class SiteView:
    """The records, what follows from them, and how they refer to each other."""

    library: Library
    portfolio: Portfolio
    links: LinkMap
    later_reports: Mapping[str, int] = field(default_factory=dict)
    """By project, how many reports are dated after the site's day and so left out."""
    glossary: Glossary = field(default_factory=Glossary)
    offers: Offers = field(default_factory=Offers)
    """Files made from templates."""

    @property
    def organisation(self) -> Organisation:
        """Whose site this is; while serving, a broken field has its default."""
        return self.portfolio.context.organisation

    @property
    def today(self) -> date:
        """The day the site stands for."""
        return self.portfolio.today

    @cached_property
    def datasets(self) -> Mapping[str, Dataset]:
        """Every dataset by name."""
        return datasets(self.library)

    def rows(self, dataset: str) -> list[dict[str, object]]:
        """The rows of a dataset, made once."""
        if dataset not in self._rows:
            self._rows[dataset] = rows_of(dataset, self.library, self.portfolio)
        return self._rows[dataset]

    @cached_property
    def _rows(self) -> dict[str, list[dict[str, object]]]:
        return {}

    @cached_property
    def lessons_from(self) -> Mapping[str, list[Record[Lesson]]]:
        """Lessons by the project they come from."""
        return _grouped((lesson.fields.project, lesson) for lesson in self.library.lessons.values())

    @cached_property
    def lesson_takers(self) -> Mapping[str, list[Record[Project]]]:
        """Projects by the lesson they said something about."""
        return _grouped(
            (taken.lesson, project)
            for project in self.library.projects.values()
            for taken in project.fields.lessons
        )

    @cached_property
    def mentions(self) -> Mapping[str, frozenset[str]]:
        """By the path of a lesson, the paths of the records that its text links to."""
        return {
            lesson.path: frozenset(
                target.record.path
                for link in lesson.prose.links
                if isinstance(target := self.links.resolve(lesson.path, link.href), ToPage)
            )
            for lesson in self.library.lessons.values()
        }

    @cached_property
    def dependents(self) -> Mapping[str, list[tuple[Record[Project], Any]]]:
        """Projects that wait for a project, each with what it needs."""
        return _grouped(
            (need.project, (project, need))
            for project in self.library.projects.values()
            for need in project.fields.depends_on
        )

    @cached_property
    def evidence(self) -> Mapping[str, list[Record[Template]]]:
        """Templates by the clause they are evidence for."""
        return _grouped(
            (clause, template)
            for template in self.library.templates.values()
            for clause in template.fields.clauses
        )

    @cached_property
    def successors(self) -> Mapping[str, list[Record[Any]]]:
        """Lessons and templates by the one they took the place of, as ``kind/id``."""
        lessons = ((f"lesson/{record.fields.supersedes}", record) for record in self.library.lessons.values())
        templates = (
            (f"template/{record.fields.replaces}", record) for record in self.library.templates.values()
        )
        return _grouped([*lessons, *templates])

    def title(self, kind: str, id_: str) -> str:
        """The title of something that records refer to; its id where it is not known."""
        return self.library.known(kind).get(id_, id_)

    def link(self, record: Record[Any], page: str, text: str = "") -> Link:
        """A link to a record's page, as seen from the page at the address ``page``."""
        return Link(text or record.fields.title, relative_url(record.url, page))

    def clause_link(self, id_: str | None, page: str) -> Link | None:
        """A link to a clause on its standard's page, where there is such a clause."""
        found = self.library.clauses.get(id_ or "")
        return Link(found[1].id, relative_url(f"{found[0].url}#{found[1].anchor}", page)) if found else None

    def gate_link(self, id_: str | None, page: str) -> Link | None:
        """A link to the page of a gate, where there is such a gate."""
        found = self.library.known("gate").get(id_ or "")
        return Link(found, relative_url(gate_url(id_ or ""), page)) if found else None

    def edit_url(self, path: str) -> str | None:
        """Where the file at ``path`` is edited on the hosting service, if there is one."""
        repository = self.organisation.repository
        if repository is None:
            return None
        base = repository.url.rstrip("/")
        step = "-/edit" if repository.is_gitlab else "edit"
        return f"{base}/{step}/{quote(repository.branch)}/{quote(path)}"

    def report_problem_url(self, path: str, url: str) -> str | None:
        """Where a reader says that the page at ``url`` is wrong: the hosting's issues, or a mail."""
        title = f"Problem on {url or 'the home page'}"
        body = f"File: {path}\n\nWhat is wrong, and what should it say?\n"
        repository, contact = self.organisation.repository, self.organisation.contact
        if repository is None:
            mail = f"mailto:{quote(contact, safe='@')}" if contact and "@" in contact else None
            return mail and f"{mail}?{_query(subject=title, body=body)}"
        base = repository.url.rstrip("/")
        if repository.is_gitlab:
            return f"{base}/-/issues/new?{_query(**{'issue[title]': title, 'issue[description]': body})}"
        form = _query(title=title, body=body, template=PROBLEM_FORM, page=url or "/", file=path)
        return f"{base}/issues/new?{form}"


def _query(**fields: str) -> str:
    return urlencode(fields, quote_via=quote)


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)


def gate_url(gate: str) -> str:
    """The address of a gate's page, relative to the site's root."""
    return f"gates/{gate}/"


def programme_url(programme: str) -> str:
    """The address of a programme's page, relative to the site's root."""
    return f"portfolio/programmes/{programme}/"
