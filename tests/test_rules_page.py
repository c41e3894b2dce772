"""``docs/contribute/rules.md`` documents every rule, and its examples do what they say."""

import os
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from jinja2 import Environment
from markdown import Markdown

from macros.checking import check
from macros.documents.compiler.checks import SOURCE_RULES
from macros.records.library import load
from macros.records.problems import Problem, errors
from macros.records.prose import parse
from macros.records.reading import LARGEST_RECORD
from macros.records.rules import HISTORY_RULES, RULES, history_problems, rule_ids
from tests.rule_examples import Block, Section, build, sections

PAGE = Path(__file__).parents[1] / "docs/contribute/rules.md"
TEXT = PAGE.read_text(encoding="utf-8")
CLOCK = date(2026, 11, 21)
SECTIONS = {section.heading.strip("`"): section for section in sections(TEXT)}
CHARTER = "templates/project-charter"
LESSON = "lessons/2026/late-onboarding.md"

KNOWN = rule_ids() | {"macro-error", *SOURCE_RULES}

Change = Callable[[Path, pytest.MonkeyPatch], object]


def _locked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == file:
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)


def _linked(file: Path, _: pytest.MonkeyPatch) -> None:
    elsewhere = file.with_name(".elsewhere")
    file.rename(elsewhere)
    file.symlink_to(elsewhere)


def _copied(file: Path, _: pytest.MonkeyPatch) -> None:
    data = file.read_bytes()
    file.unlink()
    file.write_bytes(data)


def _longer(number: int) -> Change:
    return lambda file, _: file.write_bytes(file.read_bytes() + b"\n" + b"and so on " * (number // 10))


def _encoded(encoding: str) -> Change:
    return lambda file, _: file.write_bytes(file.read_text("utf-8").replace("This", "Späte").encode(encoding))


def _office_file(author: str) -> Change:
    def write(file: Path, _: pytest.MonkeyPatch) -> None:
        document = Document()
        document.core_properties.author = author
        document.save(str(file))

    return write


def _renamed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _office_file("")(file.with_name("our-charter.docx"), monkeypatch)


FILES: dict[str, tuple[str, Change, Change]] = {
    "empty-file": (LESSON, lambda file, _: file.write_bytes(b"\r\n \n"), lambda file, _: file.unlink()),
    "encoding": (LESSON, _encoded("cp1252"), _encoded("utf-8-sig")),
    "file-size": (LESSON, _longer(LARGEST_RECORD), _longer(LARGEST_RECORD - 10_000)),
    "missing-file": ("organisation.yml", lambda file, _: file.unlink(), lambda file, _: file.touch()),
    "symbolic-link": (LESSON, _linked, _copied),
    "unreadable-file": (LESSON, _locked, _copied),
    "name-taken": (f"{CHARTER}/project-charter.docx", _office_file(""), _renamed),
    "office-properties": (
        f"{CHARTER}/our-charter.docx",
        _office_file("Jane Doe"),
        _office_file("Project Management Office"),
    ),
}
"""Rules about what a text cannot show: the file, what makes it bad, and what leaves it good."""


def test_every_rule_has_a_heading_and_every_heading_is_a_rule() -> None:
    assert set(SECTIONS) == KNOWN


def test_each_rule_has_its_anchor_on_the_page() -> None:
    """A heading that stood twice would take the plain anchor away from the second."""
    text = Environment(autoescape=True).from_string(TEXT).render()
    renderer = Markdown(extensions=["toc", "pymdownx.superfences"])
    anchors = re.findall(r'<h3 id="([^"]*)"', renderer.convert(text))
    assert anchors == list(SECTIONS)
    assert set(anchors) <= parse(TEXT, 1, maintained=True).anchors


@pytest.mark.parametrize("section", SECTIONS.values(), ids=list(SECTIONS))
def test_a_rule_is_explained_before_its_examples(section: Section) -> None:
    assert section.heading.strip("`") in KNOWN
    assert section.heading.startswith("`")
    assert section.group
    assert not section.prose[0].startswith(("Bad", "Good"))


@pytest.mark.parametrize("id_", sorted(SECTIONS.keys() - FILES.keys()))
def test_a_bad_example_breaks_its_rule(id_: str, tmp_path: Path) -> None:
    section = SECTIONS[id_]
    found = [problem for problem in _problems(tmp_path, section, section.bad) if problem.rule == id_]
    assert {problem.path for problem in found} & section.bad_paths
    assert all(problem.line > 0 and problem.column > 0 for problem in found)


@pytest.mark.parametrize("id_", sorted(SECTIONS.keys() - FILES.keys()))
def test_a_good_example_breaks_no_rule(id_: str, tmp_path: Path) -> None:
    section = SECTIONS[id_]
    _assert_clean(_problems(tmp_path, section, section.good), id_)


@pytest.mark.parametrize("id_", HISTORY_RULES)
def test_what_was_before_a_change_breaks_no_rule(id_: str, tmp_path: Path) -> None:
    assert SECTIONS[id_].before
    build(tmp_path, SECTIONS[id_].before)
    assert check(tmp_path, CLOCK).problems == ()


def test_a_rule_warns_where_the_page_says_so() -> None:
    warns = {id_ for id_, section in SECTIONS.items() if section.prose[0].startswith("Warning. ")}
    assert warns == {entry.id for entry in RULES if entry.severity == "warning"} | {
        "leak-unread",
        "yaml-comment",
    }


@pytest.mark.parametrize("id_", FILES)
def test_a_rule_about_files_holds_for_bad_and_good(
    id_: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if id_ == "symbolic-link" and os.name == "nt":
        pytest.skip("making symbolic links needs more rights there")
    path, make_bad, keep_good = FILES[id_]
    said = " ".join(SECTIONS[id_].prose)
    assert "Bad: " in said
    assert "Good: " in said
    build(tmp_path / "bad")
    make_bad(tmp_path / "bad" / path, monkeypatch)
    found = [problem for problem in check(tmp_path / "bad", CLOCK).problems if problem.path == path]
    assert [problem.rule for problem in found] == [id_]
    build(tmp_path / "good")
    keep_good(tmp_path / "good" / path, monkeypatch)
    _assert_clean(check(tmp_path / "good", CLOCK).problems, id_)


def test_the_message_in_the_introduction_is_what_the_check_says(tmp_path: Path) -> None:
    shown = TEXT.split("```text\n")[1].split("\n")[0]
    build(tmp_path, SECTIONS["date-format"].bad)
    told = [f"{p.path}:{p.line}:{p.column}: {p.rule}: {p.text}" for p in check(tmp_path, CLOCK).problems]
    assert shown in told


def test_what_stands_around_the_examples_breaks_no_rule(tmp_path: Path) -> None:
    build(tmp_path)
    assert check(tmp_path, CLOCK).problems == ()


def _problems(folder: Path, section: Section, blocks: list[Block]) -> list[Problem]:
    assert blocks
    assert all(block.text.strip() for block in blocks)
    build(folder / "before", section.before)
    build(folder / "after", blocks)
    checked = check(folder / "after", CLOCK)
    history = history_problems(load(folder / "before"), checked.library) if section.before else ()
    return [*checked.problems, *history]


def _assert_clean(problems: Iterable[Problem], id_: str) -> None:
    assert not list(errors(problems))
    assert id_ not in {problem.rule for problem in problems}
