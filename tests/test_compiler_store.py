"""Compiled files are kept by the hash of what goes into them, and a store that fails only costs time."""

import os
import threading
from pathlib import Path

import pytest

from macros.documents.compiler import store as module
from macros.documents.compiler.store import KEPT_SECONDS, PLACE, Store


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.delenv(PLACE, raising=False)
    return Store(tmp_path)


def kept_files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_what_is_kept_is_not_made_again(store: Store) -> None:
    made = []

    def make() -> bytes:
        made.append(1)
        return b"content"

    key = store.key("docx", "text")
    assert store.get(key) is None
    assert [store.kept(key, make) for _ in range(3)] == [b"content"] * 3
    assert len(made) == 1
    assert store.get(key) == b"content"


def test_a_key_follows_from_all_parts_and_from_the_machinery(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = store.key("docx", ("a", "b"))
    assert key == store.key("docx", ("a", "b"))
    assert len({key, store.key("odt", ("a", "b")), store.key("docx", ("a", "c")), store.key("docx")}) == 4
    monkeypatch.setattr(module, "machinery", lambda: "another")
    assert store.key("docx", ("a", "b")) != key


def test_the_machinery_is_code_colours_and_libraries() -> None:
    assert len(module.machinery()) == 64
    files = [file for pattern in module.CODE for file in module.MACROS.glob(pattern)]
    assert {"workbook.py", "deck.py", "colours.py"} <= {file.name for file in files}


def test_files_lie_below_the_repository_or_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PLACE, raising=False)
    Store(tmp_path / "a").put("abc", b"x")
    assert kept_files(tmp_path) == [tmp_path / "a/.cache/documents/ab/abc"]
    monkeypatch.setenv(PLACE, str(tmp_path / "b"))
    Store(tmp_path / "a").put("abc", b"x")
    assert (tmp_path / "b/ab/abc").read_bytes() == b"x"


def test_a_folder_that_cannot_be_written_to_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv(PLACE, str(tmp_path / "file"))
    blocked = Store(tmp_path)
    assert blocked.kept("abc", lambda: b"content") == b"content"
    assert blocked.get("abc") is None
    blocked.prune()


def test_half_a_file_is_never_seen(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", stopped)
    store.put("abc", b"content")
    assert store.get("abc") is None
    assert kept_files(tmp_path) == []


def test_many_writers_of_one_file_do_not_disturb_each_other(store: Store, tmp_path: Path) -> None:
    content = b"x" * 1_000_000
    seen: list[bytes | None] = []

    def work() -> None:
        for _ in range(20):
            store.put("abc", content)
            seen.append(store.get("abc"))

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert set(seen) == {content}
    assert len(kept_files(tmp_path)) == 1


def test_what_no_build_asks_for_is_removed_in_time(store: Store, tmp_path: Path) -> None:
    store.put("old", b"x")
    store.put("new", b"x")
    (old,) = tmp_path.rglob("old")
    (new,) = tmp_path.rglob("new")
    now = new.stat().st_mtime
    os.utime(old, (now - KEPT_SECONDS - 60, now - KEPT_SECONDS - 60))
    store.prune(now)
    assert [file.name for file in kept_files(tmp_path)] == ["new"]


def test_a_file_that_is_asked_for_stays(store: Store, tmp_path: Path) -> None:
    store.put("old", b"x")
    (old,) = tmp_path.rglob("old")
    os.utime(old, (1_000_000, 1_000_000))
    assert store.get("old") == b"x"
    store.prune()
    assert store.get("old") == b"x"
