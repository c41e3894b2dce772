"""``/downloads/*.csv``, read back as a spreadsheet or a script would."""

import csv
import io
import json
from pathlib import Path

import pytest

from macros.exports.basis import Basis
from macros.exports.comma_separated import FORMULA_STARTS, csv_files, harmless
from tests.exported import FORMULA, SCRIPT, basis, empty, hostile, sample


def read(of: Basis, name: str) -> list[dict[str, str]]:
    text = dict(csv_files(of))[f"downloads/{name}.csv"]
    content = text.encode().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline=""), strict=True))


def test_excel_sees_utf_8_and_lines_end_as_the_rfc_says(tmp_path: Path) -> None:
    for path, text in csv_files(empty(tmp_path)):
        assert text.startswith("\ufeff")
        assert text.endswith("\r\n")
        key_figures = 7 if path.endswith("kpis.csv") else 0
        assert text.count("\n") == text.count("\r\n") == 1 + key_figures


@pytest.mark.sample
@pytest.mark.parametrize("name", tuple(sample().datasets))
def test_every_row_is_there_in_its_order(name: str) -> None:
    of = sample()
    assert [row["id"] for row in read(of, name)] == [row["id"] for row in of.rows(name)]


def test_values_are_written_plainly(tmp_path: Path) -> None:
    of = basis(hostile(tmp_path))
    (alpha, beta), (early, late) = read(of, "projects"), read(of, "reports")
    assert (alpha["finish"], alpha["budget"], alpha["cv"]) == ("2026-12-31", "100000", "-3000")
    assert (alpha["percent_complete"], alpha["cpi"]) == ("62.5", "0.25")
    assert (alpha["ratings.schedule"], alpha["ratings.scope"]) == ("red", "")
    assert (beta["budget"], beta["rating"], beta["withheld"]) == ("", "", "budget: =secret")
    assert (late["ratings.cost"], early["ratings.cost"], early["percent_complete"]) == ("amber", "", "")
    assert json.loads(late["milestones"]) == {"live": {"forecast": "2026-11-30", "actual": None}}
    assert json.loads(alpha["milestones"])[0]["id"] == "live"
    assert alpha["last_ratings"] == "green; red"
    assert read(of, "risks")[0]["overdue"] == "true"


def test_no_text_is_run_as_a_formula(tmp_path: Path) -> None:
    of = basis(hostile(tmp_path))
    alpha = read(of, "projects")[0]
    assert alpha["title"] == f"'{FORMULA}"
    assert (alpha["manager"], alpha["tags"]) == ("'+44 20 7946 0000", "'=1+1; b; c")
    assert alpha["summary"] == SCRIPT
    for name in of.datasets:
        for row in read(of, name):
            for value in row.values():
                assert not value.startswith(tuple(FORMULA_STARTS)) or _is_number(value), value


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A1", "\tx", "\rx", "\nx", "\uff1d1"])
def test_formula_starts_are_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    ("text", "written"), [("a;=1", "a;'=1"), ('a;"=1', "a;'\"=1"), ("a; =1", "a; =1"), ("=a;-1", "'=a;'-1")]
)
def test_a_formula_behind_a_semicolon_is_harmless_where_that_ends_a_cell(text: str, written: str) -> None:
    assert harmless(text) == written


def test_other_text_stays_as_it_is() -> None:
    assert harmless("a = b") == "a = b"
    assert harmless("") == ""
