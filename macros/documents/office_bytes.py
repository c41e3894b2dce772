"""Office files whose bytes follow from their contents alone."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip entry can have."""
UNIX = 3
"""Else the entry would say on which system it was packed."""
ABOUT = "docProps/app.xml"


def settled(file: bytes, company: str) -> bytes:
    """``file`` without the times at which its parts were packed, and with its properties told anew."""
    result = BytesIO()
    with ZipFile(BytesIO(file)) as given, ZipFile(result, "w", ZIP_DEFLATED) as packed:
        for name in given.namelist():
            entry = ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, UNIX
            packed.writestr(entry, _about(company) if name == ABOUT else given.read(name))
    return result.getvalue()


def _about(company: str) -> bytes:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{space}"><Company>{escape(company)}</Company></Properties>'
    ).encode()
