"""Characters that nobody sees: they break formats further on, and come with text pasted from elsewhere."""

import re

from .problems import Problem

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""Control characters, which no text format allows."""

INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""Control characters, and line ends that YAML takes for such while editors do not."""


def visible(path: str, text: str, offset: int, unwanted: re.Pattern[str]) -> tuple[str, list[Problem]]:
    """``text`` with a space for each unwanted character, and a problem that tells of the first of them.

    ``text`` begins after line ``offset`` of the file at ``path``.
    """
    found = unwanted.search(text)
    if not found:
        return text, []
    others = len(unwanted.findall(text)) - 1
    message = f"there is an invisible character, {_code(found[0])}"
    message += f", and {others:,} more such characters below" if others else ""
    line = offset + text.count("\n", 0, found.start()) + 1
    column = found.start() - text.rfind("\n", 0, found.start())
    problem = Problem(path, line, column, "control-character", message, "Delete it")
    return unwanted.sub(" ", text), [problem]


def invisible_in(value: str) -> str:
    """The code of the first invisible character of a value, or nothing."""
    found = INVISIBLE.search(value)
    return _code(found[0]) if found else ""


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
