"""``pmo import reports``: a period's spreadsheet, month after month, without harm."""

import io
import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from macros.checking import check
from macros.records.front_matter import read_record
from scripts.import_records import command
from tests.builders import organisation, project, report, write_library

GUIDE = Path(__file__).parent.parent / "docs/guides/bring-your-reports"
CLOCK = date(2099, 1, 1)
MAP = """\
dates: DD/MM/YYYY
blank: [n/a, "-"]
leave_out: Manager
project: [Ref, Project]
report:
  date: Date
  rating: {column: RAG, values: {G: green, A: amber, R: red}}
  rationale: {column: Why, first_sentence: true}
  percent_complete: Done
  forecast_finish: End
  milestones: {milestone: Milestone, forecast: Expected, actual: {column: Reached, optional: true}}
  risks: {title: Risk, likelihood: L, impact: I, strategy: {constant: reduce}, owner: Owner, due: Due}
  body:
    - {heading: Summary, from: Why}
"""
ROW = {
    "Ref": "P-1",
    "Project": "Alpha",
    "Date": "31/03/2026",
    "RAG": "G",
    "Why": "On plan. Mostly.",
    "Done": "40 %",
    "End": "31/12/2026",
    "Milestone": "Live",
    "Expected": "30/11/2026",
    "Risk": "Rain",
    "L": "3",
    "I": "4",
    "Owner": "Sponsor",
    "Due": "01/12/2026",
    "Manager": "Jo Bloggs",
}
PATH = "docs/projects/alpha/reports/2026-03-31.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    live = [{"id": "go-live", "title": "Live", "baseline": "2026-11-01"}]
    write_library(
        tmp_path / "kb",
        organisation_yml=organisation(),
        projects={
            "alpha": project(title="Alpha", reference="P-1", milestones=live),
            "beta": project(title="Beta", aliases=["old-beta"], milestones=live),
            "gamma": project(title="Gamma", state="on-hold"),
        },
    )
    (tmp_path / "map.yml").write_text(MAP, encoding="utf-8")
    return tmp_path


def bring(root: Path, *rows: Mapping[str, str], options: tuple[str, ...] = (), map_text: str = MAP) -> Result:
    """The command's result for a spreadsheet with these rows, each the plain one with some cells changed."""
    full: list[Mapping[str, str]] = [{**ROW, **row} for row in rows]
    headers = list(dict.fromkeys(name for row in full for name in row))
    lines = [headers, *([row.get(name, "") for name in headers] for row in full)]
    text = "\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    (root / "month.csv").write_text(text, encoding="utf-8")
    (root / "map.yml").write_text(map_text, encoding="utf-8")
    return run(root, "month.csv", *options)


def run(root: Path, name: str, *options: str) -> Result:
    arguments = ["reports", str(root / name), "--map", str(root / "map.yml"), "--into", str(root / "kb")]
    return CliRunner().invoke(command, [*arguments, *options])


def reports(root: Path) -> dict[str, bytes]:
    folder = root / "kb/docs/projects"
    return {
        path.relative_to(root / "kb").as_posix(): path.read_bytes() for path in folder.glob("*/reports/*")
    }


def fields(root: Path, path: str = PATH) -> dict[str, Any]:
    source, problems = read_record(path, (root / "kb" / path).read_text(encoding="utf-8"))
    assert not problems
    return source.values


def body(root: Path, path: str = PATH) -> str:
    return (root / "kb" / path).read_text(encoding="utf-8").split("---\n", 2)[2].strip()


def test_a_row_becomes_the_report_of_its_project_and_day(root: Path) -> None:
    result = bring(root, {})
    assert result.exit_code == 0, result.output
    assert fields(root) == {
        "rating": "green",
        "rationale": "On plan.",
        "percent_complete": "40",
        "forecast_finish": "2026-12-31",
        "milestones": {"go-live": {"forecast": "2026-11-30"}},
        "risks": [
            {
                "title": "Rain",
                "likelihood": "3",
                "impact": "4",
                "strategy": "reduce",
                "owner": "Sponsor",
                "due": "2026-12-01",
            }
        ],
    }
    assert body(root) == (
        "## Summary\n\nOn plan. Mostly.\n\n"
        "## Achievements\n\nNot stated in the spreadsheet.\n\n"
        "## Next period\n\nNot stated in the spreadsheet."
    )
    assert "| Rows that became reports | 1 |" in result.stdout
    assert "Active projects without a row: beta." in result.stdout
    assert "Jo Bloggs" not in result.stdout
    assert not check(root / "kb", CLOCK).problems


def test_three_months_and_the_third_once_more(root: Path) -> None:
    months = [{"Date": day, "Done": done} for day, done in (("31/01/2026", "1"), ("28/02/2026", "2"))]
    for month in (*months, {"Date": "31/03/2026", "Done": "3"}):
        other = {"Ref": "", "Project": "beta", **month}
        assert bring(root, month, other).exit_code == 0
    before = reports(root)
    assert len(before) == 6
    again = run(root, "month.csv")
    assert again.exit_code == 0
    assert reports(root) == before
    assert "| Rows skipped | 2 |" in again.stdout
    assert f"| 2 | P-1 · Alpha | it is there already: {PATH} |" in again.stdout
    assert not check(root / "kb", CLOCK).problems


@pytest.mark.parametrize(
    ("ref", "title", "project_id"),
    [
        ("P-1", "", "alpha"),
        ("p-1 ", "Alpha", "alpha"),
        ("", "ALPHA", "alpha"),
        ("", "beta", "beta"),
        ("old-beta", "", "beta"),
        ("P-1", "Some other name", "alpha"),
    ],
)
def test_a_project_is_known_by_id_reference_or_title(
    root: Path, ref: str, title: str, project_id: str
) -> None:
    assert bring(root, {"Ref": ref, "Project": title}).exit_code == 0
    assert list(reports(root)) == [f"docs/projects/{project_id}/reports/2026-03-31.md"]


def test_a_name_that_helped_nothing_is_told(root: Path) -> None:
    result = bring(root, {"Project": "Some other name"})
    reason = "is no id, reference or title of a project; the row was matched by its other column"
    assert f"| 2 | project | Project | Some other name | {reason} |" in result.stdout


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (
            {"Ref": "P-9", "Project": "Alhpa"},
            "no project has the id, reference or title 'P-9' or 'Alhpa'. Did you",
        ),
        ({"Ref": "P-1", "Project": "Beta"}, "different projects: Ref 'P-1' is alpha, Project 'Beta' is beta"),
        ({"Ref": "", "Project": "n/a"}, "no project: not given in the spreadsheet"),
        ({"Date": "soon"}, "the date of the report: not readable in the spreadsheet: 'soon'"),
        ({"Date": "31/03/2098"}, "the report is dated 2098-03-31, today is"),
        ({"RAG": "blue"}, "the spreadsheet gives no rating: not readable in the spreadsheet: 'blue'"),
        ({"RAG": ""}, "the spreadsheet gives no rating: not given in the spreadsheet"),
    ],
)
def test_a_row_that_cannot_be_a_report_is_refused_with_its_text(
    root: Path, row: dict[str, str], why: str
) -> None:
    result = bring(root, row, {"Ref": "", "Project": "gamma"})
    assert result.exit_code == 1
    assert why in result.stdout.replace("\\", "")
    assert "Why: On plan. Mostly." in result.stdout
    assert list(reports(root)) == ["docs/projects/gamma/reports/2026-03-31.md"]
    assert not check(root / "kb", CLOCK).errors


def test_a_title_that_two_projects_have_needs_the_reference(root: Path) -> None:
    write_library(root / "kb", projects={"second": project(title="Alpha", reference="P-2")})
    assert "may be any of alpha, second" in bring(root, {"Ref": ""}).stdout
    assert bring(root, {"Ref": "P-2"}).exit_code == 0
    assert list(reports(root)) == ["docs/projects/second/reports/2026-03-31.md"]


def test_two_rows_for_one_report_are_both_refused_and_the_same_row_twice_is_one(root: Path) -> None:
    result = bring(root, {}, {"Why": "Other."})
    assert result.exit_code == 1
    assert f"rows 2, 3 are all for {PATH}; keep one of them" in result.stdout
    assert not reports(root)
    assert "it is the same as row 2, cell for cell" in bring(root, {}, {}).stdout
    assert len(reports(root)) == 1


def test_a_report_with_other_content_is_told_and_stays(root: Path) -> None:
    bring(root, {})
    before = reports(root)
    result = bring(root, {"RAG": "R", "Why": "In trouble."})
    assert result.exit_code == 1
    assert f"{PATH} is there with other content (rating, rationale, text). It was not" in result.stdout
    assert "add corrections with the date and the reason" in result.stdout
    assert reports(root) == before


def test_a_report_that_was_corrected_since_is_left_in_peace(root: Path) -> None:
    bring(root, {})
    write_library(
        root / "kb",
        reports={
            "alpha": {"2026-03-31": report(corrections=[{"date": "2026-04-02", "reason": "Wrong figure."}])}
        },
    )
    result = bring(root, {})
    assert result.exit_code == 0
    assert f"{PATH} has been corrected since" in result.stdout


def test_another_layout_of_the_same_content_is_the_same(root: Path) -> None:
    bring(root, {})
    file = root / "kb" / PATH
    text = file.read_text(encoding="utf-8").replace("rating: green", 'rating: "green"')
    file.write_text(text + "\n", encoding="utf-8")
    assert bring(root, {}).exit_code == 0


def test_a_row_that_says_nothing_is_skipped(root: Path) -> None:
    empty = dict.fromkeys(
        ("RAG", "Why", "Done", "End", "Milestone", "Expected", "Risk", "L", "I", "Owner", "Due"), ""
    )
    result = bring(root, {}, {**empty, "Ref": "", "Project": "beta"})
    assert result.exit_code == 0
    assert "it says nothing but the project's name" in result.stdout


@pytest.mark.parametrize(
    ("cells", "field", "text", "why"),
    [
        ({"Due": ""}, "risks", "Risk: Rain; L: 3; I: 4; Owner: Sponsor", "due: not given in the spreadsheet"),
        (
            {"L": "9"},
            "risks",
            "Risk: Rain; L: 9; I: 4; Owner: Sponsor; Due: 01/12/2026",
            "likelihood must be at most 5",
        ),
        ({"Milestone": "Moon"}, "milestones", "Milestone: Moon; Expected: 30/11/2026", "no milestone 'Moon'"),
        ({"Expected": "later"}, "milestones", "Milestone: Live; Expected: later", "it has no day"),
    ],
)
def test_half_an_entry_is_kept_as_text(
    root: Path, cells: dict[str, str], field: str, text: str, why: str
) -> None:
    result = bring(root, cells)
    assert result.exit_code == 0
    assert field not in fields(root)
    assert f"## {field.capitalize()}\n\n- {text}" in body(root)
    assert why in result.stdout
    assert "kept as text" in result.stdout
    assert not check(root / "kb", CLOCK).problems


def test_no_risk_and_no_milestone_are_none(root: Path) -> None:
    result = bring(root, {"Risk": "-", "Milestone": "n/a"})
    assert {"risks", "milestones"}.isdisjoint(fields(root))
    assert "could not be read (" not in result.stdout


def test_a_milestone_that_was_reached_has_that_day(root: Path) -> None:
    bring(root, {"Reached": "15/03/2026"})
    assert fields(root)["milestones"] == {"go-live": {"actual": "2026-03-15"}}


def test_a_cell_that_cannot_be_read_is_left_out_and_told(root: Path) -> None:
    result = bring(root, {"Done": "nearly", "End": "#REF!"})
    assert {"percent_complete", "forecast_finish"}.isdisjoint(fields(root))
    assert "| 2 | report: percent\\_complete | Done | nearly | is no number" in result.stdout
    assert "is an error of the spreadsheet" in result.stdout


def test_html_in_cells_becomes_text(root: Path) -> None:
    result = bring(root, {"Why": "<p>On&nbsp;plan.</p><ul><li>One &amp; two</li><li># three</li></ul>"})
    assert body(root).startswith("## Summary\n\nOn plan.\n\n- One & two\n- \\# three\n\n## Ach")
    assert "## Cells with HTML, of which the text was kept (1)" in result.stdout


def test_the_day_may_come_from_the_command(root: Path) -> None:
    undated = MAP.replace("  date: Date\n", "")
    refused = bring(root, {}, map_text=undated)
    assert refused.exit_code == 2
    assert "map.yml:5:1: missing-field: the reports have no date" in refused.stderr.replace("\n", "")
    result = bring(root, {}, map_text=undated, options=("--date", "2026-04-30"))
    assert result.exit_code == 0
    assert list(reports(root)) == ["docs/projects/alpha/reports/2026-04-30.md"]
    assert "All reports are of 2026-04-30, as the command says." in result.stdout


def test_a_dry_run_writes_nothing(root: Path) -> None:
    result = bring(root, {}, options=("--dry-run",))
    assert "| Rows that became reports | 1 |" in result.stdout
    assert not reports(root)
    assert not (root / "kb/import-report.md").exists()


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("  milestones: {milestone: Live}", "needs forecast, actual, or both"),
        ("  risks: {title: Risk}", "missing-field: likelihood of risks 1 of report is missing"),
        ("  risks: {titel: Risk}", "unknown-key: unknown key 'titel'. Did you mean 'title'?"),
        (
            "  milestones: {milestone: Milestone, forecast: Expcted}",
            "no column 'Expcted'. Did you mean 'Expected'?",
        ),
        (
            "  decisions: {title: Why, by: Owner, due: {constant: soon}}",
            "date-format: due must be YYYY-MM-DD, got 'soon'",
        ),
    ],
)
def test_a_mistake_in_the_map_is_told_with_its_place(root: Path, written: str, problem: str) -> None:
    key = written.split(":", maxsplit=1)[0]
    lines = [line for line in MAP.splitlines() if not line.startswith(f"{key}:")]
    place = lines.index("  percent_complete: Done")
    map_text = "\n".join([*lines[:place], written, *lines[place:]])
    result = bring(root, {}, map_text=map_text)
    assert result.exit_code == 2
    assert re.search(rf"map\.yml:{place + 1}:\d+: ", result.stderr)
    assert problem in result.stderr


def test_without_into_it_goes_where_the_command_is_called(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(root, {}, options=("--dry-run",))
    monkeypatch.chdir(root / "kb/docs")
    arguments = ["reports", str(root / "month.csv"), "--map", str(root / "map.yml")]
    assert CliRunner().invoke(command, arguments).exit_code == 0
    assert len(reports(root)) == 1


def test_a_workbook_gives_the_same(root: Path) -> None:
    bring(root, {})
    before = reports(root)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    cells = {**ROW, "Date": date(2026, 3, 31), "Done": 40, "L": 3, "I": 4}
    sheet.append(list(cells))
    sheet.append(list(cells.values()))
    buffer = io.BytesIO()
    book.save(buffer)
    (root / "month.xlsx").write_bytes(buffer.getvalue())
    result = run(root, "month.xlsx")
    assert "it is there already" in result.stdout
    assert reports(root) == before


@pytest.mark.sample
def test_the_example_of_the_guide_does_what_the_guide_says(root: Path) -> None:
    repository = Path(__file__).parent.parent
    shutil.copy(repository / "organisation.yml", root / "kb/organisation.yml")
    shutil.copytree(repository / "docs/projects", root / "kb/docs/projects", dirs_exist_ok=True)
    shutil.copytree(repository / "lessons", root / "kb/lessons")
    guide = (GUIDE / "index.md").read_text(encoding="utf-8")
    (root / "month.csv").write_text(re.findall(r"```csv\n(.*?)```", guide, re.DOTALL)[0], encoding="utf-8")
    shutil.copy(GUIDE / "monthly-reports.map.yml", root / "map.yml")
    result = run(root, "month.csv")
    assert result.exit_code == 1
    made = ("customer-portal", "network-refresh")
    for name in made:
        assert (root / f"kb/docs/projects/{name}/reports/2026-11-20.md").is_file()
    assert "no project has the id, reference or title 'GPO-0199' or 'Paint line'" in result.stdout
