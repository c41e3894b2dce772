"""What Office and PDF files tell besides what they show: people, comments, changes, macros, links.

The parts of Office Open XML files are described in ECMA-376, those of OpenDocument files in ISO/IEC 26300,
the information dictionary of PDF files in ISO 32000-1, 14.3. The XML library's elements have no types.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree
from pypdf import PdfReader

LARGEST_PART = 50_000_000
"""Bytes of a part that is read; a larger one is no text of a template."""
SHOWN = 60
"""Characters of what was found."""
PEOPLE = {
    "docProps/core.xml": ("creator", "lastModifiedBy"),
    "docProps/app.xml": ("Manager",),
    "meta.xml": ("initial-creator", "creator", "printed-by"),
}
"""Elements that name people, by their part."""
AUTHORS = {"person": ("author", "displayName"), "cmAuthor": ("name",), "author": ("name",)}
"""Elements of parts that list people, and their attributes."""
LISTS_OF_PEOPLE = re.compile(r"(word/people|xl/persons/.*|ppt/commentAuthors|ppt/authors)\.xml")
OPEN_XML_TEXT = re.compile(r"(word|xl|ppt)/(?!theme/|styles|fontTable).*\.xml")
OPEN_DOCUMENT_TEXT = re.compile(r"(content|styles)\.xml")
COMMENTS = frozenset({"comment", "threadedComment", "cm", "annotation"})
CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo", "changed-region"})
MACROS = re.compile(
    r".*vbaProject\.bin|.*/activeX/.*|(Basic|Scripts)/(.*/)?(?!(script|dialog)-l[bc]\.xml$)[^/]+"
)
CHANGE_LOG = re.compile(r"xl/revisions/revisionLog.*\.xml")
WEB = ("http://", "https://", "mailto:", "tel:", "#")
LINK = "{http://www.w3.org/1999/xlink}href"


class Trace(Enum):
    """Something that must not leave the organisation, or that does more than show text."""

    PERSON = "the properties name {!r}, which may be a person"
    COMMENT = "the file has comments ({})"
    CHANGE = "the file has tracked changes ({})"
    HIDDEN_SHEET = "the sheet {!r} is hidden"
    MACRO = "the file holds a macro or a control, {!r}"
    OUTSIDE = "the file draws on something outside it, {!r}"
    UNREADABLE = "the file cannot be read: {}"


Found = Iterator[tuple[Trace, Any]]
"""What was found: a name, or a number of things."""


def traces(form: str, content: bytes) -> Found:
    """What is found in a ``docx``, ``xlsx``, ``pptx``, ``odt`` or ``pdf`` file; the same thing once."""
    try:
        found = list(_pdf(content) if form == "pdf" else _packed(content))
    except (
        BadZipFile,
        etree.XMLSyntaxError,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        OSError,
    ) as error:
        found = [(Trace.UNREADABLE, str(error)[:SHOWN] or type(error).__name__)]
    yield from dict.fromkeys(found)


def _packed(content: bytes) -> Found:
    with ZipFile(BytesIO(content)) as file:
        parts = [_Part(file, name) for name in file.namelist()]
        for part in parts:
            yield from part.traces()
        for trace, names in ((Trace.COMMENT, COMMENTS), (Trace.CHANGE, CHANGES)):
            if number := sum(part.count(names) for part in parts):
                yield trace, number


@dataclass(frozen=True)
class _Part:
    """A part of a packed file."""

    file: ZipFile
    name: str

    @property
    def root(self) -> Any:  # noqa: ANN401
        if self.file.getinfo(self.name).file_size > LARGEST_PART:
            raise OSError(f"{self.name} has more than {LARGEST_PART:,} bytes")
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(self.file.read(self.name), parser)

    def traces(self) -> Found:
        if self.name in PEOPLE:
            yield from ((Trace.PERSON, name) for name in self._texts(PEOPLE[self.name]))
        elif LISTS_OF_PEOPLE.fullmatch(self.name):
            yield from self._authors()
        elif MACROS.fullmatch(self.name):
            yield Trace.MACRO, self.name
        elif self.name.endswith(".rels"):
            yield from self._relations()
        elif self.name == "xl/workbook.xml":
            sheets = self.root.iter("{*}sheet")
            hidden = [each for each in sheets if each.get("state", "visible") != "visible"]
            yield from ((Trace.HIDDEN_SHEET, each.get("name", "")) for each in hidden)
        elif self.name == "xl/connections.xml":
            yield Trace.OUTSIDE, "a data connection"
        elif OPEN_DOCUMENT_TEXT.fullmatch(self.name):
            yield from self._links()

    def count(self, names: frozenset[str]) -> int:
        """How many elements of such names it holds, or such elements as say that a look was changed."""
        if CHANGE_LOG.fullmatch(self.name) and "ins" in names:
            return 1
        if not (OPEN_XML_TEXT.fullmatch(self.name) or OPEN_DOCUMENT_TEXT.fullmatch(self.name)):
            return 0
        kinds = [etree.QName(each).localname for each in self.root.iter("*")]
        return sum(kind in names or ("ins" in names and kind.endswith("PrChange")) for kind in kinds)

    def _texts(self, names: tuple[str, ...]) -> Iterator[str]:
        for name in names:
            yield from (each.text.strip() for each in self.root.iter(f"{{*}}{name}") if each.text)

    def _authors(self) -> Found:
        for name, attributes in AUTHORS.items():
            for each in self.root.iter(f"{{*}}{name}"):
                told = {etree.QName(key).localname: value for key, value in each.attrib.items()}
                yield from ((Trace.PERSON, told[key]) for key in attributes if key in told)

    def _relations(self) -> Found:
        for each in self.root.iter("{*}Relationship"):
            target = each.get("Target", "")
            is_link = each.get("Type", "").endswith("/hyperlink") and target.lower().startswith(WEB)
            if each.get("TargetMode") == "External" and not is_link:
                yield Trace.OUTSIDE, target[:SHOWN]

    def _links(self) -> Found:
        for each in self.root.iter("*"):
            target = each.get(LINK, "")
            is_link = etree.QName(each).localname == "a" and target.lower().startswith(WEB)
            if (":" in target or target.startswith(("/", "../"))) and not is_link:
                yield Trace.OUTSIDE, target[:SHOWN]


def _pdf(content: bytes) -> Found:
    """The author in the information dictionary and in the metadata stream."""
    try:
        file = PdfReader(BytesIO(content))
        information = file.metadata
        names = [information.author if information else None]
        metadata = file.xmp_metadata
        names += metadata.dc_creator or () if metadata else ()
    except Exception as error:  # the library raises whatever a broken file leads it into
        raise OSError(str(error)) from error
    yield from ((Trace.PERSON, str(name)) for name in names if name)
