"""What the page of a project tells besides its record: history, warnings, gates, and the first baseline."""

from datetime import date
from pathlib import Path
from typing import Any

from macros.pages.compose import composer
from macros.pages.parts import Figure, RecordPage, Tabular
from macros.pages.project_page import project_page
from tests.builders import project, report, write_library

ALPHA = "alpha"
TODAY = date(2026, 10, 31)
MILESTONES = [
    {"id": "pilot", "title": "Pilot", "baseline": "2026-09-30"},
    {"id": "go-live", "title": "Go live", "baseline": "2026-12-15", "gate": "ready-for-closing"},
]
CHANGE = {
    "id": "second-baseline",
    "date": "2026-06-17",
    "approved_by": "Portfolio Board",
    "reason": "More was found.",
    "finish": {"from": "2026-10-31", "to": "2026-12-31"},
    "budget": {"from": 80_000, "to": 100_000},
    "milestones": {"go-live": {"from": "2026-10-15", "to": "2026-12-15"}},
}
MONEY = {"planned_value": 40_000, "earned_value": 38_000, "actual_cost": 41_000, "forecast_cost": 104_000}


def page(tmp_path: Path, reports: dict[str, Any] | None = None, **over: Any) -> RecordPage:  # noqa: ANN401
    library = write_library(tmp_path, projects={ALPHA: project(**over)}, reports={ALPHA: reports or {}})
    site = composer(library, [], TODAY).site
    return project_page(site.portfolio.by_id[ALPHA], site)


def parts(made: RecordPage, title: str) -> list[Any]:
    """The parts of a section; none where the page does not have it."""
    return [part for section in made.sections if section.title == title for part in section.parts]


def rows(made: RecordPage, title: str, number: int = 0) -> list[tuple[str, ...]]:
    tables = [part.table for part in parts(made, title) if isinstance(part, Tabular)]
    return [tuple(cell.text for cell in row.cells) for row in tables[number].rows] if tables else []


def figure(made: RecordPage, title: str) -> Figure | None:
    return next((part for part in parts(made, title) if isinstance(part, Figure)), None)


def forecasts(pilot: str, go_live: str) -> dict[str, Any]:
    return {"pilot": {"forecast": pilot}, "go-live": {"forecast": go_live}}


def test_history_comes_from_the_reports(tmp_path: Path) -> None:
    reports = {
        "2026-08-31": report(milestones=forecasts("2026-09-30", "2026-12-15"), **MONEY),
        "2026-09-30": report(
            rating="amber", milestones=forecasts("2026-10-20", "2027-01-15"), actual_cost=50_000
        ),
    }
    made = page(tmp_path, reports, milestones=MILESTONES)
    ratings = figure(made, "Ratings over time")
    cost = figure(made, "Cost and earned value over time")
    trend = figure(made, "Milestone forecasts over time")
    assert ratings is not None
    assert [cell.text for row in ratings.table.rows for cell in row.cells] == [
        *("30 Sep 2026", "Amber"),
        *("31 Aug 2026", "Green"),
    ]
    assert cost is not None
    assert [row.cells[3].text for row in cost.table.rows] == ["GBP 41,000", "GBP 50,000", ""]
    assert trend is not None
    assert [[cell.text for cell in row.cells] for row in trend.table.rows] == [
        ["Pilot", "30 Sep 2026", "20 Oct 2026", ""],
        ["Go live", "15 Dec 2026", "15 Jan 2027", ""],
    ]


def test_one_report_is_no_history(tmp_path: Path) -> None:
    made = page(tmp_path, {"2026-09-30": report(milestones=forecasts("2026-09-30", "2026-12-15"))})
    assert parts(made, "Ratings over time") == []
    assert parts(made, "Cost and earned value over time") == []
    assert parts(made, "Milestone forecasts over time") == []


def test_the_managers_rating_stands_beside_an_assurance(tmp_path: Path) -> None:
    assurance = {"rating": "red", "date": "2026-09-25", "by": "Internal Audit"}
    made = page(tmp_path, {"2026-08-31": report(), "2026-09-30": report(assurance=assurance)})
    shown = figure(made, "Ratings over time")
    assert shown is not None
    assert [column.label for column in shown.table.columns] == ["Report", "Rolled up", "Manager’s"]
    assert [cell.text for cell in shown.table.rows[0].cells] == ["30 Sep 2026", "Red", "Green"]


def test_a_finished_project_forecasts_nothing(tmp_path: Path) -> None:
    reports = {"2026-08-31": report(**MONEY), "2026-09-30": report(**MONEY)}
    closed = {"state": "completed", "phase": "closing", "finished": "2026-09-30"}
    shown = figure(page(tmp_path, reports, **closed), "Cost and earned value over time")
    assert shown is not None
    texts = {cell.text for row in shown.table.rows for cell in row.cells}
    assert "GBP 104,000" not in texts
    assert "forecast" not in shown.caption.lower()


def test_warnings_show_both_sides(tmp_path: Path) -> None:
    made = page(tmp_path, {"2026-10-30": report(forecast_finish="2027-03-31")})
    (warning,) = rows(made, "Warnings")
    title, declared, says, meaning, remedy = warning
    assert (title, declared, says) == ("Forecast finish beyond tolerance", "Green", "Red")
    assert "later than approved" in meaning
    assert remedy
    table = next(part.table for part in parts(made, "Warnings"))
    assert "90 days after the approved 2026-12-31" in table.rows[0].cells[0].note
    assert rows(page(tmp_path, {"2026-10-30": report()}), "Warnings") == []


def test_the_current_report_asks_and_fears(tmp_path: Path) -> None:
    risk = {"likelihood": 3, "strategy": "reduce", "owner": "Team", "due": "2026-12-01"}
    given = {
        "decisions": [{"title": "Choose a supplier", "by": "Board", "due": "2026-11-30"}],
        "risks": [{"title": "Small", "impact": 1, **risk}, {"title": "Large", "impact": 5, **risk}],
        "issues": [{"title": "Stuck", "urgency": 3, "impact": 3, "owner": "Team", "due": "2026-12-01"}],
    }
    made = page(tmp_path, {"2026-09-30": report(**given), "2026-10-30": report(**given)})
    assert rows(made, "Decisions needed") == [("Choose a supplier", "Board", "30 Nov 2026")]
    assert [row[0] for row in rows(made, "Risks")] == ["Large", "Small"]
    assert [row[0] for row in rows(made, "Issues")] == ["Stuck"]
    later = page(tmp_path, {"2026-09-30": report(**given), "2026-10-30": report()})
    assert rows(later, "Risks") == []
    assert rows(page(tmp_path, {"2026-10-30": report(**given)}, state="cancelled"), "Risks") == []


def test_gates_passed_and_due(tmp_path: Path) -> None:
    gates = [
        {"gate": "ready-for-planning", "decision": "approved", "date": "2026-01-10"},
        {
            "gate": "ready-for-executing",
            "decision": "conditional",
            "date": "2026-03-01",
            "conditions": ["Name an owner.", "Find the money"],
        },
        {"gate": "ready-for-closing", "decision": "rejected", "date": "2026-10-01"},
    ]
    made = page(tmp_path, gates=gates, milestones=MILESTONES)
    assert rows(made, "Gates passed and due") == [
        ("Ready for planning", "Approved", "10 Jan 2026", ""),
        ("Ready for executing", "Conditional", "1 Mar 2026", "Name an owner. Find the money."),
        ("Ready for closing", "Rejected", "1 Oct 2026", ""),
        ("Ready for closing", "Due next", "15 Dec 2026", ""),
        ("Project end", "Later", "", ""),
    ]
    assert [row[1] for row in rows(page(tmp_path, gates=gates[1:2]), "Gates passed and due")] == [
        *("No decision on record", "Conditional", "Due next", "Later"),
    ]
    assert [row[1] for row in rows(page(tmp_path), "Gates passed and due")] == ["Due next", "Later"]
    assert [
        row[1] for row in rows(page(tmp_path, gates=gates[:1], state="cancelled"), "Gates passed and due")
    ] == ["Approved"]


def test_the_first_baseline_stands_beside_the_current_one(tmp_path: Path) -> None:
    reports = {"2026-10-30": report(forecast_finish="2027-01-10", forecast_cost=99_000)}
    made = page(tmp_path, reports, milestones=MILESTONES, changes=[CHANGE])
    assert rows(made, "Changes to the baseline") == [
        ("Start", "1 Jan 2026", "1 Jan 2026", "", "", ""),
        ("Finish", "31 Oct 2026", "31 Dec 2026", "10 Jan 2027", "71 days later", "10 days later"),
        ("Budget", "GBP 80,000", "GBP 100,000", "GBP 99,000", "GBP 19,000 more", "GBP 1,000 less"),
    ]
    assert rows(made, "Changes to the baseline", 1) == [
        ("Go live", "15 Oct 2026", "15 Dec 2026", "", "", ""),
    ]
    ((_, change, _, _),) = rows(made, "Changes to the baseline", 2)
    assert change == (
        "Finish 31 Oct 2026 → 31 Dec 2026; budget GBP 80,000 → GBP 100,000; Go live 15 Oct 2026 → 15 Dec 2026"
    )
    assert parts(page(tmp_path, reports), "Changes to the baseline") == []


def test_a_project_never_reported_shows_its_plan(tmp_path: Path) -> None:
    made = page(
        tmp_path, planned=[{"date": "2026-06-30", "value": 50_000}, {"date": "2026-12-31", "value": 100_000}]
    )
    shown = figure(made, "Cost and earned value over time")
    assert shown is not None
    assert [row.cells[1].text for row in shown.table.rows] == ["GBP 0", "GBP 50,000", "GBP 100,000"]
