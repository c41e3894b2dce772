"""The house style that all documents share: measures, colours, and what header and footer say."""

from dataclasses import dataclass

from macros.documents.text_fit import plain
from macros.records.colours import WHITE, parse, readable_on, text_on, written
from macros.records.models import Organisation

FONT = "Arial"
INK, MUTED, LINE, WASH = "1A1D23", "565B66", "C9CED6", "F2F4F7"
BODY_SIZE, SMALL_SIZE, TITLE_SIZE, SUBTITLE_SIZE = 10, 8, 24, 13
HEADING_SIZES = (15, 12, 10.5)
"""Points; of first, second and third level."""
LANGUAGE = "en-GB"
LONGEST = 250
"""Characters of title and subject."""
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 210, 297, 20
"""A4 and its margins, in millimetres."""


@dataclass(frozen=True)
class House:
    """An organisation's look and the words around the text of one document."""

    organisation: str
    office: str
    accent: str
    """As ``#0b5d6b``."""
    title: str
    subject: str
    origin: str
    """Template id and version."""
    address: str
    """Of the template's page."""
    control: tuple[tuple[str, ...], ...] = ()
    """Lines of the document's control table; without any they are left to be filled in."""

    @property
    def accent_text(self) -> str:
        """The accent as text on white, as six hexadecimal digits."""
        return written(readable_on(WHITE, parse(self.accent)))[1:].upper()

    @property
    def on_accent(self) -> str:
        """Text on the accent."""
        return written(text_on(parse(self.accent)))[1:].upper()

    @property
    def head(self) -> str:
        """What the header says."""
        return f"{self.organisation}, {self.office}"

    @property
    def foot(self) -> str:
        """What the footer says before the page number. Without the site's address it names the site."""
        where = "" if "://" in self.address else f" on the site of the {self.office}"
        return f"{self.origin} · newest version: {self.address}{where}"


def house(organisation: Organisation, title: str, subject: str, origin: str, address: str) -> House:
    """The look of one document of the organisation's."""
    name, office = plain(organisation.name), plain(organisation.pmo)
    return House(name, office, organisation.accent, _short(title), _short(subject), origin, address)


def _short(words: str) -> str:
    """Words on one line, as many as the properties of a file can hold."""
    kept = plain(words)
    return kept if len(kept) <= LONGEST else f"{kept[: LONGEST - 1]}…"
