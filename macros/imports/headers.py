"""Where in a file the table is: the sheet, the delimiter and the row of headers that fit the map best."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from macros.records.problems import nearest

from .decoding import decode
from .delimited import DELIMITERS, delimiter_named, read_delimited
from .tables import Cell, Column, Grid, Row, Table, UnusableError, folded, in_spans, letter, one_line
from .workbooks import is_workbook, read_workbook, sheet_named

LOOKED_THROUGH = 40
"""Rows among which the headers are looked for."""

COLUMN_LETTER = re.compile(r"\s*\[[A-Z]{1,3}\]$")
"""What tells columns with one header apart."""


@dataclass(frozen=True)
class Reading:
    """How to read a file; whatever is empty is found out. ``header_rows`` count from 1."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Candidate:
    """One way to read the file, and how many of the wanted headers it finds."""

    grid: Grid
    header_rows: tuple[int, ...]
    found: int
    note: str
    delimited: bool


def read_table(name: str, data: bytes, wanted: Collection[str], reading: Reading) -> Table:
    """The register in a file's bytes. ``wanted`` are the headers that the map speaks of.

    Raises UnusableError where the file cannot be read or holds none of them.
    """
    if not data.strip():
        raise UnusableError(f"{name} is empty")
    names = {folded(COLUMN_LETTER.sub("", header)) for header in wanted}
    if is_workbook(data):
        best, notes = _best_sheet(data, names, reading), []
    else:
        text, note = decode(data, reading.encoding, wanted)
        best, notes = _best_delimiter(text, names, reading), [note]
    if not best.found:
        raise UnusableError(_no_header(name, best.grid, wanted))
    return _table(name, best, (*notes, best.note))


def _best_sheet(data: bytes, names: set[str], reading: Reading) -> _Candidate:
    sheets = read_workbook(data)
    if not sheets:
        raise UnusableError("the workbook has no visible sheet")
    if reading.sheet:
        title = sheet_named(sheets, reading.sheet)
        if title is None:
            hint = nearest(reading.sheet, sheets) or f"Its sheets are {', '.join(map(repr, sheets))}"
            raise UnusableError(f"the workbook has no sheet {reading.sheet!r}. {hint}")
        sheets = {title: sheets[title]}
    ways = [_candidate(grid, names, reading, f"sheet {title!r}") for title, grid in sheets.items()]
    return max(ways, key=lambda way: way.found)


def _best_delimiter(text: str, names: set[str], reading: Reading) -> _Candidate:
    named = reading.delimiter
    delimiters = {named: delimiter_named(named)} if named else DELIMITERS
    ways: list[_Candidate] = []
    refused: list[UnusableError] = []
    for word, delimiter in delimiters.items():
        try:
            grid = read_delimited(text, delimiter)
        except UnusableError as error:
            refused.append(error)
        else:
            ways.append(_candidate(grid, names, reading, f"columns are divided by {word}", delimited=True))
    best = max(ways, key=lambda way: way.found, default=None)
    if best is None or (refused and best.found < min(2, len(names))):
        raise refused[0]
    return best


def _candidate(
    grid: Grid, names: set[str], reading: Reading, how: str, *, delimited: bool = False
) -> _Candidate:
    ways = [reading.header_rows] if reading.header_rows else [(row,) for row in range(1, len(grid) + 1)]
    scored = [
        (len(names & {folded(name) for name in _headers(grid, way)}), way) for way in ways[:LOOKED_THROUGH]
    ]
    found, rows = max(scored, key=lambda score: score[0], default=(0, (1,)))
    row_words = " and ".join(map(str, rows))
    return _Candidate(grid, rows, found, f"The headers were found in row {row_words}; {how}.", delimited)


def _headers(grid: Grid, rows: Sequence[int]) -> list[str]:
    """Headers, upper and lower joined by a slash; an upper one reaches over the blank cells to its right."""
    levels = [[one_line(cell.text) for cell in grid[row - 1]] if row <= len(grid) else [] for row in rows]
    width = max((len(level) for level in levels), default=0)
    padded = [level + [""] * (width - len(level)) for level in levels]
    for upper in padded[:-1]:
        for index in range(1, width):
            upper[index] = upper[index] or upper[index - 1]
    return [" / ".join(filter(None, dict.fromkeys(parts))) for parts in zip(*padded, strict=True)]


def _no_header(name: str, grid: Grid, wanted: Collection[str]) -> str:
    first = next((row for row in grid if any(cell.line for cell in row)), [])
    seen = ", ".join(repr(cell.line[:40]) for cell in first[:8])
    names = ", ".join(map(repr, list(wanted)[:5]))
    return (
        f"{name} has no row with the headers that the map names, such as {names}. Its first row holds {seen}"
    )


def _table(name: str, best: _Candidate, notes: Sequence[str]) -> Table:
    headers = _headers(best.grid, best.header_rows)
    last = max(best.header_rows)
    width = len(headers)
    if not best.delimited:  # in a sheet, a cell right of the headers belongs to a column without one
        width = max([width, *(len(row) for row in best.grid[last:])])
        headers += [""] * (width - len(headers))
    numbered = [Row(number, tuple(row)) for number, row in enumerate(best.grid[last:], start=last + 1)]
    rows = tuple(row for row in numbered if not _is_blank(row.cells))
    columns, doubled = _columns(headers)
    return Table(
        name,
        columns,
        rows,
        (*filter(None, notes), *_short_rows(rows, width, delimited=best.delimited)),
        tuple(row.number for row in numbered if _is_blank(row.cells)),
        frozenset(row.number for row in rows if not _is_blank(row.cells[width:])),
        doubled,
    )


def _is_blank(cells: Sequence[Cell]) -> bool:
    return not any(cell.line or cell.problem for cell in cells)


def _short_rows(rows: Sequence[Row], width: int, *, delimited: bool) -> list[str]:
    short = [row.number for row in rows if len(row.cells) < width] if delimited else []
    if not short:
        return []
    return [f"Fewer cells than headers in row {in_spans(short)}; the missing ones count as blank."]


def _columns(headers: Sequence[str]) -> tuple[tuple[Column, ...], Mapping[str, tuple[Column, ...]]]:
    """Columns with names of their own: ``Status [C]`` and ``Status [F]`` where two have one header."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, header in enumerate(headers):
        places[folded(header)].append(index)
    columns = tuple(
        Column(
            index,
            header if header and len(places[folded(header)]) == 1 else f"{header} [{letter(index)}]".strip(),
        )
        for index, header in enumerate(headers)
    )
    doubled = {
        header: tuple(columns[index] for index in indexes)
        for header, indexes in places.items()
        if header and len(indexes) > 1
    }
    return columns, doubled
