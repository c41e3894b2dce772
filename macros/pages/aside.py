"""HTML set aside while others read through a page, and put back afterwards."""

import re
from collections.abc import Iterator

UNSEARCHED = re.compile(r"<(nav|footer|figure|table|dl)\b[^>]* data-search-exclude[^>]*>")
"""Opens an element that the search leaves out. None of them stands within another of its name."""


class Aside:
    """Pieces of pages, each with a mark that stands in its place: an empty block.

    Markdown need not read through what macros gave, which is HTML already, nor the search through what it
    leaves out: of a page with a large table, both would take longer than all the rest.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._pieces: dict[str, str] = {}
        self._mark = re.compile(rf'<div data-{name}="\d+"></div>')

    def put(self, piece: str) -> str:
        """Set a piece aside; gives its mark."""
        mark = f'<div data-{self.name}="{len(self._pieces)}"></div>'
        self._pieces[mark] = piece
        return mark

    def put_unsearched(self, html: str) -> str:
        """``html`` with a mark for each element that the search leaves out."""
        return "".join(self._searched(html))

    def _searched(self, html: str) -> Iterator[str]:
        done = 0
        while opening := UNSEARCHED.search(html, done):
            inside, closing, after = html[opening.end() :].partition(f"</{opening[1]}>")
            yield html[done : opening.start()]
            yield self.put(f"{opening[0]}{inside}{closing}")
            done = len(html) - len(after)
        yield html[done:]

    def put_back(self, html: str) -> str:
        """``html`` with the pieces in place of their marks."""
        return self._mark.sub(lambda found: self._pieces.get(found[0], found[0]), html)
