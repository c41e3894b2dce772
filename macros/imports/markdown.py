"""Text as Markdown that reads exactly as the text does: nothing in it is a heading, list, link or tag."""

import re
from collections.abc import Callable, Sequence
from functools import cache

from markdown_it import MarkdownIt

from macros.records.validating import UNFINISHED

from .tables import one_line

BLANK_LINE = re.compile(r"\n\s*\n")
LINE_START = re.compile(r"^(?:(?P<digits>\d+)(?=[.)])|(?=[#>+=~|:_*`-]))")
INLINE = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w+;)|!(?=\[)")
PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")

HARD_BREAK = "\\\n"
BULLET = "- "
POINT = "• "
"""What stands before an entry of a list in text that was HTML."""

IN_PARAGRAPH = ("paragraph_open", "inline", "paragraph_close")
SHAPES = {
    "": IN_PARAGRAPH,
    BULLET: ("bullet_list_open", "list_item_open", *IN_PARAGRAPH, "list_item_close", "bullet_list_close"),
}
"""What Markdown must be read as, by the mark that stands before it."""


def as_markdown(text: str, *, points: bool = False) -> str:
    """Paragraphs stay paragraphs and lines stay lines; runs of blanks and indents are not kept.

    With ``points``, a paragraph in which every line begins with one becomes a list.
    Escapes are put only where a paragraph would read otherwise without them.
    """
    paragraphs = (
        [line for line in map(_squeezed, paragraph.split("\n")) if line]
        for paragraph in BLANK_LINE.split(text.strip())
    )
    return "\n\n".join(
        _list(lines) if points and all(line.startswith(POINT) for line in lines) else _paragraph(lines)
        for lines in paragraphs
        if lines
    )


def as_bullet(text: str) -> str:
    """The text as an entry of a list, on one line."""
    return _paragraph([_squeezed(one_line(text))], BULLET)


def _list(lines: Sequence[str]) -> str:
    return "\n".join(as_bullet(line.removeprefix(POINT)) for line in lines)


def _squeezed(line: str) -> str:
    return " ".join(re.split(r"[ \t]+", line.strip())).strip()


def _paragraph(lines: Sequence[str], mark: str = "") -> str:
    ways = [mark + HARD_BREAK.join(_line(line, escape) for line in lines) for escape in ESCAPES]
    return next((way for way in ways if _reads_as(way, lines, SHAPES[mark])), ways[-1])


def _line(line: str, escape: Callable[[str], str]) -> str:
    """An unfinished line, such as TBC, is quoted as code: the register says so, the rules allow it."""
    if not UNFINISHED.search(line):
        return escape(line)
    longest = max((len(run) for run in re.findall(r"`+", line)), default=0)
    fence, gap = "`" * (longest + 1), " " * ("`" in (line[0], line[-1]))
    return f"{fence}{gap}{line}{gap}{fence}"


def _as_it_is(line: str) -> str:
    return line


def _at_line_start(line: str) -> str:
    return LINE_START.sub(lambda found: f"{found['digits'] or ''}\\", line, count=1)


def _within(line: str) -> str:
    found = LINE_START.match(line)
    first = found.end() + 1 if found else 0
    return _at_line_start(line[:first]) + INLINE.sub(r"\\\g<0>", line[first:])


def _everything(line: str) -> str:
    return PUNCTUATION.sub(r"\\\g<0>", line)


ESCAPES = (_as_it_is, _at_line_start, _within, _everything)


@cache
def _strictest() -> MarkdownIt:
    """Everything that a reader of Markdown may take for markup, tags and dangerous links too."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


def _reads_as(markdown: str, lines: Sequence[str], shape: Sequence[str]) -> bool:
    tokens = _strictest().parse(markdown)
    if [token.type for token in tokens] != list(shape):
        return False
    read = [""]
    for child in tokens[len(tokens) // 2].children or []:
        if child.type == "hardbreak":
            read.append("")
        elif child.type == "text" or (child.type == "code_inline" and UNFINISHED.search(child.content)):
            read[-1] += child.content
        else:
            return False
    return read == list(lines)
