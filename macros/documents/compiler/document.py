"""``document.md`` as a Word and an OpenDocument file."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from macros.documents.office_bytes import settled, settled_parts

from . import pandoc
from .body import FIELD, Node, finished, paragraph, styled, text
from .filling import Filled
from .house import LANGUAGE, House
from .images import embedded, linked
from .open_document_style import open_document_reference, table_cells
from .word_style import word_reference

LONG = 12
"""From so many sections on a document has contents."""
MADE_ON = re.compile(rb"<(meta:creation-date|dc:date)>.*?</\1>")
CONTENTS, CONTROL = "Contents", "Document control"
CONTROL_BLANKS = ("0.1", "YYYY-MM-DD", "post", "first draft", "post, YYYY-MM-DD")
CONTROL_WIDTHS = (0.1, 0.17, 0.2, 0.3, 0.23)


@dataclass(frozen=True)
class Text:
    """What a document says: pandoc's tree of it, and the folder that its images lie in."""

    tree: pandoc.Tree
    folder: Path


def text_of(filled: Filled, folder: Path) -> Text:
    """A filled source whose images lie in ``folder``."""
    tree = pandoc.read(filled.text)
    return Text({**tree, "blocks": finished(tree, filled)}, folder)


def word(body: Text, house: House) -> bytes:
    """The document as .docx."""
    tree = embedded(_whole(body, house), body.folder)
    made = pandoc.document(tree, "docx", word_reference(house))
    return settled(_with_word_properties(made, house), house.organisation)


def open_document(body: Text, house: House) -> bytes:
    """The document as .odt."""
    tree = embedded(_whole(body, house), body.folder)
    made = pandoc.document(tree, "odt", open_document_reference(house))
    with ZipFile(BytesIO(made)) as given:
        return settled_parts((name, _part(name, given.read(name), house)) for name in given.namelist())


def _part(name: str, content: bytes, house: House) -> bytes:
    if name == "content.xml":
        return table_cells(content.decode(), house).encode()
    return MADE_ON.sub(b"", content) if name == "meta.xml" else content


def preview(body: Text, lower: int) -> str:
    """The document's text as HTML, not yet cleaned, its headings ``lower`` levels further down.

    It is for the template's page, from where the files of the folder have an address.
    """
    return pandoc.html(linked(body.tree, f"../../downloads/templates/{body.folder.name}/"), lower)


def _whole(body: Text, house: House) -> pandoc.Tree:
    """The tree with title, contents where it is long, and document control."""
    blocks = [_anchored(block, place) for place, block in enumerate(body.tree["blocks"])]
    sections = [block for block in blocks if _is_section(block)]
    contents = _contents(sections) if len(sections) >= LONG else []
    meta = {"title": house.title, "subtitle": house.subject, "lang": LANGUAGE}
    told = {name: {"t": "MetaInlines", "c": text(value)} for name, value in meta.items()}
    return {**body.tree, "meta": told, "blocks": [*contents, *blocks, *_control()]}


def _is_section(block: Node) -> bool:
    return bool(block["t"] == "Header" and block["c"][0] == 1)


def _anchored(block: Node, place: int) -> Node:
    if not _is_section(block):
        return block
    level, _, inlines = block["c"]
    return {"t": "Header", "c": [level, [f"section-{place}", [], []], inlines]}


def _contents(sections: Sequence[Node]) -> list[Node]:
    links = [
        {"t": "Link", "c": [["", [], []], text(_words(block["c"][2])), [f"#{block['c'][1][0]}", ""]]}
        for block in sections
    ]
    lines = [{"t": "LineBreak"} if place % 2 else links[place // 2] for place in range(2 * len(links) - 1)]
    return [paragraph([{"t": "Strong", "c": text(CONTENTS)}]), paragraph(lines)]


def _control() -> Iterator[Node]:
    """Versions of the filled-in document, and who agreed to them."""
    yield {"t": "Header", "c": [1, ["document-control", [], []], text(CONTROL)]}
    blank = [[styled(FIELD, text(f"[{word_}]"))] for word_ in CONTROL_BLANKS]
    yield table(("Version", "Date", "Author", "What changed", "Approved by"), [blank], CONTROL_WIDTHS)


def table(heads: Sequence[str], rows: Sequence[Sequence[list[Node]]], widths: Sequence[float]) -> Node:
    """A table of inlines under headings."""

    def cell(inlines: list[Node]) -> list[Any]:
        return [["", [], []], {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": inlines}]]

    def row(cells: Sequence[list[Node]]) -> list[Any]:
        return [["", [], []], [cell(inlines) for inlines in cells]]

    none: list[Any] = ["", [], []]
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width}] for width in widths]
    head = [none, [row([text(words) for words in heads])]]
    body = [none, 0, [], [row(cells) for cells in rows]]
    return {"t": "Table", "c": [none, [None, []], columns, head, [body], [none, []]]}


def _words(inlines: Sequence[Node]) -> str:
    said = []
    for each in inlines:
        match each["t"]:
            case "Str":
                said.append(each["c"])
            case "Space" | "SoftBreak" | "LineBreak":
                said.append(" ")
            case "Strong" | "Emph":
                said.append(_words(each["c"]))
            case "Span" | "Quoted":
                said.append(_words(each["c"][1]))
    return "".join(said)


def _with_word_properties(made: bytes, house: House) -> bytes:
    """Who it is from, and no words that ask the reader to update fields."""
    document: Any = Document(BytesIO(made))
    properties = document.core_properties
    properties.author = properties.last_modified_by = house.organisation
    properties.title, properties.subject, properties.language = house.title, house.subject, LANGUAGE
    properties.comments, properties.keywords = house.origin, ""
    for table in document.tables:
        for row in table.rows:
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))  # noqa: SLF001
    file = BytesIO()
    document.save(file)
    return file.getvalue()
