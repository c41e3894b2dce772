"""The tags of a built page, each with its place, and changes of their attributes at that place.

A page that MkDocs wrote is well formed, so one expression finds its tags. Comments, and what stands between
the tags of a script or style, are passed over.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from pathlib import Path

TAG = re.compile(
    r"""<!--.*?--> | <(?P<name>[a-z][\w-]*)(?P<attributes>(?:[^>"']|"[^"]*"|'[^']*')*)>""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'>/=]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+)))?""",
    re.DOTALL,
)
END_OF_TEXT = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "textarea", "title")
}
"""Elements whose content holds no tags."""


@dataclass(frozen=True)
class Attribute:
    """An attribute: its value with character references resolved, and where it stands in the page."""

    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Tag:
    """A start tag: its name in lower case, its offsets in the page, and the text of a script or the like."""

    name: str
    start: int
    end: int
    source: str
    text: str = ""

    @cached_property
    def attributes(self) -> dict[str, Attribute]:
        """By name in lower case; of two with one name the first counts, as in a browser."""
        found: dict[str, Attribute] = {}
        for match in ATTRIBUTE.finditer(self.source):
            value = next(
                (match[kind] for kind in ("double", "single", "bare") if match[kind] is not None), ""
            )
            start, end = self.end - 1 - len(self.source) + match.start(), match.end() - match.start()
            found.setdefault(match["name"].lower(), Attribute(unescape(value), start, start + end))
        return found

    def get(self, name: str) -> str | None:
        """The value of an attribute; nothing where it is not there."""
        return self.attributes[name].value if name in self.attributes else None


def tags(page: str) -> Iterator[Tag]:
    """The start tags of ``page``, in order."""
    at = 0
    while match := TAG.search(page, at):
        at = match.end()
        if match["name"] is None:
            continue
        name, text = match["name"].lower(), ""
        if name in END_OF_TEXT:
            end = END_OF_TEXT[name].search(page, at)
            text = page[at : end.start() if end else len(page)]
            at = end.end() if end else len(page)
        yield Tag(name, match.start(), match.end(), match["attributes"], text)


def with_links(page: str, new: Callable[[str], str | None]) -> str:
    """``page`` with its addresses exchanged where ``new`` gives another for one.

    Addresses are the values of ``href`` and ``src``, and the one that a page sends its readers on to.
    """
    parts, at = [], 0
    for tag in tags(page):
        for name in ("href", "src", "content"):
            attribute = tag.attributes.get(name) if name in tag.source else None
            if attribute is None:
                continue
            before, address = _before_address(tag, name, attribute.value)
            changed = new(address) if address else None
            if changed is not None and changed != address:
                parts += [page[at : attribute.start], f'{name}="{escape(before + changed)}"']
                at = attribute.end
    return "".join([*parts, page[at:]])


def _before_address(tag: Tag, name: str, value: str) -> tuple[str, str]:
    """What stands before the address in an attribute, and the address; nothing where it holds none."""
    if name != "content":
        return "", value
    sends_on = (tag.get("http-equiv") or "").lower() == "refresh"
    before, equals, address = value.partition("url=") if sends_on else (value, "", "")
    return before + equals, address


def pages_of(site: Path) -> Iterator[tuple[str, str]]:
    """The path and the text of each page below ``site``, sorted."""
    for file in sorted(site.rglob("*.html")):
        yield file.relative_to(site).as_posix(), file.read_text(encoding="utf-8")
