"""A piece of text that was found, and the parts of a text that no detector looks at."""

import re
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
