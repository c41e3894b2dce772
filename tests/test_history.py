"""Rules between two commits, each both ways."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.checking import check
from macros.records.library import load
from macros.records.problems import Problem
from macros.records.rules import HISTORY_RULES, history_problems, not_compared, rule_ids
from tests.builders import fresh_folder, lesson, project, report, text_of, write_library

CLOCK = date(2026, 11, 21)
PROJECT = "docs/projects/alpha/index.md"
REPORT = "docs/projects/alpha/reports/2026-09-30.md"
GO_LIVE = {"id": "go-live", "title": "Go live", "baseline": "2026-11-30"}
PILOT = {"id": "pilot", "title": "Pilot", "baseline": "2026-06-30"}
CORRECTED = [{"date": "2026-10-02", "reason": "The wrong colour."}]
DAYS = {"from": "2026-12-31", "to": "2027-01-31"}

Files = dict[str, Any]


def problems(tmp_path: Path, before: Files, after: Files) -> list[Problem]:
    """What the rules between two commits say of the change from ``before`` to ``after``."""
    libraries = [write_library(fresh_folder(tmp_path), **files) for files in (before, after)]
    return sorted(history_problems(*libraries))


def change(**over: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"id": "cr-1", "date": "2026-10-01", "approved_by": "Board", "reason": "More to do.", **over}


def alpha(**fields: Any) -> Files:  # noqa: ANN401
    return {"projects": {"alpha": project(**fields)}}


def one_report(**fields: Any) -> Files:  # noqa: ANN401
    return {**alpha(), "reports": {"alpha": {"2026-09-30": report(**fields)}}}


def moved(**over: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"milestones": {"go-live": over}}


OLD_ENTRY = {"changes": [change(id="cr-0", finish={"from": "2026-11-30", "to": "2026-12-31"})]}
LATER = {**GO_LIVE, "baseline": "2026-12-15"}
DROPPED = {**GO_LIVE, "dropped": "2026-10-01"}
MILESTONE_MOVE = moved(**{"from": "2026-11-30", "to": "2026-12-15"})
FINISH_MOVE = change(finish=DAYS)
TWO_MOVES = [
    change(id="cr-2", date="2026-10-05", finish={"from": "2027-01-15", "to": "2027-01-31"}),
    change(finish={"from": "2026-12-31", "to": "2027-01-15"}),
]
PROPOSED = {"phase": "planning", "state": "proposed"}
PLANNING = {"phase": "planning"}

BAD_BASELINES = {
    "start": (alpha(), alpha(start="2026-02-01"), "start was 2026-01-01 and is 2026-02-01"),
    "finish": (alpha(), alpha(finish="2027-01-31"), "finish was 2026-12-31 and is 2027-01-31"),
    "earlier": (alpha(), alpha(finish="2026-11-30"), "finish was 2026-12-31 and is 2026-11-30"),
    "budget": (alpha(), alpha(budget=120_000), "budget was 100000 and is 120000"),
    "gone": (alpha(), alpha(finish=None), "finish was 2026-12-31 and is gone"),
    "milestone": (alpha(milestones=[GO_LIVE]), alpha(milestones=[LATER]), "was 2026-11-30 and is 2026-12-15"),
    "added": (alpha(milestones=[PILOT]), alpha(milestones=[PILOT, GO_LIVE]), "'go-live' is new"),
    "dropped": (alpha(milestones=[GO_LIVE]), alpha(milestones=[DROPPED]), "is dropped on 2026-10-01"),
    "back": (
        alpha(milestones=[DROPPED]),
        alpha(milestones=[GO_LIVE]),
        "was dropped on 2026-10-01 and is back",
    ),
    "another field": (
        alpha(),
        alpha(finish="2027-01-31", changes=[change(budget={"from": 90_000, "to": 100_000})]),
        "no new entry of changes says so",
    ),
    "another value": (
        alpha(),
        alpha(finish="2027-01-31", changes=[change(finish={"from": "2026-12-31", "to": "2027-01-15"})]),
        "the new entry of changes leads from 2026-12-31 to 2027-01-15",
    ),
    "no new entry": (alpha(**OLD_ENTRY), alpha(**OLD_ENTRY, finish="2027-01-31"), "no new entry"),
    "planning": (alpha(**PLANNING), alpha(**PLANNING, finish="2027-01-31"), "no new entry"),
    "a ledger holds a proposal": (
        alpha(**PROPOSED, **OLD_ENTRY),
        alpha(**PROPOSED, **OLD_ENTRY, finish="2027-01-31"),
        "no new entry",
    ),
    "back to planning": (alpha(), alpha(**PROPOSED, finish="2027-01-31"), "no new entry"),
}
GOOD_BASELINES = {
    "nothing": (alpha(), alpha()),
    "finish": (alpha(), alpha(finish="2027-01-31", changes=[FINISH_MOVE])),
    "two entries": (alpha(), alpha(finish="2027-01-31", changes=TWO_MOVES)),
    "milestone": (alpha(milestones=[GO_LIVE]), alpha(milestones=[LATER], changes=[change(**MILESTONE_MOVE)])),
    "added": (alpha(), alpha(milestones=[GO_LIVE], changes=[change(**moved(added="2026-11-30"))])),
    "dropped": (
        alpha(milestones=[GO_LIVE]),
        alpha(milestones=[DROPPED], changes=[change(**moved(dropped="2026-10-01"))]),
    ),
    "back": (
        alpha(milestones=[DROPPED]),
        alpha(milestones=[GO_LIVE], changes=[change(**moved(added="2026-11-30"))]),
    ),
    "new project": ({"projects": {}}, alpha()),
    "first values": (alpha(**PLANNING, finish=None, budget=None), alpha(**PLANNING)),
    "proposed": (alpha(**PROPOSED), alpha(**PROPOSED, finish="2027-01-31", budget=1)),
    "becomes active": (alpha(**PROPOSED), alpha(**PLANNING, finish="2027-01-31")),
    "at the gate": (alpha(**PLANNING), alpha(finish="2027-01-31")),
    "milestones in planning": (
        alpha(**PLANNING, milestones=[PILOT]),
        alpha(**PLANNING, milestones=[{**PILOT, "dropped": "2026-06-01"}, GO_LIVE]),
    ),
    "withheld": (alpha(), alpha(budget=None, withheld={"budget": "commercially sensitive"})),
    "no baseline": (alpha(), alpha(title="Alpha, second try", manager="Another post", tier=2)),
    "renamed": (alpha(), {"projects": {"omega": project(aliases=["alpha"])}}),
}


@pytest.mark.parametrize("case", BAD_BASELINES)
def test_a_baseline_that_moved_without_a_word(tmp_path: Path, case: str) -> None:
    before, after, said = BAD_BASELINES[case]
    (found,) = problems(tmp_path, before, after)
    assert (found.path, found.rule) == (PROJECT, "baseline-without-change")
    assert said in found.message
    assert found.help


@pytest.mark.parametrize("case", GOOD_BASELINES)
def test_a_baseline_that_may_be_what_it_is(tmp_path: Path, case: str) -> None:
    before, after = GOOD_BASELINES[case]
    assert problems(tmp_path, before, after) == []


def test_the_way_out_of_each_baseline_problem_is_one(tmp_path: Path) -> None:
    """The entry that the message asks for is one that the check takes."""
    before, after = alpha(milestones=[GO_LIVE]), alpha(milestones=[LATER, PILOT], budget=120_000)
    found = problems(tmp_path, before, after)
    forms = [problem.help.partition("reason and ")[2].partition(", or put")[0] for problem in found]
    assert sorted(forms) == [
        "budget: {from: 100000, to: 120000}",
        "milestones: {go-live: {from: 2026-11-30, to: 2026-12-15}}",
        "milestones: {pilot: {added: 2026-06-30}}",
    ]
    entries = [
        f"- {{id: cr-{number}, date: 2026-10-01, approved_by: Board, reason: More, {form}}}"
        for number, form in enumerate(forms)
    ]
    folder = fresh_folder(tmp_path)
    write_library(folder, **after)
    text = (folder / PROJECT).read_text(encoding="utf-8")
    ledger = "\n".join(["changes:", *entries])
    (folder / PROJECT).write_text(text.replace("\n---\n", f"\n{ledger}\n---\n"), encoding="utf-8")
    checked = check(folder, CLOCK)
    assert checked.problems == ()
    assert not list(history_problems(write_library(fresh_folder(tmp_path), **before), checked.library))


def test_a_baseline_is_followed_through_a_rename(tmp_path: Path) -> None:
    after = {"projects": {"omega": project(aliases=["alpha"], budget=120_000)}}
    (found,) = problems(tmp_path, alpha(), after)
    assert (found.path, found.rule) == ("docs/projects/omega/index.md", "baseline-without-change")


def test_a_problem_stands_where_the_new_value_stands(tmp_path: Path) -> None:
    found = problems(
        tmp_path, alpha(milestones=[GO_LIVE]), alpha(finish="2027-01-31", milestones=[PILOT, LATER])
    )
    text = text_of(project(finish="2027-01-31", milestones=[PILOT, LATER])).split("\n")
    lines = {text[problem.line - 1][problem.column - 1 :] for problem in found}
    assert lines == {"'2027-01-31'", "'2026-12-15'", "pilot"}


BAD_LEDGERS = {
    "gone": (alpha(**OLD_ENTRY), alpha(), "the entry 'cr-0' of 2026-10-01 is gone"),
    "another value": (
        alpha(**OLD_ENTRY),
        alpha(changes=[change(id="cr-0", finish={"from": "2026-12-01", "to": "2026-12-31"})]),
        "from of finish was 2026-11-30 and is 2026-12-01",
    ),
    "less": (
        alpha(changes=[change(budget={"from": 1, "to": 100_000}, finish={**DAYS, "to": "2026-12-31"})]),
        alpha(changes=[change(budget={"from": 1, "to": 100_000})]),
        "finish was {from: 2026-12-31, to: 2026-12-31} and is gone",
    ),
}
GOOD_LEDGERS = {
    "reason": (alpha(**OLD_ENTRY), alpha(changes=[{**OLD_ENTRY["changes"][0], "reason": "Put better."}])),
    "other id": (alpha(**OLD_ENTRY), alpha(changes=[{**OLD_ENTRY["changes"][0], "id": "first"}])),
    "other order": (
        alpha(finish="2027-01-31", changes=[*OLD_ENTRY["changes"], FINISH_MOVE]),
        alpha(finish="2027-01-31", changes=[FINISH_MOVE, *OLD_ENTRY["changes"]]),
    ),
}


@pytest.mark.parametrize("case", BAD_LEDGERS)
def test_a_ledger_that_was_rewritten(tmp_path: Path, case: str) -> None:
    before, after, said = BAD_LEDGERS[case]
    (found,) = problems(tmp_path, before, after)
    assert (found.path, found.rule) == (PROJECT, "ledger-rewritten")
    assert said in found.message


@pytest.mark.parametrize("case", GOOD_LEDGERS)
def test_a_ledger_that_says_what_it_said(tmp_path: Path, case: str) -> None:
    before, after = GOOD_LEDGERS[case]
    assert problems(tmp_path, before, after) == []


@pytest.mark.parametrize("fields", [{}, PLANNING, PROPOSED], ids=["executing", "planning", "proposed"])
def test_a_milestone_is_never_deleted(tmp_path: Path, fields: dict[str, str]) -> None:
    before, after = alpha(**fields, milestones=[PILOT, GO_LIVE]), alpha(**fields, milestones=[PILOT])
    (found,) = problems(tmp_path, before, after)
    assert (found.path, found.rule) == (PROJECT, "milestone-removed")
    assert "'go-live' (Go live, baseline 2026-11-30) is gone" in found.message


def test_a_milestone_keeps_its_id(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, alpha(milestones=[GO_LIVE]), alpha(milestones=[{**GO_LIVE, "id": "live"}]))
    assert found.rule == "milestone-removed"
    assert "'live' has its title" in found.message


def test_a_milestone_that_is_dropped_is_not_removed(tmp_path: Path) -> None:
    before = alpha(**PLANNING, milestones=[PILOT, GO_LIVE])
    assert problems(tmp_path, before, alpha(**PLANNING, milestones=[DROPPED, PILOT])) == []


BODY = "## Summary\n\nOn plan.\n\n## Achievements\n\nOne thing.\n\n## Next period\n\nAnother.\n"
NEXT_BODY = BODY.replace("On plan", "Late")
RISK = {
    "title": "Late parts",
    "likelihood": 3,
    "impact": 3,
    "strategy": "reduce",
    "owner": "Buyer",
    "due": "2026-10-30",
}
EDITS = {
    "rating": (one_report(rating="red"), 2, "rating was red and is amber"),
    "given": (one_report(rating="amber", percent_complete=50), 4, "percent_complete was not given and is 50"),
    "list": (one_report(rating="amber", risks=[RISK]), 5, "risks was not given and is 1 entry"),
    "body": (
        one_report(rating="amber", body=BODY.replace("One thing", "Two things")),
        12,
        "was 'plan. ## Achievements One thing. ## Next period' and is 'plan. ## Achievements Two things. ##",
    ),
}


@pytest.mark.parametrize("case", EDITS)
def test_an_edited_report_needs_a_correction(tmp_path: Path, case: str) -> None:
    after, line, said = EDITS[case]
    before = one_report(rating="amber") if case != "rating" else one_report(rating="red")
    after = after if case != "rating" else one_report(rating="amber")
    (found,) = problems(tmp_path, before, after)
    assert (found.path, found.rule) == (REPORT, "report-without-correction")
    assert said in found.message
    assert found.line == line or case == "list"
    after["reports"]["alpha"]["2026-09-30"]["corrections"] = CORRECTED
    assert problems(tmp_path, before, after) == []


def test_a_body_that_is_gone_or_only_now_there(tmp_path: Path) -> None:
    bodies = ("Late again.\n", "")
    said = []
    for was, now in (bodies, bodies[::-1]):
        (found,) = problems(tmp_path, one_report(body=was), one_report(body=now))
        said.append(found.message)
    assert said == ["the text was 'Late again.' and is nothing", "the text was nothing and is 'Late again.'"]


def test_each_field_of_a_report_is_told_once(tmp_path: Path) -> None:
    before = one_report(risks=[RISK], ratings={"cost": "green"})
    after = one_report(risks=[{**RISK, "owner": "Planner", "impact": 5}], ratings={"cost": "red"})
    found = problems(tmp_path, before, after)
    assert {problem.message for problem in found} == {
        "cost of ratings was green and is red",
        "impact of risks 1 was 3 and is 5; 1 more of its values changed",
    }


def test_an_old_correction_is_not_a_new_one(tmp_path: Path) -> None:
    before, after = one_report(corrections=CORRECTED), one_report(rating="red", corrections=CORRECTED)
    assert [problem.rule for problem in problems(tmp_path, before, after)] == ["report-without-correction"]
    rewritten = one_report(corrections=[{**CORRECTED[0], "reason": "Another colour."}])
    (found,) = problems(tmp_path, before, rewritten)
    assert "reason of corrections 1 was 'The wrong colour.' and is 'Another colour.'" in found.message
    (found,) = problems(tmp_path, before, one_report())
    assert "corrections was 1 entry and is gone" in found.message


def as_windows(text: str) -> str:
    return "\ufeff" + text.replace("\n", "\r\n")


def other_layout(text: str) -> str:
    return text.replace("On plan.", "On\nplan.   \n").replace("rating: green", "rating:   'green'  # fine")


@pytest.mark.parametrize("written", [as_windows, other_layout])
def test_layout_is_no_edit(tmp_path: Path, written: Callable[[str], str]) -> None:
    files = one_report(actual_cost=500, milestones={"go-live": {"forecast": "2026-11-30"}})
    folder = fresh_folder(tmp_path)
    before = write_library(folder, **files)
    for path in (PROJECT, REPORT):
        text = (folder / path).read_text(encoding="utf-8")
        (folder / path).write_bytes(written(text).encode())
    assert list(history_problems(before, load(folder))) == []


def test_a_report_stays(tmp_path: Path) -> None:
    both = {"2026-08-31": report(body=BODY.replace("On", "In")), "2026-09-30": report()}
    before = {**alpha(), "reports": {"alpha": both}}
    after = {**alpha(), "reports": {"alpha": {"2026-08-31": both["2026-08-31"]}}}
    (found,) = problems(tmp_path, before, after)
    assert (found.path, found.line, found.rule) == (REPORT, 1, "report-removed")
    assert problems(tmp_path, after, before) == []


def test_a_report_with_another_date_says_so(tmp_path: Path) -> None:
    before = one_report()
    dated = {**alpha(), "reports": {"alpha": {"2026-10-02": report()}}}
    found = problems(tmp_path, before, dated)
    assert [problem.rule for problem in found] == ["renamed-without-alias", "report-without-correction"]
    dated["reports"]["alpha"]["2026-10-02"] |= {"aliases": ["2026-09-30"], "corrections": CORRECTED}
    assert problems(tmp_path, before, dated) == []


def test_a_project_does_not_go_with_its_reports(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, one_report(), {"projects": {}})
    assert (found.path, found.rule) == (PROJECT, "report-removed")
    assert "gone with its 1 report" in found.message
    assert problems(tmp_path, alpha(), {"projects": {}}) == []


RENAMES: dict[str, Callable[..., Files]] = {
    "project": lambda id_, **fields: {"projects": {id_: project(**fields)}},
    "lesson": lambda id_, **fields: {"lessons": {id_: lesson(**fields)}},
}


@pytest.mark.parametrize("kind", RENAMES)
def test_a_rename_leaves_an_alias(tmp_path: Path, kind: str) -> None:
    made = RENAMES[kind]
    (found,) = problems(tmp_path, made("old-name"), made("new-name"))
    assert found.rule == "renamed-without-alias"
    assert "was 'old-name' and is 'new-name'" in found.message
    assert "aliases: [old-name]" in found.help
    assert problems(tmp_path, made("old-name"), made("new-name", aliases=["old-name"])) == []


def test_one_record_for_another_is_no_rename(tmp_path: Path) -> None:
    text = "## What happened\n\nA.\n\n## Why it happened\n\nB.\n\n## What to do next time\n\nC.\n"
    before = {"lessons": {"one": lesson(title="One")}}
    assert problems(tmp_path, before, {"lessons": {"two": lesson(title="Two", body=text)}}) == []


def test_reports_are_followed_through_a_rename(tmp_path: Path) -> None:
    after = {
        "projects": {"omega": project(aliases=["alpha"])},
        "reports": {"omega": {"2026-09-30": report(rating="red")}},
    }
    (found,) = problems(tmp_path, one_report(), after)
    assert found.path == "docs/projects/omega/reports/2026-09-30.md"
    assert found.message == "rating was green and is red"


def test_every_rule_between_commits_is_listed() -> None:
    assert set(HISTORY_RULES) <= rule_ids()


def test_what_cannot_be_read_is_told_and_not_compared(tmp_path: Path) -> None:
    """A value that did not fit its form was never published, so mending it is no edit."""
    before = {
        **alpha(budget="much", finish="soon", milestones=[PILOT]),
        "reports": {"alpha": {"2026-09-30": report(rating="purple", ratng="red", actual_cost=5)}},
    }
    after = {**alpha(), "reports": {"alpha": {"2026-09-30": report(rating="red", actual_cost=6)}}}
    assert [problem.message for problem in problems(tmp_path, before, after)] == [
        "milestone 'pilot' (Pilot, baseline 2026-06-30) is gone",
        "actual_cost was 5 and is 6",
    ]
    libraries = [write_library(fresh_folder(tmp_path), **files) for files in (before, after)]
    assert list(not_compared(*libraries)) == [
        f"{PROJECT}: budget, finish could not be read in the other commit",
        f"{REPORT}: rating could not be read in the other commit",
    ]
    first = next(not_compared(*reversed(libraries)))
    assert first == f"{PROJECT}: budget, finish cannot be read; see the problems"
