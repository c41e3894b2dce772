"""The text of files beside records: what readers see, and what Office files carry along unseen."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path, PurePosixPath

from .office import office_pieces
from .pieces import Piece, UnreadError

PLAIN = (".md", ".yml", ".txt", ".csv")
OFFICE = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp")
PDF = ".pdf"
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Content:
    """What is written in a file, or why nobody can tell."""

    pieces: tuple[Piece, ...] = ()
    unread: str = ""


def content_of(file: Path) -> Content:
    """The text of a file; of an image none. A file that has not changed is not read again."""
    try:
        state = file.stat()
    except OSError as error:
        return Content(unread=str(error.strerror))
    return _content(file, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1000)
def _content(file: Path, _changed: int, _size: int) -> Content:
    suffix = file.suffix.lower()
    try:
        if suffix in PLAIN:
            return Content((Piece("", _decoded(file.read_bytes())),))
        if suffix in OFFICE:
            return Content(tuple(office_pieces(file.read_bytes(), PurePosixPath(file).suffix)))
        if suffix == PDF:
            return Content(tuple(_pages(file.read_bytes())))
    except UnreadError as error:
        return Content(unread=str(error))
    except OSError as error:
        return Content(unread=str(error.strerror))
    return Content()


def _decoded(data: bytes) -> str:
    if data.startswith(BYTE_ORDER_MARKS):
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _pages(data: bytes) -> Iterator[Piece]:
    from pypdf import PdfReader  # noqa: PLC0415  slow to load, and few files need it

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it cannot read is told as a problem
    try:
        reader = PdfReader(BytesIO(data))
        for number, page in enumerate(reader.pages, start=1):
            yield Piece(f"page {number}", page.extract_text())
            notes = (note.get_object().get("/Contents") for note in page.get("/Annots") or ())
            yield Piece(f"a comment on page {number}", "\n".join(str(note) for note in notes if note))
        yield Piece("the properties", "\n".join(str(value) for value in (reader.metadata or {}).values()))
    except Exception as error:  # the library raises whatever a broken file leads it into
        raise UnreadError(f"it is no PDF that can be read ({type(error).__name__})") from error
