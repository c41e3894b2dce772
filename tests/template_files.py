"""Templates for tests of the compiler: sources written to a folder, checked, and compiled without a site.

Files are given by name, as ``{"document.md": "# Need\\n"}``; the template is ``charter``.
"""

import struct
import zlib
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from macros.documents.compiler.checks import source_problems
from macros.documents.compiler.jobs import Maker
from macros.documents.compiler.sources import Sources, read_sources
from macros.documents.compiler.workbook_values import Rows
from macros.records.library import Library
from macros.records.models import Organisation
from macros.records.problems import Problem
from tests import builders
from tests.builders import Fields

ID = "charter"
ADDRESS = "https://pmo.example/"
PROJECT = {"title": "Paint line renewal", "budget": 940000, "start": date(2026, 2, 2)}
Files = Mapping[str, str | bytes]


def library(root: Path, files: Files, organisation: Fields | None = None, **fields: Any) -> Library:  # noqa: ANN401
    """A library whose one template has these files beside it."""
    for name, content in files.items():
        file = root / "templates" / ID / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    template = builders.template(**fields)
    return builders.write_library(root, templates={ID: template}, organisation_yml=organisation)


def problems(root: Path, files: Files, **fields: Any) -> list[Problem]:  # noqa: ANN401
    """What is wrong with the files of a template."""
    made = library(root, files, **fields)
    sources, unread = read_sources(made)
    return sorted([*unread, *source_problems(sources, made.organisation.fields)])


def told(root: Path, files: Files, **fields: Any) -> list[str]:  # noqa: ANN401
    """The same as ``file:line:column: rule: text``."""
    return [
        f"{each.path.rpartition('/')[2]}:{each.line}:{each.column}: {each.rule}: {each.text}"
        for each in problems(root, files, **fields)
    ]


def sources(root: Path, files: Files, **fields: Any) -> tuple[Sources, Organisation]:  # noqa: ANN401
    """The sources of a template as the compiler takes them."""
    made = library(root, files, **fields)
    return read_sources(made)[0][ID], made.organisation.fields


def compiled(
    root: Path,
    files: Files,
    given: Mapping[str, Any] | None = None,
    *,
    form: str,
    rows: Rows | None = None,
    **fields: Any,  # noqa: ANN401
) -> bytes:
    """One file of the template, filled with ``given`` and ``rows``."""
    read, organisation = sources(root, files, **fields)
    (job,) = Maker(organisation, ADDRESS).jobs(read, frozenset({form}), given, rows)
    return job.make()


def word(content: bytes) -> Any:  # noqa: ANN401  its parts have no types
    """A Word file as python-docx reads it."""
    return Document(BytesIO(content))


def excel(content: bytes) -> Any:  # noqa: ANN401  what its cells hold is known to the tests alone
    """An Excel file as openpyxl reads it."""
    return load_workbook(BytesIO(content))


def slides(content: bytes) -> Any:  # noqa: ANN401  its parts have no types
    """A PowerPoint file as python-pptx reads it."""
    return Presentation(BytesIO(content))


def part_names(content: bytes) -> list[str]:
    """The parts of a packed file."""
    with ZipFile(BytesIO(content)) as packed:
        return packed.namelist()


def part(content: bytes, name: str) -> str:
    """A part of a packed file as text."""
    return part_bytes(content, name).decode()


def part_bytes(content: bytes, name: str) -> bytes:
    """A part of a packed file as it is."""
    with ZipFile(BytesIO(content)) as packed:
        return packed.read(name)


def words_of(document: Any) -> str:  # noqa: ANN401  as ``word`` gives it
    """All text of a Word file's body, a paragraph or cell a line."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def words_on(deck: Any) -> str:  # noqa: ANN401  as ``slides`` gives it
    """All text on slides, a paragraph or cell a line."""
    lines: list[str] = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                lines += [paragraph.text for paragraph in shape.text_frame.paragraphs]
            if shape.has_table:
                lines += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(lines)


def picture() -> bytes:
    """A PNG file of one red dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    dot = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dot) + chunk(b"IEND", b"")
