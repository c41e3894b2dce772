"""Rows into records: nothing invented, nothing lost, nothing that the rules refuse."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.checking import check
from macros.imports.checks import headers_named, read_map, unused
from macros.imports.findings import Finding
from macros.imports.headers import Reading, read_table
from macros.imports.maps import ProjectMap
from macros.imports.outcomes import Outcome, RowOutcome
from macros.imports.projects import import_projects
from macros.imports.reporting import report
from macros.records.front_matter import read_record
from macros.records.library import Library, load
from macros.records.problems import errors
from macros.records.writing import write_new
from tests.builders import organisation, project, write_library
from tests.builders import report as a_report

TODAY = date(2026, 11, 21)
MAP = """\
dates: DD/MM/YYYY
numbers: {signs: £}
blank: [n/a, "-"]
withheld: ["^Exempt"]
leave_out: Owner
project:
  title: Title
  reference: {column: Ref, optional: true}
  summary: {column: What, first_sentence: true, default: "Not described: {reason}."}
  sponsor: {text: "Director, {Unit}"}
  manager: {constant: Not stated}
  category: {column: Kind, values: {IT: it, ICT: it}}
  tier: {column: Cost, unit: 1000, take: high, bands: [{below: 100000, value: 1}, {value: 2}], default: 2}
  phase:
    when: [{column: Cost, matches: not known yet, value: planning}]
    constant: executing
  state: {constant: active}
  start: Start
  finish: {column: End, take: [mid, high]}
  budget: {column: Cost, unit: 1000, take: high}
  tags: {column: Tags, split: ";", optional: true}
  programme: {column: Programme, optional: true}
report:
  date: {constant: 2026-03-31}
  rating: {column: RAG, values: {G: green, Green: green, A: amber, R: red}}
  assurance:
    rating: {column: Audit, values: {G: green, A: amber, R: red}}
    by: {constant: Internal Audit}
  rationale: {column: Comment, first_sentence: true}
  body:
    - {heading: Summary, from: Comment}
"""
ROW = {
    "Title": "Alpha",
    "What": "Replace the old one. Then rest.",
    "Unit": "Finance",
    "Kind": "IT",
    "Cost": "50",
    "Start": "01/02/2025",
    "End": "31/12/2026",
    "RAG": "g",
    "Audit": "A",
    "Comment": "On plan.\n\nMostly.",
    "Owner": "Jo Bloggs",
}


def bring(library: Library, *rows: Mapping[str, str], map_text: str = MAP) -> Outcome:
    """The outcome of a register with these rows, each the plain one with some cells changed."""
    full: Sequence[Mapping[str, str]] = [{**ROW, **row} for row in rows]
    headers = list(dict.fromkeys(name for row in full for name in row))
    lines = [headers, *([row.get(name, "") for name in headers] for row in full)]
    text = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    map_, _, problems = read_map("m", map_text, ProjectMap)
    assert map_ is not None, problems
    table = read_table("register.csv", text.encode(), headers_named(map_), Reading())
    return import_projects(table, map_, library, TODAY)


def bring_one(library: Library, **row: str) -> RowOutcome:
    (only,) = bring(library, row).rows
    return only


def fields(outcome: RowOutcome, name: str = "index.md") -> dict[str, Any]:
    (text,) = [text for path, text in outcome.files.items() if path.endswith(name)]
    source, problems = read_record(name, text)
    assert not problems
    return source.values


def body(outcome: RowOutcome, name: str = "index.md") -> str:
    (text,) = [text for path, text in outcome.files.items() if path.endswith(name)]
    return text.split("---\n", 2)[2].strip()


def told(outcome: RowOutcome, finding: Finding) -> list[tuple[str, str, str, str]]:
    return [
        (entry.field, entry.column, entry.text, entry.reason)
        for entry in outcome.entries
        if entry.finding is finding
    ]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return write_library(tmp_path)


def test_a_row_becomes_a_project_and_its_first_report(library: Library) -> None:
    made = bring_one(library, Ref="P-1", Tags="erp; data")
    assert list(made.files) == ["docs/projects/alpha/reports/2026-03-31.md", "docs/projects/alpha/index.md"]
    assert fields(made) == {
        "title": "Alpha",
        "summary": "Replace the old one.",
        "sponsor": "Director, Finance",
        "manager": "Not stated",
        "category": "it",
        "tier": "1",
        "phase": "executing",
        "state": "active",
        "reference": "P-1",
        "start": "2025-02-01",
        "finish": "2026-12-31",
        "budget": "50000",
        "tags": ["erp", "data"],
    }
    assert fields(made, "2026-03-31.md") == {
        "rating": "green",
        "assurance": {"rating": "amber", "date": "2026-03-31", "by": "Internal Audit"},
        "rationale": "On plan.",
    }
    assert body(made, "2026-03-31.md") == (
        "## Summary\n\nOn plan.\n\nMostly.\n\n"
        "## Achievements\n\nNot stated in the register.\n\n## Next period\n\nNot stated in the register."
    )
    assert made.entries == ()


def test_what_is_written_passes_every_rule(library: Library) -> None:
    outcome = bring(
        library, {}, {"Title": "Beta", "Start": "soon", "RAG": ""}, {"Title": "Gamma", "Cost": "n/a"}
    )
    write_new(library.root, outcome.files)
    after = load(library.root)
    assert not list(errors(check(library.root, TODAY).problems))
    assert set(after.projects) == {"alpha", "beta", "gamma"}
    assert {row.skipped for row in bring(after, {}).rows} == {
        "it is there already: docs/projects/alpha/index.md"
    }


def test_a_text_of_which_a_field_holds_a_part_stands_whole_in_the_body(library: Library) -> None:
    made = bring_one(library, What="First. # Second\n- third", Title="word " * 40)
    assert body(made) == f"## Title\n\n{('word ' * 40).strip()}\n\n## What\n\nFirst. # Second\\\n\\- third"
    assert len(fields(made)["title"]) <= 120
    assert [field for field, *_ in told(made, Finding.SHORTENED)] == ["title"]


def test_a_cell_that_cannot_be_read_is_listed_and_stated_not_guessed(library: Library) -> None:
    made = bring_one(library, Start="No", Cost="lots")
    assert fields(made)["withheld"] == {
        "start": "not readable in the register: 'No'",
        "budget": "not readable in the register: 'lots'",
    }
    assert fields(made)["tier"] == "2"
    assert {"start", "budget"}.isdisjoint(fields(made))
    assert ("start", "Start", "No", "is no date of the form DD/MM/YYYY") in told(made, Finding.UNREADABLE)
    assert told(made, Finding.DEFAULT) == [("tier", "Cost", "lots", "2")]


@pytest.mark.parametrize(
    ("cell", "field", "problem"),
    [
        ({"Cost": "-5"}, "budget", "budget must be at least 0, got '-5000'"),
        ({"End": "31/12/2024"}, "finish", "finish 2024-12-31 is before start 2025-02-01"),
        ({"Programme": "Nonsense"}, "programme", "no programme has the id 'Nonsense'"),
        ({"Start": "#REF!"}, "start", "is an error of the spreadsheet"),
    ],
)
def test_what_a_rule_refuses_is_withheld_with_its_text(
    library: Library, cell: dict[str, str], field: str, problem: str
) -> None:
    made = bring_one(library, **cell)
    (text,) = cell.values()
    assert fields(made)["withheld"] == {field: f"not readable in the register: {text!r}"}
    assert [(name, reason) for name, _, _, reason in told(made, Finding.UNREADABLE) if name == field] == [
        (field, problem)
    ]


def test_exempt_values_are_withheld_in_the_words_of_the_register(library: Library) -> None:
    made = bring_one(library, Cost="Exempt: section 43", What="Exempt: secret", Start="exempt")
    assert fields(made)["withheld"] == {"start": "exempt", "budget": "Exempt: section 43"}
    assert fields(made)["summary"] == "Not described: Exempt: secret."
    assert fields(made)["tier"] == "2"
    assert not told(made, Finding.UNREADABLE)


def test_blank_cells_of_the_baseline_are_said_to_be_blank(library: Library) -> None:
    made = bring_one(library, Start="", End=" n/a ", Cost="-")
    assert fields(made)["withheld"] == dict.fromkeys(
        ("start", "finish", "budget"), "not given in the register"
    )
    assert [field for field, *_ in told(made, Finding.BLANK)] == ["start", "finish", "budget"]
    planning = bring_one(library, Start="", Cost="not known yet")
    assert fields(planning)["phase"] == "planning"
    assert fields(planning)["withheld"] == {"budget": "not readable in the register: 'not known yet'"}


def test_of_a_range_the_end_that_the_map_names_is_taken_and_told(library: Library) -> None:
    made = bring_one(library, Cost="10 - 200", End="Low: 01/01/2026, High: 02/01/2026")
    assert (fields(made)["budget"], fields(made)["tier"]) == ("200000", "2")
    assert fields(made)["finish"] == "2026-01-02"
    assert ("budget", "Cost", "10 - 200", "high: 200") in told(made, Finding.RANGE)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ({"Title": ""}, "title: not given in the register"),
        ({"Kind": "Boats"}, "category: not readable in the register: 'Boats'"),
        ({"Unit": "-"}, "sponsor: not given in the register"),
        ({"Title": "TBC"}, "title still has its placeholder 'TBC'"),
        ({"Comment": "x" * 600_000, "RAG": "", "Audit": ""}, "the record would have"),
    ],
)
def test_a_row_without_what_a_record_needs_is_refused_with_its_text(
    library: Library, cell: dict[str, str], why: str
) -> None:
    outcome = bring(library, cell)
    (row,) = outcome.refused
    assert why in row.refused
    assert not outcome.files
    text = report(outcome, [], ["Owner"])
    assert "What: Replace the old one. Then rest." in text
    assert "Jo Bloggs" not in text


def test_without_a_rating_there_is_no_report_but_its_texts_are_kept(library: Library) -> None:
    made = bring_one(library, RAG="Exempt: section 24", Audit="?")
    assert list(made.files) == ["docs/projects/alpha/index.md"]
    assert made.no_report == (
        "the register gives no rating: Exempt: section 24; not readable in the register: '?'"
    )
    assert body(made).endswith("## Summary\n\nOn plan.\n\nMostly.")
    assert told(made, Finding.UNREADABLE) == [
        ("report: assurance rating", "Audit", "?", "is none of the texts that the map translates")
    ]


def test_a_report_that_a_rule_refuses_does_not_keep_the_project_from_being_made(library: Library) -> None:
    (made,) = bring(library, {}, map_text=MAP.replace("2026-03-31", "2027-03-31")).rows
    assert list(made.files) == ["docs/projects/alpha/index.md"]
    assert "2027-03-31, today is 2026-11-21" in made.no_report


def test_hostile_text_is_data(library: Library) -> None:
    nasty = "<script>alert(1)</script> {{ 7*7 }} --8<-- 'x' [a](javascript:b) `</title>` ---\n---\n# H"
    made = bring_one(library, Title=nasty, What=f"{nasty} here. The end.", Comment=nasty, Unit=nasty)
    write_new(library.root, made.files)
    after = load(library.root)
    (record,) = after.projects.values()
    assert not list(errors(check(library.root, TODAY).problems))
    assert record.fields.title == " ".join(nasty.split())
    assert record.prose.links == ()
    assert [heading.level for heading in record.prose.headings] == [2]


def test_rows_of_one_title_become_two_projects(library: Library) -> None:
    outcome = bring(library, {"Ref": "A/1"}, {"Ref": "B/2", "What": "Another."})
    assert [row.id for row in outcome.made] == ["alpha-a-1", "alpha-b-2"]
    assert [row.id for row in bring(library, {}, {"What": "Another."}).made] == ["alpha", "alpha-2"]


def test_a_row_that_stands_twice_becomes_one_project(library: Library) -> None:
    outcome = bring(library, {}, {})
    assert [row.row.number for row in outcome.made] == [2]
    assert outcome.skipped[0].skipped == "it is the same as row 2, cell for cell"


def test_a_row_with_more_cells_than_headers_is_refused(library: Library) -> None:
    map_, _, _ = read_map("m", MAP, ProjectMap)
    assert map_ is not None
    text = ",".join(ROW) + "\n" + ",".join(["Alpha", "old, and new", *["x"] * 12]) + "\n"
    outcome = import_projects(read_table("r", text.encode(), ["Title"], Reading()), map_, library, TODAY)
    assert "more cells than there are headers" in outcome.refused[0].refused
    assert "(no header): x" in report(outcome, [], [])


def test_what_exists_is_known_by_id_old_id_and_reference(tmp_path: Path) -> None:
    there = {
        "alpha": project(title="Alpha", reference="P-1"),
        "renamed": project(title="New name", aliases=["beta"]),
        "gamma": project(title="Gamma", reference="P-3"),
    }
    library = write_library(tmp_path, projects=there)
    outcome = bring(
        library,
        {"Ref": "P-1"},
        {"Title": "Beta"},
        {"Title": "Gamma, renamed", "Ref": "P-3"},
    )
    assert [row.skipped for row in outcome.rows] == [
        "it is there already: docs/projects/alpha/index.md",
        "it is there already: docs/projects/renamed/index.md",
        "it is there already: docs/projects/gamma/index.md",
    ]
    assert not outcome.files


def test_another_project_with_the_id_of_a_row_is_not_taken_for_it(tmp_path: Path) -> None:
    library = write_library(tmp_path, projects={"alpha": project(reference="P-1")})
    row = bring_one(library, Ref="P-2")
    assert row.refused == "docs/projects/alpha/index.md has its id, but the reference 'P-1' instead of 'P-2'"


def test_a_report_that_is_there_already_stays(tmp_path: Path) -> None:
    path = "docs/projects/alpha/reports/2026-03-31.md"
    library = write_library(tmp_path, reports={"alpha": {"2026-03-31": a_report()}})
    made = bring_one(library)
    assert path not in made.files
    assert made.no_report == "there is a report of that day already"


def test_a_knowledge_base_without_an_organisation_takes_records_and_says_so(tmp_path: Path) -> None:
    outcome = bring(load(tmp_path), {})
    assert len(outcome.made) == 1
    assert any("There is no organisation.yml yet" in note for note in outcome.notes)


def test_titles_of_the_lists_are_understood_as_ids(tmp_path: Path) -> None:
    library = write_library(tmp_path, organisation_yml=organisation())
    map_text = MAP.replace("category: {column: Kind, values: {IT: it, ICT: it}}", "category: Kind")
    (made,) = bring(
        library, {"Kind": "Information  Technology", "Programme": "RENEWAL"}, map_text=map_text
    ).rows
    assert fields(made)["category"] == "it"
    assert fields(made)["programme"] == "renewal"


def test_the_import_report_tells_everything_on_one_page(library: Library) -> None:
    outcome = bring(
        library,
        {"Start": "No | never\nagain", "End": "1/1/2026 to 2/1/2026", "Remarks": "x"},
        {"Title": "", "What": "Orphan."},
        {"Title": "Beta", "RAG": "", "Audit": "", "Cost": "Exempt"},
    )
    map_, _, _ = read_map("m", MAP, ProjectMap)
    assert map_ is not None
    text = report(outcome, unused(map_, outcome.table), map_.leave_out, dry_run=True)
    assert "nothing was written" in text
    assert "| 2 | start | Start | No \\| never ⏎ again | is no date of the form DD/MM/YYYY |" in text
    assert "| 2 | finish | End | 1/1/2026 to 2/1/2026 | high: 2/1/2026 |" in text
    assert "### Row 3: no title\n\ntitle: not given in the register. Its text:" in text
    assert "What: Orphan." in text
    assert "| tier, budget | Cost | Exempt | 1 | 4 |" in text
    assert "| 4 | Beta | the register gives no rating: not given in the register |" in text
    assert "## Columns that the map does not use\n\n- Remarks" in text
    assert "## Columns left out on purpose\n\n- Owner" in text
    assert "| Rows that became projects | 2 |\n| First reports | 1 |" in text
    assert "| Rows refused | 1 |" in text
    assert "Jo Bloggs" not in text


cells = st.text(
    st.sampled_from("aB1 ./-#*_`<>[]{}|:'\"\\\n\t£é(),;") | st.characters(codec="utf-8"), max_size=30
)


@settings(deadline=None)
@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(ROW, cells)), min_size=1, max_size=3))
def test_whatever_the_cells_hold_every_row_is_accounted_for(rows: list[dict[str, str]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        library = write_library(folder)
        outcome = bring(library, *rows)
        blank = len(outcome.table.blank_rows)
        assert len(outcome.made) + len(outcome.refused) + len(outcome.skipped) + blank == len(rows)
        write_new(folder, outcome.files)
        assert not list(errors(check(folder, TODAY).problems))
