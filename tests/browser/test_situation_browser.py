"""Lessons for a stated situation in a real browser: the best first, with reasons, kept in the address."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Axe, NewPage, Serve
from tests.builders import lesson, organisation, project
from tests.site_builder import small_site

pytestmark = pytest.mark.browser

PAGE = "---\ntitle: Lessons\n---\n# Lessons\n\n{{ lesson_situation() }}\n\n{{ lesson_index() }}\n"
CHECKED: Mapping[str, Any] = {
    "status": "validated",
    "validated": "2026-02-01",
    "owner": "Office",
    "review_by": "2027-02-01",
}
OF_ALPHA: Mapping[str, Any] = {"project": "alpha", "source": None}
LESSONS: Mapping[str, Mapping[str, Any]] = {
    "phase-alone": {**CHECKED, "title": "Phase alone", "phase": "planning", "level": "information"},
    "phase-and-kind": {
        **CHECKED,
        "title": "Both",
        "phase": "planning",
        "project": "alpha",
        "source": None,
        "level": "urgent",
    },
    "other-tier": {**CHECKED, "title": "Other tier", "phase": "planning", "tiers": ["2"]},
    "other-phase": {**CHECKED, "title": "Crane <b>hire</b>", "phase": "closing", "level": "caution"},
    "fresh": {"title": "New", "status": "submitted", "phase": "planning", "level": "urgent"},
    "gone": {**CHECKED, "title": "Gone", "status": "retired", "retired_because": "Old", "phase": "planning"},
}


@pytest.fixture(scope="module")
def address(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    root = tmp_path_factory.mktemp("situation")
    url = serve(root / "site")
    made = small_site(
        root,
        projects={"alpha": project(title="Alpha", category="it", tier="1")},
        lessons={id_: lesson(**fields) for id_, fields in LESSONS.items()},
        organisation_yml=organisation(),
        files={"docs/lessons/index.md": PAGE},
    ).build("-q", site_url=url)
    assert made.exit_code == 0, made.output
    return f"{url}lessons/"


@pytest.fixture
def page(new_page: NewPage, address: str) -> Page:
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    return page


def field(page: Page, label: str) -> Locator:
    return page.get_by_role("form", name="What fits your situation").get_by_label(label)


def titles(page: Page) -> list[str]:
    return page.locator("[data-list] a").all_inner_texts()


def test_the_best_come_first_with_the_reason_and_retired_ones_and_other_tiers_stay_out(page: Page) -> None:
    field(page, "Phase").select_option("planning")
    field(page, "Kind of project").select_option("it")
    expect(page.get_by_text("4 of 6 lessons fit, the best first.")).to_be_visible()
    assert titles(page)[0] == "Both"
    assert set(titles(page)) == {"Both", "Phase alone", "Other tier", "New"}
    expect(page.locator("[data-list] > li").first).to_contain_text(
        "Urgent. Why it is here: phase planning, same kind of project."
    )
    expect(page.locator("[data-list] > li", has_text="New")).to_contain_text("not validated yet")
    field(page, "Tier").select_option("1")
    expect(page.get_by_text("3 of 6 lessons fit")).to_be_visible()
    assert "Other tier" not in titles(page)


def test_words_are_looked_for_everywhere_and_no_text_becomes_markup(page: Page) -> None:
    field(page, "Words").fill("crâne of")
    expect(page.locator("[data-list] a")).to_have_text(["Crane <b>hire</b>"])
    expect(page.locator("[data-list]")).to_contain_text("Why it is here: “crane”.")
    field(page, "Words").fill("rane xyzzy")
    expect(page.locator("[data-status]")).to_have_text("No lesson fits.")


def test_what_is_stated_is_in_the_address_and_goes_with_clear(page: Page) -> None:
    field(page, "Phase").select_option("planning")
    field(page, "Words").fill("both")
    expect(page).to_have_url(f"{page.url.split('?')[0]}?for.phase=planning&for.words=both")
    page.reload()
    assert titles(page)[0] == "Both"
    page.locator("[data-situation] [data-clear]").click()
    expect(field(page, "Phase")).to_be_focused()
    expect(page.locator("[data-list] > li")).to_have_count(0)
    assert "for." not in page.url


def test_the_keyboard_is_enough_and_axe_finds_nothing(page: Page, axe: Axe) -> None:
    field(page, "Phase").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-list] a")).to_have_count(4)
    axe(page)


def test_without_a_script_the_table_stands_alone(new_page: NewPage, address: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address)
    expect(page.locator("[data-situation]")).to_be_hidden()
    expect(page.get_by_role("row")).to_have_count(7)
