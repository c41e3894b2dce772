"""All outputs together: which files there are, that they stay the same, and that pages lead to them."""

from pathlib import Path

import pytest

from macros.checking import check
from macros.exports.files import output_files
from macros.pages.compose import composer
from macros.pages.data_links import data_links
from macros.pages.page_macros import PageMacros
from macros.portfolio.published import FEEDS, PATHS, STEERING_PACK, feeds_for
from macros.records.library import load
from macros.records.links import Dead, LinkMap, ToFile
from tests.builders import write_library
from tests.exported import ADDRESS, REPOSITORY, TODAY, basis, empty, hostile, sample_files


def test_the_paths_are_exactly_those_declared(tmp_path: Path) -> None:
    assert sample_files().keys() == PATHS - {STEERING_PACK}
    assert dict(output_files(empty(tmp_path))).keys() == PATHS - {STEERING_PACK}


@pytest.mark.parametrize("base", ["", ADDRESS])
def test_the_same_records_give_the_same_bytes(base: str, tmp_path: Path) -> None:
    first = dict(output_files(basis(hostile(tmp_path), base=base)))
    second = dict(output_files(basis(load(tmp_path), base=base)))
    assert first == second


def test_text_files_end_in_one_line_end(tmp_path: Path) -> None:
    for path, content in output_files(empty(tmp_path)):
        if isinstance(content, str):
            assert content.endswith("\n"), path
            assert not content.endswith("\n\n"), path


@pytest.mark.sample
def test_the_guide_leads_to_every_file() -> None:
    guide = load(REPOSITORY).pages["docs/guides/data.md"]
    targets = {link.href.removeprefix("../") for link in guide.prose.links}
    assert targets >= PATHS


def test_a_link_to_a_file_that_is_made_leads_there(tmp_path: Path) -> None:
    text = "# Data\n\n[all](../downloads/projects.csv), [typo](../downloads/project.csv)\n"
    write_library(tmp_path, files={"docs/guides/page.md": text})
    dead = [problem for problem in check(tmp_path, TODAY).problems if problem.rule == "dead-link"]
    assert [(problem.path, problem.line) for problem in dead] == [("docs/guides/page.md", 3)]
    assert "docs/downloads/project.csv" in dead[0].message


def test_without_a_list_of_made_files_none_is_known(tmp_path: Path) -> None:
    library = write_library(tmp_path, files={"docs/page.md": "# Page\n"})
    assert isinstance(LinkMap(library, {}).resolve("docs/page.md", "api/projects.json"), Dead)
    known = LinkMap(library, {}, PATHS).resolve("docs/page.md", "api/projects.json")
    assert known == ToFile("docs/api/projects.json", "api/projects.json")


def test_a_lesson_may_lead_to_a_file_that_is_made(tmp_path: Path) -> None:
    library = hostile(tmp_path)
    links = composer(library, (), TODAY).site.links
    found = links.resolve("lessons/2025/data.md", "../../docs/downloads/projects.csv")
    assert isinstance(found, ToFile)


def test_pages_name_the_feeds_of_their_section() -> None:
    assert [feed.name for feed in feeds_for("projects/alpha/")] == ["reports", "ratings"]
    assert [feed.name for feed in feeds_for("lessons/")] == ["lessons"]
    assert feeds_for("") == ()
    assert len({feed.path for feed in FEEDS}) == len(FEEDS)


def test_the_line_below_a_table_leads_to_its_files(tmp_path: Path) -> None:
    site = composer(hostile(tmp_path), (), TODAY).site
    view = data_links(site.datasets["projects"], "projects/", site)
    assert [(link.text, link.href) for link in view.files] == [
        ("CSV", "../downloads/projects.csv"),
        ("Excel", "../downloads/portfolio.xlsx"),
        ("JSON", "../api/projects.json"),
        ("JSON Schema", "../api/projects.schema.json"),
    ]
    assert [link.href for link in view.others] == [
        "../calendar/milestones.ics",
        "../feeds/reports.xml",
        "../feeds/ratings.xml",
    ]
    assert view.guide is None
    html = PageMacros(site, lambda: "projects/").data_links("projects")
    assert "All projects as" in html
    assert "\n\n" not in html


def test_each_dataset_has_its_line(tmp_path: Path) -> None:
    site = composer(hostile(tmp_path), (), TODAY).site
    for name, dataset in site.datasets.items():
        view = data_links(dataset, "", site)
        assert {link.href for link in (*view.files, *view.others)} <= PATHS, name


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("data_links('project')", "data_links: there is no dataset 'project'"),
        ("data_links()", "data_links: needs the name of a dataset"),
        ("data_links(['projects'])", "data_links: there is no dataset ['projects']"),
        ("data_links('projects', 2)", "data_links: takes at most 1 arguments"),
    ],
)
def test_a_wrong_dataset_is_told_with_its_line(call: str, message: str, tmp_path: Path) -> None:
    write_library(tmp_path, files={"docs/page.md": f"# Page\n\n{{{{ {call} }}}}\n"})
    (problem,) = [each for each in check(tmp_path, TODAY).problems if each.rule == "macro-error"]
    assert (problem.path, problem.line, problem.message) == ("docs/page.md", 3, message)
