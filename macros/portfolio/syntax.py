"""Hints for a ``where`` that cannot be read: what people write who know SQL, Excel or a word processor."""

import re

from jinja2 import TemplateSyntaxError

QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
HINTS = (
    (r"[\u2018-\u201f\xab\xbb]", "Use straight quotes: 'red'"),
    (r"(?<![=<>!])=(?!=)", "Compare with two equals signs: =="),
    (r"&", "Write 'and'"),
    (r"\|\|", "Write 'or'"),
    (r"<>", "Write != for 'not equal'"),
    (r"=[<>]|===", "Comparisons are ==, !=, <, <=, > and >="),
    (r"!(?!=)", "Write 'not'"),
    (r"\b(AND|OR|NOT|IN|IS)\b", "Write and, or, not, in and is in small letters"),
    (r"\d,\d{3}", "Write numbers without separators: 1000000"),
    (r"\d\s*(m|k|bn|M|K)\b", "Write numbers in full: 1000000"),
    (r"[£$€¥]", "Write money as a plain number: 1000000"),
    (r"\d\s*%", "Write percentages as plain numbers: 50"),
    (r"\d{4}-\d\d-\d\d", "Put dates in quotes: '2026-06-30'"),
    (r"['\"]", "Close the quotation mark"),
)
"""Patterns in what stands outside quotation marks, the likeliest first."""


def said(error: TemplateSyntaxError) -> str:
    """Jinja's message without its words for the ends of a template's parts."""
    message = error.message or "unknown form"
    return message.replace("'end of template'", "end").replace("end of print statement", "}}")


def syntax_hint(text: str) -> str:
    """The way out for ``text``, which cannot be read as an expression."""
    bare = QUOTED.sub("", text)
    found = (hint for pattern, hint in HINTS if re.search(pattern, bare))
    return next(found, "Write for instance: rating == 'red' and budget > 1000000")
