"""What Windows does otherwise, tried without it: names of files, letters in pipes, and no make."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from macros.records.vocabulary import DEVICES, Kind
from scripts import dev, pmo
from scripts.ownership import files_below
from tests.bad_records import problems_of
from tests.builders import lesson, project, template, write_library
from tests.site_builder import REPOSITORY, Built

FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .](?:/|$)')
ROOM = 259 - len(r"C:\Users\somebody.with.a.long.name\Documents\knowledge-base" + "\\site\\")
"""Letters that the path of a file may have below the knowledge base, where long paths are not switched on."""


def impossible(paths: Iterator[str]) -> list[str]:
    """Those of ``paths`` that cannot be files on Windows."""
    every = list(paths)
    lower = Counter(path.lower() for path in every)
    return [
        path
        for path in every
        if FORBIDDEN.search(path)
        or len(path) > ROOM
        or lower[path.lower()] > 1
        or any(part.split(".")[0].lower() in DEVICES for part in path.split("/"))
    ]


def test_every_file_of_the_repository_can_lie_on_a_windows_disk() -> None:
    assert impossible(files_below(REPOSITORY)) == []


def test_every_file_of_the_site_can_lie_on_a_windows_disk(sample: Built) -> None:
    assert impossible(files_below(sample.site)) == []


@pytest.mark.parametrize(
    "path", ["a/aux.md", "docs/CON/index.md", "a:b.md", "what?.md", "a. /b.md", "end.", f"{'a' * 200}.md"]
)
def test_a_file_that_windows_cannot_have_is_seen(path: str) -> None:
    assert impossible(iter([path])) == [path]
    assert impossible(iter(["Lessons/a.md", "lessons/a.md"])) == ["Lessons/a.md", "lessons/a.md"]


@pytest.mark.parametrize("kind", [Kind.PROJECT, Kind.LESSON, Kind.TEMPLATE])
def test_a_record_named_as_a_device_is_told_on_every_machine(tmp_path: Path, kind: Kind) -> None:
    records: dict[str, Any] = {
        Kind.PROJECT: {"projects": {"com1": project()}},
        Kind.LESSON: {"lessons": {"com1": lesson()}},
        Kind.TEMPLATE: {"templates": {"com1": template()}},
    }[kind]
    library = write_library(tmp_path, **records)
    (problem,) = [problem for problem in problems_of(library) if problem.rule == "reserved-id"]
    assert problem.message == "no file can be named 'com1' on Windows"
    assert f"com1-{kind}" in problem.help


# Letters


def test_a_pipe_takes_letters_that_the_machines_language_lacks() -> None:
    bytes_ = BytesIO()
    pipe = TextIOWrapper(bytes_, encoding="cp1252", newline="\n")
    pmo.speak_utf8(pipe)
    pipe.write("rating amber → red\n")
    pipe.flush()
    assert bytes_.getvalue().decode() == "rating amber → red\n"


def test_a_pipe_that_takes_every_letter_is_left_alone() -> None:
    pipe = TextIOWrapper(BytesIO(), encoding="utf-16", newline="\n")
    pmo.speak_utf8(pipe)
    assert pipe.encoding == "utf-16"


def test_every_tool_reads_and_prints_utf_8() -> None:
    assert dev.environment()["PYTHONUTF8"] == "1"


def test_git_checks_texts_out_with_the_same_line_ends_everywhere() -> None:
    rules = (REPOSITORY / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert "* text=auto eol=lf" in rules
    assert [path for path in texts() if b"\r\n" in (REPOSITORY / path).read_bytes()] == []


def texts() -> Iterator[str]:
    endings = (".md", ".yml", ".py", ".toml", ".json", ".css", ".js", ".jinja", ".txt", ".in")
    folders = ("docs/", "lessons/", "macros/", "requirements/", "schemas/", "scripts/", "templates/")
    yield from (
        path for path in files_below(REPOSITORY) if path.startswith(folders) and path.endswith(endings)
    )


# No make, no shell


def test_commands_are_run_by_python_and_not_as_programs_without_an_ending(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran: list[tuple[str, ...]] = []

    def run(*command: str, **_extra: str) -> int:
        ran.append(command)
        return 0

    monkeypatch.setattr(dev, "set_up", lambda _level: None)
    monkeypatch.setattr(dev, "run", run)
    for command in ("check", "schemas", "offline", "publish", "build", "bench"):
        assert dev.main([command]) == 0
    assert {command[0] for command in ran} == {str(dev.PYTHON)}
    assert {command[1] for command in ran} == {"-m"}


@pytest.mark.sample
def test_every_task_of_the_editor_needs_neither_make_nor_a_shell() -> None:
    tasks = json.loads((REPOSITORY / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
    for task in tasks:
        assert task["type"] == "process"
        assert task["windows"] == {"command": "python"}
        assert task["args"][0] == "scripts/dev.py"
        assert task["args"][1] in dev.COMMANDS


@pytest.mark.sample
def test_the_container_sets_up_what_everybody_else_does() -> None:
    text = (REPOSITORY / ".devcontainer/devcontainer.json").read_text(encoding="utf-8")
    container = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))
    assert container["postCreateCommand"] == "python scripts/dev.py setup"
    assert container["forwardPorts"] == [8000]
    extensions = json.loads((REPOSITORY / ".vscode/extensions.json").read_text(encoding="utf-8"))
    assert container["customizations"]["vscode"]["extensions"] == extensions["recommendations"]
