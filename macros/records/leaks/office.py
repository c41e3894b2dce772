"""Text of Word, Excel, PowerPoint and OpenDocument files, with properties, comments and tracked changes."""

import re
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import BadZipFile, LargeZipFile, ZipFile

from lxml import etree

from .pieces import Piece, UnreadError

BLOCKS = frozenset({"p", "h", "si", "is", "c", "comment", "row", "tr", "tc", "table-cell", "table-row"})
"""Elements that text does not run across; within them it is cut up into runs of one look."""
DELETED = frozenset({"delText", "delInstrText", "tracked-changes"})
SPACES = frozenset({"tab", "br", "cr", "s", "line-break"})
ADDRESSES = frozenset({"Target", "href"})
EMBEDDED = re.compile(r"\.(docx|xlsx|pptx|odt|ods|odp)$", re.IGNORECASE)
PARTS = (
    (re.compile(r"^docProps/|^meta\.xml$"), "the properties"),
    (re.compile(r"comments", re.IGNORECASE), "a comment"),
    (re.compile(r"slides/(?:_rels/)?slide(\d+)\."), "slide {}"),
    (re.compile(r"notesSlides/(?:_rels/)?notesSlide(\d+)\."), "the notes of slide {}"),
    (re.compile(r"(?:header|footer)\d*\."), "a header or footer"),
    (re.compile(r"(?:foot|end)notes\."), "a footnote"),
    (re.compile(r"sharedStrings|worksheets/"), "a cell"),
)
"""What readers call the parts of an Office file; the first that fits."""
LARGEST_PART, LARGEST_FILE = 20_000_000, 100_000_000
"""Bytes when unpacked. More is no document, or one made to fill the memory."""
DEEPEST = 2
"""Documents within documents."""


def office_pieces(data: bytes, kind: str, depth: int = 0) -> Iterator[Piece]:
    """The text of each part of an Office file. Raises UnreadError where it cannot be opened."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_FILE:
                raise UnreadError("unpacked it is too large")
            for entry in archive.infolist():
                if entry.filename.endswith((".xml", ".rels")) and entry.file_size <= LARGEST_PART:
                    yield from _part(entry.filename, archive.read(entry))
                elif EMBEDDED.search(entry.filename) and depth < DEEPEST:
                    yield from office_pieces(archive.read(entry), kind, depth + 1)
    except (BadZipFile, LargeZipFile, zlib.error, RuntimeError, NotImplementedError, OSError) as error:
        raise UnreadError(f"it has a password, or is no {kind} file") from error
    except etree.XMLSyntaxError as error:
        raise UnreadError(f"it is damaged: {error}") from error


def _part(name: str, data: bytes) -> Iterator[Piece]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    root = etree.fromstring(data, parser)
    place = _place(name)
    shown, deleted = _Lines(), _Lines()
    _walk(root, shown, deleted, every=place == "the properties" or name.endswith(".rels"))
    yield Piece(place, shown.text)
    yield Piece("deleted text that tracked changes still hold", deleted.text)


def _place(name: str) -> str:
    for pattern, words in PARTS:
        if found := pattern.search(name):
            return words.format(*found.groups())
    return "the text"


class _Lines:
    """Runs of text put together to lines."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def add(self, text: str | None) -> None:
        """Add a run; what only lays out the file's own lines is none."""
        if text and not (text.isspace() and "\n" in text):
            self.parts.append(" ".join(text.split("\n")))

    def end(self) -> None:
        if self.parts and self.parts[-1] != "\n":
            self.parts.append("\n")


def _walk(element: etree._Element, shown: _Lines, deleted: _Lines, *, every: bool) -> None:
    """Gather the text of ``element``; with ``every``, each element stands on a line of its own."""
    name = etree.QName(element).localname if isinstance(element.tag, str) else ""
    lines = deleted if name in DELETED else shown
    breaks = (shown, deleted) if every or name in BLOCKS else ()
    _end(breaks)
    lines.add(element.text)
    for child in element:
        _walk(child, lines, deleted, every=every)
        lines.add(child.tail)
    if name in SPACES:
        lines.add(" ")
    for key, value in element.attrib.items():
        if etree.QName(key).localname in ADDRESSES:
            _end((lines,))
            lines.add(str(value))
            _end((lines,))
    _end(breaks)


def _end(several: Iterable[_Lines]) -> None:
    for lines in several:
        lines.end()
