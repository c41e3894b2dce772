"""Live editing: every kind of source shows without a restart, and nothing that breaks ends the server."""

import time
from collections.abc import Iterator

import pytest

from tests.serving import LiveSite, live
from tests.site_builder import complete_records, small_site

QUIET = 3
"""Seconds in which a server that is left alone builds nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """One server for all tests of this module; each test leaves the folder as it should be."""
    root = tmp_path_factory.mktemp("live")
    with live(small_site(root / "site", **complete_records()), root / "log.txt") as running:
        yield running


EDITS = {
    "lesson": ("lessons/2025/test-data.md", "lessons/test-data/"),
    "project": ("docs/projects/alpha/index.md", "projects/alpha/"),
    "template": ("templates/charter/index.md", "templates/charter/"),
    "standard": ("docs/standards/governance.md", "standards/governance/"),
}


@pytest.mark.parametrize("kind", EDITS)
def test_an_edited_title_shows(site: LiveSite, kind: str) -> None:
    path, address = EDITS[kind]
    before = site.folder.read(path)
    line = next(line for line in before.split("\n") if line.startswith("title:"))
    site.folder.write(path, before.replace(line, f"title: Edited {kind} of today", 1))
    site.shows(address, f"Edited {kind} of today")


def test_an_edited_report_shows(site: LiveSite) -> None:
    path = "docs/projects/alpha/reports/2026-02-28.md"
    site.folder.replace(path, "The supplier stopped at the harbour.", "The supplier is back.")
    site.shows("projects/alpha/reports/2026-02-28/", "The supplier is back.")
    site.shows("projects/alpha/", "The supplier is back.")


def test_a_new_record_shows(site: LiveSite) -> None:
    text = site.folder.read("docs/projects/beta/index.md")
    site.folder.write("docs/projects/gamma/index.md", text.replace("Beta", "Gamma ray"))
    site.shows("projects/gamma/", "Gamma ray")
    site.shows("projects/", "Gamma ray")


def test_the_organisation_shows(site: LiveSite) -> None:
    site.folder.replace("organisation.yml", "Example Works", "Renamed Works")
    site.shows("", "Renamed Works")


def test_a_fragment_shows(site: LiveSite) -> None:
    path = "macros/pages/fragments/record.html.jinja"
    site.folder.write(path, site.folder.read(path) + "<p>From the fragment.</p>\n")
    site.shows("projects/alpha/", "From the fragment.")


def test_python_shows(site: LiveSite) -> None:
    old, new = "No report has been published", "Not one report has been published"
    site.folder.replace("macros/pages/project_standing.py", old, new)
    site.shows("projects/beta/", new)


def test_a_broken_record_says_why_on_its_page_and_the_others_live_on(site: LiveSite) -> None:
    path = "lessons/2025/late-permits.md"
    whole = site.folder.read(path)
    site.folder.write(path, whole.replace("status: submitted", "status: sumbitted"))
    site.shows("lessons/late-permits/", "not-in-list")
    site.tells("not-in-list: status must be one of")
    assert "Edited" in site.get("lessons/test-data/") or "test data" in site.get("lessons/test-data/")
    site.folder.write(path, whole)
    site.shows("lessons/late-permits/", "Ask early for permits")


def test_a_broken_organisation_is_told_on_the_home_page(site: LiveSite) -> None:
    whole = site.folder.read("organisation.yml")
    site.folder.write("organisation.yml", whole + "\naccent: teal\n")
    site.shows("", "colour-format")
    site.folder.write("organisation.yml", whole)
    site.wait_until(lambda: "colour-format" not in site.get(""), "the home page never recovered")


def test_a_broken_module_says_why_on_every_page_and_the_server_lives_on(site: LiveSite) -> None:
    path = "macros/pages/sections.py"
    whole = site.folder.read(path)
    site.folder.write(path, whole + "\nthis is no Python\n")
    site.shows("projects/alpha/", "The site cannot be built")
    site.tells("invalid syntax")
    site.folder.write(path, whole)
    site.wait_until(lambda: "cannot be built" not in site.get("projects/alpha/"), "it never recovered")


def test_a_server_left_alone_does_not_build(site: LiveSite) -> None:
    def settled() -> bool:
        before = site.builds()
        time.sleep(QUIET)
        return site.builds() == before

    site.wait_until(settled, "the server goes on building")
