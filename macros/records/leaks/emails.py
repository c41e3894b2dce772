"""E-mail addresses."""

import re
from collections.abc import Iterator

from .spans import Span

ADDRESS = re.compile(
    r"(?<![\w.%+-])(?P<name>[\w%+-]+(?:\.[\w%+-]+)*)@(?P<host>[\w-]+(?:\.[\w-]+)*\.(?P<last>[^\W\d_]{2,24}))(?![\w-])"
)
CLONED = re.compile(r"git@[^:\s]+$")
"""What stands before the colon of an address that Git clones from."""
FILE_ENDINGS = frozenset({"png", "jpg", "jpeg", "gif", "webp", "svg", "css", "js", "yml", "yaml", "md"})
"""``logo@2x.png`` is a file."""


def find_emails(text: str) -> Iterator[Span]:
    """Every e-mail address in ``text``."""
    if "@" not in text:
        return
    for found in ADDRESS.finditer(text):
        is_file = found["last"].lower() in FILE_ENDINGS
        is_clone = CLONED.fullmatch(found[0]) and text[found.end() : found.end() + 1] == ":"
        if not (is_file or is_clone):
            yield Span(found.start(), found[0])
