"""``/downloads/portfolio.xlsx``, read back with openpyxl."""

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from macros.exports.basis import Basis
from macros.exports.cells import LONGEST_TEXT, cut, serial
from macros.exports.workbook import workbook_files
from tests.builders import project, report, write_library
from tests.exported import ADDRESS, FORMULA, SCRIPT, TODAY, basis, empty, hostile, sample

SHEETS = (
    *("Status", "Projects", "Milestones", "Reports", "Risks"),
    *("Issues", "Decisions", "Dependencies", "Resources", "Benefits", "Key figures", "Lessons", "Warnings"),
    "About",
)
TABLES = SHEETS[:-1]


def opened(of: Basis) -> Workbook:
    ((_, content),) = workbook_files(of)
    return load_workbook(io.BytesIO(content))


def sheet(book: Workbook, name: str) -> Worksheet:
    page = book[name]
    assert isinstance(page, Worksheet)
    return page


def rows(book: Workbook, name: str) -> list[dict[str, object]]:
    headings, *found = sheet(book, name).iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in found]


def midnight(day: date) -> datetime:
    return datetime.combine(day, time())


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    return opened(basis(hostile(tmp_path)))


def test_there_is_a_sheet_a_table_even_when_empty(tmp_path: Path) -> None:
    assert opened(sample()).sheetnames == list(SHEETS)
    bare = opened(empty(tmp_path))
    assert bare.sheetnames == list(SHEETS)
    assert all(rows(bare, name) == [] for name in TABLES if name != "Key figures")


def test_no_text_is_a_formula(book: Workbook) -> None:
    for page in book.worksheets:
        for row in page.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    alpha = rows(book, "Projects")[0]
    assert (alpha["Project"], alpha["Summary"]) == (FORMULA, SCRIPT)
    assert alpha["Project manager"] == "+44 20 7946 0000"
    assert rows(book, "Risks")[0]["Owner"] == "@SUM(1+1)"


@pytest.mark.sample
def test_no_part_of_the_file_holds_a_formula() -> None:
    ((_, content),) = workbook_files(sample(ADDRESS))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name), name


def test_cells_have_their_types(book: Workbook) -> None:
    status, project_ = rows(book, "Status")[0], rows(book, "Projects")[0]
    assert status["Approved finish"] == midnight(date(2026, 12, 31))
    assert status["Approved budget"] == 100_000
    assert status["Complete (%)"] == 0.625
    assert status["Finish slip (days)"] == 30
    assert (status["Delivery confidence"], status["Trend"]) == ("Red", "Worse")
    assert (status["Schedule"], status["Cost"], status["Scope"]) == ("Red", "Amber", None)
    assert project_["Programme"] is None
    assert rows(book, "Risks")[0]["Overdue"] == "Yes"
    page = sheet(book, "Status")
    formats = {head.value: below.number_format for head, below in zip(page[1], page[2], strict=True)}
    assert formats["Approved finish"].startswith("d mmm yyyy")
    assert formats["Approved budget"].startswith("#,##0")
    assert formats["Complete (%)"].startswith("0%")


def test_ratings_have_words_and_colours(book: Workbook) -> None:
    page = sheet(book, "Status")
    assert {row["Delivery confidence"] for row in rows(book, "Status")} == {"Red", "Not rated"}
    rules = {
        rule.formula[0]: rule.dxf.fill.bgColor.rgb
        for ranged in page.conditional_formatting
        for rule in ranged.rules
    }
    assert rules.keys() == {'"Green"', '"Amber"', '"Red"'}
    assert len(set(rules.values())) == 3


@pytest.mark.parametrize("name", TABLES)
def test_headers_stay_in_sight_and_filter(name: str, book: Workbook) -> None:
    page = sheet(book, name)
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == page.dimensions
    assert page.print_title_rows == "$1:$1"
    assert all(8 <= page.column_dimensions[letter].width <= 60 for letter in page.column_dimensions)


@pytest.mark.sample
def test_open_projects_stand_worst_first() -> None:
    found = rows(opened(sample()), "Status")
    order = ["Red", "Amber", "Green", "Not rated"]
    places = [order.index(str(row["Delivery confidence"])) for row in found]
    assert places == sorted(places)
    assert {row["State"] for row in found} <= {"Proposed", "Active", "On hold"}


def test_properties_are_those_of_the_day(book: Workbook) -> None:
    properties = book.properties
    assert properties.title == "Portfolio of Ör & Co </title>"
    assert properties.creator == "Project Management Office"
    assert properties.created == midnight(TODAY)


def test_titles_lead_to_their_pages_where_the_address_is_known(tmp_path: Path) -> None:
    library = hostile(tmp_path)
    known, unknown = opened(basis(library, base=ADDRESS)), opened(basis(library))
    cell = sheet(known, "Projects")["A2"]
    assert cell.hyperlink is not None
    assert (cell.value, cell.hyperlink.target) == (FORMULA, f"{ADDRESS}projects/alpha/")
    assert sheet(unknown, "Projects")["A2"].hyperlink is None


def test_a_currency_has_a_column_only_where_one_differs(tmp_path: Path) -> None:
    mine = {"alpha": project()}
    both = {**mine, "beta": project(title="Beta", currency="EUR")}
    one = opened(basis(write_library(tmp_path / "a", projects=mine)))
    two = opened(basis(write_library(tmp_path / "b", projects=both)))
    assert "Currency" not in rows(one, "Projects")[0]
    assert [row["Currency"] for row in rows(two, "Projects")] == ["GBP", "EUR"]


def test_long_text_gets_room(tmp_path: Path) -> None:
    library = write_library(
        tmp_path,
        projects={"alpha": project(summary="word " * 59)},
        reports={"alpha": {"2026-09-30": report(rationale="Short.")}},
    )
    book = opened(basis(library))
    page = sheet(book, "Projects")
    last = page.cell(2, page.max_column)
    assert last.alignment.wrap_text
    assert (page.row_dimensions[2].height or 0) >= 60
    assert sheet(book, "Reports").row_dimensions[2].height is None


def test_the_last_sheet_explains_the_others(book: Workbook) -> None:
    texts = [cell for row in sheet(book, "About").iter_rows(values_only=True) for cell in row if cell]
    assert midnight(TODAY) in texts
    assert set(TABLES) <= set(texts)
    assert (
        "Days from the approved finish to the actual one, or to the forecast one until there is one." in texts
    )


def test_days_are_counted_as_spreadsheets_do() -> None:
    assert (serial(date(1900, 1, 1)), serial(date(1900, 2, 28)), serial(date(1900, 3, 1))) == (1, 59, 61)
    assert serial(date(2026, 10, 31)) == 46326


def test_text_beyond_what_a_cell_holds_is_cut() -> None:
    assert len(cut("x" * (LONGEST_TEXT + 1))) == LONGEST_TEXT
    assert cut("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
