"""Cells that hold HTML, as other programs export their text fields, into the plain text that they show."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html.entities import html5

import nh3

from .findings import Entry, Finding
from .markdown import POINT
from .tables import Cell, Column, Row, Table


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLOCKS = _names("blockquote div dl h1 h2 h3 h4 h5 h6 ol p pre section table ul")
LINES = _names("br dd dt hr li tr")
OTHER = _names(
    "a abbr b big body center code col colgroup del em font head html i img ins kbd label mark meta o:p q s "
    "script small span strike strong style sub sup tbody td tfoot th thead tt u wbr"
)
KNOWN = BLOCKS | LINES | OTHER
"""Tags by which HTML is known. ``<phase 2>`` or ``<customer>`` is text."""
WITHOUT_TEXT = {"script", "style", "head"}

NAMES = "|".join(sorted(map(re.escape, KNOWN), key=len, reverse=True))
TAG = re.compile(rf"</?(?:{NAMES})(?:\s[^<>]*)?/?>|<!--", re.IGNORECASE)
NO_TAG = re.compile(rf"<(?!/?(?:{NAMES})(?:\s[^<>]*)?/?>|!--)", re.IGNORECASE)
FLOWING = re.compile(r"<(?:br|div|li|p|table|tr)\b", re.IGNORECASE)
"""Where lines are divided by tags, line breaks of the source mean nothing."""
CELL_END = re.compile(r"(?=</t[dh]\s*>)", re.IGNORECASE)
LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
PART = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)


def plain(text: str) -> str:
    """What a browser would show of ``text``: paragraphs, lines and list entries; a link with its address."""
    if not TAG.search(text):
        return ENTITY.sub(_character, text)
    if FLOWING.search(text):
        text = " ".join(text.split())
    marked = CELL_END.sub(" | ", NO_TAG.sub("&lt;", text))
    kept = {*BLOCKS, *LINES, "a"}
    clean = nh3.clean(
        marked, tags=kept, clean_content_tags=WITHOUT_TEXT, attributes={"a": {"href"}}, link_rel=None
    )
    shown = PART.sub(_divider, LINK.sub(_link, clean))
    return _tidy(html.unescape(shown))


def _character(found: re.Match[str]) -> str:
    is_known = found[0][1] == "#" or found[0][1:] in html5
    return html.unescape(found[0]) if is_known else found[0]


def _link(found: re.Match[str]) -> str:
    address, text = found[1].removeprefix("mailto:"), PART.sub("", found[2]).strip()
    return text if not address or address in text else f"{text} ({address})".strip()


def _divider(found: re.Match[str]) -> str:
    name, is_end = found[2], bool(found[1])
    if name == "li":
        return "" if is_end else f"\n{POINT}"
    if name in BLOCKS:
        return "\n\n"
    return "\n" if name in LINES and not is_end else ""


def _tidy(text: str) -> str:
    lines = [" ".join(line.split()).removesuffix("|").strip() for line in text.split("\n")]
    shown = "\n".join("" if line == POINT.strip() else line for line in lines)
    return re.sub(r"\n{3,}", "\n\n", shown).strip("\n")


def without_markup(table: Table, left_out: Iterable[Column]) -> tuple[Table, Mapping[int, list[Entry]]]:
    """The table with plain text in its cells and, by the number of the row, the cells that held HTML.

    Of the columns ``left_out`` nothing is told.
    """
    told: dict[int, list[Entry]] = {}
    hidden = {column.index for column in left_out}
    rows: list[Row] = []
    for row in table.rows:
        cells = list(row.cells)
        for index, text in _changed(row):
            cells[index] = replace(Cell.of(text), problem=cells[index].problem)
            if index not in hidden and index < len(table.columns):
                told.setdefault(row.number, []).append(_told(row, table.columns[index].name))
        rows.append(Row(row.number, tuple(cells)))
    return replace(table, rows=tuple(rows)), told


def _changed(row: Row) -> Iterator[tuple[int, str]]:
    for index, cell in enumerate(row.cells):
        if "<" in cell.text or "&" in cell.text:
            text = plain(cell.text)
            if text != cell.text:
                yield index, text


def _told(row: Row, column: str) -> Entry:
    return Entry(Finding.MARKUP, row.number, "", column, "", "paragraphs, lists and links were kept as text")
