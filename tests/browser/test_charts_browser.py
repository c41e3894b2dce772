"""Charts in a real browser: the drawing that fits, words large enough, colours that follow the reader."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from macros.pages.parts import Section
from macros.pages.rendering import render
from tests.browser.conftest import Axe, NewPage
from tests.test_chart_figures import MAKERS, drawn

pytestmark = pytest.mark.browser

STYLES = Path(__file__).parents[2] / "docs" / "assets" / "stylesheets"
SCHEMES = {
    "default": "--md-default-fg-color: #222; --md-default-bg-color: #fff; --md-typeset-a-color: #0b5d6b;",
    "slate": "--md-default-fg-color: #dde; --md-default-bg-color: #1e2129; --md-typeset-a-color: #5fb4c4;",
}
"""What the theme would set."""
PAGE = "body { color: var(--md-default-fg-color); background: var(--md-default-bg-color); }"
SHOWN = """() => [...document.querySelectorAll('.pmo-chart svg')]
    .filter(svg => svg.getBoundingClientRect().width > 0)
    .map(svg => ({
        layout: svg.getAttribute('class'),
        smallest: Math.min(...[...svg.querySelectorAll('text')].map(
            text => parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a)),
    }))"""
COLOURS = """() => ['.pmo-chart text', '.pmo-rated--red', '.pmo-line--earned', '.pmo-load--within'].map(
    selector => {
        const style = getComputedStyle(document.querySelector(selector));
        return style.fill === 'none' ? style.stroke : style.fill;
    })"""


def opened(new_page: NewPage, scheme: str = "default", width: int = 1280, **options: Any) -> Page:  # noqa: ANN401
    """A page with every kind of chart, as wide as told."""
    charts = render("block.html.jinja", sections=(Section(tuple(drawn(make()) for make in MAKERS)),))
    style = "".join((STYLES / name).read_text(encoding="utf-8") for name in ("pmo.css", "charts.css"))
    page = new_page(viewport={"width": width, "height": 900}, **options)
    head = f"<title>Charts</title><style>body {{ {SCHEMES[scheme]} }} {PAGE}{style}</style>"
    body = f"<body data-md-color-scheme={scheme} class=md-typeset><main><h1>Charts</h1>{charts}</main>"
    page.set_content(f"<!doctype html><html lang=en>{head}{body}")
    return page


@pytest.mark.parametrize(
    ("width", "layout"), [(320, "narrow"), (390, "narrow"), (620, "wide"), (1280, "wide")]
)
def test_the_drawing_that_fits_is_shown_and_can_be_read(new_page: NewPage, width: int, layout: str) -> None:
    page = opened(new_page, width=width)
    shown = page.evaluate(SHOWN)
    assert [each["layout"] for each in shown] == [f"pmo-chart__{layout}"] * len(MAKERS)
    assert min(each["smallest"] for each in shown) >= (10 if width > 320 else 9)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_paper_has_the_wide_drawing(new_page: NewPage) -> None:
    page = opened(new_page, width=680)  # A4 less its margins
    page.emulate_media(media="print")
    assert {each["layout"] for each in page.evaluate(SHOWN)} == {"pmo-chart__wide"}


def test_colours_follow_the_scheme_and_the_reader(new_page: NewPage) -> None:
    light, dark = (opened(new_page, scheme).evaluate(COLOURS) for scheme in SCHEMES)
    assert all(one != other for one, other in zip(light, dark, strict=True))
    forced = opened(new_page, forced_colors="active").evaluate(COLOURS)
    assert len(set(forced)) == 1


@pytest.mark.parametrize("scheme", SCHEMES)
def test_charts_have_no_barriers(new_page: NewPage, axe: Axe, scheme: str) -> None:
    page = opened(new_page, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    axe(page)
