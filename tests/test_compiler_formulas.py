"""Names in formulas become addresses, and a formula has a form that every program opens."""

from typing import Any

import pytest

from macros.documents.compiler.formula_form import formula_fault
from macros.documents.compiler.formulas import Addresses, Place, UnknownReferenceError, in_row
from macros.documents.compiler.workbook_source import Workbook

BOOK = Workbook.model_validate(
    {
        "sheets": [
            {
                "id": "lines",
                "name": "Cost lines",
                "rows": "10",
                "facts": [
                    {"id": "start", "label": "Start", "type": "date"},
                    {"id": "bac", "label": "Budget", "type": "money"},
                ],
                "columns": [
                    {"id": "item", "title": "Item", "type": "text", "width": "40"},
                    {"id": "cost", "title": "Cost", "type": "money"},
                    {"id": "month", "title": "Month {n}", "type": "number", "repeat": "3"},
                    {"id": "left", "title": "Left {n}", "type": "number", "repeat": "3"},
                ],
            },
            {
                "id": "plan",
                "name": "Owner's plan",
                "rows": "5",
                "columns": [{"id": "day", "title": "Day", "type": "date"}],
            },
        ]
    }
)
ADDRESSES = Addresses(BOOK)


def formula(text: str, sheet: str = "lines", row: int = 8, **place: Any) -> str:  # noqa: ANN401
    return in_row(ADDRESSES.formula(text, Place(ADDRESSES.layouts[sheet], has_row=True, **place)), row)


@pytest.mark.parametrize(
    ("text", "number", "address"),
    [
        ("={cost}", 0, "=B8"),
        ("={cost.above}", 0, "=B7"),
        ("=SUM({cost.first}:{cost})", 0, "=SUM($B$8:B8)"),
        ("=SUM({cost.all})", 0, "=SUM($B$8:$B$17)"),
        ("={cost.heading}", 0, "=$B$7"),
        ("={row}-{first_row}", 0, "=8-8"),
        ("={bac}", 0, "=$B$5"),
        ("={lines.bac}", 0, "='Cost lines'!$B$5"),
        ("=MAX({plan.day})", 0, "=MAX('Owner''s plan'!$A$5:$A$9)"),
        ("=SUM({month.each})", 0, "=SUM(C8:E8)"),
        ("={month3}", 0, "=E8"),
        ("={month}+{left}", 2, "=D8+G8"),
        ("={month.above}", 2, "=D7"),
        ("={month.first}", 2, "=D$8"),
        ("={month.heading}", 2, "=D$7"),
        ("={month.all}", 0, "=$C$8:$E$17"),
        ("={lines.month}", 3, "='Cost lines'!$E$8:$E$17"),
        ("={n}*2", 2, "=2*2"),
        ('=IF({cost}="","",{cost})', 0, '=IF(B8="","",B8)'),
    ],
)
def test_a_reference_is_an_address(text: str, number: int, address: str) -> None:
    assert formula(text, number=number) == address


def test_the_table_begins_below_title_notes_and_facts() -> None:
    lines, plan = ADDRESSES.layouts["lines"], ADDRESSES.layouts["plan"]
    assert (lines.heading_row, lines.first_row, lines.last_row) == (7, 8, 17)
    assert (plan.heading_row, plan.first_row, plan.last_row) == (4, 5, 9)
    assert [slot.id for slot in lines.slots][2:5] == ["month1", "month2", "month3"]
    assert lines.by_id["month2"].title == "Month 2"
    assert lines.value_column == 1


@pytest.mark.parametrize(
    "text", ["={cots}", "={lines.cots}", "={nowhere.cost}", "={cost.last}", "={item.each}"]
)
def test_a_reference_to_nothing_is_an_error_that_knows_what_there_is(text: str) -> None:
    with pytest.raises(UnknownReferenceError) as raised:
        formula(text)
    assert f"{{{raised.value.reference}}}" in text
    assert "cost" in raised.value.known


def test_a_column_has_no_cell_outside_the_table() -> None:
    with pytest.raises(UnknownReferenceError):
        ADDRESSES.formula("={cost}", Place(ADDRESSES.layouts["lines"]))


def test_a_repeated_column_has_no_cell_without_its_number() -> None:
    with pytest.raises(UnknownReferenceError):
        formula("={month}")


def test_a_chart_names_whole_columns() -> None:
    assert ADDRESSES.series("lines.cost") == "'Cost lines'!$B$8:$B$17"
    with pytest.raises(UnknownReferenceError):
        ADDRESSES.series("cost")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SUM({a})", "begins with ="),
        ("=SUM({a}", "brackets"),
        ("=({a}))+(", "brackets"),
        ('=IF({a}="x,1,2)', "has no end"),
        ("=cmd|' /C calc'!A0", "outside the workbook"),
        ("=[other.xlsx]Sheet1!A1", "outside the workbook"),
        ('=HYPERLINK("http://evil.example")', "outside the workbook"),
        ('=HYPERLINK("x")', "HYPERLINK() is none"),
        ('=WEBSERVICE("x")', "WEBSERVICE() is none"),
        ("=XLOOKUP({a},{b},{c})", "XLOOKUP() is none"),
        ("=LET(x,1,x)", "LET() is none"),
        ("=SUMM({a})", "SUMM() is none"),
        (f"=1{'+1' * 4000}", "too long"),
    ],
)
def test_a_formula_that_a_program_would_not_open_is_told(text: str, said: str) -> None:
    found = formula_fault(text)
    assert found
    assert said in found[0]


@pytest.mark.parametrize(
    "text",
    [
        '=IF(OR({a}="",{b}=")("),"",N({a})*{b})',
        "=sumproduct(({a}=1)*({b}))",
        '=TEXT({a},"0%")&" | of"',
    ],
)
def test_a_formula_of_known_functions_is_right(text: str) -> None:
    assert formula_fault(text) is None


def test_a_misspelt_function_is_told_its_neighbour() -> None:
    found = formula_fault("=SUMIFF({a})")
    assert found
    assert "SUMIF" in found[1]
