"""Where links lead: from file to file, to anchors, to old names, and nowhere."""

from pathlib import Path

import pytest

from macros.records.library import Library
from macros.records.links import Dead, Elsewhere, LinkMap, Target, ToFile, ToPage, file_url, relative_url
from macros.records.vocabulary import Kind
from tests.bad_records import problems_of
from tests.builders import lesson, project, report, standard, template, text_of, write_library

ORIGIN = "lessons/2025/late-onboarding.md"
PROJECT = "docs/projects/alpha/index.md"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """One record of each kind, with old names, attachments and a file that is no part of the site."""
    return write_library(
        tmp_path_factory.mktemp("links"),
        projects={
            "alpha": project(aliases=["old-alpha"], body="## Risks & issues\n\nx\n\n## Risks & issues\n\ny\n")
        },
        reports={"alpha": {"2026-06-30": report()}},
        lessons={"late-onboarding": lesson(aliases=["late-start"])},
        templates={"charter": template(body="# Charter\n\n## How to fill it in\n")},
        standards={"governance": standard()},
        files={
            "lessons/2025/slow/index.md": text_of(lesson(attachments=["plan.pdf"])),
            "lessons/2025/slow/plan.pdf": "x",
            "templates/charter/document.md": "x",
            "docs/index.md": '# Home\n\n<a id="here"></a>\n\n## Named { #other }\n\n## Named\n',
            "docs/guides/index.md": "# Guides\n",
            "docs/guides/start.md": "# Start\n",
            "docs/assets/year plan.png": "x",
            "README.md": "x",
        },
    )


@pytest.fixture
def links(library: Library) -> LinkMap:
    return LinkMap(library, {Kind.PROJECT: frozenset({"section-milestones"})})


def led(target: Target) -> str:
    """An address, or why there is none."""
    match target:
        case ToPage() | ToFile():
            return target.url
        case Elsewhere(href):
            return href
        case Dead(message, way_out):
            return f"{message}. {way_out}"


ALIVE = {
    "#what-happened": "lessons/late-onboarding/#what-happened",
    "late-onboarding.md": "lessons/late-onboarding/",
    "slow/index.md": "lessons/slow/",
    "slow/plan.pdf": "downloads/lessons/slow/plan.pdf",
    "../../docs/projects/alpha/index.md": "projects/alpha/",
    "../../docs/projects/alpha/index.md#risks-issues": "projects/alpha/#risks-issues",
    "../../docs/projects/alpha/index.md#risks-issues_1": "projects/alpha/#risks-issues_1",
    "../../docs/projects/alpha/index.md#section-milestones": "projects/alpha/#section-milestones",
    "../../docs/projects/alpha/reports/2026-06-30.md#summary": "projects/alpha/reports/2026-06-30/#summary",
    "../../docs/projects/alpha/../alpha/./index.md": "projects/alpha/",
    "../../docs/standards/governance.md#gov-1": "standards/governance/#gov-1",
    "../../templates/charter/index.md#how-to-fill-it-in": "templates/charter/#how-to-fill-it-in",
    "../../templates/charter/document.md": "downloads/templates/charter/document.md",
    "../../docs/index.md": "",
    "../../docs/index.md#here": "#here",
    "../../docs/index.md#other": "#other",
    "../../docs/index.md#named": "#named",
    "../../docs/guides/index.md": "guides/",
    "../../docs/guides/start.md": "guides/start/",
    "../../docs/assets/year%20plan.png": "assets/year%20plan.png",
    "https://example.org/a?b#c": "https://example.org/a?b#c",
    "mailto:office@example.org": "mailto:office@example.org",
    "../../docs/projects/old-alpha/index.md": "projects/alpha/",
    "../../docs/projects/old-alpha/index.md#risks-issues": "projects/alpha/#risks-issues",
    "../../docs/projects/old-alpha/reports/2026-06-30.md": "projects/alpha/reports/2026-06-30/",
    "late-start.md": "lessons/late-onboarding/",
    "../1999/late-start/index.md": "lessons/late-onboarding/",
}


@pytest.mark.parametrize("href", ALIVE)
def test_a_link_leads_to_the_page_or_file(href: str, links: LinkMap) -> None:
    assert led(links.resolve(ORIGIN, href)) == ALIVE[href]


DEAD = {
    "": "the link has no address. Write one between the round brackets",
    "late-onbording.md": "which is not there. Is lessons/2025/late-onboarding.md meant?",
    "../../docs/projects/alfa/index.md": "which is not there. Is docs/projects/alpha/index.md meant?",
    "xyz.md": "the link 'xyz.md' leads to lessons/2025/xyz.md, which is not there. ",
    "#what-hapened": "has no anchor 'what-hapened'. Did you mean 'what-happened'?",
    "#zzz": f"has no anchor 'zzz'. See the headings of {ORIGIN}",
    "../../docs/standards/governance.md#gov-2": "Did you mean 'gov-1'?",
    "../../docs/projects/alpha": "leads to no file. Write the path to docs/projects/alpha/index.md",
    "../../docs/guides/start/": "leads to no file. Write the path to docs/guides/start.md",
    "../../README.md": "which is no part of the site. Link to a page",
    "../../organisation.yml": "which is no part of the site",
    "../../../../etc/passwd": "which is not there",
    "/lessons/late-onboarding/": "begins at the host's root. Write the path from this file to the other",
    "//example.org/x": "Begin it with https://",
    "ftp://example.org/x": "Begin it with https://",
    "www.example.org": "Begin the address of a website with https://",
    "http://[bad": "is no address",
    "%00.md": "which is not there",
    f"{300 * 'x'}.md": "which is not there",
}


@pytest.mark.parametrize("href", DEAD)
def test_a_dead_link_says_the_way_out(href: str, links: LinkMap) -> None:
    target = links.resolve(ORIGIN, href)
    assert isinstance(target, Dead)
    assert DEAD[href] in led(target)


def test_anchors_of_a_file_that_cannot_be_read_are_not_judged(tmp_path: Path) -> None:
    broken = write_library(
        tmp_path,
        lessons={"one": lesson(body=f"{lesson()['body']}\n[x](two.md#anything)\n")},
        files={"lessons/2025/two.md": ""},
    )
    assert [problem.rule for problem in problems_of(broken)] == ["empty-file"]


def test_a_draft_may_link_to_its_own_headings(links: LinkMap) -> None:
    assert isinstance(links.resolve("lessons/2026/draft.md", "#anything"), Elsewhere)


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("docs/assets/a.png", "assets/a.png"),
        ("docs/a/b c.pdf", "a/b%20c.pdf"),
        ("lessons/2026/a/Plan 1.pdf", "downloads/lessons/a/Plan%201.pdf"),
        ("templates/a/b.docx", "downloads/templates/a/b.docx"),
        ("templates/a/images/b.png", "downloads/templates/a/images/b.png"),
    ],
)
def test_a_file_has_its_address(path: str, url: str) -> None:
    assert file_url(path) == url


@pytest.mark.parametrize(
    ("target", "page", "relative"),
    [
        ("lessons/a/", "lessons/b/", "../a/"),
        ("lessons/a/#x", "lessons/a/", "#x"),
        ("", "lessons/a/", "../../"),
        ("#here", "lessons/a/", "../../#here"),
        ("lessons/a/", "", "lessons/a/"),
        ("downloads/a.pdf", "lessons/a/", "../../downloads/a.pdf"),
        ("lessons/", "lessons/a/", "../"),
    ],
)
def test_an_address_is_seen_from_a_page(target: str, page: str, relative: str) -> None:
    assert relative_url(target, page) == relative
