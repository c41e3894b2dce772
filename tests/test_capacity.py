"""Demand against capacity, by hand-counted cases."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.portfolio.capacity import RoleMonth, months_from, role_months
from macros.portfolio.status import portfolio
from tests.builders import project, write_library

TODAY = date(2026, 6, 15)


def months(root: Path, capacity: float = 1, **projects: list[dict[str, Any]]) -> dict[date, RoleMonth]:
    library = write_library(root, projects={id_: project(staffing=spans) for id_, spans in projects.items()})
    found = role_months(portfolio(library, TODAY), {"developer": capacity}, TODAY)
    return {month.month: month for month in found}


def span(start: str, end: str, fte: float = 1) -> dict[str, Any]:
    return {"role": "developer", "fte": fte, "from": start, "to": end}


def test_horizon_is_twelve_months_from_the_current_one_over_the_year() -> None:
    found = months_from(TODAY)
    assert (found[0], found[-1], len(found)) == (date(2026, 6, 1), date(2027, 5, 1), 12)


def test_half_a_month_counts_half(tmp_path: Path) -> None:
    assert months(tmp_path, alpha=[span("2026-06-01", "2026-06-15", 2)])[
        date(2026, 6, 1)
    ].total == pytest.approx(1)


def test_first_and_last_day_of_a_span_count(tmp_path: Path) -> None:
    found = months(tmp_path, alpha=[span("2026-06-30", "2026-07-01", 30)])
    assert found[date(2026, 6, 1)].total == pytest.approx(1)
    assert found[date(2026, 7, 1)].total == pytest.approx(30 / 31)


def test_spans_of_a_project_add_up_and_projects_are_named_by_size(tmp_path: Path) -> None:
    both = [span("2026-07-01", "2026-07-31"), span("2026-07-01", "2026-07-31")]
    july = months(tmp_path, alpha=[span("2026-07-01", "2026-07-31")], beta=both)[date(2026, 7, 1)]
    assert july.by_demand == ["beta", "alpha"]
    assert july.shortage == pytest.approx(2)
    assert july.utilisation == pytest.approx(300)


def test_exactly_full_is_no_shortage(tmp_path: Path) -> None:
    july = months(tmp_path, 0.3, alpha=[span("2026-07-01", "2026-07-31", 0.1)] * 3)[date(2026, 7, 1)]
    assert july.shortage == 0


def test_utilisation_without_capacity_is_undefined(tmp_path: Path) -> None:
    july = months(tmp_path, 0, alpha=[span("2026-07-01", "2026-07-31")])[date(2026, 7, 1)]
    assert july.utilisation is None
    assert july.shortage == pytest.approx(1)


def test_only_active_projects_count(tmp_path: Path) -> None:
    held = project(state="on-hold", staffing=[span("2026-07-01", "2026-07-31")])
    library = write_library(tmp_path, projects={"alpha": held})
    assert all(not month.demand for month in role_months(portfolio(library, TODAY), {"developer": 1}, TODAY))
