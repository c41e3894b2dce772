"""Problems as data: rules yield them, reporters print them."""

from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache


class Severity(StrEnum):
    """An error fails a check and a build; a warning is only told."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place.

    ``path`` is relative to the root with forward slashes; ``line`` and ``column`` count from 1.
    ``message`` says the form, the value and what is wrong; ``help`` the way out.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    help: str = ""
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        """Keep each part on one line, whatever a file says: reports are read line by line."""
        for name in ("message", "help"):
            value: str = getattr(self, name)
            if not value.isprintable():
                object.__setattr__(self, name, printable(value))

    @property
    def text(self) -> str:
        """Message and way out in one line."""
        return f"{self.message}. {self.help}" if self.help else self.message


def printable(text: str) -> str:
    """``text`` with an escape for each character that would break a line, run a terminal or turn the text."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )


def errors(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Those that fail a check."""
    return (problem for problem in problems if problem.severity is Severity.ERROR)


NEIGHBOURS = 8


def nearest(value: str, known: Iterable[str], sentence: str = "Did you mean {!r}?") -> str:
    """A hint that names the known value most like this one, or nothing where none is like it."""
    names = _Names.of(tuple(known))
    found = get_close_matches(value.lower(), names.around(value.lower()), n=1, cutoff=0.6)
    return sentence.format(names.by_folded[found[0]]) if found else ""


@dataclass(frozen=True)
class _Names:
    """Names by their lower case, with two orders of these.

    Comparing a misspelt name with thousands takes a tenth of a second, and there may be thousands misspelt.
    """

    by_folded: dict[str, str]
    forward: list[str]
    backward: list[str]

    @staticmethod
    @lru_cache(maxsize=32)
    def of(names: tuple[str, ...]) -> "_Names":
        by_folded = {name.lower(): name for name in names}
        return _Names(by_folded, sorted(by_folded), sorted(name[::-1] for name in by_folded))

    def around(self, value: str) -> Iterable[str]:
        """Names that could be meant: all of a few, of many those that begin or end like ``value``."""
        if len(self.forward) <= 8 * NEIGHBOURS:
            return self.by_folded
        same_end = (name[::-1] for name in _beside(value[::-1], self.backward))
        return dict.fromkeys((*_beside(value, self.forward), *same_end))


def _beside(value: str, names: list[str]) -> list[str]:
    at = bisect(names, value)
    return names[max(at - NEIGHBOURS, 0) : at + NEIGHBOURS]
