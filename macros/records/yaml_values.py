"""YAML text into plain values with the position of each; YAML's surprises are refused here.

Every scalar stays the text that was written, so ``no``, ``12:30``, ``1.10`` and ``2026-02-30``
reach the typed models as they are. An empty value, ``~`` and ``null`` are no value.

Values are built from the parser's events, because PyYAML's composer runs out of stack, and takes
the process with it, where brackets are nested thousands deep.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from .characters import INVISIBLE, invisible_in, visible
from .problems import Problem, Severity
from .yaml_words import explain

Path = tuple[str | int, ...]
Position = tuple[int, int]
"""Line and column, both counted from 1."""

NO_VALUE = frozenset({"", "~", "null", "Null", "NULL"})
TAG_PREFIX = "tag:yaml.org,2002:"
PLAIN_TAGS = frozenset(TAG_PREFIX + name for name in ("str", "seq", "map"))
HASHTAG = re.compile(r"[ \t]+(#\S.*)")
"""What YAML drops behind a value as a comment, though it looks like part of it: ``Ticket #12``."""
TOO_DEEP = ("the values are nested too deeply", "Put the value in quotes")
DEEPEST = 20
"""Levels of values within values. No record needs more than six."""

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _RefusedError(Exception):
    """What ends the reading of a text."""

    def __init__(self, mark: yaml.Mark, message: str, way_out: str) -> None:
        super().__init__(message)
        self.mark, self.message, self.way_out = mark, message, way_out


@dataclass
class _Reading:
    """What reading one YAML text gathers. ``offset`` is the number of lines before it in its file."""

    path: str
    offset: int
    written: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    value_positions: dict[Path, Position] = field(default_factory=dict)
    key_positions: dict[Path, Position] = field(default_factory=dict)
    empty: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    events: Iterator[Any] = field(default_factory=lambda: iter(()))
    anchors: set[str] = field(default_factory=set)

    def at(self, mark: yaml.Mark) -> Position:
        return (mark.line + 1 + self.offset, mark.column + 1)

    def refuse(self, rule: str, mark: yaml.Mark, message: str, way_out: str) -> None:
        self.problems.append(Problem(self.path, *self.at(mark), rule, message, way_out))

    def document(self) -> Any:  # noqa: ANN401  YAML holds anything
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return {}
        value = self.value(next(self.events), ())
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _RefusedError(after.start_mark, "a second document begins here", "Remove the line ---")
        return value

    def value(self, event: Any, path: Path) -> Any:  # noqa: ANN401  PyYAML's events have no types
        self.value_positions[path] = self.at(event.start_mark)
        if len(path) > DEEPEST:
            raise _RefusedError(event.start_mark, *TOO_DEEP)
        self.refuse_sharing(event)
        if isinstance(event, yaml.AliasEvent):
            return f"*{event.anchor}"
        self.refuse_tag(event)
        if isinstance(event, yaml.MappingStartEvent):
            return dict(self.entries(path))
        if isinstance(event, yaml.SequenceStartEvent):
            return [
                self.value(item, (*path, index))
                for index, item in enumerate(self.until(yaml.SequenceEndEvent))
            ]
        return self.text(event)

    def text(self, event: Any) -> str | None:  # noqa: ANN401
        value: str = event.value
        if not event.style:  # neither in quotes nor in a block
            self.warn_of_loss(event.end_mark)
            if value in NO_VALUE:
                return None
        if code := invisible_in(value):
            message = f"the value contains an invisible character, {code}"
            self.refuse("control-character", event.start_mark, message, "Write it without")
            return INVISIBLE.sub(" ", value)
        return value

    def warn_of_loss(self, mark: yaml.Mark) -> None:
        """Tell of text that YAML drops behind a value."""
        if lost := HASHTAG.match(self.written, mark.index):
            line, column = self.at(mark)
            message = f"{lost[1]!r} is taken for a comment and left out"
            way_out = "Put the whole value in quotes; for a comment, write a space after #"
            place = (line, column + lost.start(1) - lost.start())
            self.problems.append(
                Problem(self.path, *place, "yaml-comment", message, way_out, Severity.WARNING)
            )

    def until(self, end: type[yaml.Event]) -> Iterator[Any]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield event

    def entries(self, path: Path) -> Iterator[tuple[str, Any]]:
        seen: dict[str, Position] = {}
        for key_event in self.until(yaml.MappingEndEvent):
            mark: yaml.Mark = key_event.start_mark
            if not isinstance(key_event, yaml.ScalarEvent):
                message, way_out = "a key must be plain text", "Put a value that begins with { or [ in quotes"
                self.refuse("yaml-syntax", mark, message, way_out)
                self.skip(key_event)
                self.skip(next(self.events))
                continue
            key, event = key_event.value, next(self.events)
            if key in seen:
                message = f"the key {key!r} stands already in line {seen[key][0]}"
                self.refuse("yaml-duplicate-key", mark, message, "Keep one of the two")
                self.skip(event)
                continue
            seen[key] = self.key_positions[(*path, key)] = self.at(mark)
            value = self.value(event, (*path, key))
            if value is not None:
                yield key, value
            else:
                self.empty.append((*path, key))

    def skip(self, event: Any) -> None:  # noqa: ANN401
        """Pass over all that belongs to ``event``."""
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth == 0:
                return
            if depth > DEEPEST:
                raise _RefusedError(event.start_mark, *TOO_DEEP)
            event = next(self.events)

    def refuse_sharing(self, event: Any) -> None:  # noqa: ANN401
        name = event.anchor
        if name and name not in self.anchors:
            self.anchors.add(name)
            message = f"YAML anchors and aliases are not allowed, found {name!r}"
            way_out = "Write the value out, or put it in quotes if * or & belongs to the text"
            self.refuse("yaml-alias", event.start_mark, message, way_out)

    def refuse_tag(self, event: Any) -> None:  # noqa: ANN401
        if event.tag is not None and event.tag not in PLAIN_TAGS:
            tag = event.tag.replace(TAG_PREFIX, "!!")
            way_out = "Remove it, or put the value in quotes if ! belongs to the text"
            self.refuse("yaml-tag", event.start_mark, f"the YAML tag {tag!r} is not allowed", way_out)


def read_values(path: str, text: str, offset: int) -> _Reading:
    """The values of ``text``, which begins after line ``offset`` of its file; none where it is broken."""
    text, problems = visible(path, text, offset, INVISIBLE)
    reading = _Reading(path, offset, text, problems=problems, events=yaml.parse(text, Loader=_Loader))
    values: Any = {}
    try:
        values = reading.document()
    except _RefusedError as refused:
        reading.refuse("yaml-syntax", refused.mark, refused.message, refused.way_out)
    except yaml.MarkedYAMLError as error:
        mark, message, way_out = explain(error, text)
        at = reading.at(mark) if mark else (1 + offset, 1)
        reading.problems.append(Problem(path, *at, "yaml-syntax", message, way_out))
    if not isinstance(values, dict):
        message = "the fields are not written as key: value"
        reading.problems.append(Problem(path, 1 + offset, 1, "yaml-syntax", message))
        values = {}
    reading.values = values
    return reading
