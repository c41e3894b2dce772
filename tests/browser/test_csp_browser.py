"""A site under its own Content-Security-Policy: everything of ours works, nothing else runs."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.built_pages import pages_of
from scripts.csp import findings, policy
from tests.browser.conftest import NewPage, Serve
from tests.browser.table_steps import search, status
from tests.builders import project
from tests.site_builder import small_site

pytestmark = pytest.mark.browser

VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
    window.violations.push(event.violatedDirective);
});
"""


@pytest.fixture(scope="module")
def address(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    root = tmp_path_factory.mktemp("csp")
    headers: dict[str, str] = {}
    found = serve(root / "site", headers)
    records = {"alpha": project(title="Alpha"), "beta": project(title="Beta")}
    built = small_site(root, projects=records).build("-q", site_url=found)
    assert built.exit_code == 0, built.output
    headers["Content-Security-Policy"] = policy(findings(pages_of(built.site)).hashes)
    return found


@pytest.fixture
def page(new_page: NewPage, address: str) -> Page:
    opened = new_page(viewport={"width": 1280, "height": 900})
    opened.add_init_script(VIOLATIONS)
    opened.goto(address)
    return opened


def test_theme_search_instant_navigation_and_tables_work(page: Page, address: str) -> None:
    page.evaluate("window.sameDocument = true")
    page.locator("label[for^=__palette]:visible").click()
    page.locator(".md-search__input").fill("Alpha")
    page.locator(".md-search__input").press("End")
    page.locator(".md-search-result__item > .md-search-result__link").first.click()
    expect(page).to_have_url(re.compile(f"{address}projects/alpha/"))
    page.locator(".md-tabs").get_by_role("link", name="Projects").click()
    expect(page).to_have_url(f"{address}projects/")
    search(page, "beta")
    expect(status(page)).to_have_text("1 of 2 projects")
    assert page.evaluate("window.sameDocument")
    assert page.evaluate("window.violations") == []


def test_every_depth_of_page_is_allowed(page: Page, address: str) -> None:
    for path in ("", "projects/", "projects/alpha/", "contribute/decisions/", "404.html"):
        page.goto(address + path)
        assert page.evaluate("typeof __md_get") == "function", path
        assert page.evaluate("window.violations") == [], path


def test_a_script_of_somebody_else_does_not_run(browser: Browser, address: str) -> None:
    page = browser.new_page()  # not one that fails its test over what the console says: it does say so
    page.goto(address)
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
        }"""
    )
    assert page.evaluate("window.ran") is None
    page.close()
