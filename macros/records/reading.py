"""Bytes on disk into text, and the tree into a list of files. Nothing is followed out of the tree."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .problems import Problem

LARGEST_RECORD = 500_000
"""Bytes. A longer record is a document in the wrong place."""

ROOMS = ("docs", "lessons", "templates")
IGNORED = frozenset({"Thumbs.db", "desktop.ini", "__pycache__"})


@dataclass(frozen=True)
class Text:
    r"""A file's text with ``\n`` line ends and no byte-order mark, or why it could not be read."""

    text: str = ""
    problem: Problem | None = None


def files_below(root: Path) -> tuple[list[str], list[Problem]]:
    """Every file of the rooms, as sorted paths relative to ``root``, and what is no plain file."""
    paths: list[str] = []
    problems: list[Problem] = []
    for room in ROOMS:
        for path, problem in _walk(root, room):
            if problem:
                problems.append(problem)
            else:
                paths.append(path)
    return sorted(paths), sorted(problems)


def _walk(root: Path, folder: str) -> Iterator[tuple[str, Problem | None]]:
    directory = root / folder
    if directory.is_symlink():
        yield folder, linked(folder)
        return
    if not directory.is_dir():
        return
    for entry in os.scandir(directory):
        path = f"{folder}/{entry.name}"
        if entry.name.startswith(".") or entry.name in IGNORED:
            continue
        if problem := _unusual(entry, path):
            yield path, problem
        if entry.is_symlink() or _shown(path) != path:
            continue
        if entry.is_dir():
            yield from _walk(root, path)
        elif entry.is_file():
            yield path, None


def _unusual(entry: os.DirEntry[str], path: str) -> Problem | None:
    if _shown(path) != path:
        message = "the name has characters that cannot be shown"
        return Problem(_shown(path), 1, 1, "encoding", message, "Rename it in letters, digits and hyphens")
    if entry.is_symlink():
        return linked(path)
    if entry.is_dir():
        message = f"{entry.name!r} is a folder with the name of a record"
        problem = Problem(path, 1, 1, "stray-file", message, "Rename the folder without .md")
        return problem if entry.name.endswith(".md") else None
    if not entry.is_file():
        return Problem(path, 1, 1, "stray-file", f"{entry.name!r} is no ordinary file", "Remove it")
    return None


def linked(path: str) -> Problem:
    """The problem of a symbolic link."""
    message = "this is a symbolic link, which could lead out of the repository"
    return Problem(path, 1, 1, "symbolic-link", message, "Put a copy of the file here instead")


def _shown(path: str) -> str:
    """``path`` with a ? for each character that would break a line or a terminal."""
    return "".join(character if character.isprintable() else "?" for character in path)


def read_text(root: Path, path: str) -> Text:
    """The text of a record at ``path`` below ``root``."""
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        message, way_out = (
            f"the file cannot be read: {error.strerror}",
            "Check that it is there and may be read",
        )
        return Text(problem=Problem(path, 1, 1, "unreadable-file", message, way_out))
    if len(data) > LARGEST_RECORD:
        message = f"the file has {len(data):,} bytes; a record may have {LARGEST_RECORD:,}"
        return Text(problem=Problem(path, 1, 1, "file-size", message, "Attach the long part as a document"))
    if not data.strip():
        return Text(problem=Problem(path, 1, 1, "empty-file", "the file is empty", "Fill it in or remove it"))
    try:
        text = data.decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError as error:
        return Text(problem=_undecodable(path, data, error.start))
    return Text(text.replace("\r\n", "\n").replace("\r", "\n"))


def _undecodable(path: str, data: bytes, offset: int) -> Problem:
    before = data[:offset]
    line = before.count(b"\n") + 1
    column = offset - (before.rfind(b"\n") + 1) + 1
    likely = data[offset : offset + 1].decode("cp1252", "replace")
    message = f"the file is not UTF-8 text: byte 0x{data[offset]:02x}, in another encoding perhaps {likely!r}"
    return Problem(path, line, column, "encoding", message, "Save the file again with the encoding UTF-8")
