"""Links of maintained pages, written between files of the repository, led to the site's pages."""

import posixpath
from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from macros.records.library import Record
from macros.records.links import LinkMap, ToFile, ToPage, file_url

BEFORE_MKDOCS = 5
"""MkDocs resolves and validates links at priority 0; it sees what is left here."""


class SourceLinks(Extension):
    """A Markdown extension; ``origin`` is the record whose page is being rendered.

    ``has_page`` tells whether a record has a page on the site's day: a link to a lesson that had
    not been learned by then is shown as plain text.
    """

    def __init__(
        self,
        links: LinkMap,
        source_path: Callable[[Record[Any]], str],
        has_page: Callable[[Record[Any]], bool],
    ) -> None:
        super().__init__()
        self.links = links
        self.source_path = source_path
        self.has_page = has_page
        self.origin: Record[Any] | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Python-Markdown's name
        """Enter the tree processor."""
        md.treeprocessors.register(_Leading(md, self), "pmo-links", BEFORE_MKDOCS)

    def led(self, href: str) -> str | None:
        """``href`` as a path between the files that MkDocs knows; unchanged where it is not ours."""
        if self.origin is None:
            return href
        start = posixpath.dirname(self.source_path(self.origin)) or "."
        match self.links.resolve(self.origin.path, href):
            case ToPage(record, _) if not self.has_page(record):
                return None
            case ToPage(record, anchor) if record is not self.origin:
                path = quote(posixpath.relpath(self.source_path(record), start))
                return f"{path}#{anchor}" if anchor else path
            case ToFile(path):
                return posixpath.relpath(file_url(path), start)
        return href


class _Leading(Treeprocessor):
    def __init__(self, md: Markdown, links: SourceLinks) -> None:
        super().__init__(md)
        self.links = links

    def run(self, root: Element) -> None:
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            if name and element.get(name):
                led = self.links.led(element.get(name, ""))
                if led is None:
                    element.tag = "span"  # MkDocs insists on an address in every link
                    element.attrib.clear()
                else:
                    element.set(name, led)
