"""Rules with more than one case: references, the baseline ledger, dates, the life of a lesson."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from macros.records.annotations import Pattern, references
from macros.records.models import MODELS
from macros.records.vocabulary import Kind
from tests.bad_records import problems_of
from tests.builders import fresh_folder, lesson, project, report, standard, template, write_library

CHANGE = {"version": "1.0", "date": "2026-01-01", "note": "First issue."}
GOV_1 = {"id": "GOV-1", "level": "shall", "text": "Every project shall have one sponsor."}
LESSON_2025 = "lessons/2025/one.md"


def found(root: Path, **records: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    """Rule and message of everything that is found."""
    library = write_library(fresh_folder(root), **records)
    return [(problem.rule, problem.message) for problem in problems_of(library)]


def rules(root: Path, **records: Any) -> list[str]:  # noqa: ANN401
    return [rule for rule, _ in found(root, **records)]


REFERENCES: dict[tuple[Kind, Pattern], dict[str, Any]] = {
    (Kind.PROJECT, ("category",)): {"category": "nowhere"},
    (Kind.PROJECT, ("tier",)): {"tier": 9},
    (Kind.PROJECT, ("programme",)): {"programme": "nowhere"},
    (Kind.PROJECT, ("objectives", "*")): {"objectives": ["on-time", "nowhere"]},
    (Kind.PROJECT, ("milestones", "*", "gate")): {
        "milestones": [{"id": "a", "title": "A", "baseline": "2026-06-30", "gate": "nowhere"}]
    },
    (Kind.PROJECT, ("gates", "*", "gate")): {
        "gates": [{"gate": "nowhere", "decision": "approved", "date": "2026-02-01"}]
    },
    (Kind.PROJECT, ("depends_on", "*", "project")): {
        "depends_on": [{"project": "nowhere", "need_by": "2026-06-30", "note": "Login"}]
    },
    (Kind.PROJECT, ("staffing", "*", "role")): {
        "staffing": [{"role": "nowhere", "fte": 1, "from": "2026-02-01", "to": "2026-03-01"}]
    },
    (Kind.PROJECT, ("lessons", "*", "lesson")): {
        "lessons": [{"lesson": "nowhere", "disposition": "applied"}]
    },
    (Kind.LESSON, ("categories", "*")): {"categories": ["nowhere"]},
    (Kind.LESSON, ("project",)): {"project": "nowhere", "source": None},
    (Kind.LESSON, ("tiers", "*")): {"tiers": [1, 9]},
    (Kind.LESSON, ("supersedes",)): {"supersedes": "nowhere"},
    (Kind.LESSON, ("applied_in", "*", "clause")): {"applied_in": [{"clause": "GOV-9", "date": "2026-01-01"}]},
    (Kind.LESSON, ("applied_in", "*", "template")): {
        "applied_in": [{"template": "nowhere", "date": "2026-01-01"}]
    },
    (Kind.TEMPLATE, ("use", "[key]")): {"use": {9: "required"}},
    (Kind.TEMPLATE, ("changes", "*", "lesson")): {"changes": [{**CHANGE, "lesson": "nowhere"}]},
    (Kind.TEMPLATE, ("gate",)): {"gate": "nowhere"},
    (Kind.TEMPLATE, ("clauses", "*")): {"clauses": ["GOV-9"]},
    (Kind.TEMPLATE, ("replaces",)): {"replaces": "nowhere"},
    (Kind.STANDARD, ("changes", "*", "lesson")): {"changes": [{**CHANGE, "lesson": "nowhere"}]},
    (Kind.STANDARD, ("clauses", "*", "tiers", "*")): {"clauses": [{**GOV_1, "tiers": [9]}]},
    (Kind.STANDARD, ("clauses", "*", "gate")): {"clauses": [{**GOV_1, "gate": "nowhere"}]},
    (Kind.STANDARD, ("clauses", "*", "replaced_by")): {"clauses": [{**GOV_1, "replaced_by": "GOV-9"}]},
}
MAKERS = {Kind.PROJECT: project, Kind.LESSON: lesson, Kind.TEMPLATE: template, Kind.STANDARD: standard}


def test_every_place_that_names_a_record_has_its_case() -> None:
    assert set(REFERENCES) == {
        (kind, pattern) for kind, model in MODELS.items() for pattern in references(model)
    }


@pytest.mark.parametrize(("kind", "pattern"), REFERENCES)
def test_a_name_of_nothing_is_told_where_it_stands(kind: Kind, pattern: Pattern, tmp_path: Path) -> None:
    record = MAKERS[kind](**deepcopy(REFERENCES[kind, pattern]))
    files = {"templates/one/document.md": "x"} if kind is Kind.TEMPLATE else {}
    library = write_library(tmp_path, **{f"{kind}s": {"one": record}}, files=files)
    (problem,) = [problem for problem in problems_of(library) if problem.rule == "unknown-reference"]
    line = (tmp_path / problem.path).read_text().split("\n")[problem.line - 1]
    assert line[problem.column - 1 :].startswith(("nowhere", "GOV-9", "9"))


MILESTONE = {"id": "go-live", "title": "Go live", "baseline": "2026-09-30"}


def entry(number: int, **moved: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "id": f"cr-{number}",
        "date": f"2026-0{number}-15",
        "approved_by": "Board",
        "reason": "More to do.",
        **moved,
    }


def go_live(number: int, **moved: str) -> dict[str, Any]:
    return entry(number, milestones={"go-live": moved})


APRIL, JUNE, SEPTEMBER = "2026-04-30", "2026-06-30", "2026-09-30"
LEDGERS: dict[str, tuple[dict[str, Any], str]] = {
    "one step": ({"finish": JUNE, "changes": [entry(2, finish={"from": APRIL, "to": JUNE})]}, ""),
    "in order of dates": (
        {
            "finish": SEPTEMBER,
            "changes": [
                entry(5, finish={"from": JUNE, "to": SEPTEMBER}),
                entry(2, finish={"from": APRIL, "to": JUNE}),
            ],
        },
        "",
    ),
    "another baseline": (
        {"finish": SEPTEMBER, "changes": [entry(2, finish={"from": APRIL, "to": JUNE})]},
        "finish is 2026-09-30, but the latest change of it leads to 2026-06-30",
    ),
    "a gap": (
        {
            "budget": 300,
            "changes": [
                entry(2, budget={"from": 100, "to": 200}),
                entry(3, budget={"from": 250, "to": 300}),
            ],
        },
        "budget is said to have been 250, but the change before led to 200",
    ),
    "a withheld baseline": (
        {
            "budget": None,
            "withheld": {"budget": "Secret."},
            "changes": [entry(2, budget={"from": 100, "to": 200})],
        },
        "",
    ),
    "a milestone moved": (
        {
            "changes": [
                go_live(2, **{"from": APRIL, "to": JUNE}),
                go_live(3, **{"from": JUNE, "to": SEPTEMBER}),
            ]
        },
        "",
    ),
    "a milestone with a gap": (
        {
            "changes": [
                go_live(2, **{"from": APRIL, "to": JUNE}),
                go_live(3, **{"from": APRIL, "to": SEPTEMBER}),
            ]
        },
        "is said to have been 2026-04-30, but the change before led to 2026-06-30",
    ),
    "a milestone elsewhere": (
        {"changes": [go_live(2, **{"from": APRIL, "to": JUNE})]},
        "the baseline of milestone 'go-live' is 2026-09-30, but the latest change of it leads to 2026-06-30",
    ),
    "a milestone added": ({"changes": [go_live(2, added=SEPTEMBER)]}, ""),
    "a milestone dropped": (
        {
            "milestones": [{**MILESTONE, "dropped": "2026-03-15"}],
            "changes": [go_live(3, dropped="2026-03-15")],
        },
        "",
    ),
    "a milestone dropped in the ledger alone": (
        {"changes": [go_live(3, dropped="2026-03-15")]},
        "milestone 'go-live' was dropped on 2026-03-15, but does not say so",
    ),
    "a milestone dropped and added again": (
        {"changes": [go_live(2, dropped="2026-02-15"), go_live(3, added=SEPTEMBER)]},
        "",
    ),
    "a milestone that is not there": (
        {"changes": [entry(2, milestones={"golive": {"added": JUNE}})]},
        "the project has no milestone 'golive'",
    ),
    "nothing said": ({"changes": [go_live(2)]}, "the change of milestone 'go-live' says nothing"),
}


@pytest.mark.parametrize("case", LEDGERS)
def test_the_ledger_leads_to_the_baseline(case: str, tmp_path: Path) -> None:
    fields, message = LEDGERS[case]
    record = project(**{"milestones": [MILESTONE], **deepcopy(fields)})
    told = found(tmp_path, projects={"one": record})
    assert [rule for rule, _ in told] == (["ledger-mismatch"] if message else [])
    assert all(message in said for _, said in told)


KEPT = {"validated": "2025-08-01", "owner": "Planning Lead", "review_by": "2027-01-01"}
LIVES: list[tuple[dict[str, Any], int]] = [
    ({"status": "submitted"}, 0),
    ({"status": "validated"}, 3),
    ({"status": "validated", **KEPT}, 0),
    ({"status": "applied", **KEPT}, 1),
    ({"status": "applied"}, 4),
    ({"status": "retired"}, 1),
    ({"status": "retired", "retired_because": "The tool went."}, 0),
]


@pytest.mark.parametrize(("fields", "number"), LIVES)
def test_each_step_in_the_life_of_a_lesson_brings_its_fields(
    fields: dict[str, Any], number: int, tmp_path: Path
) -> None:
    assert rules(tmp_path, lessons={"one": lesson(**fields)}) == ["workflow-field"] * number


SPAN = {"role": "developer", "fte": 1, "from": "2026-03-01", "to": "2026-02-01"}
CURVE = [{"date": "2026-03-31", "value": 1}, {"date": "2026-03-31", "value": 2}]
LATE = {"a": {"actual": "2026-07-01"}}
DATES: list[tuple[str, dict[str, Any]]] = [
    ("date-order", {"projects": {"one": project(finish="2025-12-31")}}),
    ("date-order", {"projects": {"one": project(state="completed", phase="closing", finished="2025-12-31")}}),
    ("date-order", {"projects": {"one": project(staffing=[SPAN])}}),
    ("date-order", {"projects": {"one": project(planned=CURVE)}}),
    ("date-order", {"lessons": {"one": lesson(validated="2025-01-01")}}),
    ("date-order", {"lessons": {"one": lesson(validated="2025-08-01", review_by="2025-07-01")}}),
    ("date-order", {"standards": {"one": standard(review_by="2025-01-01")}}),
    (
        "future-date",
        {"projects": {"one": project(state="completed", phase="closing", finished="2026-11-22")}},
    ),
    ("future-date", {"projects": {"one": project(changes=[{**entry(2), "date": "2026-11-22"}])}}),
    ("future-date", {"lessons": {"one": lesson(date="2026-11-22")}}),
    ("future-date", {"standards": {"one": standard(reviewed="2026-11-22", review_by="2027-11-22")}}),
    (
        "future-date",
        {"projects": {"one": project()}, "reports": {"one": {"2026-11-22": report()}}},
    ),
    (
        "date-order",
        {
            "projects": {"one": project(milestones=[{**MILESTONE, "id": "a"}])},
            "reports": {"one": {"2026-06-30": report(milestones=LATE)}},
        },
    ),
]


@pytest.mark.parametrize(("rule", "records"), DATES)
def test_dates_run_forward_and_not_ahead_of_the_clock(
    rule: str, records: dict[str, Any], tmp_path: Path
) -> None:
    assert rules(tmp_path, **records) == [rule]


def test_the_day_of_the_clock_is_no_future(tmp_path: Path) -> None:
    records = {"projects": {"one": project()}, "reports": {"one": {"2026-11-21": report()}}}
    assert rules(tmp_path, **records, lessons={"one": lesson(date="2026-11-21")}) == []


def test_successors_that_go_round_are_told_once_a_record(tmp_path: Path) -> None:
    ring = {"a": lesson(supersedes="b"), "b": lesson(supersedes="c"), "c": lesson(supersedes="b")}
    told = found(tmp_path, lessons=ring)
    assert [message for _, message in told] == [
        "supersedes leads back to this record: b → c → b",
        "supersedes leads back to this record: c → b → c",
    ]
