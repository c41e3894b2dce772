"""Fragments: the one place where text becomes HTML.

Values are escaped unless they are markup already, an undefined name is an error, and no value
can begin a line of its own, so that nothing in it is ever read as Markdown.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

FRAGMENTS = Path(__file__).parent / "fragments"

_LINE_BREAK = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")


@cache
def environment() -> Environment:
    """The environment of all fragments, made once a process."""
    made = Environment(
        loader=FileSystemLoader(FRAGMENTS),
        auto_reload=False,  # a server imports this module afresh for each build
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    made.filters["json"] = _json
    return made


def render(fragment: str, /, **context: object) -> str:
    """The HTML of `fragment` (a file name such as "table.html.jinja"), ending in a newline.

    Raises jinja2.UndefinedError for a name the context lacks, ValueError for a printed None.
    """
    html = environment().get_template(fragment).render(**context)
    return f"{html.strip()}\n"


def _printable(value: object) -> object:
    """Hold every value of a fragment to one line; markup is passed on as it is."""
    if value is None:
        raise ValueError("a fragment printed None: give it a text or leave the element out")
    if isinstance(value, str) and not value.isprintable() and not hasattr(value, "__html__"):
        return _LINE_BREAK.sub(" ", value)
    return value


def _json(value: object) -> str:
    """`value` as compact JSON, to be escaped like any other text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
