"""``pmo check --against``: real repositories, the other commit, and the status difference."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from macros.records.rules import HISTORY_RULES
from scripts.check import command
from scripts.difference_reporters import MARK
from tests.builders import lesson, project, report, text_of
from tests.repositories import commit, git, repository, run, write

PROJECT = "docs/projects/alpha/index.md"
REPORT = "docs/projects/alpha/reports/2026-09-30.md"
LATE = report()["body"].replace("On plan", "Late")
MILESTONES = [{"id": "go-live", "title": "Go live", "baseline": "2026-11-30"}]
FINISH = {"from": "2026-12-31", "to": "2027-01-31"}
CHANGE = {"id": "cr-1", "date": "2026-10-01", "approved_by": "Board", "reason": "More.", "finish": FINISH}
OTHER_CHANGE = {**CHANGE, "finish": {**FINISH, "from": "2026-11-30"}}
CORRECTED = [{"date": "2026-10-02", "reason": "The wrong colour."}]

Files = dict[str, Any]


def alpha(**fields: Any) -> Files:  # noqa: ANN401
    return {"projects": {"alpha": project(**fields)}}


def one_report(**fields: Any) -> Files:  # noqa: ANN401
    return {**alpha(), "reports": {"alpha": {"2026-09-30": report(**fields)}}}


def rules_broken(root: Path, against: str = "HEAD") -> list[str]:
    """The rules between two commits that the check of ``root`` tells of."""
    printed = json.loads(run(root, "--against", against, "--format", "json").stdout)
    return [problem["rule"] for problem in printed if problem["rule"] in HISTORY_RULES]


MOVED = {"finish": "2027-01-31"}
VALIDATED = {
    "status": "validated",
    "validated": "2025-07-01",
    "owner": "Tester",
    "review_by": "2027-06-30",
}
APPLIED = {**VALIDATED, "status": "applied", "applied_in": [{"clause": "GOV-1", "date": "2025-08-01"}]}
BRIEFED = {"lessons": {"one": lesson(**VALIDATED, phase="planning")}}
PASSED = [{"gate": "ready-for-executing", "decision": "approved", "date": "2026-02-27"}]
CASES: dict[str, tuple[Files, Files, Files]] = {
    "baseline-without-change": (alpha(), alpha(**MOVED), alpha(**MOVED, changes=[CHANGE])),
    "ledger-rewritten": (
        alpha(**MOVED, changes=[CHANGE]),
        alpha(**MOVED, changes=[OTHER_CHANGE]),
        alpha(**MOVED, changes=[{**CHANGE, "reason": "Put better."}]),
    ),
    "milestone-removed": (alpha(milestones=MILESTONES), alpha(), alpha(milestones=MILESTONES, tier=2)),
    "report-removed": (one_report(), alpha(), {**one_report(), "lessons": {"one": lesson()}}),
    "report-without-correction": (
        one_report(),
        one_report(rating="red"),
        one_report(rating="red", corrections=CORRECTED),
    ),
    "lesson-step": (
        {"lessons": {"one": lesson()}},
        {"lessons": {"one": lesson(**APPLIED)}},
        {"lessons": {"one": lesson(**VALIDATED)}},
    ),
    "gate-without-lessons": (
        BRIEFED | alpha(),
        BRIEFED | alpha(gates=PASSED),
        BRIEFED | alpha(gates=PASSED, lessons=[{"lesson": "one", "disposition": "applied"}]),
    ),
    "renamed-without-alias": (
        alpha(),
        {"projects": {"omega": project()}},
        {"projects": {"omega": project(aliases=["alpha"])}},
    ),
}


@pytest.mark.parametrize("rule", CASES)
def test_each_rule_between_commits_both_ways(tmp_path: Path, rule: str) -> None:
    before, bad, good = CASES[rule]
    root = repository(tmp_path)
    write(root, **before)
    commit(root)
    write(root, **bad)
    assert rules_broken(root) == [rule]
    commit(root)
    assert rules_broken(root, "HEAD~1") == [rule]
    write(root, **good)
    assert rules_broken(root, "HEAD~1") == []


@pytest.mark.parametrize(
    ("fields", "broken"), [({}, []), (VALIDATED, ["lesson-step"])], ids=["submitted", "validated"]
)
def test_a_lesson_that_others_may_rely_on_is_retired_before_it_goes(
    tmp_path: Path, fields: Files, broken: list[str]
) -> None:
    root = repository(tmp_path)
    write(root, lessons={"one": lesson(**fields)})
    commit(root)
    write(root, lessons={})
    assert rules_broken(root) == broken


def test_there_is_a_case_for_each_rule() -> None:
    assert set(CASES) == set(HISTORY_RULES)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one commit and a changed work tree."""
    root = repository(tmp_path / "kb")
    write(root, **one_report(rating="amber", forecast_finish="2026-12-31", forecast_cost=100_000))
    commit(root)
    write(
        root,
        projects={"alpha": project(), "beta": project(title="Beta", phase="planning", state="proposed")},
        reports={
            "alpha": {
                "2026-09-30": report(rating="amber", forecast_finish="2026-12-31", forecast_cost=100_000),
                "2026-10-30": report(
                    rating="red", forecast_finish="2027-01-14", forecast_cost=140_000, body=LATE
                ),
            }
        },
        lessons={"one": lesson()},
    )
    return root


def test_the_difference_as_text(root: Path) -> None:
    result = run(root, "--against", "main")
    assert result.exit_code == 0
    head, *lines = [line for line in result.stdout.split("\n") if line]
    assert re.fullmatch(r"Status compared with main \([0-9a-f]{7}\), as at 2026-10-31:", head)
    assert lines[0] == (
        "Alpha (alpha): rating amber → red, finish +14 days (to 2027-01-14), "
        "forecast cost +40,000 GBP (to 140,000)"
    )
    assert lines[1] == "  new report of 2026-10-30"
    assert any(line.startswith("  new warning: Forecast cost beyond tolerance – ") for line in lines)
    assert (
        "New project Beta (beta): tier 1, planning, proposed, not rated, budget 100,000 GBP" in result.stdout
    )
    assert "  Name an owner for test data (one): new, submitted" in lines


def test_a_clean_check_says_so_beside_the_difference(root: Path) -> None:
    assert "No problems found." in run(root, "--against", "main").stderr
    git(root, "stash", "--include-untracked")
    assert "No status changes." in run(root, "--against", "main").stdout


def test_the_difference_as_markdown_and_none(root: Path) -> None:
    shown = run(root, "--against", "main", "--difference", "markdown").stdout
    assert shown.startswith(f"{MARK}\n### Status difference\n")
    assert "- **Alpha (alpha)**: rating amber → red, finish +14 days" in shown
    assert run(root, "--against", "main", "--difference", "none").stdout == ""


def test_the_difference_in_a_file(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "comment.md"
    options = ("--against", "main", "--difference", "markdown", "--difference-file", str(file))
    result = run(root, *options, "--format", "json")
    assert json.loads(result.stdout) == []
    assert file.read_text(encoding="utf-8").startswith(MARK)


def test_json_is_a_list_of_problems_alone(root: Path) -> None:
    (root / REPORT).unlink()
    result = run(root, "--against", "main", "--format", "json")
    assert [problem["rule"] for problem in json.loads(result.stdout)] == ["report-removed"]
    assert result.exit_code == 1


def test_annotations_for_github_name_the_rule(root: Path) -> None:
    (root / REPORT).unlink()
    first, *_ = run(root, "--against", "main", "--format", "github").stdout.split("\n")
    assert first.startswith(f"::error file={REPORT},line=1,col=1,title=report-removed::")


def test_problems_of_named_paths_only(root: Path) -> None:
    (root / REPORT).unlink()
    assert run(root, "--against", "main", str(root / "lessons")).exit_code == 0
    assert run(root, "--against", "main", str(root / "docs")).exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("--difference", "text"),
        ("--difference-file", "x.md"),
        ("--against", "main", "--difference", "none", "--difference-file", "x.md"),
        ("--against", "main", "--format", "json", "--difference", "text"),
        ("--against", "main", "--difference-file", "no/such/folder/x.md"),
        ("--against", "main", "--difference", "html"),
    ],
)
def test_options_that_do_not_fit(root: Path, arguments: tuple[str, ...]) -> None:
    assert run(root, *arguments).exit_code == 2


def test_the_work_tree_is_only_read(root: Path) -> None:
    before = git(root, "status", "--short"), git(root, "rev-parse", "HEAD")
    files = {path: path.stat().st_mtime_ns for path in root.rglob("*") if ".git" not in path.parts}
    run(root, "--against", "main")
    assert (git(root, "status", "--short"), git(root, "rev-parse", "HEAD")) == before
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*") if ".git" not in path.parts} == files


def test_a_branch_answers_for_its_own_changes_only(tmp_path: Path) -> None:
    """What the main branch gained since the branch left is not missing from the branch."""
    root = repository(tmp_path)
    write(root, **alpha())
    left = commit(root)
    git(root, "checkout", "--quiet", "-b", "work")
    write(root, **alpha(state="on-hold"))
    commit(root)
    git(root, "checkout", "--quiet", "main")
    write(root, **one_report())
    commit(root)
    git(root, "checkout", "--quiet", "work")
    result = run(root, "--against", "main")
    assert result.exit_code == 0
    assert f"where this branch left main ({left[:7]})" in result.stdout
    assert "state active → on-hold" in result.stdout


def test_a_knowledge_base_below_the_top_of_its_repository(tmp_path: Path) -> None:
    top = repository(tmp_path)
    root = top / "office" / "kb"
    root.mkdir(parents=True)
    write(root, **one_report())
    commit(top)
    write(root, **one_report(rating="red"))
    assert rules_broken(root) == ["report-without-correction"]


@pytest.mark.skipif(os.name == "nt", reason="such names and links cannot be made there")
def test_files_with_odd_names_do_not_disturb(root: Path) -> None:
    odd = root / "docs" / "projects" / "alpha" / "reports" / "Größe \n'x'.md"
    odd.write_text("x", encoding="utf-8")
    (root / "docs" / "assets").mkdir()
    (root / "docs" / "assets" / "picture.png").write_bytes(bytes(range(256)))
    (root / "docs" / "link.md").symlink_to("/etc/passwd")
    commit(root)
    odd.unlink()
    assert rules_broken(root) == []


@pytest.mark.parametrize("name", ["no-such-branch", "", " ", "--output=x", "main:docs", "main..main"])
def test_an_unknown_commit(root: Path, name: str) -> None:
    result = run(root, f"--against={name}")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert repr(name) in result.stderr


def test_no_repository(tmp_path: Path) -> None:
    write(tmp_path, **alpha())
    result = CliRunner(env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}).invoke(
        command, ["--root", str(tmp_path), "--against", "main"]
    )
    assert result.exit_code == 2
    assert "is in no Git repository" in result.stderr


def test_no_commit_yet(tmp_path: Path) -> None:
    write(repository(tmp_path), **alpha())
    result = run(tmp_path, "--against", "HEAD")
    assert result.exit_code == 2
    assert "there is no commit, branch or tag 'HEAD'" in result.stderr


def test_no_git(root: Path) -> None:
    result = CliRunner(env={"PATH": str(root)}).invoke(command, ["--root", str(root), "--against", "main"])
    assert result.exit_code == 2
    assert "not installed" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_shallow_clone(root: Path, tmp_path: Path) -> None:
    first = git(root, "rev-parse", "HEAD")
    commit(root)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), str(clone))
    result = run(clone, "--against", first)
    assert result.exit_code == 2
    assert "git fetch --unshallow" in result.stderr
    assert result.stderr.count("\n") == 1
    git(clone, "fetch", "--quiet", "--unshallow")
    assert run(clone, "--against", first).exit_code == 0


def test_a_shallow_clone_that_does_not_reach_back(root: Path, tmp_path: Path) -> None:
    first = git(root, "rev-parse", "HEAD")
    commit(root)
    commit(root)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), str(clone))
    git(clone, "fetch", "--quiet", "--depth=1", "origin", first)
    result = run(clone, "--against", first)
    assert result.exit_code == 2
    assert "does not reach back" in result.stderr


def test_a_broken_other_commit(tmp_path: Path) -> None:
    """What it does not hold in a readable form is told, and is neither new nor gone."""
    root = repository(tmp_path)
    broken = "---\ntitle: [\n---\n"
    files = {PROJECT: broken, "lessons/2025/one.md": broken, "docs/projects/gamma/index.md": "\x00\xff"}
    both = {"beta": project(title="Beta", budget="much")}
    write(root, projects=both, files=files, reports={"beta": {"2026-09-30": report(rating="purple")}})
    commit(root)
    whole = {name: project(title=name) for name in ("alpha", "beta", "gamma")}
    write(
        root,
        projects=whole,
        lessons={"one": lesson()},
        reports={"beta": {"2026-09-30": report(rating="red")}},
    )
    result = run(root, "--against", "HEAD")
    assert result.exit_code == 0
    left_out = result.stdout.partition("Left out:\n")[2].splitlines()
    assert left_out == [
        "  docs/projects/alpha/index.md: the file could not be read in the other commit",
        "  docs/projects/beta/index.md: budget could not be read in the other commit",
        "  docs/projects/beta/reports/2026-09-30.md: rating could not be read in the other commit",
        "  docs/projects/gamma/index.md: the file could not be read in the other commit",
        "  lessons/2025/one.md: the file could not be read in the other commit",
    ]
    assert "New project" not in result.stdout
    assert "Lessons:" not in result.stdout


def test_a_broken_project_that_was_renamed_is_not_new(tmp_path: Path) -> None:
    root = repository(tmp_path)
    write(root, **alpha(budget="much"))
    commit(root)
    write(root, projects={"omega": project(aliases=["alpha"])})
    result = run(root, "--against", "HEAD")
    assert "No status changes." in result.stdout
    assert "omega/index.md: budget could not be read in the other commit" in result.stdout


def test_a_broken_work_tree(root: Path) -> None:
    (root / PROJECT).write_text("---\ntitle: [\n---\n", encoding="utf-8")
    result = run(root, "--against", "main")
    assert result.exit_code == 1
    assert "yaml-syntax" in result.stdout
    assert f"{PROJECT}: the file cannot be read; see the problems" in result.stdout
    assert "Gone" not in result.stdout


def test_a_commit_from_before_the_organisation(root: Path) -> None:
    (root / "organisation.yml").rename(root.parent / "organisation.yml")
    commit(root)
    (root.parent / "organisation.yml").rename(root / "organisation.yml")
    result = run(root, "--against", "HEAD")
    assert result.exit_code == 0
    assert "No status changes." in result.stdout
    assert "organisation.yml: is not there in the other commit" in result.stdout


def test_a_commit_without_any_record(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / "readme.txt").write_text("Nothing yet.", encoding="utf-8")
    commit(root)
    write(root, **alpha())
    result = run(root, "--against", "HEAD")
    assert result.exit_code == 0
    assert "New project Alpha (alpha)" in result.stdout


def test_a_report_dated_after_the_sites_day_is_told(root: Path) -> None:
    later = root / "docs/projects/alpha/reports/2026-11-20.md"
    later.write_text(text_of(report(rating="green")), encoding="utf-8")
    assert f"{later.relative_to(root)}: the report is dated 2026-11-20, after 2026-10-31" in (
        run(root, "--against", "main").stdout
    )
    with_day = run(root, "--against", "main", day="2026-11-21")
    assert "rating amber → green" in with_day.stdout
    assert "Left out" not in with_day.stdout


def test_a_wrong_day(root: Path) -> None:
    result = run(root, "--against", "main", day="soon")
    assert result.exit_code == 2
    assert "PMO_AS_OF must be a date" in result.stderr


def test_each_side_has_the_day_of_its_organisation(root: Path) -> None:
    (root / "organisation.yml").write_text(
        (root / "organisation.yml").read_text(encoding="utf-8").replace("2026-10-31", "2026-11-15"), "utf-8"
    )
    assert "then as at 2026-10-31, now as at 2026-11-15:" in run(root, "--against", "main").stdout
