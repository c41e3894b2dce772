"""Maps: what is wrong with one is said with its line and column."""

from pathlib import Path

import pytest

from macros.imports.checks import PROJECT_MODELS, check_columns, check_values, headers_named, read_map, unused
from macros.imports.headers import Reading, read_table
from macros.imports.maps import AssuranceFeeds, FeedFields, ProjectFeeds, ProjectMap, ReportFeeds
from macros.imports.targets import target
from macros.records.fields import Group
from macros.records.library import Library
from macros.records.models import MODELS, Project, Report
from macros.records.models.report import Assurance
from tests.builders import write_library

GOOD = """\
project:
  title: Title
  summary: [Summary, What]
  sponsor: {text: "Director, {Unit|Department}"}
  manager: {constant: Not stated}
  category: {column: Kind, values: {IT: it}}
  tier: {column: Cost, bands: [{below: 100, value: 1}, {value: 2}]}
  phase: {when: [{column: Cost, matches: tbc, value: planning}], constant: executing}
  state: {column: Status, default: active}
"""
HEADERS = "Title,What,Unit,Kind,Cost,Status,Owner,Remarks\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return write_library(tmp_path)


def lines(text: str) -> list[str]:
    _, _, problems = read_map("my.map.yml", text, ProjectMap)
    return [
        f"{problem.line}:{problem.column}: {problem.rule}: {problem.text}" for problem in sorted(problems)
    ]


def line_of(text: str, old: str, new: str) -> str:
    """The one problem of the good map with one thing changed."""
    assert old in text
    (only,) = lines(text.replace(old, new))
    return only


def test_a_good_map_has_no_problems() -> None:
    assert lines(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "  summary:",
            "  sumary: A\n  summary:",
            "3:3: unknown-key: unknown key 'sumary'. Did you mean 'summary'?",
        ),
        (
            "  state: {column: Status, default: active}\n",
            "",
            "2:3: missing-field: state of project is missing. The map needs it",
        ),
        ("bands:", "bandes:", "7:24: unknown-key: unknown key 'bandes'. Did you mean 'bands'?"),
        ("below: 100", "below: 1m", "7:40: number-format: below of bands 1"),
        ("matches: tbc", "matches: '('", "8:42: map-pattern: matches of when 1"),
        ("{constant: Not stated}", "{}", "5:12: map-feed: manager of project needs a column, a text"),
        (
            "Not stated}",
            "X, text: Y}",
            "5:12: map-feed: manager of project takes one of column, text and constant",
        ),
        ("project:", "dates: DD/MM\nproject:", "1:8: map-date: entry 1 of dates needs a year and a month"),
        ("project:", "dates: MMM YYYY\nproject:", "1:8: map-date: entry 1 of dates has no day"),
        (
            "project:",
            "file: {delimiter: semi}\nproject:",
            "1:19: map-file: delimiter of file must be comma, semicolon,",
        ),
        ("project:", "project: &a", "1:10: yaml-alias"),
        (
            "title: Title",
            "title: Title\n  start: {column: S, dates: MMM YYYY}",
            "3:10: map-date: start of project has a date form",
        ),
    ],
)
def test_problems_stand_where_they_are(old: str, new: str, problem: str) -> None:
    assert line_of(GOOD, old, new).startswith(problem)


def check(text: str, library: Library, headers: str = HEADERS) -> list[str]:
    map_, source, problems = read_map("my.map.yml", text, ProjectMap)
    assert map_ is not None
    table = read_table("register.csv", headers.encode(), headers_named(map_), Reading())
    problems = check_columns(map_, source, table) + check_values(map_, source, library, PROJECT_MODELS)
    assert {problem.path for problem in problems} <= {"my.map.yml"}
    return [
        f"{problem.line}:{problem.column}: {problem.rule}: {problem.text}" for problem in sorted(problems)
    ]


def test_a_map_that_fits_file_and_lists_is_in_order(library: Library) -> None:
    assert check(GOOD, library) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "title: Title",
            "title: Titel",
            "2:10: unknown-column: register.csv has no column 'Titel'. Did you mean 'Title'?",
        ),
        (
            "Unit|Department",
            "Unti",
            "4:12: unknown-column: register.csv has no column 'Unti'. Did you mean 'Unit'?",
        ),
        (
            "IT: it",
            "IT: ti",
            "6:41: unknown-reference: no category has the id 'ti'. Known: it (categories in",
        ),
        ("value: 2", "value: 3", "7:64: unknown-reference: no tier has the id '3'. Known: 1, 2"),
        (
            "constant: executing",
            "constant: excuting",
            "8:76: not-in-list: phase must be one of initiating, planning",
        ),
        ("value: planning", "value: plan", "8:54: not-in-list: phase must be one of"),
        ("default: active", "default: on", "9:36: not-in-list: state must be one of"),
        (
            "project:",
            "leave_out: Title\nproject:",
            "3:10: map-column: the column 'Title' is used here, but also left out",
        ),
    ],
)
def test_columns_and_fixed_texts_are_checked_before_any_row(
    library: Library, old: str, new: str, problem: str
) -> None:
    assert old in GOOD
    (only,) = check(GOOD.replace(old, new), library)
    assert only.startswith(problem)


def test_an_optional_column_may_be_missing(library: Library) -> None:
    assert check(f"{GOOD}  budget: {{column: Budget, optional: true}}\n", library) == []


def test_columns_that_nothing_uses_are_told_unless_they_are_empty_or_left_out() -> None:
    map_, _, _ = read_map("m", f"leave_out: Owner\n{GOOD}", ProjectMap)
    assert map_ is not None
    data = f"{HEADERS.strip()},Empty\nA,B,C,IT,5,active,Jo,later,\n".encode()
    assert unused(map_, read_table("r", data, headers_named(map_), Reading())) == ["Remarks"]


@pytest.mark.parametrize(
    ("feeds", "model"), [(ProjectFeeds, Project), (ReportFeeds, Report), (AssuranceFeeds, Assurance)]
)
def test_every_feed_of_a_map_feeds_a_field_of_its_record(feeds: type[Group], model: type[Group]) -> None:
    special = {"id", "body"} | ({"date"} if model is Report else set())
    assert set(feeds.model_fields) - special <= set(model.model_fields)


def test_targets_are_read_from_the_models() -> None:
    assert target(Project, "summary").limit == 300
    assert target(Project, "tags").is_list
    assert target(Project, "category").refers_to == "category"
    assert target(Report, "rating").words == ("green", "amber", "red")
    assert {target(Project, name).form.name for name in ("start", "budget", "title", "phase")} == {
        "DAY",
        "WHOLE",
        "TEXT",
        "WORD",
    }
    for model in MODELS.values():
        for name in model.model_fields:
            assert target(model, name).key == name


def test_columns_of_a_feed_are_those_of_text_cases_and_alternatives() -> None:
    feed = FeedFields.model_validate(
        {"text": "{A|B} of {C}", "when": [{"column": "D", "matches": "x", "value": "y"}]}
    )
    assert feed.columns == [["A", "B"], ["C"], ["D"]]
