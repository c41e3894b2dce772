"""The navigation is drawn once for pages that look the same in it, and anew for all others."""

from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, pass_context
from jinja2.runtime import Context
from mkdocs.utils import get_relative_url

from macros.pages.kept_navigation import PARTS, keep_navigation

DRAWING = "{% for url in nav.addresses %}{{ url | from_here }} {% endfor %}{{ drawn() }}"


class Theme:
    """A theme whose navigation counts how often it is drawn."""

    def __init__(self, *addresses: str) -> None:
        self.draws = 0
        made = Environment(loader=DictLoader(dict.fromkeys(PARTS, DRAWING)), autoescape=True)
        made.filters["from_here"] = _from_here
        made.globals["drawn"] = self._drawn
        self.environment = keep_navigation(made)
        self.pages = {url: SimpleNamespace(url=url, children=None) for url in addresses}
        section = SimpleNamespace(children=list(self.pages.values()))
        self.nav = SimpleNamespace(items=[section], pages=list(self.pages.values()), addresses=addresses)

    def _drawn(self) -> str:
        self.draws += 1
        return ""

    def draw(self, url: str) -> str:
        """The navigation as the page at ``url`` includes it."""
        page = self.pages.get(url) or SimpleNamespace(url=url)
        config = SimpleNamespace(theme={})
        including = self.environment.from_string(f'{{% include "{PARTS[0]}" %}}')
        return including.render(page=page, nav=self.nav, config=config)


@pass_context
def _from_here(context: Context, url: str) -> Any:  # noqa: ANN401
    return get_relative_url(url, context["page"].url)


def right(theme: Theme, url: str) -> str:
    return "".join(f"{get_relative_url(each, url)} " for each in theme.nav.addresses)


def test_pages_of_one_folder_share_a_drawing() -> None:
    theme = Theme("", "projects/", "lessons/")
    for url in ("projects/a/", "projects/b/", "projects/c/"):
        assert theme.draw(url) == right(theme, url)
    assert theme.draws == 1


@pytest.mark.parametrize(
    "urls",
    [
        ("projects/a/", "lessons/a/"),
        ("projects/a/", "projects/a/reports/2026-01-31/"),
        ("projects/a/", "projects/own/"),
        ("projects/own/x/", "projects/a/x/"),
    ],
)
def test_pages_whose_links_differ_do_not(urls: tuple[str, str]) -> None:
    theme = Theme("", "projects/", "projects/own/here/")
    assert [theme.draw(url) for url in urls] == [right(theme, url) for url in urls]
    assert theme.draws == len(urls)


def test_a_page_of_the_navigation_is_drawn_each_time() -> None:
    theme = Theme("", "projects/")
    assert theme.draw("projects/") == theme.draw("projects/") == right(theme, "projects/")
    assert theme.draws == 2
