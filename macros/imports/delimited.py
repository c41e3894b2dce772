"""CSV text into a grid of cells."""

import csv
import io

from .tables import Cell, Grid, UnusableError

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
LARGEST_CELL = 10_000_000
"""Characters; the longest that is read, however little sense it makes."""


def read_delimited(text: str, delimiter: str) -> Grid:
    """Every row, blank ones too, so that the place of a row is its number in a spreadsheet.

    Raises UnusableError where quotation marks are not paired, for then cells run into each other.
    """
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    grid: list[list[Cell]] = []
    begins = 1
    try:
        for row in reader:
            grid.append([Cell.of(value) for value in row])
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnusableError(
            f"row {len(grid) + 1}, which begins in line {begins} of the file, has unpaired quotation marks "
            f"({error}). Save the file again from the spreadsheet, or double the marks inside the text"
        ) from error
    return grid


def delimiter_named(name: str) -> str:
    """The character for ``comma``, ``semicolon``, ``tab`` or ``pipe``, or the character itself."""
    return DELIMITERS.get(name, name)
