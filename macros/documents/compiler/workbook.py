"""``workbook.yml`` as an Excel file: instructions first, then its sheets, ready to print.

The library's workbook and sheets have no types.
"""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any

from xlsxwriter import Workbook as File
from xlsxwriter.worksheet import Worksheet

from macros.records.models import Organisation

from .formulas import HEAD_ROWS, Addresses
from .house import House
from .workbook_chart import chart
from .workbook_lists import Lists
from .workbook_looks import Looks, height, lines
from .workbook_sheet import Kit, SheetWriter
from .workbook_source import Sheet, Workbook
from .workbook_values import Rows

__all__ = ["INSTRUCTIONS", "Rows", "workbook"]

CREATED = datetime(1980, 1, 1)  # noqa: DTZ001  Excel knows no time zones
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
INSTRUCTIONS = "Instructions"
A4, A3 = 9, 8
"""The library's numbers of papers."""
A4_LETTERS, A3_LETTERS = 210, 310
"""Widths of a sheet that landscape paper holds with letters that are still read with ease."""
TITLE_HEIGHT, SUBTITLE_HEIGHT = 24, 17
"""Points; programs that do not fit rows by themselves would cut the title."""
SMALL = "&8 "
LONGEST_HEAD, LONGEST_RIGHT = 255, 125
"""Characters of a header or footer, and of its right side."""
SPARE_ROWS = 10
"""Empty rows below those of a project that has more than the template has room for."""
LABEL_WIDTH, WORDS_WIDTH, CHART_WIDTH = 26, 92, 60
"""Of columns, in letters."""
SUBTITLE, PLAIN = 12, 10
"""Points."""
CELLS = (
    "White cells are for you to fill in. Grey cells are worked out by a formula: leave them alone. "
    "Cells with an arrow offer a list. Insert rows inside a table, not below it."
)


class Page(Worksheet):  # type: ignore[misc]
    """A sheet whose formulas are taken as they are."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002  the library's signature
        """The formula without its sign.

        A third of a file's time went into looking for the names of thirty newer functions in every cell;
        ``formula_form`` lets none of them into a template.
        """
        return formula.removeprefix("=")


def workbook(source: Workbook, rows: Rows, house: House, organisation: Organisation, currency: str) -> bytes:
    """The file. Raises ``UnknownReferenceError`` where a formula names no cell."""
    made = BytesIO()
    file = File(made, OPTIONS)
    file.set_properties(
        {
            "title": house.title,
            "subject": house.subject,
            "author": house.organisation,
            "company": house.organisation,
            "comments": house.origin,
            "created": CREATED,
        }
    )
    looks = Looks(file, house)
    first = file.add_worksheet(INSTRUCTIONS, Page)
    _instructions(first, source, looks, currency)
    roomy = _with_room(source, rows)
    kit = Kit(Addresses(roomy), rows, looks, Lists(first, INSTRUCTIONS), organisation)
    for sheet in roomy.sheets:
        _sheet(file, sheet, kit)
    file.close()
    return made.getvalue()


def _with_room(source: Workbook, rows: Rows) -> Workbook:
    """The workbook with a row for each that is given."""

    def roomy(sheet: Sheet) -> Sheet:
        given = len(rows.sheets.get(sheet.id, ()))
        return sheet.model_copy(update={"rows": given + SPARE_ROWS}) if given > sheet.rows else sheet

    return source.model_copy(update={"sheets": [roomy(sheet) for sheet in source.sheets]})


def _instructions(page: Any, source: Workbook, looks: Looks, currency: str) -> None:  # noqa: ANN401
    """The first sheet: what the workbook is, how its cells are told apart, and what each sheet is for."""
    page.set_column(0, 0, LABEL_WIDTH)
    page.set_column(1, 1, WORDS_WIDTH)
    _head(page, looks.house.title, looks.house.subject, looks, SUBTITLE)
    for row, (label, words) in enumerate(_told(source, looks.house, currency), start=HEAD_ROWS):
        page.write_string(row, 0, label, looks.of(bold=True, text_wrap=True))
        page.write_string(row, 1, words, looks.of(text_wrap=True))
        page.set_row(row, height(lines(words, WORDS_WIDTH)))
    _print(page, looks.house)


def _told(source: Workbook, house: House, currency: str) -> Iterator[tuple[str, str]]:
    yield "Template", house.origin
    yield "Newest version", house.address
    yield "Cells", CELLS
    yield "Dates and money", f"Dates as YYYY-MM-DD. Amounts in whole {currency}, without thousands."
    yield from ((sheet.name, sheet.instructions or "") for sheet in source.sheets)


def _sheet(file: Any, sheet: Sheet, kit: Kit) -> None:  # noqa: ANN401
    """One sheet with its head, facts and table, or its chart."""
    house = kit.looks.house
    page = file.add_worksheet(sheet.name, Page)
    _head(page, sheet.name, f"{house.title}: {house.subject}", kit.looks, PLAIN)
    page.set_landscape()
    writer = SheetWriter(page, sheet, kit)
    if sheet.chart:
        writer.note(CHART_WIDTH)
        page.set_column(0, 7, 16)
        drawn = chart(file, sheet.chart, kit.addresses, house)
        options = {"description": sheet.chart.title, "object_position": 2}
        page.insert_chart(HEAD_ROWS + 1, 0, drawn, options)
        _print(page, house)
    else:
        writer.write()
        _print(page, house, kit.addresses.layouts[sheet.id].heading_row)
        _spread(page, writer.width)


def _head(page: Any, title: str, words: str, looks: Looks, size: int) -> None:  # noqa: ANN401
    page.hide_gridlines(2)
    page.write_string(0, 0, title, looks.title)
    page.write_string(1, 0, words, looks.quiet(font_size=size))
    page.set_row(0, TITLE_HEIGHT)
    page.set_row(1, SUBTITLE_HEIGHT)


def _print(page: Any, house: House, heading_row: int = 0) -> None:  # noqa: ANN401
    """As wide as a page, with the heading row on each."""
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    if heading_row:
        page.repeat_rows(heading_row - 1)
    page.set_header(_sides(house.head, _escaped(house.title)))
    page.set_footer(_sides(house.foot, "Page &P of &N"))


def _spread(page: Any, width: float) -> None:  # noqa: ANN401
    """A wide sheet on larger paper, and a very wide one over several with its first column on each."""
    if width <= A4_LETTERS:
        return
    page.set_paper(A3)
    if width > A3_LETTERS:
        page.fit_to_pages(ceil(width / A3_LETTERS), 0)
        page.repeat_columns(0)


def _sides(left: str, right: str) -> str:
    """Words on both sides in small letters. The blank keeps a figure from being taken for their size."""
    room = LONGEST_HEAD - len(f"&L{SMALL}&R{SMALL}{right}")
    return f"&L{SMALL}{_escaped(left, max(0, room))}&R{SMALL}{right[:LONGEST_RIGHT]}"


def _escaped(words: str, room: int = LONGEST_RIGHT) -> str:
    """As many words as there is room for, none of whose signs is a command."""
    whole = words.replace("&", "&&")
    if len(whole) <= room:
        return whole
    cut = whole[: max(0, room - 1)]
    return f"{cut[:-1] if cut.count('&') % 2 else cut}…"
