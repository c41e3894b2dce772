"""A workbook read back: types, drop-downs, colours, formulas, and how it prints."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from macros.documents.compiler.workbook_looks import Highlighted, lines
from macros.documents.compiler.workbook_source import CellType, Highlight
from macros.documents.compiler.workbook_values import Rows, cell_of, typed
from macros.records.models.organisation import Thresholds
from macros.records.vocabulary import Rating
from tests import builders
from tests.template_files import PROJECT, compiled, excel, part

SOURCE = """title: Register
sheets:
  - id: risks
    name: Risks
    instructions: Write cause, event and effect.
    from: report.risks
    facts:
      - {id: bac, label: Budget at completion, type: money, value: project.budget}
      - {id: top, label: Highest score, type: number, formula: '=MAX({score.all})', highlight: score}
      - {id: state, label: Rating, type: choice, choices: rating, highlight: rating, notes: Of the project}
    rows: 20
    columns:
      - {id: title, title: Risk, type: text, width: 30, notes: One sentence}
      - {id: likelihood, title: Likelihood, type: choice, width: 11, choices: [1, 2, 3, 4, 5]}
      - {id: due, title: Due, type: date, width: 11, highlight: overdue, unless: closed}
      - {id: closed, title: Closed, type: date, width: 11}
      - {id: cost, title: Cost, type: money, width: 11, total: sum}
      - {id: share, title: Share, type: percent, width: 8, highlight: over}
      - {id: rate, title: Rate, type: decimal, width: 8, total: average}
      - {id: strategy, title: Strategy, type: choice, choices: strategy}
      - {id: answer, title: Answer, type: choice, choices: ["Yes, with conditions", "No"]}
      - {id: score, title: Score, type: formula, result: number, width: 8,
         formula: '=IF({likelihood}="","",{likelihood}*2)', highlight: score}
      - {id: month, title: "Month {n}", heading: '=EDATE(TODAY(),{n}-1)', repeat: 2, type: number, width: 9}
  - id: chart
    name: Chart
    instructions: Read it from left to right.
    chart: {title: Cost by risk, kind: line, categories: risks.title, series: [risks.cost, risks.score]}
"""
RISKS = [
    {
        "title": "Supplier late",
        "likelihood": 4,
        "due": date(2026, 11, 1),
        "owner": "Buyer",
        "strategy": "reduce",
    }
]
GIVEN = {"project": PROJECT, "report": {"risks": RISKS}}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return compiled(tmp_path_factory.mktemp("book"), {"workbook.yml": SOURCE}, GIVEN, form="xlsx")


@pytest.fixture(scope="module")
def book(content: bytes) -> Any:  # noqa: ANN401
    return excel(content)


@pytest.fixture(scope="module")
def sheet(book: Any) -> Any:  # noqa: ANN401
    return book["Risks"]


def row(sheet: Any, number: int) -> list[Any]:  # noqa: ANN401
    return [cell.value for cell in sheet[number]]


def test_the_first_sheet_tells_what_the_workbook_is(book: Any) -> None:  # noqa: ANN401
    assert book.sheetnames == ["Instructions", "Risks", "Chart"]
    said = {cells[0].value: cells[1].value for cells in book["Instructions"].iter_rows(min_row=4)}
    assert book["Instructions"]["A1"].value == "Project charter"
    assert said["Template"] == "charter 1.0"
    assert said["Newest version"] == "https://pmo.example/templates/charter/"
    assert said["Risks"] == "Write cause, event and effect."
    assert "whole GBP" in said["Dates and money"]


def test_a_sheet_has_title_note_facts_headings_and_rows(sheet: Any) -> None:  # noqa: ANN401
    assert sheet["A1"].value == "Risks"
    assert sheet["A2"].value == "Project charter: Paint line renewal"
    assert sheet["A3"].value == "Write cause, event and effect."
    assert [cell.value for cell in sheet["A"][3:6]] == ["Budget at completion", "Highest score", "Rating"]
    assert row(sheet, 8)[:3] == ["Risk", "Likelihood", "Due"]
    assert row(sheet, 9)[:2] == ["Supplier late", 4]
    assert sheet.max_row == 8 + 20 + 1


def test_cells_have_their_types(sheet: Any) -> None:  # noqa: ANN401
    due = sheet["C9"]
    assert due.value == datetime(2026, 11, 1)  # noqa: DTZ001  as openpyxl reads it
    formats = {letter: sheet[f"{letter}9"].number_format for letter in "ABCEFGJ"}
    assert formats == {
        "A": "@",
        "B": "General",
        "C": "yyyy-mm-dd",
        "E": "#,##0",
        "F": "0%",
        "G": "0.00",
        "J": "0",
    }
    assert sheet["C4"].value == 940000


def test_formulas_name_the_cells_of_their_row(sheet: Any) -> None:  # noqa: ANN401
    assert sheet["J9"].value == '=IF(B9="","",B9*2)'
    assert sheet["J28"].value == '=IF(B28="","",B28*2)'
    facts = [cell.value for cell in sheet[5] if cell.value]
    assert facts == ["Highest score", "=MAX($J$9:$J$28)"]
    assert sheet["K8"].value == "=EDATE(TODAY(),1-1)"
    assert sheet["L8"].value == "=EDATE(TODAY(),2-1)"
    assert sheet["K8"].number_format == "mmm yy"


def test_formulas_have_no_value_yet_so_that_every_program_reckons(content: bytes) -> None:
    text = part(content, "xl/worksheets/sheet2.xml")
    assert "<f>MAX($J$9:$J$28)</f><v></v>" in text
    assert 'fullCalcOnLoad="1"' in part(content, "xl/workbook.xml")


def test_totals_stand_below_the_table(sheet: Any) -> None:  # noqa: ANN401
    assert sheet["A29"].value == "Total"
    assert sheet["E29"].value == '=IF(COUNT(E9:E28)=0,"",SUM(E9:E28))'
    assert sheet["G29"].value == '=IF(COUNT(G9:G28)=0,"",AVERAGE(G9:G28))'


def test_choices_are_drop_downs(book: Any, sheet: Any) -> None:  # noqa: ANN401
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["B9:B28"].formula1 == '"1,2,3,4,5"'
    assert rules["H9:H28"].formula1 == '"avoid,reduce,accept,transfer"'
    assert rules["A9:A28"].prompt == "One sentence"
    (place,) = [key for key in rules if key.startswith(("B6", "C6"))]
    assert rules[place].formula1 == '"green,amber,red"'
    assert rules[place].prompt == "Of the project"
    assert rules["B9:B28"].errorStyle == "warning"
    kept = rules["I9:I28"].formula1
    assert kept == "Instructions!$Z$1:$Z$2"
    assert [book["Instructions"][f"Z{number}"].value for number in (1, 2)] == ["Yes, with conditions", "No"]
    assert book["Instructions"].column_dimensions["Z"].hidden


def test_a_list_of_the_organisation_that_is_empty_leaves_the_cells_free(tmp_path: Path) -> None:
    source = SOURCE.replace("choices: strategy}", "choices: objective, notes: Which one}")
    empty = builders.organisation(objectives=[])
    content = compiled(tmp_path, {"workbook.yml": source}, form="xlsx", organisation=empty)
    rules = {str(rule.sqref): rule for rule in excel(content)["Risks"].data_validations.dataValidation}
    assert rules["H9:H28"].formula1 is None
    assert rules["H9:H28"].prompt == "Which one"


def test_values_are_coloured_by_rules(sheet: Any) -> None:  # noqa: ANN401
    rules = {
        str(area.sqref): [rule.formula[0] for rule in area.rules] for area in sheet.conditional_formatting
    }
    assert rules["J9:J28"][0] == "AND(ISNUMBER(J9),J9>=15)"
    assert rules["C9:C28"] == ['ISNUMBER(C9)*(C9<TODAY())*($D9="")']
    assert rules["F9:F28"] == ["AND(ISNUMBER(F9),F9>1)"]
    ratings = next(formulas for area, formulas in rules.items() if area.startswith(("B6", "C6")))
    assert len(ratings) == 3


def test_it_prints_with_its_heading_on_every_page(sheet: Any) -> None:  # noqa: ANN401
    assert sheet.freeze_panes == "B9"
    assert sheet.print_title_rows == "$8:$8"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.auto_filter.ref == "A8:L28"
    assert "charter 1.0" in str(sheet.oddFooter.left.text)
    assert "https://pmo.example/templates/charter/" in str(sheet.oddFooter.left.text)
    assert "Example Works" in str(sheet.oddHeader.left.text)
    assert sheet.oddHeader.left.size == 8


def test_a_chart_stands_on_its_own_sheet(book: Any, content: bytes) -> None:  # noqa: ANN401
    assert book["Chart"]["A3"].value == "Read it from left to right."
    chart = part(content, "xl/charts/chart1.xml")
    assert "'Risks'!$A$9:$A$28" in chart
    assert "'Risks'!$E$9:$E$28" in chart
    assert "<a:t>Cost by risk</a:t>" in chart
    assert 'descr="Cost by risk"' in part(content, "xl/drawings/drawing1.xml")


def test_its_properties_name_the_organisation_and_no_person(book: Any) -> None:  # noqa: ANN401
    properties = book.properties
    assert (properties.creator, properties.title) == ("Example Works", "Project charter")
    assert properties.description == "charter 1.0"
    assert properties.created == datetime(1980, 1, 1)  # noqa: DTZ001  as openpyxl reads it


def test_what_is_given_goes_before_the_project_and_the_preset(tmp_path: Path) -> None:
    source = SOURCE.replace("    rows: 20\n", "    rows: 20\n    preset: [{title: Preset}]\n")

    def first(given: dict[str, Any], rows: Rows | None) -> tuple[Any, Any]:
        folder = builders.fresh_folder(tmp_path)
        made = excel(compiled(folder, {"workbook.yml": source}, given, form="xlsx", rows=rows))["Risks"]
        return made["A9"].value, next((cell.value for cell in made[4][1:] if cell.value), None)

    assert first({}, None) == ("Preset", None)
    assert first(GIVEN, None) == ("Supplier late", 940000)
    given = Rows({"risks": [{"title": "Given"}]}, {"risks": {"bac": 1000}})
    assert first(GIVEN, given) == ("Given", 1000)


def test_rows_beyond_those_of_the_template_find_room(tmp_path: Path) -> None:
    rows = Rows({"risks": [{"title": f"Risk {number}", "cost": number} for number in range(1, 201)]})
    sheet = excel(compiled(tmp_path, {"workbook.yml": SOURCE}, {}, form="xlsx", rows=rows))["Risks"]
    assert sheet["A208"].value == "Risk 200"
    assert sheet["J208"].value == '=IF(B208="","",B208*2)'
    assert sheet["E219"].value == '=IF(COUNT(E9:E218)=0,"",SUM(E9:E218))'
    facts = [cell.value for cell in sheet[5] if cell.value]
    assert facts[1] == "=MAX($J$9:$J$218)"


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        (CellType.TEXT, 5, "5"),
        (CellType.TEXT, "=1+1", "=1+1"),
        (CellType.NUMBER, "12", 12),
        (CellType.DECIMAL, "12.5", 12.5),
        (CellType.DECIMAL, 1e-9, 1e-9),
        (CellType.DATE, "2026-10-31", date(2026, 10, 31)),
        (CellType.CHOICE, "3", 3),
        (CellType.CHOICE, "amber", "amber"),
        (CellType.MONEY, "withheld: tender", "withheld: tender"),
        (CellType.DATE, "soon", "soon"),
        (CellType.DATE, "0001-01-01", "0001-01-01"),
        (CellType.NUMBER, "nan", "nan"),
        (CellType.TEXT, "x" * 40_000, "x" * 32_766 + "…"),
    ],
)
def test_a_value_is_its_cell_or_a_text_where_it_does_not_fit(
    kind: CellType, value: object, cell: object
) -> None:
    assert cell_of(value, kind) == cell


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (CellType.DATE, "20261031"),
        (CellType.NUMBER, "1_000"),
        (CellType.MONEY, "inf"),
        (CellType.PERCENT, "5 %"),
    ],
)
def test_a_value_of_another_type_is_refused(kind: CellType, value: str) -> None:
    with pytest.raises(ValueError, match=value):
        typed(value, kind)


def test_indices_are_measured_by_the_limits_for_cost_or_schedule() -> None:
    limits = Thresholds(cpi_red=0.8, cpi_amber=0.9, spi_red=0.6, spi_amber=0.7)
    cost = dict(Highlighted(Highlight.INDEX, "B2").rules(limits))
    schedule = dict(Highlighted(Highlight.INDEX, "B2", is_schedule=True).rules(limits))
    assert cost == {"=AND(ISNUMBER(B2),B2<0.8)": Rating.RED, "=AND(ISNUMBER(B2),B2<0.9)": Rating.AMBER}
    assert list(schedule) == ["=AND(ISNUMBER(B2),B2<0.6)", "=AND(ISNUMBER(B2),B2<0.7)"]


@pytest.mark.parametrize(
    ("kind", "count"), [(Highlight.RATING, 3), (Highlight.SCORE, 3), (Highlight.NEGATIVE, 1)]
)
def test_each_highlight_has_its_rules(kind: Highlight, count: int) -> None:
    assert len(list(Highlighted(kind, "A1").rules(Thresholds()))) == count


def test_a_row_is_as_high_as_its_text() -> None:
    assert lines("word", 10) == 1
    assert lines("x" * 100, 10) == 10
    assert lines("one\n\ntwo", 10) == 3
    assert lines("", 10) == 1


def paper(root: Path, width: int) -> tuple[int, int, str | None]:
    """Paper, pages side by side and columns on each of a sheet with five columns of a width."""
    columns = "\n".join(
        f"      - {{id: c{number}, title: C, type: text, width: {width}}}" for number in range(5)
    )
    source = f"sheets:\n  - id: lines\n    name: Lines\n    rows: 3\n    columns:\n{columns}\n"
    sheet = excel(compiled(root, {"workbook.yml": source}, form="xlsx"))["Lines"]
    return sheet.page_setup.paperSize, sheet.page_setup.fitToWidth or 1, sheet.print_title_cols


def test_wide_sheets_are_printed_large_enough_to_be_read(tmp_path: Path) -> None:
    assert paper(tmp_path / "narrow", 30) == (9, 1, None)
    assert paper(tmp_path / "wide", 60) == (8, 1, None)
    assert paper(tmp_path / "widest", 120) == (8, 2, "$A:$A")


def test_instructions_are_as_high_as_the_columns_they_stand_over_need(tmp_path: Path) -> None:
    words = "Where the project stands. " * 20
    source = f"""sheets:
  - id: lines
    name: Lines
    instructions: {words}
    rows: 3
    columns:
      - {{id: a, title: A, type: text, width: 60}}
      - {{id: b, title: B, type: text, width: 120}}
"""
    sheet = excel(compiled(tmp_path, {"workbook.yml": source}, form="xlsx"))["Lines"]
    assert not sheet.merged_cells.ranges
    assert sheet.row_dimensions[3].height >= 8 * 14
    assert sheet.row_dimensions[1].height > sheet["A1"].font.size


def test_formulas_reach_the_file_without_being_searched_for_newer_functions(content: bytes) -> None:
    assert "_xlfn" not in part(content, "xl/worksheets/sheet2.xml")
    assert "<f>MAX($J$9:$J$28)</f>" in part(content, "xl/worksheets/sheet2.xml")
