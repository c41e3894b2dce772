"""What the theme's own files say of the organisation, on screen and on paper."""

from datetime import date
from io import BytesIO

import pytest
from pptx import Presentation

from macros.pages.theme_colours import stylesheet
from macros.portfolio.published import STEERING_PACK
from macros.records.models import Organisation
from tests.builders import project
from tests.site_builder import Built, small_site

TODAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = small_site(tmp_path_factory.mktemp("theme"), projects={"alpha": project()})
    found = folder.build(as_of="2026-06-30")
    assert found.exit_code == 0, found.output
    return found


def test_the_search_dialog_has_a_name(built: Built) -> None:
    for address in ("", "projects/alpha/"):
        assert built.html(address).count('role="dialog" aria-label="Search"') == 1


def test_each_section_of_the_navigation_has_a_name(built: Built) -> None:
    for address in ("portfolio/", "projects/alpha/"):
        html = built.html(address)
        assert 'aria-labelledby="__nav_' not in html
        assert html.count('data-md-level="1" aria-label="Portfolio"') == 1


def test_the_site_has_the_steering_pack(built: Built) -> None:
    deck = Presentation(BytesIO((built.site / STEERING_PACK).read_bytes()))
    assert len(deck.slides) > 2


def test_paper_says_whose_it_is_and_of_which_day(built: Built) -> None:
    assert 'href="assets/stylesheets/print.css"' in built.html("")
    style = (built.site / "assets/stylesheets/organisation.css").read_text(encoding="utf-8")
    assert '@top-left { content: "Example\\000020Works' in style
    assert '@top-right { content: "As\\000020at\\00002030\\000020Jun\\0000202026"; }' in style
    assert 'counter(page) " of " counter(pages)' in style


def test_a_name_cannot_leave_its_string() -> None:
    style = stylesheet(Organisation(name='A"; } body { display: none } /* \\'), TODAY)
    assert "display: none" not in style
    assert 'content: "A\\000022\\00003b' in style


def test_dark_colours_are_for_screens_only() -> None:
    style = stylesheet(Organisation(name="Example Works"), TODAY)
    assert style.index("@media screen") < style.index('[data-md-color-scheme="slate"]')
