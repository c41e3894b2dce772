"""Files whose bytes follow from their contents alone."""

from collections.abc import Iterable
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip entry can have."""
UNIX = 3
"""Else the entry would say on which system it was packed."""
READABLE = 0o644 << 16
"""Rights of a file that was in the archive, where it is unpacked."""
ABOUT = "docProps/app.xml"


MIMETYPE = "mimetype"
"""The part by which OpenDocument files are known; it comes first, and as it is."""


def settled(file: bytes, company: str) -> bytes:
    """``file`` without the times at which its parts were packed, and with its properties told anew."""
    with ZipFile(BytesIO(file)) as given:
        return settled_parts(
            (name, about(company) if name == ABOUT else given.read(name)) for name in given.namelist()
        )


def settled_parts(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip file of parts by name, in their order, whose bytes follow from them alone."""
    result = BytesIO()
    with ZipFile(result, "w") as packed:
        for name, content in parts:
            entry = ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = UNIX, READABLE
            entry.compress_type = ZIP_STORED if name == MIMETYPE else ZIP_DEFLATED
            packed.writestr(entry, content)
    return result.getvalue()


def about(company: str) -> bytes:
    """The properties that name the program and the company: the company alone."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{space}"><Company>{escape(company)}</Company></Properties>'
    ).encode()
