"""What a YAML parser complains of, in words for people who do not know YAML."""

from dataclasses import dataclass

import yaml

IN_QUOTES = "Put the whole value in quotes"


@dataclass(frozen=True)
class _Words:
    """What to say where a parser speaks of ``context`` and ``problem``, and if its start is the place."""

    context: str
    problem: str
    message: str
    way_out: str
    at_start: bool = False


TAB = _Words("", "", "a tab stands where spaces belong", "Use spaces to indent")
FIRST = "a value cannot begin with {char}"
EXPLAINED = (
    _Words("", "tab character", TAB.message, TAB.way_out),
    _Words("", "\\t' that cannot", TAB.message, TAB.way_out),
    _Words(
        "quoted scalar",
        "end of stream",
        "the quotation mark opened here is not closed",
        "Close it",
        at_start=True,
    ),
    _Words(
        "quoted scalar",
        "",
        "a backslash between double quotes begins a code that is not known",
        "Use single quotes, or write two backslashes for one",
    ),
    _Words("scanning an alias", "", FIRST, IN_QUOTES, at_start=True),
    _Words("scanning an anchor", "", FIRST, IN_QUOTES, at_start=True),
    _Words("scanning a tag", "", FIRST, IN_QUOTES, at_start=True),
    _Words("", "tag handle", FIRST, IN_QUOTES, at_start=True),
    _Words("scanning a block scalar", "comment or", FIRST, IN_QUOTES, at_start=True),
    _Words("", "cannot start any token", FIRST, IN_QUOTES),
    _Words("", "node content", FIRST, IN_QUOTES),
    _Words("", "mapping keys are not allowed", FIRST, IN_QUOTES),
    _Words(
        "flow sequence",
        "",
        "the bracket [ opened here is not closed, or a comma is missing",
        "Close it; put the value in quotes if the bracket is part of a text",
        at_start=True,
    ),
    _Words(
        "flow mapping",
        "",
        "the brace { opened here is not closed, or a comma is missing",
        "Close it; put the value in quotes if the brace is part of a text",
        at_start=True,
    ),
    _Words(
        "",
        "mapping values are not allowed",
        "a colon and a space stand inside a value, or this line is indented too far",
        f"{IN_QUOTES}, or line the key up with those above",
    ),
    _Words(
        "",
        "expected ':'",
        "this line is not written as key: value",
        "Write key, colon, space, value; indent the line if it continues the one above",
        at_start=True,
    ),
    _Words(
        "",
        "sequence entries are not allowed",
        "a list cannot begin behind its key",
        "Begin it on the next line, or write [one, two]",
    ),
    _Words(
        "block",
        "",
        "text stands behind a closing quote or bracket, or this line is not indented like its neighbours",
        f"{IN_QUOTES}, or line it up",
    ),
    _Words("", "<document start>", "the fields end before this line", "Write every field as key: value"),
)


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[yaml.Mark | None, str, str]:
    """Where the mistake in ``text`` is, what it is, and the way out."""
    context, said = error.context or "", error.problem or ""
    words = next((words for words in EXPLAINED if words.context in context and words.problem in said), None)
    if words is None:
        return error.problem_mark or error.context_mark, f"not readable as YAML: {said}", IN_QUOTES
    mark = (error.context_mark if words.at_start else None) or error.problem_mark
    char = text[mark.index : mark.index + 1] if mark else ""
    if char == "\t":
        words = TAB
    return mark, words.message.format(char=char) if words.message is FIRST else words.message, words.way_out
