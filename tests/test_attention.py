"""Risks, issues, decisions and warnings as datasets."""

from datetime import date
from pathlib import Path

from macros.portfolio.datasets import rows_of
from macros.portfolio.status import Portfolio, portfolio
from macros.portfolio.steering_rows import benefit_rows, demand_rows, dependency_rows, kpi_rows
from macros.records.library import Library
from tests.builders import project, report, write_library
from tests.exported import TODAY, hostile


def rows(root: Path, name: str) -> list[dict[str, object]]:
    library = hostile(root)
    return rows_of(name, library, portfolio(library, TODAY))


def test_risks_are_those_of_the_current_report(tmp_path: Path) -> None:
    (risk,) = rows(tmp_path, "risks")
    assert (risk["id"], risk["url"]) == ("alpha/2026-09-30/1", "projects/alpha/reports/2026-09-30/")
    assert (risk["project"], risk["project_state"], risk["date"]) == ("alpha", "active", date(2026, 9, 30))
    assert (risk["likelihood"], risk["impact"], risk["score"]) == (4, 5, 20)
    assert (risk["strategy"], risk["overdue"]) == ("reduce", True)


def test_issues_and_decisions_say_what_is_overdue(tmp_path: Path) -> None:
    (issue,) = rows(tmp_path, "issues")
    (decision,) = rows(tmp_path, "decisions")
    assert (issue["score"], issue["overdue"]) == (6, False)
    assert (decision["by"], decision["due"], decision["overdue"]) == ("Board", date(2026, 10, 30), True)


def test_warnings_show_both_sides_and_are_numbered(tmp_path: Path) -> None:
    found = {str(row["id"]): row for row in rows(tmp_path, "warnings")}
    row = found["alpha/cpi-beyond-threshold/1"]
    assert (row["project"], row["declared"], row["says"]) == ("alpha", "red", "red")
    assert row["contradicts"] is False
    assert "CPI 0.25" in str(row["message"])


def test_what_a_closed_project_last_reported_needs_no_attention(tmp_path: Path) -> None:
    needed = [{"title": "Decide", "by": "Board", "due": "2026-01-01"}]
    library = write_library(
        tmp_path,
        projects={"alpha": project(state="cancelled")},
        reports={"alpha": {"2026-09-30": report(decisions=needed)}},
    )
    status = portfolio(library, TODAY)
    assert rows_of("decisions", library, status) == []
    assert rows_of("warnings", library, status) == []


def steering(root: Path) -> tuple[Library, Portfolio]:
    """One project that waits for another, brings benefits and asks for people."""
    benefit = {"title": "Gain", "measure": "m", "target": "t", "owner": "Sponsor"}
    library = write_library(
        root,
        projects={
            "alpha": project(
                depends_on=[
                    {
                        "project": "beta",
                        "milestone": "live",
                        "need_by": "2026-11-30",
                        "note": "The interface",
                    },
                    {"project": "beta", "need_by": "2027-12-31", "note": "The rest"},
                ],
                benefits=[
                    {**benefit, "due": "2026-01-31", "realised": "Half of it"},
                    {**benefit, "due": "2026-01-31"},
                    {**benefit, "due": "2027-01-31"},
                ],
                staffing=[{"role": "developer", "fte": 9, "from": "2026-10-01", "to": "2026-11-30"}],
            ),
            "beta": project(
                title="Beta", milestones=[{"id": "live", "title": "Live", "baseline": "2026-12-31"}]
            ),
            "gone": project(
                title="Gone",
                state="cancelled",
                depends_on=[{"project": "beta", "need_by": "2026-01-31", "note": "Nothing any more"}],
            ),
        },
    )
    return library, portfolio(library, TODAY)


def test_dependencies_of_open_projects_say_how_late_they_come(tmp_path: Path) -> None:
    first, second = dependency_rows(*steering(tmp_path))
    assert (first["id"], first["needs"], first["title"]) == ("alpha/1", "beta", "Live")
    assert (first["expected"], first["late_days"]) == (date(2026, 12, 31), 31)
    assert (second["milestone"], second["late_days"]) == (None, None)


def test_benefits_are_realised_due_or_late(tmp_path: Path) -> None:
    found = list(benefit_rows(*steering(tmp_path)))
    assert [str(row["state"]) for row in found] == ["realised", "late", "due"]
    assert [row["id"] for row in found] == ["alpha/1", "alpha/2", "alpha/3"]


def test_demand_names_shortage_and_who_causes_it(tmp_path: Path) -> None:
    library, status = steering(tmp_path)
    found = {row["id"]: row for row in demand_rows(library, status)}
    (role,) = (each for each in status.context.organisation.roles if each.id == "developer")
    now, later = found["developer/2026-10"], found["developer/2026-12"]
    assert (now["demand"], now["shortage"], now["projects"]) == (9, 9 - role.capacity, ("alpha",))
    assert (later["demand"], later["shortage"], later["projects"]) == (0, 0, ())


def test_key_figures_stand_with_their_formula(tmp_path: Path) -> None:
    found = {row["id"]: row for row in kpi_rows(*steering(tmp_path))}
    assert found["reports-on-time"]["value"] == 0
    assert found["lesson-days"]["value"] is None
    assert all(row["formula"] for row in found.values())
