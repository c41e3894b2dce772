"""A filled source as pandoc's syntax tree: values in place of marks, instructions and fields in their styles.

A tree is plain JSON: blocks and inlines are ``{"t": type, "c": content}``.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from .filling import MARK, Filled, Value
from .pandoc import Tree

Node = dict[str, Any]
INSTRUCTION, FIELD = "Instruction", "Field"
"""Styles of a document, besides the usual ones."""
GUIDANCE = "Guidance"
NO_ATTRIBUTES: list[Any] = ["", [], []]
NARROWEST, WIDEST, LINE = 6, 60, 92
"""Widths of columns, and of a line of a page, in letters."""
FORM = (0.36, 0.64)
"""Of a table without headings that asks for one value on each line: what is asked, and room to answer."""
PROSE, DAY = 22, 11
"""A column to be filled in has room for so many letters if there is any: for words, and for a date."""
SHORT = frozenset(
    """
    amount body date day days fte from high hour hours level low no number of or period post range rating
    state time to value version week weeks year yes
    """.split()  # noqa: SIM905  a list of words
)
"""Words of prompts that a short value answers."""
WORD, PADDING = 1.22, 3
"""A heading's bold letters are wider; and the room on both sides of a cell, in letters."""


def styled(name: str, inlines: list[Node]) -> Node:
    """Inlines under a character style."""
    return {"t": "Span", "c": [["", [], [["custom-style", name]]], inlines]}


def text(words: str) -> list[Node]:
    """A text as inlines; its line breaks stay."""
    made: list[Node] = []
    for place, line in enumerate(words.split("\n")):
        made += [{"t": "LineBreak"}] if place else []
        made += [{"t": "Str", "c": line}] if line else []
    return made


def paragraph(inlines: list[Node]) -> Node:
    """A paragraph."""
    return {"t": "Para", "c": inlines}


def finished(tree: Tree, filled: Filled) -> list[Node]:
    """The blocks of a tree read from ``filled.text``, with values, styles and column widths."""
    return [made for block in tree["blocks"] for made in _block(block, filled)]


def _block(block: Node, filled: Filled) -> Iterator[Node]:
    kind: str = block["t"]
    content: Any = block.get("c")
    if kind in {"Para", "Plain"}:
        yield from _paragraphs(kind, content, filled)
    elif kind == "Header":
        level, _, inlines = content
        yield {"t": "Header", "c": [level, NO_ATTRIBUTES, _inlines(inlines, filled)]}
    elif kind == "Div":
        attributes, blocks = content
        inner = [made for each in blocks for made in _block(each, filled)]
        if "instruction" in attributes[1]:
            yield _instruction(inner)
        else:
            yield from inner
    elif kind == "Table":
        yield _table(_within(content, filled))
    elif kind == "CodeBlock":
        yield {"t": "CodeBlock", "c": [content[0], filled.plain(content[1])]}
    else:
        yield {"t": kind, "c": _within(content, filled)} if content is not None else block


def _paragraphs(kind: str, inlines: list[Node], filled: Filled) -> Iterator[Node]:
    """The paragraph; one that is no more than a value of several paragraphs becomes as many."""
    value = _only(inlines, filled)
    if value and "\n\n" in value.text:
        for part in value.text.split("\n\n"):
            yield {"t": kind, "c": text(part.strip("\n"))}
    else:
        yield {"t": kind, "c": _inlines(inlines, filled)}


def _only(inlines: list[Node], filled: Filled) -> Value | None:
    if len(inlines) == 1 and inlines[0]["t"] == "Str" and (mark := MARK.fullmatch(inlines[0]["c"])):
        return filled.values[int(mark[1])]
    return None


def _inlines(inlines: list[Node], filled: Filled) -> list[Node]:
    return [made for each in inlines for made in _inline(each, filled)]


def _inline(inline: Node, filled: Filled) -> Iterator[Node]:
    kind: str = inline["t"]
    content: Any = inline.get("c")
    if kind == "Str":
        yield from _words(content, filled)
    elif kind == "Code":
        yield {"t": "Code", "c": [content[0], filled.plain(content[1])]}
    elif kind in {"Link", "Image"}:
        attributes, inlines, (target, title) = content
        words, place = _inlines(inlines, filled), filled.plain(unquote(target))
        if not MARK.search(unquote(target)):
            yield {"t": kind, "c": [attributes, words, [target, filled.plain(title)]]}
        elif kind == "Link" and is_web(place):
            yield {"t": kind, "c": [attributes, words, [place, filled.plain(title)]]}
        else:
            yield from words
    elif kind in {"Emph", "Strong", "Strikeout", "Underline"}:
        yield {"t": kind, "c": _inlines(content, filled)}
    elif kind in {"Span", "Quoted"}:
        yield {"t": kind, "c": [content[0], _inlines(content[1], filled)]}
    else:
        yield inline


def is_web(address: str) -> bool:
    """Whether a value may be the address of a link: of the web, or of mail."""
    return address.lower().startswith(("https://", "http://", "mailto:")) and " " not in address


def _words(words: str, filled: Filled) -> Iterator[Node]:
    done = 0
    for mark in MARK.finditer(words):
        if mark.start() > done:
            yield {"t": "Str", "c": words[done : mark.start()]}
        value = filled.values[int(mark[1])]
        yield from [styled(FIELD, text(value.text))] if value.is_blank else text(value.text)
        done = mark.end()
    if done < len(words):
        yield {"t": "Str", "c": words[done:]}


def _within(content: Any, filled: Filled) -> Any:  # noqa: ANN401  whatever a block holds
    """The content of a list, quote or table: blocks inside it at whatever depth."""
    if isinstance(content, list):
        made: list[Any] = []
        for item in content:
            if isinstance(item, dict) and item.get("t") in BLOCKS:
                made += _block(item, filled)
            elif isinstance(item, list):
                made.append(_within(item, filled))
            else:
                made.append(item)
        return made
    return content


BLOCKS = frozenset(
    ("Para", "Plain", "Header", "Div", "Table", "CodeBlock", "BulletList", "OrderedList", "BlockQuote")
)


def _instruction(blocks: list[Node]) -> Node:
    if blocks and blocks[0]["t"] in {"Para", "Plain"}:
        lead = {"t": "Strong", "c": text(f"{GUIDANCE}: ")}
        blocks = [{"t": blocks[0]["t"], "c": [lead, *blocks[0]["c"]]}, *blocks[1:]]
    return {"t": "Div", "c": [["", [], [["custom-style", INSTRUCTION]]], blocks]}


# Tables


def _table(content: list[Any]) -> Node:
    """The table with columns as wide as their words need, and without an empty heading."""
    attributes, caption, columns, head, bodies, foot = content
    rows = [row for body in bodies for row in body[3]]
    if not any(_plain(cell) for row in head[1] for cell in row[1]):
        head = [head[0], []]
        for row in rows:
            row[1][0] = _bold(row[1][0])
    widths = _widths([row[1] for row in (*head[1], *rows)], len(columns))
    if not head[1] and len(columns) == len(FORM):
        widths = list(FORM)
    columns = [
        [alignment, {"t": "ColWidth", "c": width}]
        for (alignment, _), width in zip(columns, widths, strict=True)
    ]
    return {"t": "Table", "c": [attributes, caption, columns, head, bodies, foot]}


def _widths(rows: list[list[Any]], count: int) -> list[float]:
    """Shares of the line: each column has room for its longest word, and the rest goes to the long texts."""
    texts = [[_plain(row[place]) for row in rows if place < len(row)] for place in range(count)]
    least = [
        max(NARROWEST, *(len(word) * WORD + PADDING for each in own for word in each.split() or [""]))
        for own in texts
    ]
    wanted = [min(WIDEST, max((_need(each) for each in own), default=0)) for own in texts]
    extra = [max(0.0, want - own) for want, own in zip(wanted, least, strict=True)]
    spare = max(0.0, LINE - sum(least)) / (sum(extra) or 1)
    widths = [own + more * spare for own, more in zip(least, extra, strict=True)]
    return [round(width / sum(widths), 4) for width in widths]


def _need(words: str) -> float:
    """How wide a cell wants to be, in letters: short texts on a line, long ones on several."""
    wanted = min(len(words), 16 + len(words) / 4)
    if words.startswith("[") and words.endswith("]"):
        is_short = SHORT.issuperset(re.findall(r"[^\W\d]+", words.lower()))
        wanted = max(wanted, DAY if is_short else PROSE)
    return wanted + PADDING


def _bold(cell: list[Any]) -> list[Any]:
    *rest, blocks = cell
    bold = [
        {"t": block["t"], "c": [{"t": "Strong", "c": block["c"]}]} if block["t"] == "Plain" else block
        for block in blocks
    ]
    return [*rest, bold]


def _plain(node: Any) -> str:  # noqa: ANN401
    """The words below a node."""
    if isinstance(node, dict):
        if node["t"] in {"Str", "Code"}:
            return str(node["c"] if node["t"] == "Str" else node["c"][1])
        return " " if node["t"] in {"Space", "SoftBreak", "LineBreak"} else _plain(node.get("c"))
    return "".join(_plain(each) for each in node) if isinstance(node, list) else ""
