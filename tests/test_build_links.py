"""Whole sites: every address leads somewhere, renames are followed, days differ, and bytes do not."""

import json
import os
import re
from collections import Counter
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from macros.records.vocabulary import RESERVED_IDS
from tests import builders
from tests.conftest import SAMPLE_ADDRESS
from tests.html_pages import dead_links, foreign_loads, parsed
from tests.site_builder import Built, SiteFolder, complete_records, copy_repository, small_site

FOREIGN_STYLE = re.compile(r"(url\(|@import)\s*[\"']?\s*(https?:)?//", re.IGNORECASE)
ODD_PAGES = ("c# [guide]", "Über uns", "50% off!", "what?")
ODD_NAMES = ("plan #2 – 50 % (draft)?.pdf", "Übergabe & more.txt")


def repeated_ids(built: Built) -> list[str]:
    return [
        f"{path.relative_to(built.site)}: {id_}"
        for path in built.pages()
        for id_, times in Counter(parsed(path).ids).items()
        if times > 1
    ]


def contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def test_every_address_in_the_site_leads_somewhere(sample: Built) -> None:
    assert not [*dead_links(sample.site, SAMPLE_ADDRESS)]


def test_no_page_has_an_id_twice(sample: Built) -> None:
    assert not repeated_ids(sample)


def test_no_page_loads_anything_from_another_host(sample: Built) -> None:
    assert not [load for path in sample.pages() for load in foreign_loads(parsed(path), SAMPLE_ADDRESS)]
    styles = {path.name: path.read_text(encoding="utf-8") for path in sample.site.rglob("*.css")}
    assert styles
    assert not [name for name, text in styles.items() if FOREIGN_STYLE.search(text)]


def test_a_second_build_gives_the_same_bytes(sample: Built, tmp_path: Path) -> None:
    """In another folder, with another hash seed, and other file times."""
    folder = copy_repository(tmp_path, sample.site.parent)
    for path in (tmp_path / "docs").rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    again = folder.build("-q", site_url=SAMPLE_ADDRESS, PYTHONHASHSEED="4711")
    one, other = contents(sample.site), contents(again.site)
    assert one.keys() == other.keys()
    assert not [name for name in one if one[name] != other[name]]


# The state of an earlier day


@pytest.fixture(scope="module")
def as_of_june(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = copy_repository(tmp_path_factory.mktemp("june")).build(as_of="2026-06-30")
    assert built.exit_code == 0, built.output
    return built


@pytest.mark.sample
def test_an_earlier_day_has_no_later_reports_and_lessons(as_of_june: Built) -> None:
    reports = sorted(path.parent.name for path in as_of_june.site.glob("projects/*/reports/*/index.html"))
    assert reports
    assert reports[-1] == "2026-06-30"
    rows = json.loads((as_of_june.site / "api/lessons.json").read_text(encoding="utf-8"))
    rows = rows if isinstance(rows, list) else rows["lessons"]
    assert rows
    assert max(row["date"] for row in rows) <= "2026-06-30"
    shown = {path.parent.name for path in as_of_june.site.glob("lessons/*/index.html")}
    assert shown - RESERVED_IDS == {row["id"] for row in rows}
    assert "standards-committee-seat" not in shown


@pytest.mark.sample
def test_an_earlier_day_says_which_day_it_is_and_shows_its_state(as_of_june: Built) -> None:
    assert "30 Jun 2026" in parsed(as_of_june.site / "portfolio/index.html").text
    project = parsed(as_of_june.site / "projects/erp-replacement/index.html").text
    assert "30 Jun 2026" in project
    links = parsed(as_of_june.site / "projects/erp-replacement/index.html").links()
    assert {link for link in links if link.startswith("reports/")} == {
        f"reports/{path.name}/" for path in (as_of_june.site / "projects/erp-replacement/reports").iterdir()
    }


@pytest.mark.sample
def test_an_earlier_day_has_no_dead_link_and_no_id_twice(as_of_june: Built) -> None:
    assert not [*dead_links(as_of_june.site)]
    assert not repeated_ids(as_of_june)


# Small sites


@pytest.fixture(scope="module")
def tied(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A small site with renamed records, odd file names, awkward headings and links to them."""
    folder = tmp_path_factory.mktemp("tied")
    records = complete_records()
    records["projects"]["alpha"] |= {"aliases": ["first"], "body": awkward_headings()}
    records["reports"]["alpha"]["2026-02-28"] |= {"aliases": ["2026-02-27"]}
    records["templates"]["charter"] |= {"aliases": ["mandate"]}
    records["standards"]["governance"] |= {"aliases": ["rules"]}
    lesson = records["lessons"].pop("test-data") | {"aliases": ["data-owner"]}
    lesson["attachments"] = [*ODD_NAMES]
    lesson["body"] += links_to_old_names()
    records["files"] |= {"lessons/2025/test-data/index.md": builders.text_of(lesson)}
    records["files"] |= {f"lessons/2025/test-data/{name}": "Read me." for name in ODD_NAMES}
    records["files"] |= {"templates/brief/document.md": "# Brief\n"}
    records["files"] |= {f"templates/{id_}/images/plan.png": id_ for id_ in ("charter", "brief")}
    records["files"] |= {
        f"docs/guides/{name}.md": f"# {name}\n\n{{{{ today | day }}}}\n" for name in ODD_PAGES
    }
    pages = "\n".join(f"- [{name}]({quote(name)}.md)" for name in ODD_PAGES)
    records["files"] |= {"docs/guides/odd.md": f"# Odd names\n\n{pages}\n"}
    records["templates"]["brief"] = builders.template(title="Brief", body="![Plan](images/plan.png)\n")
    built = small_site(folder, **records).build("-q")
    assert built.exit_code == 0, built.output
    return built


def awkward_headings() -> str:
    ours = ("Section status", "Section top", "Table reports", "Table milestones caption")
    texts = "\n\n".join(f"## {name}\n\nText." for name in (*ours, "__search", "Same", "Same"))
    return f"{texts}\n\n# First level\n\nText, [up](#same_1).\n"


def links_to_old_names() -> str:
    old = {
        "first": "../../../docs/projects/first/index.md#section-status",
        "report": "../../../docs/projects/first/reports/2026-02-27.md",
        "mandate": "../../../templates/mandate/index.md",
        "rules": "../../../docs/standards/rules.md#gov-1",
        **{name: quote(name) for name in ODD_NAMES},
    }
    return "\n\n## Evidence\n\n" + "\n".join(f"- [{name}]({target})" for name, target in old.items()) + "\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("projects/first/", "projects/alpha/"),
        ("projects/first/reports/2026-01-31/", "projects/alpha/reports/2026-01-31/"),
        ("projects/first/reports/2026-02-27/", "projects/alpha/reports/2026-02-28/"),
        ("projects/alpha/reports/2026-02-27/", "projects/alpha/reports/2026-02-28/"),
        ("lessons/data-owner/", "lessons/test-data/"),
        ("templates/mandate/", "templates/charter/"),
        ("standards/rules/", "standards/governance/"),
    ],
)
def test_an_old_address_leads_on_to_the_new_one(tied: Built, old: str, new: str) -> None:
    page = parsed(tied.site / old / "index.html")
    refresh = page.of("meta", **{"http-equiv": "refresh"})[0].attributes["content"]
    target = (tied.site / old / refresh.partition("url=")[2]).resolve()
    assert target == (tied.site / new).resolve()


def test_links_written_to_old_names_and_odd_files_lead_to_what_is_meant(tied: Built) -> None:
    links = parsed(tied.site / "lessons/test-data/index.html").links()
    assert {
        "../../projects/alpha/#section-status",
        "../../projects/alpha/reports/2026-02-28/",
        "../../templates/charter/",
        "../../standards/governance/#gov-1",
    } <= links
    for name in ODD_NAMES:
        assert (tied.site / "downloads/lessons/test-data" / name).read_text(encoding="utf-8") == "Read me."


def test_pages_of_odd_names_are_rendered_and_reached(tied: Built) -> None:
    links = parsed(tied.site / "guides/odd/index.html").links()
    for name in ODD_PAGES:
        assert f"../{quote(name)}/" in {quote(unquote(link)) for link in links}
        assert "{{" not in parsed(tied.site / "guides" / name / "index.html").text


def test_files_of_one_name_beside_two_templates_keep_apart(tied: Built) -> None:
    for id_ in ("charter", "brief"):
        assert (tied.site / f"downloads/templates/{id_}/images/plan.png").read_text(encoding="utf-8") == id_


def test_awkward_names_give_no_dead_link_and_no_id_twice(tied: Built) -> None:
    assert not [*dead_links(tied.site)]
    assert not repeated_ids(tied)


HOSTS: list[tuple[builders.Fields, str, str]] = [
    (
        {"repository": {"url": "https://github.com/aldermoor/pmo/", "branch": "trunk"}},
        "https://github.com/aldermoor/pmo/edit/trunk/",
        "https://github.com/aldermoor/pmo/issues/new?title=",
    ),
    (
        {"repository": {"url": "https://gitlab.aldermoor.example/office/pmo"}},
        "https://gitlab.aldermoor.example/office/pmo/-/edit/main/",
        "https://gitlab.aldermoor.example/office/pmo/-/issues/new?issue%5Btitle%5D=",
    ),
    ({"contact": "office@aldermoor.example"}, "", "mailto:office@aldermoor.example?subject="),
    ({"contact": "Room 12"}, "", ""),
]


@pytest.mark.parametrize(("organisation", "edit", "problem"), HOSTS)
def test_every_page_can_be_edited_and_complained_about(
    tmp_path: Path, organisation: builders.Fields, edit: str, problem: str
) -> None:
    folder = small_site(
        tmp_path, **complete_records(), organisation_yml=builders.organisation(**organisation)
    )
    site = folder.build("-q").site
    for address, path in {
        "projects/alpha/": "docs/projects/alpha/index.md",
        "projects/alpha/reports/2026-01-31/": "docs/projects/alpha/reports/2026-01-31.md",
        "lessons/late-permits/": "lessons/2025/late-permits.md",
        "templates/charter/": "templates/charter/index.md",
        "standards/governance/": "docs/standards/governance.md",
        "projects/": "docs/projects/index.md",
        "": "docs/index.md",
    }.items():
        page = parsed(site / address / "index.html")
        outward = {link for link in page.links() if link.startswith(("http", "mailto:"))}
        assert path in page.text
        assert bool(outward) is bool(edit or problem)
        assert not edit or f"{edit}{path}" in outward
        named = quote(path, safe="")
        assert not problem or [link for link in outward if link.startswith(problem) and named in link]


def test_a_site_without_any_record_is_built(tmp_path: Path) -> None:
    folder: SiteFolder = small_site(tmp_path)
    built = folder.build("-q")
    assert built.exit_code == 0, built.output
    assert not [*dead_links(built.site)]
