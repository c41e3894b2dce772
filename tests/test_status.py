import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.portfolio.milestones import MilestoneState
from macros.portfolio.status import ROW_NAMES, Portfolio, ProjectStatus, portfolio
from tests.builders import fresh_folder, lesson, organisation, project, report, write_library

TODAY = date(2026, 10, 31)
LEDGER: dict[str, Any] = {
    "finish": "2027-03-31",
    "budget": 150_000,
    "milestones": [
        {"id": "design", "title": "Design agreed", "baseline": "2026-04-30"},
        {"id": "build", "title": "Build complete", "baseline": "2026-12-18"},
        {"id": "archive", "title": "Archive rebuilt", "baseline": "2026-11-30", "dropped": "2026-09-15"},
        {"id": "audit", "title": "Audit passed", "baseline": "2027-02-26"},
    ],
    "changes": [
        {
            "id": "cr-1",
            "date": "2026-06-15",
            "approved_by": "Board",
            "reason": "More scope.",
            "finish": {"from": "2026-12-31", "to": "2027-01-29"},
            "budget": {"from": 100_000, "to": 120_000},
            "milestones": {"build": {"from": "2026-09-30", "to": "2026-11-20"}},
        },
        {
            "id": "cr-2",
            "date": "2026-09-15",
            "approved_by": "Board",
            "reason": "Supplier late.",
            "finish": {"from": "2027-01-29", "to": "2027-03-31"},
            "budget": {"from": 120_000, "to": 150_000},
            "milestones": {
                "build": {"from": "2026-11-20", "to": "2026-12-18"},
                "archive": {"dropped": "2026-09-15"},
                "audit": {"added": "2027-02-26"},
            },
        },
    ],
}


def alpha(
    tmp_path: Path,
    *,
    today: date = TODAY,
    reports: dict[str, Any] | None = None,
    **fields: Any,  # noqa: ANN401
) -> ProjectStatus:
    library = write_library(
        fresh_folder(tmp_path), projects={"alpha": project(**fields)}, reports={"alpha": reports or {}}
    )
    status = portfolio(library, today).get("alpha")
    assert status is not None
    return status


def assured(rating: str, day: str) -> dict[str, str]:
    return {"rating": rating, "date": day, "by": "Internal Audit"}


def portfolio_of(tmp_path: Path, **projects: dict[str, Any]) -> Portfolio:
    return portfolio(write_library(tmp_path, projects=projects), TODAY)


def test_projects_come_by_title_and_are_found_by_id(tmp_path: Path) -> None:
    found = portfolio_of(
        tmp_path, b=project(title="alpha"), a=project(title="Beta"), c=project(title="Alpha")
    )
    assert [status.id for status in found] == ["b", "c", "a"]
    assert found.get("a") is found.by_id["a"] is found.projects[2]
    assert found.get("nobody") is None
    assert found.today == TODAY


def test_broken_projects_and_reports_are_left_out(tmp_path: Path) -> None:
    library = write_library(
        tmp_path,
        projects={"alpha": project(), "beta": project(budget="1.5m")},
        reports={"alpha": {"2026-09-30": report(rating="amber"), "2026-10-30": report(rating="purple")}},
    )
    found = portfolio(library, TODAY)
    assert [status.id for status in found] == ["alpha"]
    assert found.projects[0].report_date == date(2026, 9, 30)


def test_a_broken_organisation_has_its_defaults(tmp_path: Path) -> None:
    broken = organisation(thresholds={"cpi_red": "low"}, currency="pounds")
    library = write_library(
        tmp_path,
        organisation_yml=broken,
        projects={"alpha": project()},
        reports={"alpha": {"2026-10-30": report()}},
    )
    status = portfolio(library, TODAY).projects[0]
    assert status.currency == "EUR"
    assert status.row()["rating"] == "green"


def test_a_missing_organisation_does_not_stop_the_portfolio(tmp_path: Path) -> None:
    library = write_library(tmp_path, projects={"alpha": project()}, files={"organisation.yml": "name: [\n"})
    assert portfolio(library, TODAY).projects[0].row()["warnings"] == ("stale-report",)


def test_without_a_report_nothing_is_known(tmp_path: Path) -> None:
    row = alpha(tmp_path).row()
    derived = [
        "rating",
        "trend",
        "report_date",
        "days_since_report",
        "percent_complete",
        "forecast_finish",
        "pv",
    ]
    assert [row[name] for name in derived] == [None] * len(derived)
    assert row["last_ratings"] == ()


def test_the_current_report_is_the_last_one_up_to_today(tmp_path: Path) -> None:
    reports = {"2026-09-30": report(percent_complete=40), "2026-11-01": report(percent_complete=60)}
    status = alpha(tmp_path, reports=reports)
    assert (status.report_date, status.days_since_report, status.percent_complete) == (
        date(2026, 9, 30),
        31,
        40,
    )


def test_values_of_an_earlier_report_are_not_carried_forward(tmp_path: Path) -> None:
    reports = {"2026-09-30": report(forecast_finish="2027-01-15"), "2026-10-30": report()}
    assert alpha(tmp_path, reports=reports).forecast_finish is None


def test_without_assurance_the_rating_is_the_managers(tmp_path: Path) -> None:
    status = alpha(tmp_path, reports={"2026-10-30": report(rating="amber")})
    assert (status.rating, status.manager_rating, status.assurance_rating) == ("amber", "amber", None)


def test_assurance_is_carried_forward_while_it_is_valid(tmp_path: Path) -> None:
    reports = {"2026-08-31": report(assurance=assured("red", "2026-08-20")), "2026-10-30": report()}
    status = alpha(tmp_path, reports=reports)
    assert (status.rating, status.manager_rating, status.assurance_rating) == ("red", "green", "red")


@pytest.mark.parametrize(("age", "rating"), [(0, "red"), (179, "red"), (180, "green"), (400, "green")])
def test_assurance_holds_while_younger_than_its_valid_days(tmp_path: Path, age: int, rating: str) -> None:
    day = date.fromordinal(TODAY.toordinal() - age).isoformat()
    assert alpha(tmp_path, reports={"2026-10-31": report(assurance=assured("red", day))}).rating == rating


def test_assurance_may_run_out_between_the_report_and_today(tmp_path: Path) -> None:
    reports = {"2026-09-26": report(assurance=assured("red", "2026-03-31"))}
    assert alpha(tmp_path, today=date(2026, 9, 26), reports=reports).rating == "red"
    assert alpha(tmp_path, reports=reports).rating == "green"


def test_the_latest_assurance_counts_by_its_own_date(tmp_path: Path) -> None:
    reports = {
        "2026-09-30": report(assurance=assured("red", "2026-09-25")),
        "2026-10-30": report(assurance=assured("green", "2026-07-01")),
    }
    assert alpha(tmp_path, reports=reports).rating == "red"


def test_assurance_of_a_later_day_is_not_known_yet(tmp_path: Path) -> None:
    status = alpha(tmp_path, reports={"2026-10-30": report(assurance=assured("red", "2026-11-15"))})
    assert status.rating == "green"


def test_a_report_with_expired_assurance_alone_is_not_rated(tmp_path: Path) -> None:
    status = alpha(
        tmp_path, reports={"2026-10-30": report(rating=None, assurance=assured("red", "2025-01-31"))}
    )
    assert status.rating is None


@pytest.mark.parametrize(
    ("before", "now", "trend"),
    [("red", "amber", "better"), ("amber", "amber", "same"), ("green", "red", "worse")],
)
def test_trend_compares_with_the_previous_report(tmp_path: Path, before: str, now: str, trend: str) -> None:
    status = alpha(tmp_path, reports={"2026-09-30": report(rating=before), "2026-10-30": report(rating=now)})
    assert status.trend == trend


def test_trend_compares_rolled_up_ratings(tmp_path: Path) -> None:
    reports = {"2026-09-30": report(), "2026-10-30": report(assurance=assured("red", "2026-10-15"))}
    assert alpha(tmp_path, reports=reports).trend == "worse"


def test_one_report_has_no_trend(tmp_path: Path) -> None:
    assert alpha(tmp_path, reports={"2026-10-30": report()}).trend is None


def test_each_past_rating_is_as_it_stood_then_and_the_last_as_it_stands_today(tmp_path: Path) -> None:
    reports = {
        "2026-03-31": report(assurance=assured("red", "2026-03-31")),
        "2026-09-26": report(),  # the assurance is 179 days old
        "2026-10-30": report(),
    }
    status = alpha(tmp_path, reports=reports)
    assert [point.rating for point in status.rating_history] == ["red", "red", "green"]
    assert status.rating == status.rating_history[-1].rating


def test_the_last_nine_ratings_are_kept(tmp_path: Path) -> None:
    reports = {
        f"2026-{month:02}-28": report(rating="red" if month == 1 else "green") for month in range(1, 11)
    }
    status = alpha(tmp_path, reports=reports)
    assert len(status.rating_history) == 10
    assert [point.date.month for point in status.last_ratings] == list(range(2, 11))
    assert status.row()["last_ratings"] == ("green",) * 9


def test_finish_slip_and_cost_variance_are_above_zero_when_late_and_dear(tmp_path: Path) -> None:
    reports = {"2026-10-30": report(forecast_finish="2027-01-14", forecast_cost=112_000)}
    status = alpha(tmp_path, reports=reports)
    assert (status.finish_slip_days, status.cost_variance_at_finish) == (14, 12_000)


def test_the_day_it_finished_takes_the_place_of_the_forecast(tmp_path: Path) -> None:
    reports = {"2026-09-30": report(forecast_finish="2026-12-31")}
    status = alpha(tmp_path, reports=reports, state="completed", phase="closing", finished="2026-10-10")
    assert status.finish_slip_days == -82


def test_withheld_values_give_no_variance(tmp_path: Path) -> None:
    withheld = {"finish": "Commercially sensitive", "budget": "Commercially sensitive"}
    reports = {"2026-10-30": report(forecast_finish="2027-01-14", forecast_cost=112_000, earned_value=5)}
    status = alpha(tmp_path, reports=reports, finish=None, budget=None, withheld=withheld)
    assert (status.finish_slip_days, status.cost_variance_at_finish, status.earned_value.bac) == (
        None,
        None,
        None,
    )


def test_currency_is_the_projects_or_else_the_organisations(tmp_path: Path) -> None:
    found = portfolio_of(tmp_path, a=project(title="A", currency="EUR"), b=project(title="B"))
    assert [status.row()["currency"] for status in found] == ["EUR", "GBP"]


def test_planned_value_is_read_from_the_curve_at_the_report(tmp_path: Path) -> None:
    planned = [{"date": "2026-01-11", "value": 1000}, {"date": "2026-12-31", "value": 100_000}]
    status = alpha(tmp_path, reports={"2026-01-06": report(earned_value=400)}, planned=planned)
    assert status.earned_value.pv == 500
    assert status.earned_value.sv == -100


def test_planned_value_of_the_report_counts_without_a_curve(tmp_path: Path) -> None:
    reports = {"2026-10-30": report(planned_value=40_000, earned_value=30_000, actual_cost=35_000)}
    row = alpha(tmp_path, reports=reports).row()
    assert (row["pv"], row["cv"], row["sv"]) == (40_000, -5000, -10_000)
    assert row["eac"] == pytest.approx(116_666.67, abs=0.005)
    assert (row["sv_t"], row["spi_t"], row["earned_schedule_finish"]) == (None, None, None)


def test_earned_schedule_stops_when_everything_is_earned(tmp_path: Path) -> None:
    planned = [{"date": "2026-01-01", "value": 0}, {"date": "2026-08-31", "value": 100_000}]
    reports = {
        day: report(earned_value=value)
        for day, value in {"2026-08-31": 90_000, "2026-09-30": 100_000, "2026-10-30": 100_000}.items()
    }
    status = alpha(tmp_path, reports=reports, planned=planned)
    assert status.row()["sv_t"] == -30


def test_burn_rate_and_velocity_skip_reports_that_do_not_say(tmp_path: Path) -> None:
    reports = {
        "2026-07-31": report(actual_cost=1000, points_completed=10),
        "2026-08-31": report(),
        "2026-10-30": report(actual_cost=1000 + 91 * 12, points_completed=20),
    }
    status = alpha(tmp_path, reports=reports)
    assert status.burn_rate == pytest.approx(365.25)
    assert status.velocity == 15


def test_milestones_with_baseline_forecast_actual_slip_and_state(tmp_path: Path) -> None:
    reports = {
        "2026-05-29": report(
            milestones={"design": {"actual": "2026-05-10"}, "build": {"forecast": "2026-12-01"}}
        ),
        "2026-10-30": report(milestones={"build": {"forecast": "2027-01-15"}}),
    }
    rows = {row.id: row for row in alpha(tmp_path, reports=reports, **LEDGER).milestone_rows}
    design, build, archive, audit = rows["design"], rows["build"], rows["archive"], rows["audit"]
    assert (design.state, design.actual, design.forecast, design.slip_days) == (
        "done",
        date(2026, 5, 10),
        None,
        10,
    )
    assert (build.state, build.slip_days, build.slip_from_first_days) == ("due", 28, 107)
    assert build.first_baseline == date(2026, 9, 30)
    assert (archive.state, archive.slip_days) == ("dropped", None)
    assert (audit.state, audit.first_baseline, audit.slip_days) == ("due", date(2027, 2, 26), None)


@pytest.mark.parametrize(("baseline", "state"), [("2026-10-30", "overdue"), ("2026-10-31", "due")])
def test_a_milestone_is_overdue_the_day_after_its_baseline(tmp_path: Path, baseline: str, state: str) -> None:
    milestones = [{"id": "m", "title": "M", "baseline": baseline}]
    reports = {"2026-10-30": report(milestones={"m": {"forecast": "2026-12-01"}})}
    assert alpha(tmp_path, reports=reports, milestones=milestones).milestone_rows[0].state == state


def test_a_stopped_project_gives_up_what_it_has_not_reached(tmp_path: Path) -> None:
    milestones = [{"id": "m", "title": "M", "baseline": "2026-05-01"}]
    status = alpha(tmp_path, milestones=milestones, state="cancelled")
    assert status.milestone_rows[0].state is MilestoneState.DROPPED
    assert status.next_milestone is None


def test_the_next_milestone_is_the_one_expected_first(tmp_path: Path) -> None:
    milestones = [
        {"id": "done", "title": "Done", "baseline": "2026-03-01"},
        {"id": "moved", "title": "Moved", "baseline": "2026-11-10"},
        {"id": "next", "title": "Next", "baseline": "2026-11-20"},
        {"id": "gone", "title": "Gone", "baseline": "2026-11-01", "dropped": "2026-06-01"},
    ]
    given = {
        "done": {"actual": "2026-03-01"},
        "moved": {"forecast": "2027-01-10"},
        "next": {"forecast": "2026-11-25"},
    }
    row = alpha(tmp_path, reports={"2026-10-30": report(milestones=given)}, milestones=milestones).row()
    assert row["next_milestone"] == "Next"
    assert (row["next_milestone_date"], row["next_milestone_slip_days"]) == (date(2026, 11, 25), 5)


def test_rebaselines_stand_beside_the_first_baseline(tmp_path: Path) -> None:
    status = alpha(tmp_path, reports={"2026-10-30": report(forecast_finish="2027-04-10")}, **LEDGER)
    assert status.rebaselines == 2
    assert (status.first_start, status.first_finish) == (date(2026, 1, 1), date(2026, 12, 31))
    assert status.first_budget == 100_000
    assert (status.finish_slip_days, status.finish_slip_from_first_days) == (10, 100)


def test_a_change_that_moves_nothing_is_no_rebaseline(tmp_path: Path) -> None:
    change = {"id": "cr-1", "date": "2026-06-15", "approved_by": "Board", "reason": "New sponsor."}
    assert alpha(tmp_path, changes=[change]).rebaselines == 0


@pytest.mark.parametrize(
    ("today", "approved", "build", "count"),
    [
        ("2026-06-14", ("2026-12-31", 100_000), "2026-09-30", 0),
        ("2026-06-15", ("2027-01-29", 120_000), "2026-11-20", 1),
        ("2026-09-14", ("2027-01-29", 120_000), "2026-11-20", 1),
        ("2026-09-15", ("2027-03-31", 150_000), "2026-12-18", 2),
    ],
)
def test_the_baseline_is_as_it_was_on_the_day(
    tmp_path: Path, today: str, approved: tuple[str, int], build: str, count: int
) -> None:
    status = alpha(tmp_path, today=date.fromisoformat(today), **LEDGER)
    row = status.row()
    assert (str(row["finish"]), row["budget"]) == approved
    assert row["rebaselines"] == count
    rows = {milestone.id: milestone for milestone in status.milestone_rows}
    assert rows["build"].baseline == date.fromisoformat(build)
    assert rows["build"].first_baseline == date(2026, 9, 30)
    assert (rows["archive"].dropped is None) == (count < 2)
    assert ("audit" in rows) == (count == 2)


def test_the_order_of_the_ledger_does_not_matter(tmp_path: Path) -> None:
    turned = {**LEDGER, "changes": LEDGER["changes"][::-1]}
    assert alpha(tmp_path, today=date(2026, 6, 14), **turned).row()["budget"] == 100_000


def test_a_later_curve_gives_no_forecast_for_an_earlier_baseline(tmp_path: Path) -> None:
    planned = [{"date": "2026-01-01", "value": 0}, {"date": "2027-03-31", "value": 150_000}]
    reports = {"2026-05-29": report(earned_value=30_000)}
    then = alpha(tmp_path, today=date(2026, 6, 1), reports=reports, planned=planned, **LEDGER)
    assert then.row()["spi_t"] is not None
    assert then.row()["earned_schedule_finish"] is None
    assert (
        alpha(tmp_path, reports=reports, planned=planned, **LEDGER).row()["earned_schedule_finish"]
        is not None
    )


def test_gates_and_the_finish_are_as_they_were_on_the_day(tmp_path: Path) -> None:
    gates = [
        {"gate": "ready-for-planning", "decision": "approved", "date": "2026-02-01"},
        {"gate": "ready-for-executing", "decision": "approved", "date": "2026-06-01"},
    ]
    fields: dict[str, Any] = {
        "gates": gates,
        "state": "completed",
        "phase": "closing",
        "finished": "2026-09-30",
    }
    then, now = alpha(tmp_path, today=date(2026, 5, 31), **fields), alpha(tmp_path, **fields)
    assert (len(then.fields.gates), then.fields.finished) == (1, None)
    assert (len(now.fields.gates), now.fields.finished) == (2, date(2026, 9, 30))


LIFE = {
    "date": "2025-06-30",
    "status": "applied",
    "validated": "2025-08-01",
    "owner": "Planning Lead",
    "review_by": "2027-01-01",
    "applied_in": [{"clause": "GOV-1", "date": "2026-02-16"}],
}


@pytest.mark.parametrize(
    ("today", "status"),
    [
        ("2025-06-29", None),
        ("2025-06-30", "submitted"),
        ("2025-08-01", "validated"),
        ("2026-02-15", "validated"),
        ("2026-02-16", "applied"),
    ],
)
def test_lessons_are_as_they_were_on_the_day(tmp_path: Path, today: str, status: str | None) -> None:
    library = write_library(tmp_path, lessons={"test-data-owner": lesson(**LIFE)})
    found = portfolio(library, date.fromisoformat(today)).context.lessons.get("test-data-owner")
    assert (found and found.status) == status


def test_a_row_has_every_name_once_and_plain_values(tmp_path: Path) -> None:
    reports = {"2026-10-30": report(ratings={"cost": "amber"}, assurance=assured("amber", "2026-10-01"))}
    row = alpha(tmp_path, reports=reports, tags=["one", "two"], **LEDGER).row()
    assert tuple(row) == ROW_NAMES
    assert len(set(ROW_NAMES)) == len(ROW_NAMES)
    assert (row["id"], row["url"], row["title"], row["tier"]) == ("alpha", "projects/alpha/", "Alpha", "1")
    assert row["tags"] == ("one", "two")
    assert row["ratings"] == {
        **dict.fromkeys(("schedule", "scope", "resources", "risk", "benefits")),
        "cost": "amber",
    }
    changes = row["changes"]
    assert isinstance(changes, tuple)
    assert changes[0]["finish"] == {"from": date(2026, 12, 31), "to": date(2027, 1, 29)}
    json.dumps(row, default=date.isoformat)


def test_a_row_may_be_changed_without_changing_the_status(tmp_path: Path) -> None:
    status = alpha(tmp_path)
    status.row()["title"] = "Other"
    assert status.row()["title"] == "Alpha"


def test_every_name_of_the_design_is_in_a_row() -> None:
    names = (
        "rating manager_rating assurance_rating trend ratings report_date days_since_report percent_complete "
        "forecast_finish forecast_cost finish_slip_days cost_variance_at_finish next_milestone rebaselines "
        "pv ev ac cv sv cpi spi eac etc vac tcpi warnings"
    )
    assert set(names.split()) <= set(ROW_NAMES)
