"""The last sheet of the workbook: what the others hold, and what their columns mean."""

from collections.abc import Iterable, Sequence
from typing import Any

from macros.portfolio.columns import Field

from .basis import Basis
from .cells import COUNT, DATE, serial
from .looks import Looks
from .meanings import explanation
from .sheets import Sheet

Written = tuple[Sheet, tuple[Field, ...], int]
"""A sheet with its fields and the number of its rows."""


def write_about(page: Any, written: Sequence[Written], looks: Looks, basis: Basis) -> None:  # noqa: ANN401
    """Fill the sheet ``page``; it has the library's type, which is none."""
    page.set_column(0, 1, 26)
    page.set_column(2, 2, 90)
    page.hide_gridlines(2)
    page.write_string(0, 0, f"Portfolio of {basis.organisation.name}", looks.title)
    line = _facts(page, 2, looks, basis)
    line = _sheets(page, line + 1, written, looks)
    _meanings(page, line + 1, written, looks, basis)


def _facts(page: Any, line: int, looks: Looks, basis: Basis) -> int:  # noqa: ANN401
    organisation = basis.organisation
    page.write_string(line, 0, "As at")
    page.write_number(line, 1, serial(basis.today), looks.cell(DATE, left=True))
    facts = {
        "Published by": f"{organisation.pmo}, {organisation.name}",
        "Money": f"{organisation.currency}, unless a row says another currency",
        "On the web": basis.base,
    }
    for label, text in facts.items():
        if text:
            line += 1
            page.write_string(line, 0, label)
            page.write_string(line, 1, text)
    return line + 1


def _sheets(page: Any, line: int, written: Iterable[Written], looks: Looks) -> int:  # noqa: ANN401
    _header(page, line, ("Sheet", "Rows", "What it holds"), looks)
    for sheet, _, count in written:
        line += 1
        page.write_url(line, 0, f"internal:'{sheet.title}'!A1", looks.link, string=sheet.title)
        page.write_number(line, 1, count, looks.cell(COUNT, left=True))
        page.write_string(line, 2, sheet.about, looks.cell(wrapped=True))
    return line + 1


def _meanings(
    page: Any,  # noqa: ANN401
    line: int,
    written: Iterable[Written],
    looks: Looks,
    basis: Basis,
) -> None:
    _header(page, line, ("Column", "Sheet", "What it means"), looks)
    for (label, told), sheets in _explained(written, basis).items():
        line += 1
        page.write_string(line, 0, label, looks.cell(wrapped=True))
        page.write_string(line, 1, ", ".join(sheets), looks.cell(wrapped=True))
        page.write_string(line, 2, told, looks.cell(wrapped=True))


def _explained(written: Iterable[Written], basis: Basis) -> dict[tuple[str, str], list[str]]:
    """The sheets that have a column of each heading and meaning."""
    found: dict[tuple[str, str], list[str]] = {}
    for sheet, fields, _ in written:
        for field in fields:
            if told := explanation(basis.datasets[sheet.dataset], field):
                found.setdefault((field.label, told), []).append(sheet.title)
    return found


def _header(page: Any, line: int, headings: Iterable[str], looks: Looks) -> None:  # noqa: ANN401
    for place, heading in enumerate(headings):
        page.write_string(line, place, heading, looks.header)
