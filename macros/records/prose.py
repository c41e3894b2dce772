"""Contributed prose: CommonMark with tables, parsed once for checks and pages alike.

There is no raw HTML in it: what looks like a tag is text, and stays visible as text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from markdown.extensions.toc import slugify, unique
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin

from .vocabulary import SAFE_SCHEMES

SUSPECTS = {
    "raw-html": re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(\s[^<>]*)?/?>|<!--|<(script|style|iframe|img|svg)\b"),
    "template-syntax": re.compile(r"\{\{|\{%|\{#"),
    "file-inclusion": re.compile(r"--+8<--+"),
}
"""Things that would be code elsewhere; here they are shown as they are written."""

EXPLICIT_ID = re.compile(r"\s*\{[^}]*#([A-Za-z][\w:.-]*)[^}]*\}\s*$")
OUR_ANCHORS = ("section-", "table-", "chart-")
"""How the ids begin that pages give to what they add to contributed prose."""
LONGEST_ANCHOR = 200
LINES_OF_A_LINK = 5
"""Lines below the beginning of a link in which its address is looked for."""
HTML_LINK = re.compile(r"""\b(href|src)\s*=\s*["']([^"']*)["']""")
HTML_ID = re.compile(r"""\bid\s*=\s*["']([^"']+)["']""")


@dataclass(frozen=True)
class Heading:
    """A heading with the anchor it has on the page."""

    level: int
    text: str
    anchor: str
    line: int


@dataclass(frozen=True)
class ProseLink:
    """A link or image with the address as written and its place in the file."""

    href: str
    line: int
    column: int
    is_image: bool = False


@dataclass(frozen=True)
class Suspect:
    """Text that would be code elsewhere."""

    rule: str
    text: str
    line: int
    column: int


@dataclass(frozen=True)
class Prose:
    """Parsed Markdown. ``tokens`` are what a renderer needs; lines are those of the file."""

    tokens: list[Token] = field(default_factory=list)
    headings: tuple[Heading, ...] = ()
    links: tuple[ProseLink, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    texts: tuple[tuple[str, int], ...] = ()
    anchors: frozenset[str] = frozenset()

    def section_is_empty(self, heading: Heading) -> bool:
        """Whether nothing stands between this heading and the next one of its level."""
        starts = [number for number, token in enumerate(self.tokens) if token.type == "heading_open"]
        start = starts[self.headings.index(heading)]
        after = self.tokens[start + 3 :]
        return not after or (after[0].type == "heading_open" and int(after[0].tag[1]) <= heading.level)


def _any_link(url: str) -> bool:  # noqa: ARG001
    return True


@cache
def contributed_markdown() -> MarkdownIt:
    """CommonMark, tables and strikethrough; no raw HTML. Dangerous links stay, for the check to name."""
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.validateLink = _any_link  # type: ignore[method-assign]
    return parser


@cache
def maintained_markdown() -> MarkdownIt:
    """As near to the pages' own Markdown as finding links and headings needs."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table"]).use(admon_plugin)
    parser.validateLink = _any_link  # type: ignore[method-assign]
    return parser


def is_safe(href: str) -> bool:
    """Whether a link can run nothing: relative, or of a scheme known to be harmless."""
    try:
        parts = urlsplit(re.sub(r"[\x00-\x20\x7f]", "", unquote(href)))
    except ValueError:
        return False
    if not parts.scheme:
        return not parts.netloc and ":" not in parts.path.split("/")[0]
    return parts.scheme.lower() in SAFE_SCHEMES


def parse(body: str, first_line: int, *, maintained: bool = False) -> Prose:
    """Markdown taken apart; ``first_line`` is the number of the body's first line in its file."""
    parser = maintained_markdown() if maintained else contributed_markdown()
    tokens = parser.parse(body)
    places = _Places(body.split("\n"), first_line)
    headings = tuple(_headings(tokens, first_line, maintained=maintained))
    links: list[ProseLink] = []
    texts: list[tuple[str, int]] = []
    anchors = {heading.anchor for heading in headings}
    for text, line, href, is_image in _inline_parts(tokens):
        if href is None:
            texts.append((text, line + first_line))
        else:
            links.append(ProseLink(href, *places.of(line, href, unquote(href)), is_image))
    for html, line in _raw_html(tokens):
        links += [ProseLink(f[2], *places.of(line, f[2]), f[1] == "src") for f in HTML_LINK.finditer(html)]
        anchors |= {found[1] for found in HTML_ID.finditer(html)}
    suspects = () if maintained else tuple(_suspects(texts, places))
    return Prose(tokens, headings, tuple(links), suspects, tuple(texts), frozenset(anchors))


@dataclass
class _Places:
    """Finds where in the file a piece of text stands; asked for the same again, it gives the next place."""

    lines: list[str]
    first_line: int
    passed: dict[tuple[int, str], int] = field(default_factory=dict)

    def of(self, line: int, *forms: str) -> tuple[int, int]:
        """Line and column, counted from 1, of the first of the ``forms`` in ``line`` or shortly below."""
        for number in range(line, min(line + LINES_OF_A_LINK, len(self.lines))):
            for form in filter(None, forms):
                at = self.lines[number].find(form, self.passed.get((number, form), 0))
                if at >= 0:
                    self.passed[number, form] = at + len(form)
                    return number + self.first_line, at + 1
        return line + self.first_line, 1


def _headings(tokens: list[Token], first_line: int, *, maintained: bool) -> Iterator[Heading]:
    used: set[str] = set()
    latest: dict[str, str] = {}
    for token, inline in pairwise(tokens):
        if token.type != "heading_open":
            continue
        explicit = EXPLICIT_ID.search(inline.content) if maintained else None
        text = _plain(inline).removesuffix(explicit[0] if explicit else "").strip()
        slug = (explicit[1] if explicit else slugify(text, "-"))[:LONGEST_ANCHOR]
        if not maintained:
            # Anchors that begin with underscores belong to the theme's own controls.
            slug = slug.lstrip("_") or "section"
            slug = f"text-{slug}" if slug.startswith(OUR_ANCHORS) else slug
        # Counted on from the one given last: to count from the first each time takes hours for a large file.
        anchor = latest[slug] = unique(latest.get(slug, slug), used)
        yield Heading(int(token.tag[1]), text, anchor, (token.map or [0])[0] + first_line)


def _plain(inline: Token) -> str:
    return "".join(
        child.content
        if child.type in {"text", "code_inline"}
        else " "
        if child.type.endswith("break")
        else ""
        for child in inline.children or []
    )


def _inline_parts(tokens: list[Token]) -> Iterator[tuple[str, int, str | None, bool]]:
    """Texts (without address) and links (with), each with its line counted from 0."""
    line = 0
    for token in tokens:
        if token.map:
            line = token.map[0]
        here = line
        for child in token.children or []:
            if child.type in {"softbreak", "hardbreak"}:
                here += 1
            elif child.type == "text":
                yield child.content, here, None, False
            elif child.type == "link_open":
                yield "", here, str(child.attrGet("href") or ""), False
            elif child.type == "image":
                yield "", here, str(child.attrGet("src") or ""), True


def _raw_html(tokens: list[Token]) -> Iterator[tuple[str, int]]:
    line = 0
    for token in tokens:
        if token.map:
            line = token.map[0]
        if token.type == "html_block":
            for offset, text in enumerate(token.content.split("\n")):
                yield text, line + offset
        here = line
        for child in token.children or []:
            if child.type in {"softbreak", "hardbreak"}:
                here += 1
            elif child.type == "html_inline":
                yield child.content, here


def _suspects(texts: list[tuple[str, int]], places: _Places) -> Iterator[Suspect]:
    for text, line in texts:
        for rule, pattern in SUSPECTS.items():
            for found in pattern.finditer(text):
                yield Suspect(rule, found[0], *places.of(line - places.first_line, found[0]))


def suspects_in(value: str) -> Iterator[tuple[str, str]]:
    """Rule and text of what would be code elsewhere, in a value that is no Markdown."""
    for rule, pattern in SUSPECTS.items():
        found = pattern.search(value)
        if found:
            yield rule, found[0]
