"""Live editing: every edit shows without a restart, and no mistake ends the server."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import builders
from tests.serving import LiveSite, live
from tests.site_builder import complete_records, small_site

ALPHA = "docs/projects/alpha/index.md"
REPORT = "docs/projects/alpha/reports/2026-02-28.md"
LESSON = "lessons/2025/late-permits.md"
TEMPLATE = "templates/charter/index.md"
STANDARD = "docs/standards/governance.md"
PAGE = "docs/projects/index.md"
RECORD_FRAGMENT = "macros/pages/fragments/record.html.jinja"
LESSON_MODULE = "macros/pages/lesson_page.py"
QUIET = 3
"""Seconds of silence after which the server counts as settled; it looks for edits twice a second."""

EDITS = {
    "lesson": (LESSON, "This.", "An edited lesson.", "lessons/late-permits/"),
    "project": (ALPHA, "Replace the old one.", "An edited project.", "projects/alpha/"),
    "report": (REPORT, "stopped at the harbour", "came through", "projects/alpha/"),
    "template": (TEMPLATE, "Use it before planning.", "An edited template.", "templates/charter/"),
    "source": (
        "templates/charter/document.md",
        "Fill this in.",
        "Fill in.",
        "templates/charter/",
    ),
    "standard": (STANDARD, "One sponsor.", "An edited standard.", "standards/governance/"),
    "organisation": ("organisation.yml", "name: Example Works", "name: Edited Works", ""),
    "page": (PAGE, "# Projects", "# The edited register", "projects/"),
    "fragment": (RECORD_FRAGMENT, 'class="pmo-lead"', 'class="pmo-lead edited"', "projects/alpha/"),
    "module": (LESSON_MODULE, '"Happened"', '"Edited label"', "lessons/late-permits/"),
}
BROKEN_RECORDS = {
    "project": (ALPHA, "tier: 1", "teir: 1", "projects/alpha/", "Did you mean &#39;tier&#39;?"),
    "report": (REPORT, "rating: red", "rating: rde", "projects/alpha/reports/2026-02-28/", "not-in-list"),
    "lesson": (LESSON, "title: ", "title: [", "lessons/late-permits/", "yaml-syntax"),
    "template": (TEMPLATE, "status: current", "status: curent", "templates/charter/", "not-in-list"),
    "standard": (STANDARD, "order: 10", "ordre: 10", "standards/governance/", "unknown-key"),
    "page": (PAGE, "{{ project_index() }}", "{{ project_idx() }}", "projects/", "macro-error"),
}
BROKEN_MACHINERY = {
    "organisation": ("organisation.yml", "name: Example", "name: [Example", "", "yaml-syntax"),
    "rendering": (PAGE, "{{ project_index() }}", "{{ 1 / 0 }}", "projects/", "division by zero"),
    "fragment": (RECORD_FRAGMENT, "page.summary %}", "page.smmary %}", "projects/beta/", "smmary"),
    "syntax": (LESSON_MODULE, "def lesson_page(", "def lesson_page((", "projects/beta/", "lesson_page.py"),
    "name": (LESSON_MODULE, 'Fact("Happened"', 'Fcat("Happened"', "lessons/late-permits/", "Fcat"),
    "configuration": ("mkdocs.yml", "strict: true", "strict: [", "projects/beta/", "mkdocs.yml"),
}
WHOLE = {"": "Example Works", "projects/": "pmo-table", "standards/governance/": "pmo-clause"}
"""What tells that a page is not broken; on the pages of the other records it is their breadcrumbs."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    root = tmp_path_factory.mktemp("served")
    records = complete_records()
    with live(small_site(root / "site", **records), root / "terminal.txt") as served:
        yield served


def sound(page: str) -> str:
    return WHOLE.get(page, "pmo-breadcrumbs")


def settle(site: LiveSite) -> int:
    """Wait until the terminal has been silent for a while; gives how many builds there have been."""
    said, since = site.said(), time.monotonic()

    def is_quiet() -> bool:
        nonlocal said, since
        if site.said() != said:
            said, since = site.said(), time.monotonic()
        return time.monotonic() - since > QUIET

    site.wait_until(is_quiet, "the server went on building")
    return site.builds()


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_shows_without_a_restart(site: LiveSite, what: str) -> None:
    path, old, new, page = EDITS[what]
    shown = new.removeprefix("name: ").removeprefix("# ").strip('"')
    assert shown not in site.get(page)
    site.folder.replace(path, old, new)
    site.shows(page, shown)
    site.folder.replace(path, new, old)


def test_nothing_is_built_while_nothing_changes(site: LiveSite) -> None:
    settled = settle(site)
    assert settle(site) == settled


def test_a_new_record_appears_and_a_removed_one_goes(site: LiveSite) -> None:
    site.folder.write("lessons/2026/brand-new.md", builders.text_of(builders.lesson(title="Brand new")))
    site.shows("lessons/brand-new/", "Brand new")
    assert "Brand new" in site.get("lessons/")
    (site.folder.root / "lessons/2026/brand-new.md").unlink()
    site.wait_until(lambda: not site.get("lessons/brand-new/"), "the removed lesson kept its page")


def test_broken_records_say_what_is_wrong_on_their_pages_while_others_work(site: LiveSite) -> None:
    texts = {path: site.folder.read(path) for path, *_ in BROKEN_RECORDS.values()}
    for path, old, new, *_ in BROKEN_RECORDS.values():
        site.folder.write(path, texts[path].replace(old, new, 1))
    for path, _, _, page, told in BROKEN_RECORDS.values():
        site.shows(page, told)
        assert f"{path}:" in site.get(page)
        site.tells(f"{path}:")
    for page in ("projects/beta/", "lessons/test-data/", "lessons/", "portfolio/"):
        assert "pmo-problems" not in site.get(page)
        assert ("pmo-breadcrumbs" if page.count("/") == 2 else "pmo-table") in site.get(page)
    for path, text in texts.items():
        site.folder.write(path, text)
    for *_, page, _ in BROKEN_RECORDS.values():
        site.shows(page, sound(page))
        assert "pmo-problems" not in site.get(page)


@pytest.mark.parametrize("what", BROKEN_MACHINERY)
def test_broken_machinery_says_what_is_wrong_and_the_server_lives_on(site: LiveSite, what: str) -> None:
    path, old, new, page, told = BROKEN_MACHINERY[what]
    text = site.folder.read(path)
    site.folder.write(path, text.replace(old, new, 1))
    site.shows(page, told)
    site.tells(told)
    site.folder.write(path, text)
    site.shows(page, sound(page))


@pytest.mark.parametrize(
    ("path", "old", "new"), [(ALPHA, "tier: 1", "teir: 1"), (LESSON_MODULE, "def ", "dfe ")]
)
def test_a_server_starts_with_what_is_broken_and_shows_it_mended(
    tmp_path: Path, path: str, old: str, new: str
) -> None:
    folder = small_site(tmp_path / "site", **complete_records())
    text = folder.read(path)
    folder.write(path, text.replace(old, new, 1))
    page = "projects/alpha/" if path == ALPHA else ""
    with live(folder, tmp_path / "terminal.txt") as site:
        site.shows(page, path if path == ALPHA else "lesson_page.py")
        site.tells("tier" if path == ALPHA else "SyntaxError")
        folder.write(path, text)
        site.shows("projects/alpha/", "pmo-breadcrumbs")


def test_no_record_is_rendered_while_the_machinery_is_broken(tmp_path: Path) -> None:
    """Without the machinery nothing would hold a record's text to be data."""
    records = complete_records()
    records["projects"]["alpha"] |= {
        "render_macros": "true",
        "body": "{{ 6 * 7 }} <script>pwned=1</script>\n",
    }
    folder = small_site(tmp_path / "site", **records)
    folder.write(LESSON_MODULE, "def (")
    with live(folder, tmp_path / "terminal.txt") as site:
        assert "SyntaxError" in site.get("")
        assert "pwned" not in site.get("projects/alpha/")
        assert "42" not in site.get("projects/alpha/")
