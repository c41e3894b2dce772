"""Movements of the period, the pipeline, and the office's key figures."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.portfolio.kpis import Kpi, kpis
from macros.portfolio.period import movements, not_reported
from macros.portfolio.pipeline import candidates
from macros.portfolio.status import Portfolio, portfolio
from tests.builders import project, report, write_library

TODAY = date(2026, 6, 30)


def status(root: Path, **kinds: Any) -> Portfolio:  # noqa: ANN401  records of every kind
    return portfolio(write_library(root, **kinds), TODAY)


def figure(found: Portfolio, id_: str) -> Kpi:
    return next(kpi for kpi in kpis(found) if kpi.id == id_)


def test_a_movement_says_rating_days_and_cost(tmp_path: Path) -> None:
    reports = {
        "2026-05-29": report(rating="green", forecast_finish="2026-12-31", forecast_cost=100_000),
        "2026-06-26": report(rating="amber", forecast_finish="2027-01-14", forecast_cost=90_000),
    }
    (moved,) = movements(status(tmp_path, projects={"alpha": project()}, reports={"alpha": reports}))
    assert (moved.rating, moved.finish_days, moved.cost) == (("green", "amber"), 14, -10_000)


def test_nothing_moved_is_not_listed(tmp_path: Path) -> None:
    reports = {"2026-05-29": report(), "2026-06-26": report()}
    assert not list(movements(status(tmp_path, projects={"alpha": project()}, reports={"alpha": reports})))


def test_a_movement_of_an_earlier_period_is_over(tmp_path: Path) -> None:
    reports = {"2026-04-01": report(), "2026-05-01": report(rating="red")}
    assert not list(movements(status(tmp_path, projects={"alpha": project()}, reports={"alpha": reports})))


def test_silent_projects_the_longest_silent_first(tmp_path: Path) -> None:
    projects = {"alpha": project(), "beta": project(), "gamma": project(), "held": project(state="on-hold")}
    reports = {"alpha": {"2026-05-01": report()}, "gamma": {"2026-06-26": report()}}
    silent = not_reported(status(tmp_path, projects=projects, reports=reports))
    assert [each.id for each in silent] == ["beta", "alpha"]


def test_pipeline_names_what_is_missing(tmp_path: Path) -> None:
    bare = project(state="proposed", phase="initiating", budget=None, start=None, finish=None)
    found = candidates(status(tmp_path, projects={"alpha": bare, "running": project()}))
    assert [candidate.project.id for candidate in found] == ["alpha"]
    assert found[0].missing == (
        "approved start",
        "approved finish",
        "budget",
        "milestones",
        "benefits",
        "staffing",
    )
    assert found[0].ready == 1


def test_a_withheld_field_is_not_missing(tmp_path: Path) -> None:
    bare = project(state="proposed", phase="initiating", budget=None, withheld={"budget": "tender under way"})
    (found,) = candidates(status(tmp_path, projects={"alpha": bare}))
    assert "budget" not in found.missing


def test_a_gate_passed_ends_the_pipeline_and_a_rejected_one_does_not(tmp_path: Path) -> None:
    def at_gate(decision: str) -> dict[str, Any]:
        gates = [{"gate": "ready-for-planning", "decision": decision, "date": "2026-05-01"}]
        return project(state="active", phase="initiating", gates=gates)

    projects = {"passed": at_gate("approved"), "refused": at_gate("rejected")}
    assert [found.project.id for found in candidates(status(tmp_path, projects=projects))] == ["refused"]


def test_on_time_counts_up_to_the_threshold(tmp_path: Path) -> None:
    projects = {name: project() for name in ("early", "edge", "late", "unknown")}
    finishes = {"early": "2026-12-01", "edge": "2027-01-14", "late": "2027-01-15"}
    reports = {name: {"2026-06-26": report(forecast_finish=day)} for name, day in finishes.items()}
    found = figure(status(tmp_path, projects=projects, reports=reports), "on-time")
    assert (found.part, found.whole) == (2, 3)
    assert found.value == pytest.approx(200 / 3)


def test_nothing_to_count_is_undefined_not_zero(tmp_path: Path) -> None:
    values = {kpi.id: kpi.value for kpi in kpis(status(tmp_path))}
    assert values.pop("utilisation") is None
    assert set(values.values()) == {None}


def test_gates_with_conditions_are_not_clean(tmp_path: Path) -> None:
    gates = [
        {"gate": "ready-for-planning", "decision": "approved", "date": "2026-02-01"},
        {
            "gate": "ready-for-executing",
            "decision": "conditional",
            "date": "2026-03-01",
            "conditions": ["Recruit"],
        },
    ]
    found = figure(status(tmp_path, projects={"alpha": project(gates=gates)}), "gates-clean")
    assert (found.part, found.whole) == (1, 2)


def test_budget_adherence_uses_the_tolerance(tmp_path: Path) -> None:
    projects = {"within": project(), "over": project()}
    reports = {
        "within": {"2026-06-26": report(forecast_cost=105_000)},
        "over": {"2026-06-26": report(forecast_cost=105_001)},
    }
    assert figure(
        status(tmp_path, projects=projects, reports=reports), "budget-adherence"
    ).value == pytest.approx(50)
