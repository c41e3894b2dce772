"""From a record to its page. The composer knows no MkDocs: it takes records and gives HTML."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from markupsafe import Markup

from macros.portfolio.as_at import lesson_as_at
from macros.portfolio.published import PATHS, Offers
from macros.portfolio.status import Portfolio, portfolio
from macros.records.fields import Group
from macros.records.glossary import Glossary
from macros.records.library import Library, Record
from macros.records.links import LinkMap, relative_url
from macros.records.problems import Problem
from macros.records.vocabulary import Kind

from . import lesson_page, project_page, report_page, standard_page, template_page
from .formatting import date_cell, text_cell
from .forms.report import report_pages
from .gate_page import gate_page
from .parts import Entry, Fact, RecordPage, footer
from .programme_page import programme_page
from .rendering import render
from .sections import FIXED_ANCHORS
from .view import SiteView, gate_url, programme_url

M = TypeVar("M", bound=Group)

HOME = "docs/index.md"
MOVED = "assets/javascripts/moved.js"
"""Keeps the anchor of an old address."""
"""Where problems of files without a page of their own are shown while serving."""
COMPOSED = frozenset({Kind.PROJECT, Kind.REPORT, Kind.LESSON, Kind.TEMPLATE})
BOOSTS = {Kind.STANDARD: standard_page.BOOST, Kind.TEMPLATE: template_page.BOOST}


@dataclass(frozen=True)
class Head:
    """What the page's head and search say of it, as plain text. ``boost`` 0 leaves it out of search."""

    title: str
    description: str
    boost: float = 1


@dataclass(frozen=True)
class Composed:
    """The page's HTML and what it adds to the table of contents."""

    html: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Composer:
    """Makes pages of one site. ``broken`` holds the problems of records that cannot have a page."""

    site: SiteView
    broken: dict[str, tuple[Problem, ...]]

    def offering(self, offers: Offers, glossary: Glossary) -> "Composer":
        """The same composer for a site that offers these files and explains these terms."""
        return replace(self, site=replace(self.site, offers=offers, glossary=glossary))

    @cached_property
    def _pages(self) -> dict[str, RecordPage]:
        """Pages whose head was asked for and whose HTML not yet."""
        return {}

    @cached_property
    def made_pages(self) -> dict[str, RecordPage]:
        """The pages of programmes, gates and report forms by their addresses."""
        organisation = self.site.organisation
        programmes = {
            programme_url(each.id): programme_page(each, self.site) for each in organisation.programmes
        }
        gates = {gate_url(each.id): gate_page(each, self.site) for each in organisation.gates}
        return programmes | gates | report_pages(self.site)

    def made_page(self, url: str) -> Composed:
        """The page of the programme, gate or report form at ``url``."""
        return _whole(self.made_pages[url])

    def has_page(self, record: Record[Any]) -> bool:
        """Whether the record is there on the site's day; a broken one has a page that says what is wrong."""
        return record.path in self.broken or record.path in self._alive

    @cached_property
    def _alive(self) -> dict[str, Record[Any]]:
        return {record.path: record for record in self.site.library.records()}

    def head(self, record: Record[Any]) -> Head:
        """Title, description and weight in search of a record's or maintained page."""
        if record.path in self.broken:
            return Head(record.id, "")
        if record.kind in COMPOSED:
            page = self._page(record)
            return Head(page.title, page.summary, page.boost)
        fields = record.fields
        description = fields.summary if record.kind is Kind.STANDARD else fields.description
        boost = BOOSTS.get(record.kind) or (0 if fields.search.exclude else fields.search.boost)
        return Head(fields.title or "", description or "", boost)

    def page(self, record: Record[Any], html: str) -> Composed:
        """The page of a record; ``html`` is what MkDocs made of a maintained page's Markdown."""
        if record.path in self.broken:
            told = render("problems.html.jinja", title=record.id, problems=self.broken[record.path])
            return Composed(told + (html if record.kind is Kind.PAGE else ""))
        if record.kind in COMPOSED:
            page = self._page(record)
            del self._pages[record.path]
            return _whole(page)
        foot = replace(footer(record.path, record.url, self.site), upkeep=tuple(_upkeep(record)))
        around = {"footer": foot, "html": Markup(html)}  # noqa: S704  MkDocs' own
        if record.kind is Kind.STANDARD:
            below = standard_page.below(record, self.site)
            above = standard_page.above(record, self.site)
            whole = render("standard.html.jinja", fields=record.fields, above=above, below=below, **around)
            return Composed(whole, tuple(entry for section in below for entry in section.entries()))
        return Composed(render("maintained.html.jinja", **around))

    def _page(self, record: Record[Any]) -> RecordPage:
        if record.path not in self._pages:
            self._pages[record.path] = self._composed(self._alive[record.path])
        return self._pages[record.path]

    def _composed(self, record: Record[Any]) -> RecordPage:
        statuses = self.site.portfolio.by_id
        match record.kind:
            case Kind.PROJECT:
                return project_page.project_page(statuses[record.id], self.site)
            case Kind.REPORT:
                return report_page.report_page(record, statuses[record.project], self.site)
            case Kind.LESSON:
                return lesson_page.lesson_page(record, self.site)
        return template_page.template_page(record, self.site)

    def redirects(self) -> Iterator[tuple[str, str]]:
        """Pages at the addresses that records had before, each as a path and its HTML."""
        for record in self.site.library.records():
            for old in self._old_addresses(record):
                target, title = relative_url(record.url, old), self.head(record).title
                script = relative_url(MOVED, old)
                html = render("redirect.html.jinja", title=title, target=target, script=script)
                yield f"{old}index.html", html

    def _old_addresses(self, record: Record[Any]) -> Iterator[str]:
        aliases = getattr(record.fields, "aliases", ())
        if record.kind is Kind.REPORT:
            project = self.site.library.projects[record.project]
            folders = [f"projects/{id_}/reports/" for id_ in (project.id, *project.fields.aliases)]
            addresses = (f"{folder}{id_}/" for folder in folders for id_ in (record.id, *aliases))
            yield from (address for address in addresses if address != record.url)
        else:
            yield from (f"{record.kind}s/{alias}/" for alias in aliases)


def _upkeep(record: Record[Any]) -> Iterator[Fact]:
    """Who keeps a maintained page, and when it was and will be looked at."""
    fields = record.fields
    if record.kind is Kind.PAGE and fields.review_by:
        yield Fact("Owner", text_cell(fields.owner))
        yield Fact("Version", text_cell(fields.version))
        yield Fact("Reviewed", date_cell(fields.reviewed))
        yield Fact("Next review", date_cell(fields.review_by))


def _whole(page: RecordPage) -> Composed:
    return Composed(render("record.html.jinja", page=page), tuple(page.entries()))


def composer(library: Library, errors: Iterable[Problem], today: date) -> Composer:
    """The composer of a library as at ``today``; a record with errors gets a page that says so."""
    with_page = {record.path for record in library.records() if record.kind is not Kind.ORGANISATION}
    broken: dict[str, tuple[Problem, ...]] = {}
    for problem in errors:
        shown_at = problem.path if problem.path in with_page else HOME
        broken[shown_at] = (*broken.get(shown_at, ()), problem)
    whole = _without(library, frozenset(broken))
    status = portfolio(whole, today)
    shown = _as_at(whole, status)
    later = {
        project: count
        for project, own in whole.reports.items()
        if (count := sum(report.date > today for report in own))
    }
    return Composer(SiteView(shown, status, LinkMap(shown, FIXED_ANCHORS, PATHS), later), broken)


def _without(library: Library, paths: frozenset[str]) -> Library:
    """The library without the records at ``paths``, and without reports of projects that went."""

    def kept(records: Mapping[str, Record[M]]) -> dict[str, Record[M]]:
        return {id_: record for id_, record in records.items() if record.path not in paths}

    projects = kept(library.projects)
    reports = {
        project: tuple(report for report in own if report.path not in paths)
        for project, own in library.reports.items()
        if project in projects
    }
    return replace(
        library,
        projects=projects,
        reports=reports,
        lessons=kept(library.lessons),
        templates=kept(library.templates),
        standards=kept(library.standards),
    )


def _as_at(library: Library, status: Portfolio) -> Library:
    """The library as it stood on the portfolio's day."""
    lessons = {
        id_: replace(record, fields=fields)
        for id_, record in library.lessons.items()
        if (fields := lesson_as_at(record.fields, status.today))
    }
    projects = {project.id: project.record for project in status}
    return replace(
        library,
        projects=projects,
        reports={project.id: project.reports for project in status},
        lessons=lessons,
    )
