"""A slide deck under way: slides with titles, tables, texts, notes, and a foot; then its bytes.

Texts of records are written as text: no link, field or formula ever comes of them. Lengths are in points.
The library's XML elements have no types.
"""
# ruff: noqa: SLF001  table cells and feet are quicker and surer to write as XML than through the library

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from pptx.enum.text import MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.util import Pt

from macros.records.models import Organisation

from .deck_drawing import draw_table, put_text
from .deck_style import (
    BOTTOM,
    CONTENT_LAYOUT,
    FOOTER_SIZE,
    FULL,
    MARGIN,
    TITLE_LAYOUT,
    TITLE_SIZE,
    TOP,
    house_deck,
)
from .deck_tables import QUIET, Look, Table
from .office_bytes import settled
from .text_fit import plain, shortened

LANGUAGE = "en-GB"
ROOM = BOTTOM - TOP
"""Height for what a slide shows below its title."""


@dataclass(frozen=True)
class Paragraph:
    """Text of one look on a slide."""

    text: str
    size: float = 14
    look: Look = field(default_factory=Look)


@dataclass(frozen=True)
class Slide:
    """A slide under way."""

    page: Any
    deck: "DeckWriter"

    def table(self, table: Table, left: float, top: float) -> None:
        """Put a table there."""
        draw_table(self.page, table, left, top, self.deck.organisation.accent)

    def text(  # noqa: PLR0913, PLR0917  a place has four numbers
        self,
        alt: str,
        paragraphs: Iterable[Paragraph],
        left: float,
        top: float,
        width: float,
        height: float,
    ) -> None:
        """Put paragraphs there; ``alt`` says what they are."""
        box = self.page.shapes.add_textbox(Pt(left), Pt(top), Pt(width), Pt(height))
        box.name = box._element.nvSpPr.cNvPr.attrib["descr"] = alt
        frame = box.text_frame
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        body = frame._txBody
        body.remove(body.p_lst[0])
        for paragraph in paragraphs:
            put_text(body, plain(paragraph.text), paragraph.size, paragraph.look)

    def notes(self, lines: Iterable[str]) -> None:
        """Say in the notes where the slide's figures come from."""
        body = self.page.notes_slide.notes_text_frame._txBody
        for paragraph in list(body.p_lst):
            body.remove(paragraph)
        for line in lines:
            put_text(body, plain(line))


class DeckWriter:
    """Writes one deck of an organisation as at a day."""

    def __init__(self, organisation: Organisation, today: date, foot: str) -> None:
        """``foot`` stands at the foot of each slide but the first."""
        self.organisation = organisation
        self._today = today
        self._foot = foot
        self._deck = house_deck(organisation.accent)

    def front(self, title: str, lines: Sequence[str]) -> Slide:
        """The first slide."""
        page = self._page(TITLE_LAYOUT)
        page.shapes.title.text_frame.text = plain(title)
        page.placeholders[1].text_frame.text = "\n".join(map(plain, lines))
        return Slide(page, self)

    def slide(self, title: str, layout: str = CONTENT_LAYOUT) -> Slide:
        """Another slide. A title that is too long for one line is cut."""
        page = self._page(layout)
        page.shapes.title.text_frame.text = shortened(plain(title), TITLE_SIZE, FULL, bold=True)
        return Slide(page, self)

    def flow(self, title: str, table: Table, sources: Iterable[str], most: int | None = None) -> None:
        """A table on as many slides as it needs, each with the sources of its own lines in the notes."""
        parts = list(table.parts(ROOM, ROOM, most))
        for place, part in enumerate(parts, start=1):
            slide = self.slide(numbered(title, place, len(parts)))
            slide.table(part, MARGIN, TOP)
            slide.notes([*sources, *(source for line in part.lines for source in line.sources)])

    def to_bytes(self, title: str) -> bytes:
        """The finished file. The same slides give the same bytes."""
        for number, page in enumerate(self._deck.slides, start=1):
            self._add_foot(page, number)
        for element in self._elements():
            _speak(element)
        self._describe(title)
        file = BytesIO()
        self._deck.save(file)
        return settled(file.getvalue(), plain(self.organisation.name))

    def _page(self, layout: str) -> Any:  # noqa: ANN401
        return self._deck.slides.add_slide(self._deck.slide_layouts.get_by_name(layout))

    def _add_foot(self, page: Any, number: int) -> None:  # noqa: ANN401
        """The layout's foot and slide number: the library leaves them to whoever makes the slide."""
        for shape in page.slide_layout.placeholders:
            kind = shape._element.ph.get("type")
            if kind not in {"ftr", "sldNum"}:
                continue
            own = deepcopy(shape._element)
            own.nvSpPr.cNvPr.set("id", str(page.shapes._next_shape_id))
            page.shapes._spTree.append(own)
            if kind == "ftr":
                own.txBody.remove(own.txBody.p_lst[0])
                put_text(own.txBody, plain(self._foot), FOOTER_SIZE, QUIET)
            else:
                own.find(".//" + qn("a:fld") + "/" + qn("a:t")).text = str(number)

    def _elements(self) -> Iterator[Any]:
        package: Any = self._deck.part.package
        for part in package.iter_parts():
            if hasattr(part, "_element"):
                yield part._element

    def _describe(self, title: str) -> None:
        """Say what the file is, whose, and of which day; the library's own blank deck says otherwise."""
        about = self._deck.core_properties
        at = datetime.combine(self._today, time())
        about.title = title
        about.author = about.last_modified_by = self.organisation.pmo
        about.subject = f"{self.organisation.name}, as at {self._today.isoformat()}"
        about.created = about.modified = at
        about.language, about.revision = LANGUAGE, 1
        about.category = about.comments = about.keywords = about.content_status = ""
        about.identifier = about.version = ""


def numbered(title: str, place: int, count: int) -> str:
    """The title of one of several slides."""
    return f"{title} ({place} of {count})" if count > 1 else title


def _speak(element: Any) -> None:  # noqa: ANN401
    """Mark every text as British English, so that it is spelt and read out as such."""
    for run in element.iter(qn("a:r")):
        run.get_or_add_rPr()
    for properties in element.iter(qn("a:rPr"), qn("a:endParaRPr")):
        properties.set("lang", LANGUAGE)
        properties.attrib.pop("smtClean", None)
    for properties in element.iterfind(".//" + qn("a:defPPr") + "/" + qn("a:defRPr")):
        properties.set("lang", LANGUAGE)
