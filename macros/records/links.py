"""Where a link leads. Links are written as paths between files, so they work in the repository too."""

import os
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urlsplit

from .library import Library, Record
from .places import RecordPlace, place_of
from .problems import nearest
from .vocabulary import EXAMPLE_NAME, SAFE_SCHEMES, SOURCE_NAMES, Kind

LONGEST_SHOWN = 80
Anchors = Mapping[str, frozenset[str]]
"""Anchors that pages of a kind have besides those of their prose."""


@dataclass(frozen=True)
class ToPage:
    """A link to a page of the site. ``anchor`` is empty where it leads to its top."""

    record: Record[Any]
    anchor: str = ""

    @property
    def url(self) -> str:
        """Address relative to the site's root, with the anchor."""
        return f"{self.record.url}#{self.anchor}" if self.anchor else self.record.url


@dataclass(frozen=True)
class ToFile:
    """A link to a published file; ``url`` is its address relative to the site's root."""

    path: str
    url: str


@dataclass(frozen=True)
class Elsewhere:
    """A link out of the site."""

    href: str


@dataclass(frozen=True)
class Dead:
    """A link that leads nowhere, and the way out."""

    message: str
    help: str = ""


Target = ToPage | ToFile | Elsewhere | Dead


def is_published(path: str) -> bool:
    """Whether a file beside a record is offered as it is; sources of templates are compiled instead."""
    room, _, rest = path.partition("/")
    return room != "templates" or rest.partition("/")[2] not in {*SOURCE_NAMES, EXAMPLE_NAME}


def published_path(path: str) -> str:
    """Where the file at ``path`` lies in the site; a lesson's without the year, which may change."""
    room, *rest = path.split("/")
    match room:
        case "docs":
            return "/".join(rest)
        case "lessons":
            return "/".join(("downloads", room, *rest[1:]))
    return f"downloads/{path}"


def file_url(path: str) -> str:
    """Address of a published file, relative to the site's root, with what must be escaped there."""
    return quote(published_path(path))


@dataclass(frozen=True)
class LinkMap:
    """Everything that a link can lead to."""

    library: Library
    fixed_anchors: Anchors
    made: frozenset[str] = frozenset()
    """Paths in the site of files that are made with it. A link is written as if they lay in ``docs/``."""

    @cached_property
    def pages(self) -> dict[str, Record[Any]]:
        """The record or maintained page by the path of its file."""
        every = self.library.everything()
        return {record.path: record for record in every if record.kind is not Kind.ORGANISATION}

    @cached_property
    def files(self) -> frozenset[str]:
        """Paths of files that are published as they are."""
        beside = (path for record in self.pages.values() for path in record.beside)
        return self.library.statics | frozenset(beside) | {f"docs/{path}" for path in self.made}

    def anchors(self, record: Record[Any]) -> frozenset[str]:
        """Every anchor of a record's page."""
        clauses: frozenset[str] = frozenset()
        if record.kind is Kind.STANDARD:
            clauses = frozenset(clause.anchor for clause in record.fields.clauses or ())
        return record.prose.anchors | clauses | self.fixed_anchors.get(record.kind, frozenset())

    def resolve(self, origin: str, href: str) -> Target:
        """Where ``href``, written in the file at ``origin``, leads."""
        try:
            parts = urlsplit(href)
        except ValueError:
            return Dead(f"the link {_short(href)!r} is no address")
        outside = _outside(parts, href)
        if outside:
            return outside
        anchor = unquote(parts.fragment)
        if not parts.path:
            own = self.pages.get(origin)  # a draft is no page yet
            return self._page(own, anchor, href) if own else Elsewhere(href)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), unquote(parts.path)))
        if path in self.files:
            return ToFile(path, file_url(path))
        record = self.pages.get(path) or self._by_old_name(path)
        return self._page(record, anchor, href) if record else self._nothing_at(path, href)

    def _page(self, record: Record[Any], anchor: str, href: str) -> Target:
        is_read = record.source.is_whole and "clauses" not in record.broken
        known = self.anchors(record) if anchor and is_read else frozenset((anchor,))
        if anchor in known:
            return ToPage(record, anchor)
        message = f"the link {_short(href)!r} leads to {record.path}, which has no anchor {anchor!r}"
        return Dead(message, nearest(anchor, known) or f"See the headings of {record.path}")

    def _by_old_name(self, path: str) -> Record[Any] | None:
        place = place_of(path)
        if not isinstance(place, RecordPlace):
            return None
        if place.kind is not Kind.REPORT:
            found = self.library.old_ids.get((place.kind, place.id))
            return found[0] if found else None
        project = next(iter(self.library.old_ids.get((Kind.PROJECT, place.project), ())), None)
        reports = self.library.reports.get(project.id if project else place.project, ())
        return next((each for each in reports if place.id in (each.id, *each.fields.aliases)), None)

    def _nothing_at(self, path: str, href: str) -> Dead:
        said = f"the link {_short(href)!r} leads to"
        for index in (f"{path}/index.md", f"{path}.md"):
            if index in self.pages:
                return Dead(f"{said} no file", f"Write the path to {index}")
        # Unlike Path.is_file, this is silent about names that no file can have.
        if os.path.isfile(self.library.root / path) and not path.startswith(".."):  # noqa: PTH113
            return Dead(f"{said} {path}, which is no part of the site", "Link to a page")
        if href.startswith("www."):
            way_out = "Begin the address of a website with https://"
        else:
            like = nearest(_stem(path), self._by_stem, "{}")
            way_out = f"Is {self._by_stem[like]} meant?" if like else ""
        return Dead(f"{said} {path}, which is not there", way_out)

    @cached_property
    def _by_stem(self) -> dict[str, str]:
        return {_stem(path): path for path in self.pages}


def _outside(parts: SplitResult, href: str) -> Elsewhere | Dead | None:
    """What a link is that does not lead from file to file."""
    if not href:
        return Dead("the link has no address", "Write one between the round brackets")
    if parts.scheme in SAFE_SCHEMES:
        return Elsewhere(href)
    said = f"the link {_short(href)!r}"
    if parts.scheme or parts.netloc or href.startswith("//"):
        return Dead(f"{said} is no address that can be followed", "Begin it with https://")
    if href.startswith("/"):
        return Dead(f"{said} begins at the host's root", "Write the path from this file to the other")
    return None


def _short(href: str) -> str:
    return href if len(href) <= LONGEST_SHOWN else href[: LONGEST_SHOWN - 1] + "…"


def _stem(path: str) -> str:
    """The part of a path that names its record."""
    return posixpath.basename(path.removesuffix("/index.md")).removesuffix(".md")


def relative_url(target: str, page: str) -> str:
    """``target`` as seen from ``page``; both are addresses relative to the site's root."""
    path, hash_, anchor = target.partition("#")
    if path == page and anchor:
        return f"#{anchor}"
    here, there = page.split("/")[:-1], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    relative = "/".join([*[".."] * (len(here) - shared), *there[shared:]]) or "./"
    return f"{relative}{hash_}{anchor}"
