"""The site as a zip file: every link leads to a file, and nothing needs a server."""

import json
import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from scripts.built_pages import tags
from scripts.offline import command, offline_link, offline_page, search_script, write_zip
from tests.site_builder import Built

KNOWN = frozenset(
    {"index.html", "projects/index.html", "projects/alpha/index.html", "downloads/projects.csv"}
)


@pytest.fixture(scope="module")
def zipped(sample: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    file = tmp_path_factory.mktemp("offline") / "kb.zip"
    write_zip(sample.site, file)
    with ZipFile(file) as opened:
        yield opened


@pytest.mark.parametrize(
    ("address", "path", "expected"),
    [
        ("projects/", "index.html", "projects/index.html"),
        ("alpha/", "projects/index.html", "alpha/index.html"),
        ("../?projects.q=a#b", "projects/alpha/index.html", "../index.html?projects.q=a#b"),
        ("../..", "projects/alpha/index.html", "../../index.html"),
        (".", "index.html", "./index.html"),
        ("./#top", "projects/index.html", "./index.html#top"),
        ("../downloads/projects.csv", "projects/index.html", None),
        ("#part", "projects/index.html", None),
        ("?q=a", "projects/index.html", None),
        ("nowhere/", "index.html", None),
        ("/projects/", "index.html", None),
        ("https://kb.example/projects/", "index.html", None),
        ("mailto:pmo@kb.example", "index.html", None),
        ("//kb.example/projects/", "index.html", None),
    ],
)
def test_a_link_to_a_folder_names_its_page(address: str, path: str, expected: str | None) -> None:
    assert offline_link(address, path, KNOWN) == expected


def test_a_page_gets_the_stand_in_and_no_instant_navigation() -> None:
    settings = '{"base": "..", "features": ["navigation.instant", "toc.follow"]}'
    page = (
        f'<script id="__config" type="application/json">{settings}</script>'
        '<script src="../assets/javascripts/bundle.a1b2c3d4.min.js"></script>'
    )
    config, worker, bundle = tags(offline_page(page, "projects/index.html", KNOWN))
    assert json.loads(config.text) == {"base": "..", "features": ["toc.follow"]}
    assert worker.get("src") == "../assets/javascripts/iframe-worker.js"
    assert bundle.get("src") == "../assets/javascripts/bundle.a1b2c3d4.min.js"


def test_search_leads_to_files() -> None:
    places = ["", "#a", "projects/", "projects/alpha/#b", "nowhere/"]
    index = json.dumps({"docs": [{"location": place, "text": "é"} for place in places]})
    script = search_script(index, KNOWN)
    found = json.loads(script.removeprefix("var __index = ").rstrip().removesuffix(";"))
    assert [entry["location"] for entry in found["docs"]] == [
        "index.html",
        "index.html#a",
        "projects/index.html",
        "projects/alpha/index.html#b",
        "nowhere/",
    ]


def test_every_link_leads_to_a_file_of_the_zip(zipped: ZipFile) -> None:
    names = set(zipped.namelist())
    for path in (name for name in names if name.endswith(".html")):
        for tag in tags(zipped.read(path).decode()):
            for address in filter(None, (tag.get("href"), tag.get("src"))):
                target = unquote(address.split("#")[0].split("?")[0])
                if target and ":" not in target.split("/")[0] and not target.startswith("//"):
                    found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
                    assert found in names, f"{path}: {address}"


def test_the_zip_holds_what_a_reader_needs_and_says_how_to_begin(zipped: ZipFile) -> None:
    names = zipped.namelist()
    assert names[0] == "README.txt"
    assert b"kb" in zipped.read("README.txt")
    for name in ("index.html", "search/search_index.js", "downloads/projects.csv", "api/projects.json"):
        assert f"kb/{name}" in names
    for name in ("404.html", "sitemap.xml", "search/search_index.json"):
        assert f"kb/{name}" not in names
    assert len(names) == len(set(names))


def test_the_zip_is_the_same_bytes_every_time(sample: Built, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write_zip(sample.site, tmp_path / folder / "kb.zip")
    assert (tmp_path / "a/kb.zip").read_bytes() == (tmp_path / "b/kb.zip").read_bytes()


def test_the_command_writes_into_the_build_folder(
    sample: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "organisation.yml").touch()
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(command, [str(sample.site)])
    assert done.exit_code == 0, done.output
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["knowledge-base.zip"]


def test_the_command_says_that_there_is_no_site_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "organisation.yml").touch()
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(command, [])
    assert done.exit_code == 2
    assert "make build" in done.output
