"""Risks, issues, decisions and warnings as datasets."""

from datetime import date
from pathlib import Path

from macros.portfolio.datasets import rows_of
from macros.portfolio.status import portfolio
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
