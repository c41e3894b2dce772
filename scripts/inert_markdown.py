"""Text of others in Markdown for a code host: it reads as it is, and nothing in it is or does anything.

A backslash is enough against emphasis, links and code. It is not against what hosts look for in the
finished text: mentions, numbers of issues, hashes of commits, bare addresses. Those are broken by a
character without width.
"""

import re

from macros.records.problems import printable

BREAK = "\u200b"
"""Zero width space."""

MARKUP = re.compile(r"[\\`*_\[\]~|$^]")
TAGS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
FOUND_BY_HOSTS = re.compile(
    r"(?<=[@#!%~&$^])(?=\S)"  # mentions, issues, and what else one character stands for
    r"|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=mailto)(?=:)|(?<=xmpp)(?=:)"  # bare addresses
    r"|(?<=GH)(?=-\d)"
    r"|(?<=:)(?=[\w+-]+:)",  # emoji
    re.IGNORECASE,
)
HASH = re.compile(r"[0-9a-f]{7,}", re.IGNORECASE)
"""What a host may take for the hash of a commit."""

PIECE = 6
LINE_START = re.compile(r"^(?=[-+=#]|\d+[.)])")


def inert(text: str) -> str:
    """One line in which no character is markup, a mention, a reference or an address."""
    shown = printable(" ".join(text.split()))
    broken = FOUND_BY_HOSTS.sub(BREAK, HASH.sub(_in_pieces, shown))
    escaped = MARKUP.sub(r"\\\g<0>", broken)
    for character, entity in TAGS.items():
        escaped = escaped.replace(character, entity)
    return LINE_START.sub(BREAK, escaped)


def code(text: str) -> str:
    """One line as code, in which hosts look for nothing."""
    shown = printable(" ".join(text.split()))
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {shown} {fence}" if "`" in shown else f"{fence}{shown}{fence}"


def _in_pieces(found: re.Match[str]) -> str:
    return BREAK.join(found[0][at : at + PIECE] for at in range(0, len(found[0]), PIECE))
