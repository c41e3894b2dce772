"""A file taken apart: raw values with the position of each, and the body with its first line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .characters import CONTROLS, visible
from .problems import Problem
from .prose import Prose, parse, suspects_in
from .yaml_values import Path, Position, read_values

__all__ = ["FENCE", "Path", "Position", "Source", "has_front_matter", "read_page", "read_record", "read_yaml"]

FENCE = "---"
SETTING = re.compile(r" {0,3}[A-Za-z0-9_-]+:")
"""How a line of MultiMarkdown metadata begins, which MkDocs also knows."""


@dataclass(frozen=True)
class Source:
    """A file as it was written: raw values, where each stands, and the body with its first line."""

    path: str
    values: dict[str, Any] = field(default_factory=dict)
    value_positions: dict[Path, Position] = field(default_factory=dict)
    key_positions: dict[Path, Position] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    is_whole: bool = True
    """Whether the body is known. It is not where the file cannot be read or its front matter has no end."""
    empty: tuple[Path, ...] = ()
    """Where a key stands without a value."""

    @cached_property
    def contributed(self) -> Prose:
        """The body, parsed as contributed prose; once, for as many records as share this source."""
        return parse(self.body, self.body_line)

    @cached_property
    def maintained(self) -> Prose:
        """The body, parsed as prose of the PMO's own pages."""
        return parse(self.body, self.body_line, maintained=True)

    @cached_property
    def texts(self) -> tuple[tuple[Path, str], ...]:
        """Every text in the values, with its path."""
        return tuple(_texts(self.values))

    @cached_property
    def suspects(self) -> tuple[tuple[Path, str, str], ...]:
        """Path, rule and text of what would be code elsewhere, in the values."""
        return tuple((path, rule, text) for path, value in self.texts for rule, text in suspects_in(value))

    def position(self, path: Path) -> Position:
        """Where the value at ``path`` stands, or the nearest thing around it."""
        for depth in range(len(path), 0, -1):
            found = self.value_positions.get(path[:depth])
            if found:
                return found
        return (1, 1)

    def key_position(self, path: Path) -> Position:
        """Where the key at the end of ``path`` stands, or the nearest thing around it."""
        return self.key_positions.get(path) or self.position(path)

    def problem(self, rule: str, path: Path, message: str, way_out: str = "") -> Problem:
        """A problem of the value at ``path``."""
        return Problem(self.path, *self.position(path), rule, message, way_out)


def _texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:  # noqa: ANN401
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
    elif isinstance(value, str):
        yield path, value


def has_front_matter(text: str) -> bool:
    """Whether the first line of ``text`` opens front matter."""
    return text.split("\n", 1)[0].rstrip() == FENCE


def read_record(path: str, text: str) -> tuple[Source, list[Problem]]:
    r"""A record's file taken apart: front matter between two ``---`` lines, then the body.

    ``text`` has ``\n`` line ends and no byte-order mark.
    """
    if not has_front_matter(text):
        message = "the file does not begin with front matter"
        way_out = "Begin the file with a line ---, then the fields, then another line ---"
        source, problems = read_body(path, text)
        return source, [Problem(path, 1, 1, "front-matter", message, way_out), *problems]
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), None)
    if end is None:
        message, way_out = "the front matter has no end", "Put a line --- after the last field"
        return Source(path, is_whole=False), [Problem(path, 1, 1, "front-matter", message, way_out)]
    read = read_values(path, "".join(f"{line}\n" for line in lines[1:end]), 1)
    body, problems = visible(path, "\n".join(lines[end + 1 :]), end + 1, CONTROLS)
    places = (read.value_positions, read.key_positions)
    source = Source(path, read.values, *places, body, end + 2, empty=tuple(read.empty))
    return source, [*read.problems, *problems]


def read_body(path: str, text: str) -> tuple[Source, list[Problem]]:
    """A file that is prose from first to last line."""
    body, problems = visible(path, text, 0, CONTROLS)
    return Source(path, body=body), problems


def read_page(path: str, text: str) -> tuple[Source, list[Problem]]:
    """A maintained page, which may begin with front matter."""
    if has_front_matter(text):
        return read_record(path, text)
    source, problems = read_body(path, text)
    if SETTING.match(text):
        message = "MkDocs would take the first line for a setting and leave it out"
        problems.append(Problem(path, 1, 1, "front-matter", message, "Begin the file with an empty line"))
    return source, problems


def read_yaml(path: str, text: str) -> tuple[Source, list[Problem]]:
    """A file that is YAML from first to last line."""
    read = read_values(path, text, 0)
    places = (read.value_positions, read.key_positions)
    return Source(path, read.values, *places, empty=tuple(read.empty)), read.problems
