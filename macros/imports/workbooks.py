"""Excel workbooks into grids of cells."""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import zip_longest
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from .tables import Cell, Grid, UnusableError, folded

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
QUOTED = re.compile(r'"[^"]*"')
"""Literal text in a number format."""


def is_workbook(data: bytes) -> bool:
    """Whether these are the bytes of a spreadsheet. Raises UnusableError for one that cannot be read."""
    if data.startswith(OLD_OFFICE):
        raise UnusableError(
            "the file is an old Excel workbook (.xls) or has a password. Save it as .xlsx without a password"
        )
    return data.startswith(ZIP)


def read_workbook(data: bytes) -> dict[str, Grid]:
    """The grid of each sheet, by its name. Formulas count with the result that was saved.

    Raises UnusableError where this is no Excel workbook.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", UserWarning
            )  # openpyxl on styles and extensions that do not matter here
            results = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            formulas = load_workbook(io.BytesIO(data), read_only=True)
            return {
                sheet.title: _grid(sheet, formulas[sheet.title])
                for sheet in results.worksheets
                if sheet.sheet_state == "visible"
            }
    except (BadZipFile, InvalidFileException, KeyError, ValueError, EOFError) as error:
        raise UnusableError(
            f"the file is no Excel workbook that can be read ({error}). Save it as .xlsx"
        ) from error


def _grid(results: Any, formulas: Any) -> Grid:  # noqa: ANN401  openpyxl's types know nothing of read-only sheets
    grid: list[list[Cell]] = []
    for sheet in (results, formulas):
        sheet.reset_dimensions()  # some programs store wrong ones
    for number, (row, written) in enumerate(zip(_rows(results), _rows(formulas), strict=False), start=1):
        cells = [_cell(result, source) for result, source in zip_longest(row, written)]
        while cells and cells[-1] == Cell():
            cells.pop()
        if cells:
            grid += [[]] * (number - 1 - len(grid))
            grid.append(cells)
    return grid


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    yield from sheet.iter_rows()


def _cell(result: Any, source: Any) -> Cell:  # noqa: ANN401
    value = None if result is None else result.value
    if value is None:
        return _unstored(source)
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), str(result.number_format or ""))
    if isinstance(value, datetime):
        return Cell(value.date().isoformat() if value.time() == time() else value.isoformat(" "))
    return Cell(value.isoformat()) if isinstance(value, date) else Cell.of(str(value))


def _unstored(source: Any) -> Cell:  # noqa: ANN401
    formula = None if source is None else source.value
    if isinstance(formula, str) and source.data_type == "f":
        return Cell(
            formula, problem="is a formula without a stored result; open the file in Excel and save it"
        )
    return Cell()


def _number(number: Decimal, form: str) -> Cell:
    if "%" in QUOTED.sub("", form):
        number *= 100
        return Cell(f"{number.normalize():f}%", number)
    return Cell(f"{number.normalize():f}" if number == number.to_integral() else f"{number:f}", number)


def sheet_named(sheets: dict[str, Grid], name: str) -> str | None:
    """The name of a sheet as the workbook spells it."""
    return next((title for title in sheets if folded(title) == folded(name)), None)
