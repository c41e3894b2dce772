"""Registers as they are met: encodings, delimiters, headers, workbooks."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from macros.imports.headers import Reading, read_table
from macros.imports.tables import Table, UnusableError, letter

WANTED = ["Title", "Cost (£m)", "Start date"]


def table(text: str | bytes, wanted: Sequence[str] = WANTED, reading: Reading | None = None) -> Table:
    data = text.encode() if isinstance(text, str) else text
    return read_table("register", data, wanted, reading or Reading())


def texts(read: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read.rows]


def book(rows: Sequence[Sequence[Any]], **sheets: Sequence[Sequence[Any]]) -> bytes:
    workbook = Workbook()
    for title, content in {"Register": rows, **sheets}.items():
        sheet = workbook.create_sheet(title)
        for row in content:
            sheet.append(row)
    del workbook["Sheet"]
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found_out(encoding: str, delimiter: str) -> None:
    lines = [["Title", "Cost (£m)", "Start date"], ["Café – Zoë’s", "1.5", "01/02/2025"]]
    read = table("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    assert [column.name for column in read.columns] == lines[0]
    assert texts(read) == [lines[1]]


@pytest.mark.parametrize(
    ("encoding", "title"),
    [("cp1250", "Wdrożenie systemu płac, zażółć gęślą jaźń"), ("cp1251", "Переход на новую систему")],
)
def test_other_code_pages_are_guessed_and_the_guess_is_told(encoding: str, title: str) -> None:
    read = table(f'Title,Cost\n"{title}",1\n'.encode(encoding), ["Title"])
    assert texts(read)[0][0] == title
    assert any(encoding in note for note in read.notes)


def test_of_code_pages_the_one_that_gives_the_headers_of_the_map_is_guessed() -> None:
    words = "Kosten, Längen und Übergabe – für die Kräne; größer als geplant"
    read = table(f'Title;Cost (k£)\n"{words}";1\n'.encode("cp1252"), ["Title", "Cost (k£)"])
    assert [column.name for column in read.columns] == ["Title", "Cost (k£)"]


def test_single_foreign_bytes_in_utf_8_are_mended_and_told() -> None:
    read = table("Title,Cost (£m)\nCafé,1\nÉtude – été\n".encode() + b"it\x92s,2\n")
    assert texts(read)[2][0] == "it’s"
    assert any("lines 4" in note for note in read.notes)


def test_an_encoding_that_does_not_fit_is_said_with_its_line() -> None:
    with pytest.raises(UnusableError, match="line 2 of the file does not fit the encoding utf-8"):
        table(b"Title\ncaf\xe9\n", reading=Reading(encoding="utf-8"))
    with pytest.raises(UnusableError, match="no encoding is called 'utf-88'"):
        table(b"Title\n", reading=Reading(encoding="utf-88"))


def test_headers_match_whatever_their_case_blanks_and_line_breaks() -> None:
    read = table('\ufeff" TITLE ","cost\n(£m)",START  DATE\nA,1,2\n')
    assert [column.name for column in read.present(WANTED)] == ["TITLE", "cost (£m)", "START DATE"]


def test_rows_have_the_numbers_they_have_in_a_spreadsheet() -> None:
    read = table('Register of 2025\n\nTitle,Cost (£m),Start date\n"A\nsecond line",1,\n,,\nB,2,\n')
    assert [(row.number, row.cells[0].text) for row in read.rows] == [(4, "A\nsecond line"), (6, "B")]
    assert read.blank_rows == (5,)
    assert any("row 3" in note for note in read.notes)


def test_a_delimiter_in_a_heading_above_does_not_mislead() -> None:
    read = table("Projects, programmes, and more; as of today\nTitle;Cost (£m);Start date\nA, B;1;2\n")
    assert texts(read) == [["A, B", "1", "2"]]


def test_without_headers_the_line_says_what_was_looked_for_and_found() -> None:
    with pytest.raises(UnusableError, match=r"no row with the headers .* 'Title'.* first row holds 'A', '1'"):
        table("A,1\nB,2\n")
    with pytest.raises(UnusableError, match="is empty"):
        table(b"  \n")


def test_unpaired_quotation_marks_stop_the_reading_with_row_and_line() -> None:
    with pytest.raises(
        UnusableError, match="row 3, which begins in line 4 of the file, has unpaired quotation"
    ):
        table('Title,Cost (£m)\n"A\nA",1\n"B,2\nC,3\n')


def test_columns_with_one_header_are_told_apart_by_their_letter() -> None:
    read = table("Title,Status,Status,\nA,1,2,3\n", ["Title", "Status"])
    assert [column.name for column in read.columns] == ["Title", "Status [B]", "Status [C]", "[D]"]
    assert read.present(["status [c]"])[0].index == 2
    assert "B and C are both headed 'Status'; write 'Status [B]' or" in read.why_absent(["Status"])


def test_a_missing_column_names_the_nearest() -> None:
    assert "no column 'Titel'. Did you mean 'Title'?" in table("Title,Cost (£m)\nA,1\n").why_absent(["Titel"])


def test_ragged_rows_are_told() -> None:
    read = table("Title,Cost (£m),Start date\nA\nB,1,2,,\nC,1,2,3\n")
    assert read.overlong_rows == frozenset({4})
    assert any("row 2" in note for note in read.notes)


def test_a_workbook_gives_dates_numbers_and_percentages() -> None:
    rows: list[list[Any]] = [
        ["Title", "Cost (£m)", "Start date", "Done"],
        ["A", 166.9, date(2015, 5, 1), 0.455],
        ["B", 558, None, True],
    ]
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    sheet["D2"].number_format = "0.0%"
    sheet["C3"] = datetime(2025, 3, 31, 14, 5)  # noqa: DTZ001  Excel knows no time zones
    buffer = io.BytesIO()
    workbook.save(buffer)
    first, second = table(buffer.getvalue()).rows
    assert [cell.text for cell in first.cells] == ["A", "166.9", "2015-05-01", "45.5%"]
    assert first.cells[1].number == Decimal("166.9")
    assert [cell.text for cell in second.cells] == ["B", "558", "2025-03-31 14:05:00", "TRUE"]


def test_errors_and_formulas_without_a_result_are_no_values() -> None:
    read = table(book([["Title", "Cost (£m)"], ["#N/A", "=1+1"]]))
    assert "error of the spreadsheet" in read.rows[0].cells[0].problem
    assert "formula without a stored result" in read.rows[0].cells[1].problem
    assert table("Title,Cost (£m)\n#REF!,####\n").rows[0].cells[1].problem


def test_the_sheet_that_fits_is_found_or_named() -> None:
    data = book([["Notes"]], Projects=[[], ["Title", "Cost (£m)"], ["A", 1]], Old=[["Title"], ["B"]])
    assert texts(table(data)) == [["A", "1"]]
    assert table(data).rows[0].number == 3
    assert texts(table(data, reading=Reading(sheet="old"))) == [["B"]]
    with pytest.raises(UnusableError, match=r"no sheet 'Project'\. Did you mean 'Projects'"):
        table(data, reading=Reading(sheet="Project"))


def test_a_header_over_several_columns_joins_the_one_below() -> None:
    data = book([["", "Cost", ""], ["Title", "Baseline", "Forecast"], ["A", 1, 2]])
    read = table(data, reading=Reading(header_rows=(1, 2)))
    assert [column.name for column in read.columns] == ["Title", "Cost / Baseline", "Cost / Forecast"]


def test_cells_right_of_the_headers_of_a_sheet_are_columns_without_a_name() -> None:
    read = table(book([["Title"], ["A", "note"]]))
    assert [column.name for column in read.columns] == ["Title", "[B]"]
    assert not read.overlong_rows


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0old", r"old Excel workbook \(.xls\) or has a password"),
        (b"PK\x03\x04broken", "no Excel workbook"),
    ],
)
def test_files_of_other_kinds_are_refused_with_the_way_out(data: bytes, words: str) -> None:
    with pytest.raises(UnusableError, match=words):
        table(data)


def test_invisible_characters_do_not_survive() -> None:
    read = table('Title,Cost (£m)\n"\x00A\x07_x000D_\nB\u2028C\ufeff",1\n')
    assert read.rows[0].cells[0].text == "A\nB\nC"


def test_letters_of_columns() -> None:
    assert [letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
