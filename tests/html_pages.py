"""The built pages taken apart with the standard library: what stands in them and where they lead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
HIDDEN = frozenset({"script", "style", "title", "template"})
ADDRESSES = ("href", "src", "action", "poster", "data")
LOADED = frozenset({"script", "img", "iframe", "source", "video", "audio", "embed", "object", "track"})
"""Elements whose address a browser fetches without being asked."""
THEME_BUTTON = "javascript:void(0)"
"""The address of the theme's own search button, which its script answers."""


@dataclass(frozen=True)
class Element:
    """A start tag; ``within`` are the tags around it, ``classes`` the classes of those, outermost first."""

    tag: str
    attributes: dict[str, str]
    within: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


@dataclass
class Html:
    """One page: its elements, and the text that a reader sees."""

    elements: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    main: list[str] = field(default_factory=list)
    """The text of the content alone, without navigation and footer."""
    title: str = ""
    scripts: list[str] = field(default_factory=list)

    def of(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a tag that have all these attributes; ``class_`` is one of several classes."""
        return [
            element
            for element in self.elements
            if element.tag == tag and all(_has(element, name, value) for name, value in attributes.items())
        ]

    @property
    def ids(self) -> list[str]:
        """Every id, as often as it stands there."""
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    @property
    def text(self) -> str:
        """What the content says, blanks joined."""
        return flat(" ".join(self.main))

    def links(self) -> set[str]:
        """Where the content's links lead, as written."""
        return {
            each.attributes["href"]
            for each in self.of("a")
            if "article" in each.within and "href" in each.attributes
        }

    def meta(self, name: str) -> str:
        """What the head says under ``name``."""
        return next((each.attributes.get("content", "") for each in self.of("meta", name=name)), "")


def flat(text: str) -> str:
    """``text`` with all blanks and line breaks as single blanks."""
    return re.sub(r"\s+", " ", text).strip()


@cache
def parsed(path: Path) -> Html:
    """The page in the file at ``path``."""
    return parse(path.read_text(encoding="utf-8"))


def parse(html: str) -> Html:
    """The page that ``html`` is."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.page


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Html()
        self.open: list[str] = []
        self.classes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)
            self.classes.append(self.page.elements[-1].attributes.get("class", ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.page.elements.append(Element(tag, attributes, tuple(self.open), tuple(self.classes)))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            place = len(self.open) - 1 - self.open[::-1].index(tag)
            del self.open[place:], self.classes[place:]

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "title" and "svg" not in self.open:
            self.page.title += data
        elif self.open and self.open[-1] == "script":
            self.page.scripts.append(data)
        elif not HIDDEN.intersection(self.open):
            self.page.texts.append(data)
            if "article" in self.open:
                self.page.main.append(data)


def _has(element: Element, name: str, value: str) -> bool:
    if name == "class_":
        return value in element.attributes.get("class", "").split()
    return element.attributes.get(name) == value


def dead_links(site: Path, own: str = "") -> Iterator[str]:
    """Every address in the site's pages that leads to no file or to no id; ``own`` is the site's address."""
    for path in sorted(site.rglob("*.html")):
        for address in addresses(parsed(path)):
            fault = _fault(site, path, address, own)
            if fault:
                yield f"{path.relative_to(site).as_posix()}: {address!r} {fault}"


def addresses(page: Html) -> Iterator[str]:
    """Every address that a page's elements hold."""
    for element in page.elements:
        yield from (element.attributes[name] for name in ADDRESSES if name in element.attributes)
        if element.attributes.get("http-equiv") == "refresh":
            yield element.attributes["content"].partition("url=")[2]


def _fault(site: Path, page: Path, address: str, own: str) -> str:
    base = f"{urlsplit(own).path.rstrip('/')}/"
    if own and address.startswith(own):
        address = f"{base}{address.removeprefix(own)}"
    parts = urlsplit(address)
    if parts.scheme in {"http", "https", "mailto", "tel"} or address == THEME_BUTTON:
        return ""
    if parts.scheme or parts.netloc:
        return "is of a strange kind"
    path = urljoin(f"{base}{quote(page.relative_to(site).as_posix())}", parts.path) if parts.path else ""
    if path and not path.startswith(base):
        return "leads out of the site"
    target = site / unquote(path.removeprefix(base)) if path else page
    target = target / "index.html" if target.is_dir() else target
    if not target.is_file():
        return "leads to no file"
    anchor = unquote(parts.fragment)
    if anchor and target.suffix == ".html" and anchor not in parsed(target).ids:
        return "has no such anchor"
    return ""


def foreign_loads(page: Html, own: str = "") -> Iterator[str]:
    """What a browser would fetch from another host when it opens the page."""
    for element in page.elements:
        loads = element.tag in LOADED or (
            element.tag == "link" and element.attributes.get("rel") != "canonical"
        )
        for name in (*ADDRESSES, "srcset"):
            value = element.attributes.get(name, "")
            elsewhere = re.match(r"\s*([a-z][a-z0-9+.-]*:)?//", value, re.IGNORECASE)
            if loads and elsewhere and not (own and value.startswith(own)):
                yield f"<{element.tag} {name}={value!r}>"
