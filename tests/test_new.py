"""``pmo new`` as it is called: with options, at a terminal, and with nothing answered at all."""

import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from macros.checking import check
from macros.records.front_matter import read_record
from macros.records.library import load
from macros.records.vocabulary import SOURCE_NAMES
from scripts.new import command
from tests.builders import lesson, organisation, project, report, template, write_library

ROOT = Path(__file__).parent.parent
CLOCK = date(2099, 1, 1)
"""Later than any day that a test is run on."""
LESSON = {
    "--title": "Late onboarding",
    "--date": "2026-03-12",
    "--summary": "Badges came late.",
    "--recommendation": "Order badges early.",
    "--categories": "Planning",
    "--level": "Good practice",
    "--submitted-by": "Induction team",
    "--what-happened": "This.",
    "--why-it-happened": "That.",
    "--what-to-do-next-time": "Other.",
}
PROJECT = {
    "--title": "Cooling loop",
    "--summary": "Replace the pumps.",
    "--sponsor": "Operations Director",
    "--manager": "Project manager",
    "--category": "it",
    "--tier": "Large",
    "--phase": "planning",
    "--state": "active",
}
REPORT = {
    "--rating": "Green",
    "--rationale": "Two of three done.",
    "--percent-complete": "70",
    "--actual-cost": "70000",
    "--forecast-finish": "2026-12-24",
    "--forecast-cost": "99000",
    "--summary": "On plan.",
    "--achievements": "A.",
    "--next-period": "B.",
}
TEMPLATE = {
    "--title": "Stakeholder map",
    "--summary": "Who has a say.",
    "--phases": "planning",
    "--roles": "Project manager",
    "--owner": "Planning Lead",
    "--when-to-use-it": "Early.",
    "--when-not-to-use-it": "Late.",
    "--how-to-fill-it-in": "Ask.",
    "--what-good-looks-like": "Short.",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_library(
        tmp_path,
        organisation_yml=organisation(as_of="2026-10-31"),
        projects={
            "alpha": project(
                reference="P-1",
                milestones=[
                    {"id": "late", "title": "Late", "baseline": "2026-09-30"},
                    {"id": "later", "title": "Later", "baseline": "2026-12-01"},
                    {"id": "gone", "title": "Gone", "baseline": "2026-12-02", "dropped": "2026-05-01"},
                    {"id": "done", "title": "Done", "baseline": "2026-02-01"},
                    {"id": "fresh", "title": "Fresh", "baseline": "2026-11-20"},
                ],
            ),
            "quiet": project(title="Quiet"),
        },
        reports={
            "alpha": {
                "2026-08-31": report(rating="red", milestones={"done": {"actual": "2026-02-03"}}),
                "2026-09-30": report(
                    rating="amber",
                    percent_complete=41.5,
                    actual_cost=40000,
                    forecast_finish="2027-01-15",
                    ratings={"cost": "green"},
                    points_completed=12,
                    milestones={"late": {"forecast": "2026-10-10"}, "later": {"forecast": "2026-12-05"}},
                    risks=[
                        {
                            "title": "Rain",
                            "likelihood": 3,
                            "impact": 4,
                            "strategy": "reduce",
                            "owner": "Sponsor",
                            "due": "2026-12-01",
                        }
                    ],
                    decisions=[{"title": "Money", "by": "Board", "due": "2026-11-11"}],
                    corrections=[{"date": "2026-10-02", "reason": "Swapped figures."}],
                ),
            }
        },
    )
    return tmp_path


def run(
    root: Path, *arguments: str, typed: Sequence[str] = (), options: dict[str, str] | None = None
) -> Result:
    given = [part for pair in (options or {}).items() for part in pair]
    text = "".join(f"{line}\n" for line in typed)
    asks = ["--ask"] if typed else []
    return CliRunner().invoke(command, [*arguments, "--root", str(root), *given, *asks], input=text)


def told(root: Path) -> set[str]:
    """Rules that the check names."""
    return {problem.rule for problem in check(root, CLOCK).problems}


def fields(root: Path, path: str) -> dict[str, Any]:
    source, problems = read_record(path, (root / path).read_text(encoding="utf-8"))
    assert not problems
    return source.values


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (["lesson"], "lessons/2026/new-lesson.md"),
        (["project"], "docs/projects/new-project/index.md"),
        (["template"], "templates/new-template/index.md"),
        (["template", "--source", "slides.md"], "templates/new-template/index.md"),
        (["template", "--source", "workbook.yml"], "templates/new-template/index.md"),
        (["report", "alpha"], "docs/projects/alpha/reports/2026-10-31.md"),
        (["report", "quiet"], "docs/projects/quiet/reports/2026-10-31.md"),
    ],
)
def test_what_nobody_answered_is_left_to_fill_in_and_nothing_else_is_wrong(
    root: Path, arguments: list[str], path: str
) -> None:
    assert told(root) == set()
    result = run(root, *arguments)
    assert result.exit_code == 0, result.output
    assert path in result.stdout.splitlines()
    assert told(root) == {"placeholder-left"}
    places = len(check(root, CLOCK).problems)
    assert f"{places} places are marked FILL-IN." in result.stdout


@pytest.mark.sample
def test_so_it_is_in_the_sample_organisation(tmp_path: Path) -> None:
    shutil.copy(ROOT / "organisation.yml", tmp_path)
    for room in ("docs", "lessons", "templates"):
        shutil.copytree(ROOT / room, tmp_path / room)
    before = {problem.path for problem in check(tmp_path, CLOCK).problems}
    wanted = (["lesson"], ["project"], ["template"], ["report", "network-refresh"], ["report", "GPO-0087"])
    for arguments in wanted:
        assert run(tmp_path, *arguments).exit_code == 0
    problems = check(tmp_path, CLOCK).problems
    assert {problem.rule for problem in problems if problem.path not in before} == {"placeholder-left"}


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        (["lesson"], LESSON),
        (["project"], PROJECT),
        (["report", "quiet"], REPORT),
        (["template", "--use", "1=none", "--use", "2=required"], TEMPLATE),
    ],
)
def test_with_every_answer_given_nothing_is_left_to_fill_in(
    root: Path, arguments: list[str], options: dict[str, str]
) -> None:
    result = run(root, *arguments, options=options)
    assert result.exit_code == 0, result.output
    assert "Nothing is left to fill in." in result.stdout
    assert told(root) == set()


def test_a_lesson_lies_in_its_year_and_is_submitted(root: Path) -> None:
    run(root, "lesson", options=LESSON | {"--date": "2025-03-12", "--tags": "badges, access"})
    values = fields(root, "lessons/2025/late-onboarding.md")
    assert (values["status"], values["level"]) == ("submitted", "good-practice")
    assert (values["categories"], values["tags"]) == (["planning"], ["badges", "access"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"--level": "hot"}, "--level: 'hot' is none of the choices. Choose from urgent,"),
        ({"--categories": "planing"}, "'planing' is none of the choices. Did you mean 'planning'?"),
        ({"--date": "12/03/2026"}, "--date: date must be YYYY-MM-DD, got '12/03/2026'"),
        ({"--title": "x" * 121}, "--title: title may have 120 characters, has 121"),
        ({"--title": ""}, "--title: it is empty"),
        ({"--summary": "TBC"}, "--summary: summary still has its placeholder 'TBC'"),
        ({"--id": "No Id"}, "the id 'No Id' must be lower-case words joined by hyphens"),
        ({"--id": "insights"}, "the id 'insights' belongs to a page of the site"),
        ({"--project": "alpah"}, "'alpah' is none of the choices. Did you mean 'alpha'?"),
    ],
)
def test_a_wrong_answer_is_told_and_nothing_is_written(
    root: Path, options: dict[str, str], message: str
) -> None:
    result = run(root, "lesson", options=LESSON | options)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert not (root / "lessons").exists()


def test_what_single_answers_cannot_show_is_told_before_anything_is_written(root: Path) -> None:
    result = run(root, "lesson", options=LESSON | {"--project": "alpha", "--source": "Workshop"})
    assert result.exit_code == 1
    assert "lesson-origin: a lesson has either project or source, not both" in result.stderr
    assert not (root / "lessons").exists()


@pytest.mark.parametrize("arguments", [["lesson"], ["project"], ["template"]])
def test_nothing_is_overwritten(root: Path, arguments: list[str]) -> None:
    options = {"--title": "Alpha"}
    write_library(root, lessons={"alpha": lesson()}, templates={"alpha": template()})
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    result = run(root, *arguments, options=options)
    assert result.exit_code == 2
    assert "the id 'alpha' belongs to" in " ".join(result.stderr.split())
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    result = run(root, *arguments, options=options | {"--id": "alpha-again"})
    assert result.exit_code == 0, result.output


def test_without_a_title_a_second_one_gets_a_number(root: Path) -> None:
    assert "lessons/2026/new-lesson.md" in run(root, "lesson").stdout
    assert "lessons/2026/new-lesson-2.md" in run(root, "lesson").stdout


def test_a_report_begins_with_figures_milestones_and_open_risks_of_the_last_one(root: Path) -> None:
    result = run(root, "report", "P-1")
    assert "begin as they were on 2026-09-30" in result.stdout
    values = fields(root, "docs/projects/alpha/reports/2026-10-31.md")
    assert (values["rating"], values["ratings"]) == ("amber", {"cost": "green"})
    assert (values["percent_complete"], values["actual_cost"]) == ("41.5", "40000")
    assert values["forecast_finish"] == "2027-01-15"
    assert [risk["title"] for risk in values["risks"]] == ["Rain"]
    assert [decision["title"] for decision in values["decisions"]] == ["Money"]
    assert values["rationale"].startswith("FILL-IN")
    assert not {"corrections", "points_completed", "issues"} & set(values)
    passed = "2026-10-10 has passed; if it was reached write actual: YYYY-MM-DD instead"
    assert values["milestones"] == {
        "done": {"actual": "2026-02-03"},
        "late": {"forecast": f"FILL-IN YYYY-MM-DD ({passed})"},
        "fresh": {"forecast": "FILL-IN YYYY-MM-DD (approved for 2026-11-20)"},
        "later": {"forecast": "2026-12-05"},
    }


def test_an_earlier_report_begins_with_the_one_before_it(root: Path) -> None:
    run(root, "report", "alpha", "--date", "2026-09-15")
    assert fields(root, "docs/projects/alpha/reports/2026-09-15.md")["rating"] == "red"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["alhpa"], "there is no project 'alhpa'. Did you mean 'alpha'?"),
        (["alp"], "there is no project 'alp'. Perhaps alpha"),
        (
            ["alpha", "--date", "2026-09-30"],
            "there is a report of that day: docs/projects/alpha/reports/2026-09-30.md.",
        ),
        (["alpha", "--date", "2098-01-01"], "would be from the future"),
    ],
)
def test_a_report_that_cannot_be_is_told(root: Path, arguments: list[str], message: str) -> None:
    result = run(root, "report", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_a_project_gets_the_lessons_of_its_phase_tier_and_category(root: Path) -> None:
    checked = {"status": "validated", "validated": "2026-08-01", "owner": "PMO", "review_by": "2027-08-01"}
    write_library(
        root,
        lessons={
            "of-the-phase": lesson(phase="planning", **checked),
            "of-a-like-project": lesson(source=None, project="alpha", **checked),
            "of-another-phase": lesson(phase="closing", **checked),
            "of-another-tier": lesson(phase="planning", tiers=["1"], **checked),
            "not-checked": lesson(phase="planning"),
        },
    )
    result = run(root, "project", options=PROJECT)
    assert "lessons: 2 to look at, the nearest first." in result.stdout
    values = fields(root, "docs/projects/cooling-loop/index.md")
    assert [taken["lesson"] for taken in values["lessons"]] == ["of-the-phase", "of-a-like-project"]
    assert told(root) == {"placeholder-left"}
    text = (root / "docs/projects/cooling-loop/index.md").read_text(encoding="utf-8")
    assert "#" not in text
    (root / "docs/projects/cooling-loop/index.md").write_text(
        re.sub(r"FILL-IN .*", "not-applicable", text), encoding="utf-8"
    )
    assert told(root) == set()


def test_a_project_without_its_starter_list(root: Path) -> None:
    write_library(
        root,
        lessons={
            "one": lesson(
                phase="planning",
                status="validated",
                validated="2026-08-01",
                owner="PMO",
                review_by="2027-08-01",
            )
        },
    )
    run(root, "project", "--no-lessons", options=PROJECT)
    assert "lessons" not in fields(root, "docs/projects/cooling-loop/index.md")


def test_a_project_under_way_is_asked_for_its_baseline(root: Path) -> None:
    run(root, "project", options=PROJECT | {"--phase": "executing"})
    values = fields(root, "docs/projects/cooling-loop/index.md")
    assert [name for name in ("start", "finish", "budget") if values[name].startswith("FILL-IN")] == [
        *("start", "finish", "budget")
    ]


@pytest.mark.parametrize("source", SOURCE_NAMES)
def test_a_template_has_its_source_beside_it(root: Path, source: str) -> None:
    run(root, "template", "--source", source, options=TEMPLATE)
    assert (root / "templates/stakeholder-map" / source).is_file()
    values = fields(root, "templates/stakeholder-map/index.md")
    assert (values["status"], values["changes"][0]["version"]) == ("draft", "0.1")
    assert set(values["use"]) == {"1", "2"}
    assert load(root).templates["stakeholder-map"].beside == (f"templates/stakeholder-map/{source}",)


def test_a_tier_that_is_not_there_is_told(root: Path) -> None:
    result = run(root, "template", "--use", "9=required")
    assert result.exit_code == 2
    assert "'9=required' is no TIER=USE. Tiers are 1, 2" in " ".join(result.stderr.split())


def test_at_a_terminal_answers_are_checked_as_they_come(root: Path) -> None:
    typed = [
        *("Late onboarding", "12/03/2026", "2026-03-12", "Badges came late.", "Order badges early."),
        *("nonsense", "1", "caution", "Induction team", "This.", "", "Other.", "n"),
    ]
    result = run(root, "lesson", typed=typed)
    assert result.exit_code == 0, result.output
    assert "date must be YYYY-MM-DD, got '12/03/2026'" in result.stdout
    assert "'nonsense' is none of the choices" in result.stdout
    assert "  1  planning" in result.stdout
    values = fields(root, "lessons/2026/late-onboarding.md")
    assert (values["date"], values["categories"], values["level"]) == ("2026-03-12", ["planning"], "caution")
    (left,) = check(root, CLOCK).problems
    assert left.message == "the text still has its placeholder 'FILL-IN The cause, not the culprit.'"


def test_at_a_terminal_the_baseline_is_asked_for_once_the_phase_is_known(root: Path) -> None:
    typed = ["Loop", "Pumps.", "Director", "Manager", "it", "2", "executing", "active"]
    baseline = ["2026-01-01", "2025-01-01", "5000"]
    result = run(root, "project", typed=[*typed, *baseline, "y", *[""] * 7, "n"])
    assert "finish 2025-01-01 is before start 2026-01-01" in result.stderr
    assert "Nothing was written." in result.stderr
    assert result.exit_code == 1
    result = run(root, "project", typed=[*typed, *baseline, "n", "y"])
    assert fields(root, "docs/projects/loop/index.md")["finish"] == "2025-01-01"
    assert result.exit_code == 0


def test_at_a_terminal_an_id_that_is_taken_is_asked_for_again(root: Path) -> None:
    options = LESSON | {"--title": "Alpha"}
    write_library(root, lessons={"alpha": lesson()})
    result = run(root, "lesson", options=options, typed=["n", "alpha", "beta"])
    assert result.exit_code == 0, result.output
    assert (root / "lessons/2026/beta.md").is_file()


def test_at_a_terminal_a_report_goes_through_milestones_and_risks(root: Path) -> None:
    figures = ["42", "45000", ""]
    typed = [
        *("green", "Two of three done.", "", *figures, "On plan.", "A.", "B.", "n"),
        *("soon", "done 2026-10-12", "2026-11-21", ""),
        *("n", "y", "Frost", "9", "2", "5", "avoid", "Sponsor", "2026-12-24", "n"),
        *("n", "y", "n"),
    ]
    result = run(root, "report", "alpha", typed=typed)
    assert result.exit_code == 0, result.output
    assert "'soon' is neither a day as YYYY-MM-DD nor done YYYY-MM-DD" in result.stdout
    assert "likelihood must be at most 5, got '9'" in result.stdout
    values = fields(root, "docs/projects/alpha/reports/2026-10-31.md")
    assert (values["rating"], values["ratings"], values["percent_complete"]) == (
        "green",
        {"cost": "green"},
        "42",
    )
    assert values["milestones"]["late"] == {"actual": "2026-10-12"}
    assert values["milestones"]["fresh"] == {"forecast": "2026-11-21"}
    assert values["milestones"]["later"] == {"forecast": "2026-12-05"}
    assert [risk["title"] for risk in values["risks"]] == ["Frost"]
    assert [decision["title"] for decision in values["decisions"]] == ["Money"]
    assert told(root) == set()


def test_leaving_at_a_question_writes_nothing(root: Path) -> None:
    result = run(root, "lesson", typed=["Half a lesson"])
    assert result.exit_code == 1
    assert not (root / "lessons").exists()


def test_outside_a_knowledge_base_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(command, ["lesson"])
    assert result.exit_code == 2
    assert "no knowledge base here" in " ".join(result.stderr.split())
