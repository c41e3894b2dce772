"""The zip file taken apart on a disk and opened in a browser, with no server anywhere."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from scripts.offline import write_zip
from tests.browser.conftest import NewPage
from tests.browser.table_steps import choose, search, status, table
from tests.site_builder import Built

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def start(sample: Built, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the first page."""
    folder = tmp_path_factory.mktemp("a folder with spaces")
    write_zip(sample.site, folder / "kb.zip")
    with ZipFile(folder / "kb.zip") as packed:
        packed.extractall(folder)
    return (folder / "kb/index.html").as_uri()


@pytest.fixture
def page(new_page: NewPage, start: str) -> Page:
    opened = new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened.goto(start)
    return opened


def test_search_finds_and_opens_a_page(page: Page) -> None:
    page.locator(".md-search__input").fill("payroll")
    page.locator(".md-search__input").press("End")
    first = page.locator(".md-search-result__item > .md-search-result__link").first
    expect(first).to_be_visible()
    first.click()
    expect(page).to_have_url(re.compile(r"/projects/payroll-migration/index\.html"))
    expect(page.locator("h1")).to_have_text("Payroll migration")


def test_a_table_is_searched_filtered_and_keeps_both_in_its_address(page: Page) -> None:
    page.locator(".md-tabs").get_by_role("link", name="Projects").click()
    search(page, "payroll")
    expect(status(page)).to_have_text("1 of 14 projects")
    search(page, "")
    choose(page, "Phase", "Planning")
    expect(status(page)).not_to_have_text("14 of 14 projects")
    shown = status(page).inner_text()
    page.reload()
    expect(status(page)).to_have_text(shown)
    table(page).locator(".pmo-table__name a:visible").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert page.url.startswith("file:")
    assert page.url.endswith("/index.html")


def test_a_download_arrives(page: Page) -> None:
    page.locator(".md-tabs").get_by_role("link", name="Projects").click()
    with page.expect_download() as arriving:
        page.get_by_role("link", name="CSV").first.click()
    assert arriving.value.suggested_filename == "projects.csv"
    assert "payroll-migration" in Path(arriving.value.path()).read_text(encoding="utf-8")


def test_the_theme_changes_and_stays_changed(page: Page) -> None:
    scheme = "document.body.dataset.mdColorScheme"
    before = page.evaluate(scheme)
    page.locator("label[for^=__palette]:visible").click()
    page.wait_for_function(f"{scheme} !== '{before}'")
    page.locator(".md-tabs").get_by_role("link", name="Projects").click()
    expect(page.locator("h1")).to_contain_text("Projects")
    assert page.evaluate(scheme) != before
