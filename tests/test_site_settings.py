"""``site.yml`` and its neighbours: an organisation's own navigation, language and look."""

from pathlib import Path

import pytest

from macros.pages.navigation import navigation
from macros.records.site_settings import NavigationEntry, read_site_settings
from tests.builders import standard
from tests.html_pages import parsed
from tests.site_builder import Built, small_site

SETTINGS = """\
language: de
logo: own/logo.svg
favicon: own/logo.svg
footer: Internal <b>only</b>.
stylesheets: [own/extra.css]
scripts: [own/extra.js]
navigation:
  - {section: Guides, page: own/buying.md}
  - {section: Our links, title: Intranet, url: "https://intranet.example.org/"}
"""


def told(root: Path, text: str) -> list[tuple[int, str]]:
    (root / "docs/own").mkdir(parents=True, exist_ok=True)
    (root / "docs/own/page.md").write_text("# Page\n", encoding="utf-8")
    (root / "site.yml").write_text(text, encoding="utf-8")
    return [(problem.line, problem.rule) for problem in read_site_settings(root).problems]


def test_without_a_file_everything_is_as_the_product_has_it(tmp_path: Path) -> None:
    read = read_site_settings(tmp_path)
    assert read.problems == ()
    assert (read.fields.language, read.fields.navigation) == ("en", [])
    assert told(tmp_path, "") == []
    assert told(tmp_path, "# language: de\n") == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("language: deutsch\n", "not-in-list"),
        ("logo: own/none.svg\n", "site-setting"),
        ("stylesheets: [../mkdocs.yml]\n", "site-setting"),
        ("navigation:\n  - {section: Ours, page: own/none.md}\n", "site-setting"),
        ("navigation:\n  - {section: Ours}\n", "site-setting"),
        ("navigation:\n  - {section: Ours, page: own/page.md, url: 'https://a.example'}\n", "site-setting"),
        ("navigation:\n  - {section: Ours, url: 'https://a.example'}\n", "site-setting"),
        ("navigation:\n  - {section: Ours, title: Other, url: intranet}\n", "url-format"),
        ("nav: []\n", "unknown-key"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, rule: str) -> None:
    assert told(tmp_path, text) == [(text.count("\n"), rule)]


def test_pages_that_are_not_there_leave_the_navigation_and_own_ones_join_it() -> None:
    product = [
        "index.md",
        {"Guides": ["a.md", {"More": ["b.md"]}]},
        {"Gone": ["c.md"]},
        {"Standards": "s.md"},
    ]
    own = [
        NavigationEntry(section="Guides", page="own.md"),
        NavigationEntry(section="Ours", title="Page", page="own.md"),
        NavigationEntry(section="Ours", title="Intranet", url="https://intranet.example.org/"),
    ]
    there = {"index.md", "b.md", "s.md"}
    assert navigation(product, ["standards/x.md"], own, there.__contains__) == [
        "index.md",
        {"Guides": [{"More": ["b.md"]}, "own.md"]},
        {"Standards": ["s.md", "standards/x.md"]},
        {"Ours": [{"Page": "own.md"}, {"Intranet": "https://intranet.example.org/"}]},
    ]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = small_site(tmp_path_factory.mktemp("own"), standards={"governance": standard()})
    files = {
        "site.yml": SETTINGS,
        "docs/own/buying.md": "# How we buy\n\n{{ status_table() }}\n",
        "docs/own/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
        "docs/own/extra.css": "p {}\n",
        "docs/own/extra.js": "\n",
        "docs/assets/stylesheets/own.css": ":root {}\n",
    }
    for path, text in files.items():
        folder.write(path, text)
    (folder.root / "docs/guides/data.md").unlink()
    made = folder.build("-q", as_of="2026-06-30")
    assert made.exit_code == 0, made.output
    return made


def leads(built: Built) -> set[str]:
    """Where the home page leads, its navigation included."""
    return {link.attributes.get("href", "") for link in parsed(built.site / "index.html").of("a")}


def test_the_site_has_what_is_set(built: Built) -> None:
    home = built.html("")
    assert '<html lang="de"' in home
    assert home.count('src="own/logo.svg"') >= 1
    assert 'rel="icon" href="own/logo.svg"' in home
    assert "Internal &lt;b&gt;only&lt;/b&gt;." in home
    assert 'src="own/extra.js"' in home


def test_own_styles_come_after_all_others(built: Built) -> None:
    styles = [
        link.attributes["href"] for link in parsed(built.site / "index.html").of("link", rel="stylesheet")
    ]
    assert styles[-3:] == [
        "assets/stylesheets/organisation.css",
        "own/extra.css",
        "assets/stylesheets/own.css",
    ]


def test_own_pages_are_in_the_navigation_and_may_hold_tables(built: Built) -> None:
    links = leads(built)
    assert {"own/buying/", "https://intranet.example.org/"} <= links
    assert "There are no projects yet." in built.html("own/buying/")


def test_a_page_that_was_deleted_is_nowhere(built: Built) -> None:
    assert not (built.site / "guides/data/index.html").exists()
    assert "guides/data/" not in leads(built)
