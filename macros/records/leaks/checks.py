"""The problems that leaks are told as: in records, in the sources of templates, and in attached files."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from ..front_matter import Path
from ..library import Library, Record
from ..problems import Problem, Severity
from ..reading import read_text
from ..vocabulary import Kind
from .detecting import EMAIL, PHONE, RATE, SECRET, UNREAD, Leak, leaks_in
from .files import content_of

KINDS = frozenset({Kind.PROJECT, Kind.REPORT, Kind.LESSON, Kind.TEMPLATE, Kind.STANDARD})
EXCUSES = "not_a_leak"
NOUNS = {
    EMAIL: ("the e-mail address", "Name a team or role instead"),
    PHONE: ("the telephone number", "Name a team or role instead"),
    RATE: ("the rate", "Give the total, or leave it out"),
    SECRET: ("what looks like a password or key,", "Take it out, and change it where it is used"),
}
LINES_OF_A_VALUE = 40
"""Lines below the beginning of a value in which a text of it is looked for."""


def leak_problems(library: Library) -> Iterator[Problem]:
    """Every leak in the contributed text of a knowledge base, and in the files beside it."""
    for record in library.everything():
        if record.kind in KINDS:
            watch = Watch(library, record)
            yield from watch.body()
            yield from watch.values()
            for path in record.beside:
                yield from watch.file(path)


@dataclass(frozen=True)
class Watch:
    """What watches over one record and the files beside it."""

    library: Library
    record: Record[Any]

    def body(self) -> Iterator[Problem]:
        """The leaks below the front matter."""
        source = self.record.source
        for leak, line, column in self._placed(source.body):
            yield self._problem(leak, (source.body_line - 1 + line, column))

    def values(self) -> Iterator[Problem]:
        """The leaks in the front matter. It is looked at as a whole first, because most has none."""
        source = self.record.source
        texts = [(path, text) for path, text in source.texts if path[0] != EXCUSES]
        if not leaks_in("\n".join(text for _, text in texts), self._currency):
            return
        lines = read_text(self.library.root, self.record.path).text.split("\n")
        for path, text in texts:
            for leak in self._leaks(text):
                at = _found(lines, source.position(path), leak.span.text)
                yield self._problem(leak, at, f" in {_name(path)}")

    def file(self, path: str) -> Iterator[Problem]:
        """The leaks in a file beside the record: a source of a template, or an attachment."""
        content = content_of(self.library.root / path)
        if content.unread:
            message = f"nobody can tell what this file holds: {content.unread}"
            way_out = "Save it again without a password, or as another kind of file"
            yield Problem(path, 1, 1, UNREAD, message, way_out, Severity.WARNING)
        for piece in content.pieces:
            where = f" in {piece.place}" if piece.place else ""
            for leak, line, column in self._placed(piece.text):
                yield self._problem(leak, (1, 1) if where else (line, column), where, path)

    def _placed(self, text: str) -> Iterator[tuple[Leak, int, int]]:
        """The leaks of ``text``, each with its line and column, counted from 1."""
        leaks = self._leaks(text)
        starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0)) if leaks else []
        for leak in leaks:
            line = bisect_right(starts, leak.span.start)
            yield leak, line, leak.span.start - starts[line - 1] + 1

    def _leaks(self, text: str) -> list[Leak]:
        return [leak for leak in leaks_in(text, self._currency) if not self._is_excused(leak)]

    def _is_excused(self, leak: Leak) -> bool:
        """Whether it is the organisation's contact, or a text with a reason, or a whole word of either."""
        contact = self.library.organisation.fields.contact
        may_stand = [entry.text for entry in self.record.fields.not_a_leak]
        found = re.escape(_plain(leak.span.text))
        form = re.compile(rf"(?<![\w.+-]){found}(?!\w|[-.@]\w)")
        return any(form.search(_plain(text)) for text in [*may_stand, contact or ""])

    def _problem(self, leak: Leak, at: tuple[int, int], where: str = "", path: str = "") -> Problem:
        noun, way_out = NOUNS[leak.rule]
        owner = f" of {self.record.path}" if path else ""
        reason = f"If it may be published, say why in {EXCUSES}{owner}: - {{text: …, reason: …}}"
        message = f"{noun} {leak.shown!r}{where} would be published"
        return Problem(path or self.record.path, *at, leak.rule, message, f"{way_out}. {reason}")

    @property
    def _currency(self) -> str:
        return self.library.organisation.fields.currency


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _name(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _found(lines: list[str], start: tuple[int, int], text: str) -> tuple[int, int]:
    """Where ``text`` stands in the value that begins at ``start``, or that beginning."""
    first, column = start
    for number, line in enumerate(lines[first - 1 : first - 1 + LINES_OF_A_VALUE], start=first):
        at = line.find(text, column - 1 if number == first else 0)
        if at >= 0:
            return number, at + 1
    return start
