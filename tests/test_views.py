"""Views of the portfolio: whole on an empty register, on a bare one, and right on a small one."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.pages.compose import composer
from macros.pages.page_macros import PageMacros
from macros.pages.view import SiteView
from macros.pages.views import VIEWS
from tests.builders import organisation, project, report, write_library

TODAY = date(2026, 6, 30)
BARE: dict[str, Any] = {"objectives": None}


def macros(root: Path, **kinds: Any) -> PageMacros:  # noqa: ANN401  records of every kind
    return PageMacros(site(root, **kinds), lambda: "portfolio/")


def site(root: Path, **kinds: Any) -> SiteView:  # noqa: ANN401  records of every kind
    return composer(write_library(root, **kinds), (), TODAY).site


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_has_a_sentence_for_an_empty_register(tmp_path: Path, name: str) -> None:
    shown = macros(tmp_path, organisation_yml=organisation(roles=[], objectives=[], programmes=[])).view(name)
    assert len(words(shown)) > 10
    assert "None" not in words(shown)


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_lives_with_a_register_without_reports(tmp_path: Path, name: str) -> None:
    shown = macros(
        tmp_path, projects={"alpha": project(**BARE), "beta": project(state="proposed", **BARE)}
    ).view(name)
    assert words(shown)
    assert not re.search(r"\n\s*\n", shown), "a blank line would end the block for Markdown"


def test_the_heat_map_shows_a_dimension_by_word(tmp_path: Path) -> None:
    reports = {
        "alpha": {"2026-06-26": report(rating="green", ratings={"cost": "red"})},
        "beta": {"2026-06-26": report(rating="amber", ratings={"scope": "green"})},
    }
    projects = {"alpha": project(), "beta": project(title="Beta")}
    shown = words(macros(tmp_path, projects=projects, reports=reports).view("heat_map"))
    assert "Alpha Green Red Not rated 26 Jun 2026" in shown
    assert "Beta Amber Not rated Green 26 Jun 2026" in shown
    assert "Schedule" not in shown, "nobody rates it, so it has no column"


def test_columns_that_no_project_has_a_value_for_are_left_out(tmp_path: Path) -> None:
    shown = words(macros(tmp_path, projects={"alpha": project()}).view("money_tables"))
    assert "Approved" in shown
    assert not any(heading in shown.split("By project")[1] for heading in ("Spent", "CPI", "Forecast −"))
    assert "GBP 0" not in shown


def test_a_shortage_names_role_month_and_projects(tmp_path: Path) -> None:
    spans = [{"role": "developer", "fte": 3, "from": "2026-07-01", "to": "2026-07-31"}]
    projects = {name: project(title=name.title(), staffing=spans) for name in ("alpha", "beta")}
    shown = words(macros(tmp_path, projects=projects).view("resource_tables"))
    assert "Developer Jul 2026 2.0 6.0 4.0 Alpha" in shown


def test_a_late_dependency_is_counted_in_days(tmp_path: Path) -> None:
    milestones = [{"id": "live", "title": "Live", "baseline": "2026-09-01"}]
    need = [{"project": "alpha", "milestone": "live", "need_by": "2026-09-10", "note": "Data"}]
    projects = {"alpha": project(milestones=milestones), "beta": project(title="Beta", depends_on=need)}
    reports = {"alpha": {"2026-06-26": report(milestones={"live": {"forecast": "2026-09-20"}})}}
    shown = words(macros(tmp_path, projects=projects, reports=reports).view("dependency_table"))
    assert "Beta Alpha Live 10 Sep 2026 20 Sep 2026 10 Data" in shown


def test_currencies_are_never_added(tmp_path: Path) -> None:
    projects = {"alpha": project(budget=100), "beta": project(currency="EUR", budget=50)}
    shown = words(macros(tmp_path, projects=projects).view("money_tables"))
    assert "EUR 1 EUR 50" in shown
    assert "GBP 1 GBP 100" in shown
    assert "150" not in shown


def test_an_objective_that_nobody_serves_says_so(tmp_path: Path) -> None:
    shown = words(macros(tmp_path, projects={"alpha": project(**BARE)}).view("alignment"))
    assert "No open project serves it" in shown
    assert "Open projects that serve no objective: Alpha." in shown


def test_a_programme_has_a_page_with_its_projects(tmp_path: Path) -> None:
    library = write_library(
        tmp_path, projects={"alpha": project(programme="renewal"), "beta": project(title="Beta")}
    )
    made = composer(library, (), TODAY)
    shown = words(made.made_page("portfolio/programmes/renewal/").html)
    assert "Alpha" in shown
    assert "Beta" not in shown


def test_markup_in_a_title_is_shown_as_text(tmp_path: Path) -> None:
    bold = "<b>Alpha</b> & {{ 7 * 7 }}"
    shown = macros(tmp_path, projects={"alpha": project(title=bold)}).view("heat_map")
    assert "&lt;b&gt;Alpha&lt;/b&gt; &amp; {{ 7 * 7 }}" in shown
