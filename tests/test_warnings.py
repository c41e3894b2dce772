from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.portfolio.status import portfolio
from macros.portfolio.warnings import CHECKS, StatusWarning
from tests.builders import fresh_folder, lesson, organisation, project, report, write_library

TODAY = date(2026, 10, 31)
ALPHA = "alpha"
FRESH = "2026-10-30"
EARNED = {"planned_value": 40_000, "actual_cost": 40_000}
MILESTONE = {"id": "core", "title": "Core live", "baseline": "2027-02-01"}


def warnings_in(tmp_path: Path, **library: Any) -> dict[str, list[StatusWarning]]:  # noqa: ANN401
    """The warnings of project alpha by id."""
    status = portfolio(write_library(fresh_folder(tmp_path), **library), TODAY).get(ALPHA)
    assert status is not None
    found: dict[str, list[StatusWarning]] = {}
    for warning in status.warnings:
        assert warning.project == ALPHA
        found.setdefault(warning.id, []).append(warning)
    assert status.row()["warnings"] == tuple(found)
    return found


def of(
    tmp_path: Path,
    reports: dict[str, Any] | None = None,
    **fields: Any,  # noqa: ANN401
) -> dict[str, list[StatusWarning]]:
    given = {FRESH: report()} if reports is None else reports
    return warnings_in(tmp_path, projects={ALPHA: project(**fields)}, reports={ALPHA: given})


def current(tmp_path: Path, **fields: Any) -> dict[str, list[StatusWarning]]:  # noqa: ANN401
    return of(tmp_path, {FRESH: report(**fields)})


def test_every_check_has_an_id_a_title_a_meaning_and_a_remedy() -> None:
    ids = [check.id for check in CHECKS]
    assert len(set(ids)) == len(ids)
    for check in CHECKS:
        assert check.title
        assert check.meaning.endswith(".")
        assert check.remedy.endswith(".")
        assert check.explanation == f"{check.meaning} {check.remedy}"


def test_a_project_on_plan_has_no_warning(tmp_path: Path) -> None:
    planned = {"planned_value": 80_000, "earned_value": 81_000, "actual_cost": 80_000}
    fine = report(**planned, percent_complete=81, forecast_finish="2026-12-31", forecast_cost=100_000)
    assert of(tmp_path, {FRESH: fine}) == {}


def test_a_project_without_optional_fields_has_only_what_is_true_of_it(tmp_path: Path) -> None:
    bare = {"phase": "initiating", "start": None, "finish": None, "budget": None, "objectives": None}
    assert set(of(tmp_path, {}, **bare)) == {"stale-report", "no-objective"}
    assert set(of(tmp_path, {}, **bare, state="proposed")) == {"no-objective"}


def test_a_report_without_optional_fields_gives_no_warning(tmp_path: Path) -> None:
    assert of(tmp_path, {"2026-09-30": {"rating": "green"}, FRESH: {"rating": "green"}}, budget=None) == {}


@pytest.mark.parametrize("state", ["completed", "cancelled"])
def test_closed_projects_have_no_warning(tmp_path: Path, state: str) -> None:
    late = {"finish": "2026-06-30", "milestones": [{**MILESTONE, "baseline": "2026-05-01"}]}
    assert of(tmp_path, {}, state=state, phase="closing", finished="2026-07-31", **late) == {}


def test_a_broken_threshold_stops_no_warning(tmp_path: Path) -> None:
    found = warnings_in(
        tmp_path,
        organisation_yml=organisation(thresholds="none", reporting="monthly"),
        projects={ALPHA: project()},
        reports={ALPHA: {"2026-01-31": report(earned_value=10_000, actual_cost=40_000)}},
    )
    assert set(found) == {"cpi-beyond-threshold", "stale-report"}


def test_overdue_milestone(tmp_path: Path) -> None:
    late = [{**MILESTONE, "baseline": "2026-10-01"}]
    (warning,) = of(tmp_path, milestones=late)["overdue-milestone"]
    assert warning.message == "“Core live” was due on 2026-10-01, 30 days ago; not reached, no forecast"
    forecast = {FRESH: report(milestones={"core": {"forecast": "2026-12-01"}})}
    assert "forecast 2026-12-01" in of(tmp_path, forecast, milestones=late)["overdue-milestone"][0].message
    reached = {FRESH: report(milestones={"core": {"actual": "2026-10-20"}})}
    assert of(tmp_path, reached, milestones=late) == {}
    assert of(tmp_path, milestones=[{**late[0], "dropped": "2026-09-01"}]) == {}


@pytest.mark.parametrize(
    ("finish", "says"),
    [("2027-01-14", None), ("2027-01-15", "amber"), ("2027-02-14", "amber"), ("2027-02-15", "red")],
)
def test_forecast_finish_beyond_tolerance(tmp_path: Path, finish: str, says: str | None) -> None:
    found = current(tmp_path, forecast_finish=finish).get("finish-beyond-tolerance", [])
    assert [warning.says for warning in found] == ([says] if says else [])


def test_both_sides_are_shown(tmp_path: Path) -> None:
    (late,) = current(tmp_path, forecast_finish="2027-03-01")["finish-beyond-tolerance"]
    assert late.message == (
        "Declared green; forecast finish 2027-03-01 is 60 days after the approved 2026-12-31 "
        "and says red (over 45 days)"
    )
    assert (late.declared, late.says, late.contradicts) == ("green", "red", True)
    (known,) = current(tmp_path, rating="red", forecast_finish="2027-03-01")["finish-beyond-tolerance"]
    assert (known.declared, known.says, known.contradicts) == ("red", "red", False)


def test_the_managers_word_is_what_is_declared(tmp_path: Path) -> None:
    assurance = {"rating": "red", "date": "2026-10-01", "by": "Internal Audit"}
    (both,) = current(tmp_path, assurance=assurance, forecast_finish="2027-03-01")["finish-beyond-tolerance"]
    assert both.declared == "green"
    alone = current(tmp_path, rating=None, assurance=assurance, forecast_finish="2027-03-01")
    assert alone["finish-beyond-tolerance"][0].declared == "red"


def test_not_rated_is_said_and_contradicts_nothing(tmp_path: Path) -> None:
    old = {"rating": "red", "date": "2024-10-01", "by": "Internal Audit"}
    (warning,) = current(tmp_path, rating=None, assurance=old, forecast_finish="2027-03-01")[
        "finish-beyond-tolerance"
    ]
    assert warning.message.startswith("Not rated; ")
    assert not warning.contradicts


@pytest.mark.parametrize(("cost", "warned"), [(90_000, False), (105_000, False), (105_001, True)])
def test_forecast_cost_beyond_tolerance(tmp_path: Path, cost: int, warned: bool) -> None:
    found = current(tmp_path, forecast_cost=cost)
    assert ("cost-beyond-tolerance" in found) == warned
    if warned:
        assert (
            "5,001 GBP (5.001 %) over the budget of 100,000 GBP" in found["cost-beyond-tolerance"][0].message
        )


def test_a_budget_of_nothing_is_overspent_by_any_amount(tmp_path: Path) -> None:
    found = of(tmp_path, {FRESH: report(forecast_cost=10)}, budget=0)
    assert "10 GBP over the budget of 0 GBP" in found["cost-beyond-tolerance"][0].message


@pytest.mark.parametrize(
    ("ev", "message"),
    [
        (38_000, None),
        (37_999, "Declared green, CPI 0.94998 says amber (below 0.95)"),
        (34_000, "Declared green, CPI 0.85 says amber (below 0.95)"),
        (31_200, "Declared green, CPI 0.78 says red (below 0.85)"),
        (0, "Declared green, CPI 0.00 says red (below 0.85)"),
    ],
)
def test_cost_and_schedule_index_below_threshold(tmp_path: Path, ev: int, message: str | None) -> None:
    found = current(tmp_path, earned_value=ev, **EARNED)
    if message is None:
        assert found == {}
    else:
        assert [warning.message for warning in found["cpi-beyond-threshold"]] == [message]
        assert [warning.message for warning in found["spi-beyond-threshold"]] == [
            message.replace("CPI", "SPI")
        ]


@pytest.mark.parametrize(("last", "stale"), [("2026-09-16", False), ("2026-09-15", True)])
def test_stale_report(tmp_path: Path, last: str, stale: bool) -> None:
    assert ("stale-report" in of(tmp_path, {last: report()})) == stale


def test_a_project_on_hold_or_yet_to_start_need_not_report(tmp_path: Path) -> None:
    assert of(tmp_path, {"2026-03-31": report()}, state="on-hold") == {}
    assert of(tmp_path, {}, start="2026-10-01") == {}
    assert of(tmp_path, {}, start="2026-12-01") == {}
    (warning,) = of(tmp_path, {})["stale-report"]
    assert warning.message == "No report since the start on 2026-01-01; one is due every 31 days"


def test_a_dimension_red_under_a_green_total(tmp_path: Path) -> None:
    (warning,) = current(tmp_path, ratings={"cost": "red", "risk": "red", "scope": "amber"})[
        "red-under-green"
    ]
    assert warning.message == "Declared green; the report rates cost and risk red"
    assert warning.contradicts
    assert current(tmp_path, rating="amber", ratings={"cost": "red"}) == {}


def test_a_dimension_red_under_a_green_assurance(tmp_path: Path) -> None:
    assurance = {"rating": "green", "date": "2026-10-01", "by": "Internal Audit"}
    (warning,) = current(tmp_path, rating="red", ratings={"cost": "red"}, assurance=assurance)[
        "red-under-green"
    ]
    assert warning.message == "Assured green; the report rates cost red"


@pytest.mark.parametrize("field", ["planned_value", "earned_value", "actual_cost", "percent_complete"])
def test_cumulative_value_falling(tmp_path: Path, field: str) -> None:
    reports = {"2026-08-31": report(**{field: 60}), "2026-09-30": report(), FRESH: report(**{field: 50})}
    (warning,) = of(tmp_path, reports)["value-falling"]
    assert warning.message.endswith("fell from 60 on 2026-08-31 to 50 on 2026-10-30")
    assert "value-falling" not in of(tmp_path, {**reports, FRESH: report(**{field: 60})})


def test_planned_value_may_fall_where_a_curve_takes_its_place(tmp_path: Path) -> None:
    reports = {"2026-09-30": report(planned_value=60), FRESH: report(planned_value=50)}
    assert of(tmp_path, reports, planned=[{"date": "2026-12-31", "value": 100_000}]) == {}


def test_complete_but_active(tmp_path: Path) -> None:
    assert "complete-but-active" in current(tmp_path, percent_complete=100)
    assert "complete-but-active" not in current(tmp_path, percent_complete="99.9")


@pytest.mark.parametrize(("finish", "passed"), [("2026-10-30", True), ("2026-10-31", False)])
def test_finish_passed(tmp_path: Path, finish: str, passed: bool) -> None:
    found = of(tmp_path, finish=finish)
    assert ("finish-passed" in found) == passed
    if passed:
        (warning,) = found["finish-passed"]
        assert (
            warning.message
            == "The approved finish was 2026-10-30, 1 day ago; not finished, no forecast finish"
        )


@pytest.mark.parametrize(("due", "overdue"), [("2026-10-30", True), ("2026-10-31", False)])
def test_decision_overdue(tmp_path: Path, due: str, overdue: bool) -> None:
    found = current(tmp_path, decisions=[{"title": "Choose a supplier", "by": "Board", "due": due}])
    assert ("decision-overdue" in found) == overdue
    if overdue:
        message = "“Choose a supplier” was due from Board on 2026-10-30, 1 day ago"
        assert found["decision-overdue"][0].message == message


def test_a_decision_of_an_earlier_report_no_longer_waits(tmp_path: Path) -> None:
    asked = report(decisions=[{"title": "Choose", "by": "Board", "due": "2026-10-01"}])
    assert of(tmp_path, {"2026-09-30": asked, FRESH: report()}) == {}


def test_variance_without_rationale(tmp_path: Path) -> None:
    off = {"planned_value": 40_000, "earned_value": 50_000, "actual_cost": 44_000, "forecast_cost": 94_000}
    (warning,) = current(tmp_path, rationale=None, **off)["variance-unexplained"]
    assert warning.message == (
        "No rationale for forecast cost against budget −6.0 %, cost variance (CV / EV) +12.0 %, "
        "schedule variance (SV / PV) +25.0 % (limit 5 %)"
    )
    assert current(tmp_path, **off) == {}
    assert current(tmp_path, rationale=None, forecast_cost=95_000) == {}


@pytest.mark.parametrize("ratings", [["amber"] * 9, ["green", *["red"] * 9]])
def test_amber_or_red_unchanged_for_nine_reports(tmp_path: Path, ratings: list[str]) -> None:
    days = [f"2026-{month:02}-28" for month in range(1, 11)][-len(ratings) :]
    found = of(tmp_path, {day: report(rating=rating) for day, rating in zip(days, ratings, strict=True)})
    assert "since 2026-02-28" in found["rating-unchanged"][0].message


@pytest.mark.parametrize("ratings", [["amber"] * 8, ["green"] * 9, ["amber"] * 8 + ["red"]])
def test_a_rating_that_moved_or_is_green_or_young_is_fine(tmp_path: Path, ratings: list[str]) -> None:
    days = [f"2026-{month:02}-28" for month in range(1, 11)][-len(ratings) :]
    found = of(tmp_path, {day: report(rating=rating) for day, rating in zip(days, ratings, strict=True)})
    assert "rating-unchanged" not in found


def test_no_objective(tmp_path: Path) -> None:
    assert set(of(tmp_path, objectives=None)) == {"no-objective"}


def test_an_organisation_without_objectives_asks_for_none(tmp_path: Path) -> None:
    found = warnings_in(
        tmp_path,
        organisation_yml=organisation(objectives=None),
        projects={ALPHA: project(objectives=None)},
        reports={ALPHA: {FRESH: report()}},
    )
    assert found == {}


def needing(
    tmp_path: Path,
    beta: dict[str, Any],
    *,
    milestone: str | None = "core",
    need_by: str = "2027-01-31",
    **given: Any,  # noqa: ANN401
) -> list[str]:
    need = {"project": "beta", "need_by": need_by, "note": "Needs the core."}
    depends_on = [need | ({"milestone": milestone} if milestone else {})]
    found = warnings_in(
        tmp_path,
        projects={ALPHA: project(depends_on=depends_on), "beta": project(title="Beta", **beta)},
        reports={ALPHA: {FRESH: report()}, "beta": {FRESH: report(**given)}},
    )
    return [warning.message for warning in found.get("dependency-too-late", [])]


def test_a_milestone_needed_before_it_is_forecast(tmp_path: Path) -> None:
    beta = {"milestones": [MILESTONE]}
    assert needing(tmp_path, beta) == [
        "“Core live” of “Beta” is needed by 2027-01-31 and expected on 2027-02-01, 1 day later"
    ]
    assert needing(tmp_path, beta, milestones={"core": {"forecast": "2027-01-31"}}) == []
    assert needing(tmp_path, beta, milestones={"core": {"actual": "2026-10-01"}}, need_by="2026-09-01") == []
    assert needing(tmp_path, {"milestones": [{**MILESTONE, "dropped": "2026-09-01"}]}) == [
        "“Core live” of “Beta” is needed by 2027-01-31 and was dropped"
    ]


def test_a_completed_project_has_delivered(tmp_path: Path) -> None:
    beta = {"milestones": [MILESTONE], "state": "completed", "finished": "2026-10-01"}
    assert needing(tmp_path, beta) == []
    assert needing(tmp_path, {**beta, "state": "cancelled"}) == [
        "“Core live” of “Beta” is needed by 2027-01-31 and was dropped"
    ]


def test_a_milestone_needed_by_a_day_that_has_passed(tmp_path: Path) -> None:
    beta = {"milestones": [{**MILESTONE, "baseline": "2026-10-01"}]}
    assert needing(tmp_path, beta, need_by="2026-10-10") == [
        "“Core live” of “Beta” was needed by 2026-10-10 and is not there yet"
    ]


def test_a_project_needed_before_it_is_forecast_to_finish(tmp_path: Path) -> None:
    late = {"forecast_finish": "2027-02-10"}
    assert needing(tmp_path, {}, milestone=None, **late) == [
        "“Beta” is needed by 2027-01-31 and expected on 2027-02-10, 10 days later"
    ]
    assert needing(tmp_path, {}, milestone=None) == []
    assert needing(tmp_path, {"state": "completed", "finished": "2026-10-01"}, milestone=None, **late) == []
    assert needing(tmp_path, {"state": "cancelled"}, milestone=None) == [
        "“Beta” is needed by 2027-01-31 and was cancelled"
    ]


def test_a_dependency_on_nothing_known_gives_no_warning(tmp_path: Path) -> None:
    assert needing(tmp_path, {}, milestone="unheard-of") == []
    assert needing(tmp_path, {"finish": None}, milestone=None) == []
    gone = [{"project": "nobody", "need_by": "2026-01-01", "note": "Needs it."}]
    assert of(tmp_path, depends_on=gone) == {}


VALID = {
    "phase": "planning",
    "status": "validated",
    "validated": "2026-01-15",
    "owner": "Planning Lead",
    "review_by": "2027-01-15",
}
GATES = [
    {"gate": "ready-for-executing", "decision": "conditional", "date": "2026-03-01", "conditions": "One."}
]


def unanswered(tmp_path: Path, *, taken: dict[str, Any] | None = None, **over: Any) -> list[str]:  # noqa: ANN401
    found = warnings_in(
        tmp_path,
        projects={
            ALPHA: project(**{"gates": GATES, "lessons": [taken] if taken else None, **over.pop("alpha", {})})
        },
        reports={ALPHA: {FRESH: report()}},
        lessons={"test-data-owner": lesson(**{**VALID, **over})},
    )
    return [warning.message for warning in found.get("lessons-not-dispositioned", [])]


def test_lessons_not_dispositioned_at_a_passed_gate(tmp_path: Path) -> None:
    (message,) = unanswered(tmp_path)
    assert message.startswith("“Ready for executing” was passed on 2026-03-01; not answered: 1 of 1 lessons")
    assert message.endswith("(test-data-owner)")
    assert unanswered(tmp_path, tiers=[1]) != []


@pytest.mark.parametrize(
    "over",
    [
        {"taken": {"lesson": "test-data-owner", "disposition": "not-applicable", "note": "No tests."}},
        {"tiers": [2]},
        {"phase": "closing"},
        {"phase": None},
        {"validated": "2026-03-01"},
        {"validated": None, "status": "submitted"},
        {"status": "retired", "retired_because": "The system is gone."},
        {"project": ALPHA, "source": None},
        {"alpha": {"gates": [{**GATES[0], "decision": "rejected"}]}},
        {"alpha": {"gates": [{**GATES[0], "gate": "unheard-of"}]}},
        {"alpha": {"gates": [{**GATES[0], "date": "2026-11-15"}]}},
    ],
)
def test_lessons_answered_or_not_for_the_gate(tmp_path: Path, over: dict[str, Any]) -> None:
    assert unanswered(tmp_path, **over) == []


def test_the_portfolio_lists_the_warnings_of_all(tmp_path: Path) -> None:
    library = write_library(
        tmp_path,
        projects={"b": project(title="B"), "a": project(title="A", objectives=None, start="2026-10-15")},
    )
    found = portfolio(library, TODAY).warnings
    assert [(warning.project, warning.id) for warning in found] == [
        ("a", "no-objective"),
        ("b", "stale-report"),
    ]
