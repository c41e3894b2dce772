"""The site's navigation: the product's, without pages that are not there, and the organisation's own."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from macros.records.site_settings import NavigationEntry

Navigation = list[Any]
"""As MkDocs has it: each entry is a path, or a mapping from a title to a path, an address or a list."""
STANDARDS = "Standards"


def navigation(
    product: Navigation,
    standards: Iterable[str],
    own: Iterable[NavigationEntry],
    is_there: Callable[[str], bool],
) -> Navigation:
    """The whole navigation.

    ``standards`` are paths of pages, in order, below their index; ``is_there`` tells whether ``docs/`` holds
    a page, for an organisation may take out pages of the product that it does not want.
    """
    nav = list(_present(product, is_there))
    _section(nav, STANDARDS).extend(standards)
    for entry in own:
        _section(nav, entry.section).append(_entry(entry))
    return [entry for entry in nav if not (isinstance(entry, dict) and [] in entry.values())]


def _present(entries: Navigation, is_there: Callable[[str], bool]) -> Iterator[Any]:
    for entry in entries:
        if isinstance(entry, str):
            if is_there(entry):
                yield entry
        else:
            ((title, inside),) = entry.items()
            if isinstance(inside, list):
                yield {title: list(_present(inside, is_there))}
            elif is_there(inside):
                yield entry


def _section(nav: Navigation, title: str) -> Navigation:
    """The list below ``title``; a lone page of that title becomes the first of a list."""
    for place, entry in enumerate(nav):
        if isinstance(entry, dict) and title in entry:
            inside = entry[title] if isinstance(entry[title], list) else [entry[title]]
            nav[place] = {title: inside}
            return inside
    inside = []
    nav.append({title: inside})
    return inside


def _entry(entry: NavigationEntry) -> Any:  # noqa: ANN401
    target = entry.page or entry.url
    return {entry.title: target} if entry.title else target
