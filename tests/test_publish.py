"""Publishing: whole releases, one step that shows one, and a way back."""

import gzip
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from obstore.exceptions import GenericError
from obstore.store import MemoryStore

from scripts import publish
from scripts.csp import hashes_in
from scripts.hosts import FolderHost
from scripts.releases import FOR_EVER, Release, cache_control, content_type, packed
from scripts.s3 import S3Host, s3_host

THEME = '<script>"undefined"!=typeof __md_analytics&&__md_analytics()</script>'
"""The shortest of the theme's own scripts."""
PAGE = f"""<link href="../assets/pmo.css"><script src="../assets/bundle.0a1b2c3d.min.js"></script>{THEME}"""
needs_links = pytest.mark.skipif(
    os.name == "nt", reason="Windows makes symbolic links for administrators only"
)

Publish = Callable[..., Result]


def write_site(folder: Path, text: str = "One") -> Path:
    files = {
        "index.html": f"<h1>{text}</h1>{THEME}",
        "projects/index.html": PAGE,
        "assets/pmo.css": "p { color: red }\n" * 100,
        "assets/bundle.0a1b2c3d.min.js": "1",
        "downloads/projects.csv": "a,b\r\n",
        "sitemap.xml.gz": os.urandom(8).hex(),
        ".hidden": "x",
    }
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content.encode())
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site")


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture(params=[pytest.param("folder", marks=needs_links), "s3"])
def run(
    request: pytest.FixtureRequest, tmp_path: Path, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> Publish:
    """`pmo publish` to a folder, and to a bucket."""
    monkeypatch.setattr(publish, "s3_host", lambda _address: S3Host(store))
    target = "s3://kb" if request.param == "s3" else str(tmp_path / "srv")
    return lambda *arguments: CliRunner().invoke(publish.command, [*map(str, arguments), "--to", target])


@pytest.fixture
def shown(tmp_path: Path, store: MemoryStore) -> Callable[[str], str]:
    """What readers get at a path, from either of the two."""

    def read(path: str) -> str:
        if (tmp_path / "srv").exists():
            return (tmp_path / "srv/current" / path).read_text(encoding="utf-8")
        release = bytes(store.get("current").bytes()).decode()
        return bytes(store.get(f"releases/{release}/{path}").bytes()).decode()

    return read


def release_of(done: Result) -> str:
    assert done.exit_code == 0, done.output
    found = re.search(r"Shown: (\w+)", done.output)
    assert found
    return found[1]


# A release


def test_a_release_is_named_by_what_it_holds(site: Path, tmp_path: Path) -> None:
    assert Release(site).id == Release(write_site(tmp_path / "again")).id
    assert Release(site).id != Release(write_site(tmp_path / "other", "Two")).id


def test_an_asset_without_a_hash_in_its_name_gets_one_in_its_address(site: Path) -> None:
    page = dict(Release(site).files())["projects/index.html"].decode()
    assert re.search(r'href="\.\./assets/pmo\.css\?h=[0-9a-f]{8}"', page)
    assert 'src="../assets/bundle.0a1b2c3d.min.js"' in page


def test_the_address_changes_with_the_asset_only(site: Path) -> None:
    before = dict(Release(site).files())["projects/index.html"]
    (site / "downloads/projects.csv").write_text("other", encoding="utf-8")
    assert dict(Release(site).files())["projects/index.html"] == before
    (site / "assets/pmo.css").write_text("p { color: blue }", encoding="utf-8")
    assert dict(Release(site).files())["projects/index.html"] != before


def test_what_begins_with_a_dot_stays_at_home(site: Path) -> None:
    assert {path for path, _ in Release(site).files()} == {
        "index.html",
        "projects/index.html",
        "assets/pmo.css",
        "assets/bundle.0a1b2c3d.min.js",
        "downloads/projects.csv",
    }


def test_texts_are_compressed_where_it_is_worth_it() -> None:
    text = b"a line of text\n" * 200
    forms = dict(packed("index.html", text))
    assert gzip.decompress(forms["index.html.gz"]) == text
    assert set(forms) == {"index.html.gz", "index.html.br"}
    assert list(packed("small.html", b"a")) == []
    assert list(packed("pack.zip", text)) == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/tables.js", "text/javascript; charset=utf-8"),
        ("downloads/projects.csv", "text/csv; charset=utf-8"),
        ("calendar/milestones.ics", "text/calendar; charset=utf-8"),
        ("feeds/lessons.xml", "application/atom+xml; charset=utf-8"),
        ("api/projects.json", "application/json; charset=utf-8"),
        ("x.pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("x.unknown", "application/octet-stream"),
    ],
)
def test_the_type_of_a_file_hangs_on_no_table_of_the_machine(path: str, expected: str) -> None:
    assert content_type(path) == expected


def test_only_what_is_named_by_its_content_is_kept_for_ever() -> None:
    assert cache_control("assets/stylesheets/main.0a1b2c3d.min.css") == FOR_EVER
    assert {cache_control(path) for path in ("index.html", "assets/pmo.css", "x.min.js")} == {"no-cache"}


# Both hosts


def test_a_site_is_shown_and_the_next_one_takes_its_place(
    run: Publish, shown: Callable[[str], str], site: Path
) -> None:
    first = release_of(run(site))
    assert "<h1>One</h1>" in shown("index.html")
    assert first != release_of(run(write_site(site, "Two")))
    assert "<h1>Two</h1>" in shown("index.html")


def test_the_same_site_again_uploads_nothing(run: Publish, site: Path) -> None:
    first = release_of(run(site))
    again = run(site)
    assert release_of(again) == first
    assert f"{first} is there already." in again.output


def test_there_is_a_way_back(run: Publish, shown: Callable[[str], str], site: Path) -> None:
    first = release_of(run(site))
    run(write_site(site, "Two"))
    assert release_of(run("--back-to", first)) == first
    assert "<h1>One</h1>" in shown("index.html")
    assert run("--back-to", "0123").exit_code == 2
    assert "<h1>One</h1>" in shown("index.html")


def test_old_releases_go_and_the_one_shown_stays(
    run: Publish, shown: Callable[[str], str], site: Path
) -> None:
    releases = [release_of(run(write_site(site, str(number)), "--keep", 2)) for number in range(4)]
    last = run("--back-to", releases[2], "--keep", 1)
    assert last.output.strip().endswith(f"one of {releases[2]}.")
    assert "<h1>2</h1>" in shown("index.html")


def test_a_site_that_its_own_policy_would_block_is_not_published(
    run: Publish, shown: Callable[[str], str], site: Path
) -> None:
    run(site)
    (site / "index.html").write_text("<script>alert(1)</script>", encoding="utf-8")
    done = run(site)
    assert done.exit_code == 1
    assert "index.html: a script that is not the theme's" in done.output
    assert "<h1>One</h1>" in shown("index.html")


def test_an_upload_that_broke_off_is_never_shown_and_can_be_repeated(
    run: Publish, shown: Callable[[str], str], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(site)
    write_site(site, "Two")
    with monkeypatch.context() as broken:
        broken.setattr(Release, "files", lambda self: (1 / 0 for _ in self.hashes))
        assert isinstance(run(site).exception, ZeroDivisionError)
    assert "<h1>One</h1>" in shown("index.html")
    release_of(run(site))
    assert "<h1>Two</h1>" in shown("index.html")


# What a host refuses


def test_a_store_that_cannot_be_reached_is_told_without_a_traceback(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise GenericError("Generic S3 error: 169.254.169.254: denied\n\nDebug source:\nGeneric { … }")

    monkeypatch.delenv("AWS_ACCESS_KEY_ID", raising=False)
    monkeypatch.setattr(S3Host, "_listed", refuse)
    done = CliRunner().invoke(publish.command, [str(site), "--to", "s3://kb"])
    assert done.exit_code == 1
    assert "Error: the store did not do it: Generic S3 error" in done.output
    assert "set AWS_ACCESS_KEY_ID" in done.output
    assert "Debug" not in done.output


def test_a_folder_that_cannot_be_written_is_told_without_a_traceback(site: Path, tmp_path: Path) -> None:
    (tmp_path / "srv").write_text("a file", encoding="utf-8")
    done = CliRunner().invoke(publish.command, [str(site), "--to", str(tmp_path / "srv")])
    assert done.exit_code == 1
    assert "readers see what they saw before" in done.output
    assert "Traceback" not in done.output


# A folder


@needs_links
def test_a_folder_has_one_link_to_what_is_shown_and_one_to_what_was(tmp_path: Path, site: Path) -> None:
    host = tmp_path / "srv"
    first = publish.upload(FolderHost(host), site)
    FolderHost(host).switch(first)
    second = publish.upload(FolderHost(host), write_site(site, "Two"))
    FolderHost(host).switch(second)
    assert (host / "current").readlink() == Path("releases", second)
    assert (host / "previous").readlink() == Path("releases", first)
    assert {path.name for path in host.iterdir()} == {"current", "previous", "releases"}


@needs_links
def test_an_unchanged_file_keeps_its_time_and_takes_no_room(tmp_path: Path, site: Path) -> None:
    host = FolderHost(tmp_path / "srv")
    for text in ("One", "Two"):
        host.switch(publish.upload(host, write_site(site, text)))
    one, two = (tmp_path / "srv" / name / "assets/pmo.css" for name in ("previous", "current"))
    assert one.stat().st_ino == two.stat().st_ino
    assert (tmp_path / "srv/current/assets/pmo.css.gz").stat().st_nlink == 2
    assert (tmp_path / "srv/current/index.html").stat().st_nlink == 1


@needs_links
def test_the_web_server_reads_a_changed_policy_before_the_switch(tmp_path: Path, site: Path) -> None:
    seen = tmp_path / "seen.txt"
    look = (
        f"import os; open({str(seen)!r}, 'a').write(str(os.path.lexists({str(tmp_path / 'srv/current')!r})))"
    )
    arguments = [str(site), "--to", str(tmp_path / "srv"), "--reload", f'{sys.executable} -c "{look}"']
    for _ in range(2):
        assert CliRunner().invoke(publish.command, arguments).exit_code == 0
    assert seen.read_text(encoding="utf-8") == "False"
    assert hashes_in((tmp_path / "srv/csp.conf").read_text(encoding="utf-8"))


@needs_links
@pytest.mark.parametrize("reload", [f"{sys.executable} -c 'exit(3)'", "no-such-program"])
def test_a_web_server_that_cannot_read_its_settings_shows_what_it_did(
    tmp_path: Path, site: Path, reload: str
) -> None:
    arguments = [str(site), "--to", str(tmp_path / "srv"), "--reload", reload]
    done = CliRunner().invoke(publish.command, arguments)
    assert done.exit_code == 1
    assert "nothing was shown" in done.output
    assert not (tmp_path / "srv/current").exists()


def test_a_folder_without_links_is_told_so(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(1, "not permitted")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    done = CliRunner().invoke(publish.command, [str(site), "--to", str(tmp_path / "srv")])
    assert done.exit_code == 1
    assert "cannot hold a symbolic link (not permitted)" in done.output


# A bucket


def test_the_switch_is_one_object_that_names_release_and_policy(store: MemoryStore, site: Path) -> None:
    host = S3Host(store)
    host.switch(publish.upload(host, site))
    about = store.get("current").attributes
    assert about["release"] == Release(site).id
    assert hashes_in(about["csp"])
    assert about["Cache-Control"] == "no-cache"


def test_objects_say_what_they_are_and_how_long_they_hold(store: MemoryStore, site: Path) -> None:
    release = publish.upload(S3Host(store), site)
    about = store.get(f"releases/{release}/assets/bundle.0a1b2c3d.min.js").attributes
    assert about["Content-Type"] == "text/javascript; charset=utf-8"
    assert about["Cache-Control"] == FOR_EVER


def test_a_removed_release_leaves_nothing(store: MemoryStore, site: Path) -> None:
    host = S3Host(store)
    host.remove(publish.upload(host, site))
    assert [entry for page in store.list() for entry in page] == []


def test_an_address_has_a_bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Exception, match="names no bucket"):
        s3_host("s3://")
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    assert 'bucket="kb"' in str(s3_host("s3://kb/a/b").store)
    assert 'prefix="a/b"' in str(s3_host("s3://kb/a/b").store)
