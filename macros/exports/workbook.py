"""``/downloads/portfolio.xlsx``: a sheet a table, with typed cells, filters, and ratings in word and colour.

Text is written as text, so that no value of a record is ever a formula or a link of its own making.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range

from macros.portfolio.columns import Field, FieldKind
from macros.portfolio.ordering import Row
from macros.portfolio.published import WORKBOOK

from .about_sheet import write_about
from .basis import Basis
from .cells import Column, columns_of
from .looks import Looks
from .sheets import SHEETS, Sheet

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
LINE, MOST_LINES = 15, 12
"""Height of a line of text in points, and how many a row shows at most."""
LETTERS = 1.05
"""So many letters of running text stand in the room of a digit, with what is lost where a line ends."""
WIDEST_TITLE = 70
A4 = 9


def workbook_files(basis: Basis) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the workbook. The same records give the same bytes."""
    file = BytesIO()
    workbook = Workbook(file, OPTIONS)
    workbook.set_properties(_properties(basis))
    writer = _Writer(workbook, basis)
    selections = [writer.add(sheet) for sheet in SHEETS]
    about = workbook.add_worksheet("About")
    write_about(about, selections, writer.looks, basis)
    writer.set_up_print(about)
    workbook.close()
    yield WORKBOOK, file.getvalue()


def _properties(basis: Basis) -> dict[str, object]:
    organisation = basis.organisation
    return {
        "title": f"Portfolio of {organisation.name}",
        "subject": f"As at {basis.today.isoformat()}",
        "author": organisation.pmo,
        "company": organisation.name,
        "created": datetime.combine(basis.today, time()),
    }


@dataclass(frozen=True)
class _Writer:
    """A workbook under way. The library's workbook and sheets have no types."""

    workbook: Any
    basis: Basis

    @cached_property
    def looks(self) -> Looks:
        return Looks(self.workbook)

    def add(self, sheet: Sheet) -> tuple[Sheet, tuple[Field, ...], int]:
        """Write one sheet; gives it with its fields and the number of its rows."""
        selection = sheet.selection(self.basis)
        fields = tuple(field for field in selection.columns if self._is_told(field, selection.rows))
        page = self.workbook.add_worksheet(sheet.title)
        columns = tuple(columns_of(fields, selection.rows))
        for place, column in enumerate(columns):
            self._column(page, place, column)
        if sheet.linked:
            self._link(page, columns[0], selection.rows)
        self._set_heights(page, columns)
        self._set_up(page, len(columns), len(selection.rows))
        return sheet, fields, len(selection.rows)

    def _is_told(self, field: Field, rows: Sequence[Row]) -> bool:
        """A currency is worth a column only where one is not the organisation's."""
        own = self.basis.organisation.currency
        return field.name != "currency" or any(row["currency"] != own for row in rows)

    def _column(self, page: Any, place: int, column: Column) -> None:  # noqa: ANN401
        width = column.width
        look = self.looks.cell(column.number_format, wrapped=column.longest > width)
        page.set_column(place, place, width)
        page.write_string(0, place, column.heading, self.looks.header)
        for line, value in enumerate(column.values, start=1):
            if isinstance(value, str):
                page.write_string(line, place, value, look)
            elif value is not None:
                page.write_number(line, place, value, look)
        if column.kind is FieldKind.RATING and column.values:
            for rating, colour in self.looks.ratings.items():
                rule = {"type": "cell", "criteria": "==", "value": f'"{rating.label}"', "format": colour}
                page.conditional_format(1, place, len(column.values), place, rule)

    def _link(self, page: Any, titles: Column, rows: Sequence[Row]) -> None:  # noqa: ANN401
        """Lead from the title of each row to its page. The column is wide: some programs break no link."""
        page.set_column(0, 0, min(max(titles.longest + 2, titles.width), WIDEST_TITLE))
        for line, row in enumerate(rows if self.basis.base else (), start=1):
            address = self.basis.absolute(str(row["url"]))
            page.write_url(line, 0, address, self.looks.link, string=str(row["title"]))

    def _set_heights(self, page: Any, columns: Sequence[Column]) -> None:  # noqa: ANN401
        """Room for the text that goes over several lines: not every program finds that by itself."""
        page.set_row(0, 2 * LINE)
        heights: Counter[int] = Counter()
        for column in columns:
            width = column.width
            for line, value in enumerate(column.values, start=1):
                if isinstance(value, str) and len(value) > width:
                    heights[line] = max(heights[line], _lines(value, width))
        for line, lines in sorted(heights.items()):
            if lines > 1:
                page.set_row(line, min(lines, MOST_LINES) * LINE)

    def _set_up(self, page: Any, width: int, count: int) -> None:  # noqa: ANN401
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, count, width - 1)
        page.ignore_errors({"number_stored_as_text": xl_range(0, 0, max(count, 1), width - 1)})
        page.repeat_rows(0)
        page.hide_gridlines(0)  # shown on paper too
        self.set_up_print(page)

    def set_up_print(self, page: Any) -> None:  # noqa: ANN401
        """A4 across, as wide as the table, with whose data it is and of which day."""
        name = self.basis.organisation.name.replace("&", "&&")
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        page.set_footer(f"&L{name}, &A as at {self.basis.today.isoformat()}&RPage &P of &N")


def _lines(text: str, width: float) -> int:
    """About how many lines ``text`` takes in a column as wide as ``width`` digits."""
    room = int(width * LETTERS)
    return sum(-(-len(line) // room) or 1 for line in text.split("\n"))
