"""Contributed prose as HTML: rendered from the parsed tokens, links led to pages, then cleaned."""

from functools import cache
from typing import Any

import nh3
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from macros.records.library import Record
from macros.records.links import Dead, Elsewhere, LinkMap, relative_url
from macros.records.prose import contributed_markdown, is_safe

ALLOWED: dict[str, set[str]] = {
    **{tag: set() for tag in ("p", "em", "strong", "s", "code", "pre", "ul", "li", "blockquote", "hr", "br")},
    **{tag: set() for tag in ("thead", "tbody", "tr", "div")},
    **{tag: {"id"} for tag in ("h2", "h3", "h4", "h5", "h6")},
    "table": set(),
    "th": {"align"},
    "td": {"align"},
    "ol": {"start"},
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "title"},
}


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(ALLOWED),
        attributes=ALLOWED,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


def cleaned(html: str) -> str:
    """HTML with nothing left of it but plain text, links and tables."""
    return _cleaner().clean(html)


def prose_html(record: Record[Any], links: LinkMap) -> str:
    """The record's body as safe HTML; relative links lead to the site's pages."""
    tokens = [_led(token, record, links) for token in record.prose.tokens]
    _anchor_headings(tokens, record)
    html = RendererHTML().render(tokens, contributed_markdown().options, {})
    return cleaned(html)


def _anchor_headings(tokens: list[Token], record: Record[Any]) -> None:
    headings = iter(record.prose.headings)
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = next(headings)
            tag = f"h{max(heading.level, 2)}"
            attributes: dict[str, str | int | float] = {"id": heading.anchor}
            tokens[index] = token.copy(tag=tag, attrs=attributes)
        elif token.type == "heading_close":
            tokens[index] = token.copy(tag=f"h{max(int(token.tag[1]), 2)}")


def _led(token: Token, record: Record[Any], links: LinkMap) -> Token:
    if not token.children:
        return token
    return token.copy(children=[_led_inline(child, record, links) for child in token.children])


def _led_inline(token: Token, record: Record[Any], links: LinkMap) -> Token:
    name = {"link_open": "href", "image": "src"}.get(token.type)
    if name is None:
        return token
    href = str(token.attrGet(name) or "")
    attributes: dict[str, Any] = {**token.attrs}
    target = links.resolve(record.path, href) if is_safe(href) else Dead(href)
    loads_from_elsewhere = token.type == "image" and isinstance(target, Elsewhere)
    if isinstance(target, Dead) or loads_from_elsewhere:
        attributes.pop(name)
    elif not isinstance(target, Elsewhere):
        attributes[name] = relative_url(target.url, record.url)
    return token.copy(attrs=attributes)
