"""What a record page is made of, as data. ``record.html.jinja`` turns it into HTML."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from markupsafe import Markup

from macros.records.library import Record
from macros.records.links import relative_url
from macros.records.models.organisation import Tier, TierQuestion

from .forms.form import Form
from .prose import prose_html
from .sections import SECTIONS, anchor
from .tables import Cell, Link, Table
from .view import SiteView


@dataclass(frozen=True)
class Fact:
    """A label and its value."""

    label: str
    cell: Cell


@dataclass(frozen=True)
class Facts:
    """Labels and values; those without a value are left out, unless that is worth saying."""

    part: ClassVar = "facts"
    items: tuple[Fact, ...]
    is_searched: bool = True
    """Whether the search reads them. Nobody looks for figures, which change from report to report."""

    @property
    def given(self) -> tuple[Fact, ...]:
        """The facts that have a value."""
        return tuple(fact for fact in self.items if not fact.cell.absent)


@dataclass(frozen=True)
class Tiles:
    """The few values a reader came for, writ large. An absent one shows a dash."""

    part: ClassVar = "tiles"
    items: tuple[Fact, ...]


@dataclass(frozen=True)
class Prose:
    """Contributed text as safe HTML."""

    part: ClassVar = "prose"
    html: Markup


@dataclass(frozen=True)
class Notice:
    """A sentence that must not be missed. ``tone`` is info or warning."""

    part: ClassVar = "notice"
    text: str
    tone: str = "info"
    link: Link | None = None


@dataclass(frozen=True)
class Download:
    """A file to download: its name, where it is, what it is and its size in words."""

    title: str
    href: str
    note: str
    sha256: str = ""


@dataclass(frozen=True)
class Downloads:
    """Files to download."""

    part: ClassVar = "downloads"
    files: tuple[Download, ...]


@dataclass(frozen=True)
class Tabular:
    """A table."""

    part: ClassVar = "table"
    table: Table


@dataclass(frozen=True)
class Figure:
    """A chart as SVG, with the same numbers as a table."""

    part: ClassVar = "figure"
    svg: Markup
    caption: str
    table: Table
    is_repeated: bool = False
    """Whether a table of the page holds the same numbers; then paper leaves this one out."""


@dataclass(frozen=True)
class Assessment:
    """Questions whose answers have points, and the tiers that the points lead to."""

    part: ClassVar = "assessment"
    questions: tuple[TierQuestion, ...]
    tiers: tuple[Tier, ...]


@dataclass(frozen=True)
class Choosing:
    """A list to choose one value from, under the name that it has in the address."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...]
    """Each with its label."""


@dataclass(frozen=True)
class Situation:
    """Questions about where a reader stands. ``situation.js`` finds the rows of ``table`` that fit best.

    ``data`` is what the script weighs them by.
    """

    part: ClassVar = "situation"
    table: str
    lists: tuple[Choosing, ...]
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Preview:
    """What a file holds, as clean HTML that a reader opens."""

    part: ClassVar = "preview"
    summary: str
    html: Markup


Part = Assessment | Situation | Form | Preview | Figure | Facts | Tiles | Prose | Notice | Downloads | Tabular


@dataclass(frozen=True)
class Entry:
    """A line of the page's table of contents."""

    title: str
    anchor: str
    level: int = 2


@dataclass(frozen=True)
class Section:
    """Parts under a heading; without a title, parts alone."""

    parts: tuple[Part, ...]
    title: str = ""
    anchor: str = ""
    contents: tuple[Entry, ...] = ()

    @property
    def is_searched(self) -> bool:
        """Whether there is more in it than what the search leaves out."""
        return not all(
            isinstance(part, (Tabular, Figure, Tiles, Preview))
            or (isinstance(part, Facts) and not part.is_searched)
            for part in self.parts
        )

    def entries(self) -> Iterator[Entry]:
        """What this section adds to the table of contents."""
        if self.title:
            yield Entry(self.title, self.anchor)
        yield from self.contents


@dataclass(frozen=True)
class Footer:
    """Where the page's source is edited and where a problem with it is reported."""

    path: str
    edit: str | None
    problem: str | None
    upkeep: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class RecordPage:
    """A page made from a record. ``boost`` weighs it in search; 0 leaves it out."""

    title: str
    summary: str
    crumbs: tuple[Link, ...]
    sections: tuple[Section, ...]
    footer: Footer
    boost: float = 1

    def entries(self) -> Iterator[Entry]:
        """The table of contents."""
        for section in self.sections:
            yield from section.entries()


def section(record: Record[Any], name: str, *parts: Part | None) -> Section | None:
    """One of the sections of this kind of page, or nothing where it has no parts."""
    title = SECTIONS[record.kind][name]
    given = tuple(_under(title, part) for part in parts if part is not None)
    return Section(given, title, anchor(name)) if given else None


def _under(title: str, part: Part) -> Part:
    """A table whose caption says the same as the heading above it keeps it for screen readers."""
    if isinstance(part, Tabular) and part.table.caption == title:
        return Tabular(replace(part.table, show_caption=False))
    return part


def prose(record: Record[Any], site: SiteView) -> Section | None:
    """The record's own text with its headings."""
    if not record.source.body.strip():
        return None
    headings = tuple(
        Entry(heading.text, heading.anchor, max(heading.level, 2)) for heading in record.prose.headings
    )
    return Section((Prose(Markup(prose_html(record, site.links))),), contents=headings)  # noqa: S704  cleaned


def present(sections: Iterable[Section | None]) -> tuple[Section, ...]:
    """The sections that have something to show."""
    return tuple(section for section in sections if section is not None)


def tabular(table: Table) -> Tabular | None:
    """A table with rows, or nothing."""
    return Tabular(table) if table.rows else None


def footer(path: str, url: str, site: SiteView) -> Footer:
    """The footer of the page at ``url``, whose source is the file at ``path``."""
    return Footer(path, site.edit_url(path), site.report_problem_url(path, url))


def crumbs(page: str, *steps: tuple[str, str]) -> tuple[Link, ...]:
    """Breadcrumbs from home on: each step a title and an address relative to the site's root."""
    return tuple(Link(title, relative_url(url, page)) for title, url in (("Home", ""), *steps))
