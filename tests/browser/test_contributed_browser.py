"""A payload in every field of every record, in a real browser: none fires, on no page and in no result."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import NewPage, Serve
from tests.hostile import PAYLOADS, VARIANTS, hostile_site

pytestmark = pytest.mark.browser

TYPED = [payload for variant in PAYLOADS for payload in variant if "pwned" in payload or "evil" in payload]
FIRED = "window.pwned !== undefined"


@pytest.fixture(scope="module")
def site(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The address of a site in which every text is hostile, and its folder."""
    root = tmp_path_factory.mktemp("hostile-site")
    address = serve(root / "site")
    built = hostile_site(root).build("-q", site_url=address)
    assert built.exit_code == 0, built.output
    return address, root / "site"


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page on which a dialog is a failure; `new_page` sees to errors and to foreign requests."""
    opened = new_page(viewport={"width": 1280, "height": 900})
    opened.on("dialog", fail_on_dialog)
    return opened


def fail_on_dialog(dialog: Dialog) -> None:
    dialog.dismiss()
    pytest.fail(f"a dialog opened: {dialog.message}")


def addresses(site: Path, *rooms: str) -> list[str]:
    pages = (path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    wanted = [f"{path}/" if path != "." else "" for path in sorted(pages)]
    return [path for path in wanted if path.startswith(rooms)]


@pytest.mark.parametrize("room", ["projects/", "lessons/", "templates/", "standards/", ""])
def test_no_page_fires(page: Page, site: tuple[str, Path], room: str) -> None:
    """Every page of the room is opened; with the last one, those in no room."""
    address, folder = site
    paths = (
        addresses(folder, room) if room else [*addresses(folder, "guides/", "portfolio/", "contribute/"), ""]
    )
    assert len(paths) >= 8
    for path in paths:
        page.goto(address + path)
        assert not page.evaluate(FIRED), path
        assert page.locator("article").is_visible(), path
        touch_everything(page)
        assert not page.evaluate(FIRED), path


def touch_everything(page: Page) -> None:
    """Give each element what a handler might wait for."""
    page.evaluate(
        """() => {
            for (const node of document.querySelectorAll("article *, nav *, header *")) {
                for (const kind of ["focus", "mouseover", "mouseenter", "load", "error", "toggle"]) {
                    node.dispatchEvent(new Event(kind));
                }
            }
        }"""
    )


@pytest.mark.parametrize("table", ["projects", "lessons", "templates"])
def test_no_filter_fires(page: Page, site: tuple[str, Path], table: str) -> None:
    """Each payload typed into the text filter, every facet opened and every choice made."""
    page.goto(f"{site[0]}{table}/")
    box = page.locator(f'.pmo-table[data-table="{table}"] .pmo-table__search')
    for payload in TYPED:
        box.fill(payload)
    box.fill("")
    for opener in page.locator(".pmo-facet__opener").all():
        opener.click()
        for choice in page.locator(".pmo-facet__option:visible").all():
            choice.click()
    expect(page.get_by_role("status").first).to_contain_text(" of ")
    page.reload()
    assert not page.evaluate(FIRED)


def test_no_search_result_fires(page: Page, site: tuple[str, Path]) -> None:
    page.goto(site[0])
    results = page.locator(".md-search-result__item")
    for text in ("script", "onerror", "iframe", *TYPED):
        search_for(page, text)
        assert not page.evaluate(FIRED), text
    search_for(page, "onerror")
    expect(results.first).to_contain_text("onerror")
    for more in page.locator(".md-search-result__more summary").all():
        more.click()
    touch_everything(page)
    assert not page.evaluate(FIRED)
    results.first.locator("a").first.click()
    expect(page.locator(".md-content h1")).to_be_visible()
    assert not page.evaluate(FIRED)


def search_for(page: Page, text: str) -> None:
    """Type as a reader does: the theme's search listens for keys, and tells how much it found."""
    box, told = page.locator(".md-search__input"), page.locator(".md-search-result__meta")
    told.evaluate("node => { node.textContent = 'waiting'; }")
    box.fill(text)
    box.press("End")
    expect(told).not_to_have_text("waiting")


def test_a_title_is_read_as_it_was_written(page: Page, site: tuple[str, Path]) -> None:
    rows = json.loads((site[1] / "api/projects.json").read_text(encoding="utf-8"))
    titles = {row["id"]: row["title"] for row in (rows if isinstance(rows, list) else rows["projects"])}
    for variant in VARIANTS:
        page.goto(f"{site[0]}projects/filled-{variant}/")
        expect(page.locator("h1")).to_have_text(titles[f"filled-{variant}"])
        assert page.title().startswith(titles[f"filled-{variant}"])


def test_instant_navigation_over_hostile_pages_fires_nothing(page: Page, site: tuple[str, Path]) -> None:
    page.goto(f"{site[0]}projects/")
    page.evaluate("window.sameDocument = true")
    for variant in VARIANTS:
        page.locator(f'.pmo-table a[href$="filled-{variant}/"]').first.click()
        expect(page).to_have_url(f"{site[0]}projects/filled-{variant}/")
        expect(page.locator(".pmo-breadcrumbs")).to_be_visible()
        page.go_back()
        expect(page).to_have_url(f"{site[0]}projects/")
    assert page.evaluate("window.sameDocument")
    assert not page.evaluate(FIRED)
