"""A piece of text that was found, and the parts of a text that no detector looks at."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Span:
    """What was found, and at which character of the text it begins."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The character behind it."""
        return self.start + len(self.text)


def without_addresses(text: str) -> str:
    """``text`` with blanks for its web addresses, in which digits mean something else."""
    return WEB_ADDRESS.sub(lambda found: " " * len(found[0]), text)


def lines_with(text: str, wanted: Callable[[str], object]) -> Iterator[tuple[int, str]]:
    """The lines of ``text`` that are wanted, each with the character it begins at."""
    start = 0
    for line in text.split("\n"):
        if wanted(line):
            yield start, line
        start += len(line) + 1
