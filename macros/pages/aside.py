"""HTML set aside while others read through a page, and put back afterwards."""

import re

UNSEARCHED = re.compile(r"<(nav|footer|figure|table)\b[^>]* data-search-exclude[^>]*>.*?</\1>", re.DOTALL)
"""An element that the search leaves out. None of them stands within another of its name."""


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
        return UNSEARCHED.sub(lambda found: self.put(found[0]), html)

    def put_back(self, html: str) -> str:
        """``html`` with the pieces in place of their marks."""
        return self._mark.sub(lambda found: self._pieces.get(found[0], found[0]), html)
