"""The sample organisation's site in a real browser: every kind of page, and what readers do on it."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from macros.records.library import Library, Record, load
from tests.browser.conftest import Axe, NewPage, Serve
from tests.browser.table_steps import choose, search, sort_by, status, table, titles
from tests.site_builder import copy_repository

pytestmark = [pytest.mark.browser, pytest.mark.sample]

KINDS = {
    "home": "",
    "projects": "projects/",
    "project": "projects/erp-replacement/",
    "project without report": "projects/predictive-maintenance/",
    "report": "projects/erp-replacement/reports/2026-10-30/",
    "portfolio": "portfolio/",
    "heat map": "portfolio/status/",
    "warnings": "portfolio/warnings/",
    "milestones": "portfolio/milestones/",
    "money": "portfolio/money/",
    "resources": "portfolio/resources/",
    "risks": "portfolio/risks/",
    "pipeline": "portfolio/pipeline/",
    "alignment": "portfolio/alignment/",
    "performance": "portfolio/performance/",
    "programme": "portfolio/programmes/digital-core/",
    "data": "guides/data/",
    "lessons": "lessons/",
    "lesson": "lessons/master-data-freeze/",
    "templates": "templates/",
    "template": "templates/project-charter/",
    "standards": "standards/",
    "standard": "standards/governance/",
    "gates": "gates/",
    "gate": "gates/ready-for-executing/",
    "tailoring": "tailoring/",
    "traceability": "traceability/",
    "glossary": "glossary/",
    "news": "whats-new/",
    "reviews": "reviews/",
    "guide": "guides/for-sponsors/",
    "library": "templates/",
    "workbook": "templates/raid-log/",
    "contribute": "contribute/",
    "rules": "contribute/rules/",
    "404": "404.html",
}
WIDTHS = (390, 320)
SCHEME = "document.body.dataset.mdColorScheme"


@pytest.fixture(scope="module")
def site(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Library]:
    """The address of the sample's site, built for it, and its records."""
    root = tmp_path_factory.mktemp("sample-site")
    address = serve(root / "site")
    built = copy_repository(root).build("-q", site_url=address)
    assert built.exit_code == 0, built.output
    return address, load(root)


@pytest.fixture
def address(site: tuple[str, Library]) -> str:
    return site[0]


# Every kind of page. `new_page` fails a test whose page asks another host or tells an error.


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_light_and_dark(new_page: NewPage, address: str, axe: Axe, kind: str) -> None:
    page = new_page(color_scheme="light")
    page.goto(address + KINDS[kind])
    assert page.evaluate(SCHEME) == "default"
    axe(page)
    change_theme(page)
    assert page.evaluate(SCHEME) == "slate"
    axe(page)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_a_title_and_one_heading_and_fits_a_telephone(
    new_page: NewPage, address: str, kind: str
) -> None:
    page = new_page(viewport={"width": WIDTHS[0], "height": 844})
    page.goto(address + KINDS[kind])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("h1")).to_have_count(1)
    assert "Aldermoor Group" in page.title()


def test_a_template_is_taken_on_a_telephone_without_scrolling_sideways(
    new_page: NewPage, address: str
) -> None:
    page = new_page(viewport={"width": WIDTHS[1], "height": 844})
    page.goto(address + KINDS["library"])
    row = page.locator("#table-library tr", has_text="Business case").first
    link = row.get_by_role("link", name="Word").bounding_box()
    assert link
    assert link["x"] + link["width"] <= WIDTHS[1]
    labels = row.locator("td:visible").evaluate_all(
        "cells => cells.map(cell => getComputedStyle(cell, '::before').content)"
    )
    assert labels == ['"Tier 1"', '"Tier 2"', '"Tier 3"', '"Filled in by"', '"Gate"', '"Download"']


# Without JavaScript


def test_tables_are_complete_without_javascript(new_page: NewPage, site: tuple[str, Library]) -> None:
    address, library = site
    page = new_page(java_script_enabled=False)
    rooms: dict[str, Mapping[str, Record[Any]]] = {
        "projects": library.projects,
        "lessons": library.lessons,
        "templates": library.templates,
    }
    for name, records in rooms.items():
        page.goto(f"{address}{name}/")
        names = titles(page, "library" if name == "templates" else name)
        shown = [name.splitlines()[0] for name in names]  # the library has the summary below the title
        assert sorted(shown) == sorted(record.fields.title for record in records.values())
        expect(page.locator(".pmo-table__search")).to_have_count(0)


def test_a_record_can_be_read_and_left_without_javascript(new_page: NewPage, address: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{address}projects/")
    page.get_by_role("link", name="Enterprise system replacement").click()
    assert page.url == f"{address}projects/erp-replacement/"
    for part in page.locator("article :is(h2, dl, table):not(details *)").all():
        expect(part).to_be_visible()
    for folded in page.locator("article details").all():
        folded.locator("summary").click()
        expect(folded.locator("table").first).to_be_visible()
    page.get_by_label("Breadcrumb").get_by_role("link", name="Projects").click()
    assert page.url == f"{address}projects/"


# Instant navigation


def test_tables_work_after_instant_navigation_there_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}projects/")
    page.evaluate("window.sameDocument = true")
    table(page).get_by_role("link", name="Payroll").click()
    expect(page).to_have_url(f"{address}projects/payroll-migration/")
    head = table(page, "reports").get_by_role("columnheader", name="Report", exact=True)
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    page.locator(".md-tabs").get_by_role("link", name="Lessons").click()
    expect(page).to_have_url(f"{address}lessons/")
    search(page, "master data", "lessons")
    expect(status(page, "lessons")).to_have_text(re.compile(r"^[1-5] of 40 lessons$"))
    page.go_back()
    page.go_back()
    expect(page.locator(".pmo-table__search")).to_have_count(1)
    expect(status(page)).to_have_text("14 of 14 projects")
    assert page.evaluate("window.sameDocument")


# Tables


def test_a_filter_can_be_shared_by_its_address(new_page: NewPage, site: tuple[str, Library]) -> None:
    address, library = site
    page, other = new_page(), new_page()
    page.goto(f"{address}projects/")
    choose(page, "Phase", "Planning")
    sort_by(page, "Tier")
    planned = {
        record.fields.title for record in library.projects.values() if record.fields.phase == "planning"
    }
    expect(status(page)).to_have_text(f"{len(planned)} of 14 projects")
    other.goto(page.url)
    expect(status(other)).to_have_text(f"{len(planned)} of 14 projects")
    assert titles(other) == titles(page)
    assert set(titles(other)) == planned


def test_the_keyboard_alone_leads_from_the_skip_link_to_a_filtered_project(page: Page, address: str) -> None:
    page.goto(f"{address}projects/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_text(re.compile("Skip to content"))
    page.keyboard.press("Enter")
    tab_until(page, ".pmo-table__search")
    page.keyboard.type("payroll")
    expect(status(page)).to_have_text("1 of 14 projects")
    tab_until(page, ".pmo-table__name a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}projects/payroll-migration/")
    expect(page.locator("h1")).to_be_visible()


def tab_until(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"sixty steps of the Tab key reach no {selector}")


# Search and theme


@pytest.mark.parametrize("words", ["gate review", "status report", "baseline"])
def test_search_finds_the_method_before_reports(page: Page, address: str, words: str) -> None:
    found = results(page, address, words)
    kinds = [kind_of(address, link) for link in found]
    assert kinds[0] in {"standards", "templates", "gates", "guides"}, found[:5]
    assert "reports" not in kinds or kinds.index("reports") > 3


def results(page: Page, address: str, words: str) -> list[str]:
    """The addresses of the results, best first."""
    page.goto(address)
    page.locator(".md-search__input").fill(words)
    page.locator(".md-search__input").press("End")
    found = page.locator(".md-search-result__item > .md-search-result__link")
    expect(found.first).to_be_visible()
    return [str(link.get_attribute("href")) for link in found.all()]


def kind_of(address: str, link: str) -> str:
    path = link.removeprefix(address)
    return "reports" if "/reports/" in path else path.split("/")[0]


def test_the_theme_can_be_changed_and_stays_changed(page: Page, address: str) -> None:
    page.goto(address)
    before = page.evaluate(SCHEME)
    change_theme(page)
    page.goto(f"{address}projects/")
    assert page.evaluate(SCHEME) != before


def change_theme(page: Page) -> None:
    before = page.evaluate(SCHEME)
    page.locator("label[for^=__palette]:visible").click()
    page.wait_for_function(f"{SCHEME} !== '{before}'")


def test_a_rating_is_told_by_word_shape_and_colour(page: Page, address: str) -> None:
    page.goto(f"{address}portfolio/")
    shapes: dict[str, set[str]] = {}
    for rating in ("green", "amber", "red"):
        node = page.locator(f".pmo-rating--{rating}").first
        assert node.inner_text().strip().lower() == rating
        shapes[rating] = {node.locator("svg").inner_html()}
    assert len({shape for each in shapes.values() for shape in each}) == len(shapes)


# Terms


def test_a_term_explains_itself_to_mouse_and_keyboard(new_page: NewPage, address: str) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}standards/cost-and-earned-value/")
    term = page.locator(".md-content abbr[tabindex]").first
    words = page.get_by_role("tooltip")
    expect(words).to_have_count(0)
    term.focus()
    expect(words).to_be_visible()
    box = words.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.keyboard.press("Escape")
    expect(words).to_have_count(0)
    term.hover()
    expect(words).to_be_visible()


def test_a_term_in_a_link_leaves_the_link_alone_and_one_elsewhere_closes_for_a_finger(
    new_page: NewPage, address: str
) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(f"{address}standards/cost-and-earned-value/")
    expect(page.locator(".md-content abbr[tabindex]").first).to_be_attached()
    expect(page.locator(".md-content a abbr")).to_have_count(0)
    term = page.locator(".md-content p abbr:not([tabindex])").first
    term.tap()
    expect(page.get_by_role("tooltip")).to_be_visible()
    page.locator("h1").first.tap()
    expect(page.get_by_role("tooltip")).to_have_count(0)


# The method


def test_the_tier_assessment_leads_to_what_applies(page: Page, address: str) -> None:
    page.goto(f"{address}tailoring/")
    for question in page.locator(".pmo-assessment fieldset").all():
        question.get_by_role("radio").last.check()
    result = page.locator("[data-result]")
    expect(result).to_contain_text("Tier 3")
    result.get_by_role("link").click()
    expect(page.locator("#section-tier-3")).to_be_in_viewport()


def test_an_address_with_an_anchor_below_long_tables_leads_there(page: Page, address: str) -> None:
    page.goto(f"{address}tailoring/#section-tier-3")
    expect(page.locator("#section-tier-3")).to_be_in_viewport()


def test_an_old_address_of_a_standard_keeps_its_anchor(page: Page, address: str) -> None:
    page.goto(f"{address}standards/status-reporting/#rep-4")
    page.wait_for_url("**/standards/reporting/#rep-4")
    expect(page.locator("#rep-4")).to_be_in_viewport()


def test_little_words_do_not_drown_a_search(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".md-search__input").click()
    page.keyboard.type("stop a project")
    first = page.locator(".md-search-result__item").first
    expect(first).to_contain_text("stop a project", ignore_case=True)
