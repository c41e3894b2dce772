"""``document.md`` as a Word and an OpenDocument file. The library of XML elements has no types."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

from lxml import etree

from macros.documents.office_bytes import about, settled_parts

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
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
CONTENTS, CONTROL = "Contents", "Document control"
CONTROL_BLANKS = (
    ("0.1", "YYYY-MM-DD", "post", "first draft", "–"),
    ("1.0", "YYYY-MM-DD", "post", "as approved", "post, YYYY-MM-DD"),
)
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
    with ZipFile(BytesIO(made)) as given:
        return settled_parts((name, _word_part(name, given.read(name), house)) for name in given.namelist())


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
    return {**body.tree, "meta": told, "blocks": [*contents, *blocks, *_control(house)]}


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


def _control(house: House) -> Iterator[Node]:
    """Versions of the filled-in document, and who agreed to them."""
    yield {"t": "Header", "c": [1, ["document-control", [], []], text(CONTROL)]}
    lines = [[text(word_) for word_ in line] for line in house.control] or [
        [[styled(FIELD, text(f"[{word_}]"))] if word_ != "–" else text(word_) for word_ in line]
        for line in CONTROL_BLANKS
    ]
    yield table(("Version", "Date", "Author", "What changed", "Approved by"), lines, CONTROL_WIDTHS)


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


# What pandoc leaves to be done in a Word file; a library that opens it would take as long as pandoc


def _word_part(name: str, content: bytes, house: House) -> bytes:
    match name:
        case "word/document.xml":
            return _unbroken(content)
        case "docProps/core.xml":
            return _properties(house).encode()
        case "docProps/app.xml":
            return about(house.organisation)
    return content


def _unbroken(content: bytes) -> bytes:
    """The text with no row of a table broken over pages."""
    tree = etree.fromstring(content)
    for row in tree.iter(f"{WORD}tr"):
        properties = row.find(f"{WORD}trPr")
        if properties is None:
            properties = etree.Element(f"{WORD}trPr")
            row.insert(0, properties)
        etree.SubElement(properties, f"{WORD}cantSplit")
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _properties(house: House) -> str:
    """Whose document it is: no person, no day."""
    told = {
        "dc:title": house.title,
        "dc:subject": house.subject,
        "dc:creator": house.organisation,
        "cp:lastModifiedBy": house.organisation,
        "dc:description": house.origin,
        "dc:language": LANGUAGE,
    }
    lines = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in told.items())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{PACKAGE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{lines}</cp:coreProperties>"
    )
