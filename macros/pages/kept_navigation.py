"""The theme's navigation, drawn once for all pages that look the same in it.

Pages of records stand in no navigation, so none of its entries is the current one there. What is left to
differ are the relative links: they hang on how deep the page lies and on what its address has in common
with those of the entries.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Context

PARTS = ("partials/nav.html", "partials/tabs.html")
"""Templates of the theme that draw nothing but the navigation."""

Draw = Callable[[Context], Iterator[str]]


def keep_navigation(environment: Environment) -> Environment:
    """The theme's ``environment``, drawing the navigation of pages that are not in it but once."""
    for name in PARTS:
        part: Any = environment.get_template(name)
        part.root_render_func = _keeping(part.root_render_func)
    return environment


def _keeping(draw: Draw) -> Draw:
    kept: dict[tuple[int, tuple[str, ...]], str] = {}

    def keep(context: Context) -> Iterator[str]:
        page, nav = context["page"], context["nav"]
        if page is None or page in nav.pages:
            yield from draw(context)
            return
        likeness = _likeness(page.url, _addresses(nav.items, context["config"]))
        if likeness not in kept:
            kept[likeness] = "".join(draw(context))
        yield kept[likeness]

    return keep


def _addresses(items: Iterable[Any], config: Any) -> Iterator[str]:  # noqa: ANN401  MkDocs' own
    """Where the navigation leads: pages and links of every level, and the logo's file."""
    yield str(config.theme.get("logo") or "")
    for item in items:
        yield getattr(item, "url", None) or ""
        yield from _addresses(item.children or (), config)


def _likeness(url: str, addresses: Iterable[str]) -> tuple[int, tuple[str, ...]]:
    """How deep ``url`` lies, and the most of its beginning that an address has too."""
    own = tuple(url.split("/"))
    return len(own), max((_common(own, tuple(address.split("/"))) for address in addresses), key=len)


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return one[:count]
