"""How the components look: contrast, narrow screens, dark scheme, forced colours, print."""

import re
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Axe, NewPage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("table-site")]

SCHEMES = ["light", "dark"]
COLOURS = """(selector) => {
    const node = document.querySelector(selector);
    const style = getComputedStyle(node);
    const seen = [];
    for (let each = node; each; each = each.parentElement) seen.push(getComputedStyle(each).backgroundColor);
    return { fill: style.fill, stroke: style.stroke, color: style.color, behind: seen };
}"""


def channels(colour: str) -> list[float]:
    return [float(number) for number in re.findall(r"[\d.]+", colour)]


def luminance(colour: str) -> float:
    parts = [value / 255 for value in channels(colour)[:3]]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def behind(colours: dict[str, Any]) -> str:
    """The first background that is not see-through."""
    return next(str(each) for each in colours["behind"] if channels(str(each))[3:] != [0])


@pytest.mark.parametrize(("scheme", "path"), [*product(SCHEMES, ["", "gallery/"]), ("light", "wide/")])
def test_axe_finds_nothing(new_page: NewPage, table_site: str, axe: Axe, scheme: str, path: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(table_site + path)
    page.locator(".pmo-table__search").first.fill("a")
    page.locator(".pmo-facet__opener").first.click()
    expect(page.locator(".pmo-table__status").first).to_contain_text("of")
    axe(
        page, leave_out=[".md-search"]
    )  # Material's search dialog has no name: the site's theme must give it one


@pytest.mark.parametrize("scheme", SCHEMES)
def test_shapes_stand_out_from_the_page(new_page: NewPage, table_site: str, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(table_site)
    for rating in ("green", "amber", "red"):
        colours = page.evaluate(COLOURS, f".pmo-rating--{rating} .pmo-shape")
        edge = colours["fill"] if colours["stroke"] == "none" else colours["stroke"]
        assert contrast(edge, behind(colours)) >= 3, rating
    ring = page.evaluate(COLOURS, ".pmo-shape__ring")
    assert contrast(ring["stroke"], behind(ring)) >= 3
    control = page.evaluate("getComputedStyle(document.querySelector('.pmo-table__search')).borderTopColor")
    assert contrast(control, behind(ring)) >= 3


def test_forced_colours_leave_shapes_in_the_colour_of_text(new_page: NewPage, table_site: str) -> None:
    page = new_page(forced_colors="active")
    page.goto(table_site)
    for rating in ("green", "amber", "red"):
        colours = page.evaluate(COLOURS, f".pmo-rating--{rating} .pmo-shape")
        assert colours["fill"] == colours["color"]


@pytest.mark.parametrize("path", ["", "gallery/", "wide/"])
def test_a_telephone_sees_no_page_wider_than_itself(new_page: NewPage, table_site: str, path: str) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(table_site + path)
    for opener in page.locator(".pmo-facet__opener").all():
        opener.click()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_wide_table_scrolls_in_a_frame_that_keeps_the_names_in_sight(
    new_page: NewPage, table_site: str
) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(table_site)
    frame = page.get_by_role("region", name="Projects by programme")
    expect(frame).to_have_attribute("tabindex", "0")
    name = frame.get_by_role("rowheader", name="ERP replacement")
    before = name.bounding_box()
    frame.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert frame.evaluate("node => node.scrollLeft") > 50
    after = name.bounding_box()
    assert before
    assert after
    assert after["x"] == before["x"]


def test_a_table_that_fits_keeps_its_heading_below_the_bar(new_page: NewPage, table_site: str) -> None:
    page = new_page(viewport={"width": 1600, "height": 900})
    page.goto(table_site + "long/")
    frame = page.get_by_role("region", name="Many projects")
    expect(frame).to_have_attribute("tabindex", "-1")
    page.evaluate("scrollTo(0, 1000)")
    head, bar = page.locator("thead th").first.bounding_box(), page.locator(".md-header").bounding_box()
    assert head
    assert bar
    assert abs(head["y"] - bar["height"]) <= 1


def test_controls_are_large_enough_to_hit(page: Page, table_site: str) -> None:
    page.goto(table_site + "?projects.rating=red")
    page.locator(".pmo-facet__opener").first.click()
    for control in page.locator(
        ".pmo-table button:visible, .pmo-table input[type=search], .pmo-facet__option:visible"
    ).all():
        box = control.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24, control.inner_text()


def test_print_has_the_table_whole_and_no_controls(new_page: NewPage, table_site: str) -> None:
    page = new_page(color_scheme="dark", viewport={"width": 700, "height": 900})
    page.goto(table_site + "wide/")
    page.emulate_media(media="print")
    expect(page.locator(".pmo-table__controls")).to_be_hidden()
    frame = page.locator(".pmo-table__scroll")
    assert frame.evaluate("node => getComputedStyle(node).overflow") == "visible"
    assert frame.evaluate("node => node.scrollHeight - node.clientHeight") <= 1
    assert page.locator("thead").evaluate("node => getComputedStyle(node).display") == "table-header-group"
    colours = page.evaluate(COLOURS, ".pmo-table__name")
    assert luminance(colours["color"]) < 0.2  # dark on paper, whatever the screen's scheme


def test_a_filtered_print_says_what_it_leaves_out(page: Page, table_site: str) -> None:
    page.goto(table_site + "?projects.rating=red&projects.rating=amber&projects.q=data")
    summary = page.locator(".pmo-table__summary").first
    expect(page.locator(".pmo-table__told").first).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".pmo-table__told").first).to_have_text("Shown: Rating: Red or Amber; text: “data”")
    expect(summary.get_by_role("button")).to_have_count(0)
