"""The view of a table lives in the page address: shared, restored, and kept by instant navigation."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.table_steps import choose, search, sort_by, status, table, titles

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("table-site")]


@pytest.fixture
def site(table_site: str) -> str:
    return table_site


# The address


def test_the_state_is_in_the_address_and_other_parameters_stay(page: Page, site: str) -> None:
    page.goto(site + "?h=a+b&x=%20#planning")
    choose(page, "Phase", "Planning")
    search(page, "data & more")
    expect(status(page)).to_have_text("0 of 10 projects")
    sort_by(page, "Budget")
    sort_by(page, "Budget")
    assert page.url == (
        f"{site}?h=a+b&x=%20&projects.phase=planning&projects.q=data+%26+more&projects.sort=-budget#planning"
    )
    table(page).get_by_role("button", name="Clear all").first.click()
    assert page.url == f"{site}?h=a+b&x=%20#planning"


def test_a_shared_address_shows_the_same_view(page: Page, new_page: NewPage, site: str) -> None:
    page.goto(site)
    choose(page, "Phase", "Executing", "Planning")
    search(page, "e")
    sort_by(page, "Finish")
    expect(page).to_have_url(
        f"{site}?projects.phase=planning&projects.phase=executing&projects.q=e&projects.sort=finish"
    )
    other = new_page()
    other.goto(page.url)
    assert titles(other) == titles(page)
    expect(table(other).get_by_role("searchbox")).to_have_value("e")
    expect(table(other).get_by_role("columnheader", name="Finish")).to_have_attribute(
        "aria-sort", "ascending"
    )
    expect(table(other).get_by_role("button", name="Phase: 2 chosen")).to_be_visible()


def test_values_that_are_gone_are_passed_over(page: Page, site: str) -> None:
    page.goto(
        site
        + "?projects.phase=gone&projects.phase=closing&projects.sort=gone&projects.gone=x&projects.tags=%00"
    )
    expect(status(page)).to_have_text("1 of 10 projects")
    page.goto(site + "?projects.phase=gone")
    expect(status(page)).to_have_text("10 of 10 projects")


def test_the_link_to_a_view_is_copied(new_page: NewPage, site: str) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(site)
    copy = table(page).get_by_role("button", name="Copy link to this view")
    expect(copy).to_be_hidden()
    choose(page, "Rating", "Red")
    copy.click()
    expect(status(page)).to_have_text("3 of 10 projects Link copied.")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}?projects.rating=red"


# Instant navigation


def test_back_brings_the_view_back_without_loading_the_page_again(page: Page, site: str) -> None:
    page.goto(site)
    page.evaluate("window.loadedOnce = true")
    choose(page, "Rating", "Red")
    page.locator("#elsewhere").click()
    expect(page.get_by_role("heading", name="Other page")).to_be_visible()
    page.go_back()
    expect(status(page)).to_have_text("3 of 10 projects")
    page.locator("#elsewhere").click()
    page.locator("#view").click()
    expect(status(page)).to_have_text("3 of 10 projects")
    assert page.url == f"{site}?projects.rating=red&other=1"
    assert page.evaluate("window.loadedOnce")


def test_a_link_to_a_view_of_the_same_page_is_followed(page: Page, site: str) -> None:
    page.goto(site)
    page.locator("#planning").click()
    expect(status(page)).to_have_text("3 of 10 projects")
    page.wait_for_timeout(300)  # long enough for Material to go back, which it must not
    assert page.url == f"{site}?projects.phase=planning"
    page.go_back()
    expect(status(page)).to_have_text("10 of 10 projects")
    assert page.url == site


def test_coming_and_going_piles_up_nothing(page: Page, site: str) -> None:
    def listeners() -> int:
        session = page.context.new_cdp_session(page)
        window = session.send("Runtime.evaluate", {"expression": "window"})["result"]["objectId"]
        return len(session.send("DOMDebugger.getEventListeners", {"objectId": window})["listeners"])

    page.goto(site)
    before = listeners()
    for _ in range(3):
        page.locator("#elsewhere").click()
        expect(page.get_by_role("heading", name="Other page")).to_be_visible()
        page.go_back()
        expect(status(page)).to_have_text("10 of 10 projects")
    expect(table(page).get_by_role("searchbox")).to_have_count(1)
    assert listeners() == before


def test_typing_and_leaving_at_once_leaves_the_next_address_alone(page: Page, site: str) -> None:
    page.goto(site)
    search(page, "erp")
    page.locator("#elsewhere").click()
    expect(page.get_by_role("heading", name="Other page")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.url == f"{site}other/"
