"""The real register of 213 projects, with the map that is shipped as the worked example."""

import csv
import io
import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from macros.checking import check
from macros.imports.checks import PROJECT_MODELS, check_columns, check_values, headers_named, read_map, unused
from macros.imports.findings import Finding
from macros.imports.headers import Reading, read_table
from macros.imports.maps import ProjectMap
from macros.imports.outcomes import Outcome
from macros.imports.projects import import_projects
from macros.imports.reporting import report
from macros.records.library import Library, Record, load
from macros.records.problems import errors
from macros.records.writing import write_new

ROOT = Path(__file__).parent.parent
REGISTER = ROOT.parent / "shared/data/gmpp_2024_25.csv"
MAP = ROOT / "docs/guides/bring-your-register/gmpp-2024-25.map.yml"
TODAY = date(2026, 11, 21)
NAMES = "Senior Responsible Owner (SRO) Name"
NOT_KEPT_AS_TEXT = {
    NAMES,
    "Department",
    "IPA Delivery Confidence Assessment",
    "SRO Delivery Confidence Assessment",
}

if not REGISTER.is_file() and os.environ.get("CI") != "true":
    pytest.skip(f"the real register is not at {REGISTER}", allow_module_level=True)

pytestmark = [pytest.mark.xdist_group("register"), pytest.mark.sample]


def bring(data: bytes, into: Library) -> Outcome:
    map_, source, problems = read_map(MAP.name, MAP.read_text(encoding="utf-8"), ProjectMap)
    assert map_ is not None, problems
    table = read_table(REGISTER.name, data, headers_named(map_), Reading())
    assert not check_columns(map_, source, table)
    assert not check_values(map_, source, into, PROJECT_MODELS)
    assert unused(map_, table) == []
    return import_projects(table, map_, into, TODAY)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with REGISTER.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this repository's own records."""
    folder = tmp_path_factory.mktemp("kb")
    shutil.copy(ROOT / "organisation.yml", folder)
    for room in ("docs", "lessons", "templates"):
        shutil.copytree(ROOT / room, folder / room)
    return folder


@pytest.fixture(scope="module")
def outcome(folder: Path) -> Outcome:
    outcome = bring(REGISTER.read_bytes(), load(folder))
    write_new(folder, outcome.files)
    return outcome


@pytest.fixture(scope="module")
def after(folder: Path, outcome: Outcome) -> Library:
    assert outcome.files
    return load(folder)


def test_every_row_becomes_a_project_and_every_rated_one_a_report(outcome: Outcome) -> None:
    assert (len(outcome.rows), len(outcome.made), len(outcome.refused), len(outcome.skipped)) == (
        213,
        213,
        0,
        0,
    )
    assert len(outcome.files) == 213 + 196
    assert len([row for row in outcome.made if row.no_report]) == 17


def test_the_cells_that_are_listed(outcome: Outcome) -> None:
    (unreadable,) = outcome.entries(Finding.UNREADABLE)
    assert (unreadable.row, unreadable.column, unreadable.text) == (90, "Start Date", "No")
    assert len(outcome.entries(Finding.RANGE)) == 37
    assert len(outcome.entries(Finding.WITHHELD)) == 165
    assert not outcome.entries(Finding.BLANK)


def test_the_knowledge_base_checks_clean_afterwards(folder: Path, outcome: Outcome) -> None:
    problems = errors(check(folder, TODAY).problems)
    assert [problem for problem in problems if problem.path in outcome.files] == []


def test_a_second_run_makes_nothing(after: Library) -> None:
    again = bring(REGISTER.read_bytes(), after)
    assert not again.files
    assert len(again.skipped) == 213


def test_every_text_of_the_register_is_kept_whole(rows: list[dict[str, str]], after: Library) -> None:
    by_reference = {project.fields.reference: project for project in after.projects.values()}
    for row in rows:
        project = by_reference[row["GMPP ID"]]
        said = " ".join([project.fields.title, project.fields.reference or "", *_said(project)])
        said = _words(
            said + " " + " ".join(text for own in after.reports.get(project.id, ()) for text in _said(own))
        )
        for column, cell in row.items():
            if column not in NOT_KEPT_AS_TEXT:
                assert _words(cell) in said, (row["Project Name"], column)


def _said(record: Record[Any]) -> Iterator[str]:
    for token in record.prose.tokens:
        children = token.children or []
        yield _words("".join(" " if child.type == "hardbreak" else child.content for child in children))


def _words(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


def test_dates_amounts_and_ratings_are_those_of_the_register(
    rows: list[dict[str, str]], after: Library
) -> None:
    by_reference = {project.fields.reference: project for project in after.projects.values()}
    for row in rows:
        project = by_reference[row["GMPP ID"]]
        fields = project.fields
        for name, column in (("start", "Start Date"), ("finish", "End Date")):
            assert getattr(fields, name) == _day(row[column])
            assert (getattr(fields, name) is None) == (name in fields.withheld)
        cost = re.search(r"(?:^|Mid: )([\d,]*\d(?:\.\d+)?)", row["Whole Life Cost (£m)"])
        expected = round(float(cost[1].replace(",", "")) * 1_000_000) if cost else None
        assert fields.budget == expected
        rating, assurance = (row[f"{who} Delivery Confidence Assessment"].lower() for who in ("SRO", "IPA"))
        for own in after.reports.get(project.id, ()):
            assert (own.fields.rating or "") == rating
            assert (own.fields.assurance.rating if own.fields.assurance else "") == assurance


def _day(cell: str) -> date | None:
    found = re.search(r"(?:^|Mid: )(\d\d)/(\d\d)/(\d{4})", cell)
    return date(int(found[3]), int(found[2]), int(found[1])) if found else None


def test_no_name_of_a_person_from_the_register_is_imported(
    rows: list[dict[str, str]], outcome: Outcome
) -> None:
    everything = report(outcome, [], [NAMES]) + "".join(outcome.files.values())
    names = {
        row[NAMES].strip()
        for row in rows
        if not row[NAMES].startswith(("Section", "The GMPP")) and row[NAMES]
    }
    assert len(names) > 150
    assert [name for name in names if name in everything] == []


def test_a_workbook_of_the_same_rows_gives_the_same_records(
    rows: list[dict[str, str]], outcome: Outcome, folder: Path
) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append([])
    sheet.append([header.upper() for header in rows[0]])
    for row in rows:
        sheet.append([_typed(column, cell) for column, cell in row.items()])
    buffer = io.BytesIO()
    workbook.save(buffer)
    from_book = bring(buffer.getvalue(), load(folder / "nowhere"))
    assert list(from_book.files) == list(outcome.files)
    for path, text in outcome.files.items():
        assert _front(from_book.files[path]) == _front(text)


def _front(text: str) -> str:
    return text.split("---\n")[1]


def _typed(column: str, cell: str) -> object:
    """The cell as a person types it into Excel: a true date, a true number."""
    if re.fullmatch(r"\d\d/\d\d/\d{4}", cell):
        return _day(cell)
    return float(cell) if re.fullmatch(r"-?\d+\.\d+", cell) and "£m" in column else cell
