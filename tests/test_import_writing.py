"""Records as text: read back exactly, written whole or not at all."""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.records.fields import Group
from macros.records.front_matter import read_record
from macros.records.models import Project, Report
from macros.records.writing import OutsideRootError, record_text, write_new, write_text

HARD = [
    *("no", "Yes", "null", "~", "", "12:30", "1.10", "007", "1e5", "0x1F", "2026-02-30", "=", "<<"),
    *("a: b", "a #b", "#b", "- a", "-", "? a", "@a", "`a`", "%a", "&a", "*a", "!a", "|", ">", "[a]", "{a}"),
    *("'", '"', "it's", 'say "it"', 'it\'s: "both"', "a\\nb", " a", "a ", "\ta", "a\tb"),
    *("a\nb", "a\n", "\na", "a\n\n", "  a\nb", "a \nb", "---", "---\nb", "a\n---\nb", "...", "a\n...\nb"),
    *("é", "日本", "😀", "a\u00a0b", "a\rb", "a\u200bb"),
]
visible = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")
texts = st.one_of(
    st.sampled_from(HARD),
    st.text(visible | st.sampled_from("\n\r\t"), max_size=40),
    st.lists(st.sampled_from(HARD), max_size=4).map("".join),
    st.text("ab \n\t-:#'\"|>&*!%@`{}[],\\", max_size=20),
)
values = st.dictionaries(
    st.sampled_from([*Project.model_fields, "unknown", "with: colon"]),
    st.one_of(texts, st.lists(texts, max_size=3), st.dictionaries(texts.filter(bool), texts, max_size=3)),
    max_size=5,
)


def read_back(text: str) -> dict[str, Any]:
    source, problems = read_record("x.md", text)
    assert problems == []
    return source.values


@pytest.mark.parametrize("text", HARD)
def test_every_awkward_text_is_read_back_as_it_was(text: str) -> None:
    assert read_back(record_text(Project, {"title": text, "tags": [text], "withheld": {"start": text}})) == {
        "title": text,
        "tags": [text],
        "withheld": {"start": text},
    }


@settings(deadline=None)
@given(values, st.text(visible | st.sampled_from("\n\t")))
def test_whatever_is_written_is_read_back(fields: dict[str, Any], body: str) -> None:
    text = record_text(Project, fields, body)
    source, problems = read_record("x.md", text)
    assert problems == []
    assert source.values == fields
    assert source.body.strip("\n") == body.strip("\n")


@settings(deadline=None)
@given(texts)
def test_other_readers_of_yaml_see_the_same_words(text: str) -> None:
    front = record_text(Project, {"title": f"x{text}"}).split("---\n", 1)[1].rsplit("---\n", 1)[0]
    assert yaml.safe_load(front) == {"title": f"x{text}"}


@pytest.mark.parametrize("word", ["no", "yes", "on", "null", "12:30", "1_000"])
def test_words_that_yaml_turns_into_something_else_are_quoted(word: str) -> None:
    assert f"title: '{word}'\n" in record_text(Project, {"title": word})


def test_numbers_and_dates_stand_plain() -> None:
    text = record_text(Project, {"tier": "3", "budget": 558000000, "start": "2015-05-01", "finish": None})
    assert text == "---\ntier: 3\nstart: 2015-05-01\nbudget: 558000000\n---\n"


def test_keys_stand_in_the_order_of_the_model() -> None:
    fields = {
        "audience": "public",
        "summary": "b",
        "milestones": [{"baseline": "2026-01-01", "title": "M", "id": "m"}],
        "title": "a",
    }
    keys = [line.strip(" -").split(":")[0] for line in record_text(Project, fields).splitlines()]
    assert keys == ["", "title", "summary", "milestones", "id", "title", "baseline", "audience", ""]


def test_lists_are_blocks_and_the_same_list_twice_is_no_alias() -> None:
    tags = ["a", "b"]
    assert record_text(Project, {"objectives": tags, "tags": tags}) == (
        "---\nobjectives:\n  - a\n  - b\ntags:\n  - a\n  - b\n---\n"
    )


def test_the_body_follows_after_a_blank_line_with_plain_line_ends() -> None:
    assert record_text(Report, {"rating": "red"}, "\r\n## Summary\r\n\r\nBad.\n\n") == (
        "---\nrating: red\n---\n\n## Summary\n\nBad.\n"
    )


class Flags(Group):
    on: bool
    share: float


def test_truth_values_and_fractions_are_written_as_a_model_reads_them() -> None:
    text = record_text(Flags, {"on": True, "share": 1e-7})
    assert Flags.model_validate(read_back(text)) == Flags(on=True, share=1e-7)


def test_a_file_that_exists_is_not_overwritten_unless_asked(tmp_path: Path) -> None:
    write_text(tmp_path, "a/b.md", "one\n")
    with pytest.raises(FileExistsError):
        write_text(tmp_path, "a/b.md", "two\n")
    assert (tmp_path / "a/b.md").read_bytes() == b"one\n"
    write_text(tmp_path, "a/b.md", "two\n", overwrite=True)
    assert (tmp_path / "a/b.md").read_bytes() == b"two\n"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.md"]


def test_no_overwriting_where_files_cannot_be_linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(_self: Path, _target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    write_text(tmp_path, "b.md", "one\n")
    with pytest.raises(FileExistsError):
        write_text(tmp_path, "b.md", "two\n")
    assert (tmp_path / "b.md").read_text() == "one\n"


@pytest.mark.skipif(os.name == "nt", reason="a symbolic link needs special rights on Windows")
def test_nothing_is_written_through_a_link_out_of_the_tree(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "in/link").symlink_to(tmp_path / "out")
    with pytest.raises(OutsideRootError):
        write_text(tmp_path / "in", "link/x.md", "x")
    with pytest.raises(OutsideRootError):
        write_text(tmp_path / "in", "../x.md", "x")
    assert not list((tmp_path / "out").iterdir())


def test_of_new_files_all_are_written_or_none(tmp_path: Path) -> None:
    write_text(tmp_path, "docs/projects/b/index.md", "there\n")
    files = {f"docs/projects/{name}/index.md": f"{name}\n" for name in "abc"}
    with pytest.raises(FileExistsError):
        write_new(tmp_path, files)
    assert sorted(path.as_posix() for path in (tmp_path / "docs/projects").rglob("*.md")) == [
        (tmp_path / "docs/projects/b/index.md").as_posix()
    ]
    assert not (tmp_path / "docs/projects/a").exists()
    del files["docs/projects/b/index.md"]
    write_new(tmp_path, files)
    assert (tmp_path / "docs/projects/c/index.md").read_text() == "c\n"
