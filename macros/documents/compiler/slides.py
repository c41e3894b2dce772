"""``slides.md`` as a PowerPoint file: a first-level heading begins a slide, instructions go to its notes.

The library's XML elements have no types.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Pt

from macros.documents.deck import DeckWriter, Slide, numbered
from macros.documents.deck_style import BODY_LAYOUT, FULL, MARGIN, accent_text
from macros.documents.text_fit import plain
from macros.records.models import Organisation

from .house import House
from .pandoc import Tree
from .slide_placing import AFTER, INDENT, Placed, spread
from .slide_source import Grid, sheets_of

COLOUR: Any = RGBColor
"""Its class has no types."""
TIMELESS = date(1980, 1, 1)
"""The day that the file says it was made on: the same for the same source."""


def presentation(tree: Tree, house: House, organisation: Organisation) -> bytes:
    """The slides of a filled source as .pptx."""
    deck = DeckWriter(organisation, TIMELESS, house.foot)
    sheets = list(sheets_of(tree["blocks"], accent_text(organisation.accent)))
    origin = [f"Made from template {house.origin}.", f"The newest version: {house.address}"]
    if len(sheets) > 1:
        deck.front(house.title, [house.subject, house.head]).notes(origin)
    for sheet in sheets:
        for place, (parts, count) in enumerate(spread(sheet.parts), start=1):
            slide = deck.slide(numbered(sheet.title, place, count), BODY_LAYOUT)
            _draw(slide, parts, organisation)
            slide.notes(sheet.notes or origin)
    return deck.to_bytes(house.title)


def _draw(slide: Slide, parts: Sequence[Placed], organisation: Organisation) -> None:
    body = slide.page.placeholders[1]
    is_free = True
    for placed in parts:
        if isinstance(placed.part, Grid):
            slide.table(placed.part.table, MARGIN, placed.top)
        elif is_free:
            is_free = False
            body.left, body.top, body.width = Pt(MARGIN), Pt(placed.top), Pt(FULL)
            body.height = Pt(placed.height)
            _write(body.text_frame, placed, organisation)
        else:
            box = slide.page.shapes.add_textbox(Pt(MARGIN), Pt(placed.top), Pt(FULL), Pt(placed.height))
            box.text_frame.word_wrap = True
            box.text_frame.margin_left = box.text_frame.margin_right = 0
            _write(box.text_frame, placed, organisation)
    if is_free:
        body._element.getparent().remove(body._element)  # noqa: SLF001  the library removes no placeholder


def _write(frame: Any, placed: Placed, organisation: Organisation) -> None:  # noqa: ANN401
    for place, paragraph in enumerate(placed.part if isinstance(placed.part, list) else ()):
        line = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        line.space_after = Pt(AFTER * placed.size)
        line.space_before = Pt(0)
        _mark(line, paragraph.mark)
        for run in paragraph.runs:
            words = line.add_run()
            words.text = run.text if run.text == " " else _kept(run.text)
            words.font.size, words.font.bold = Pt(placed.size), run.is_bold
            if run.is_field:
                words.font.color.rgb = COLOUR(*bytes.fromhex(accent_text(organisation.accent)))


def _kept(text: str) -> str:
    """``text`` without what no document can hold, with the blanks at its ends."""
    bare = plain(text)
    return f"{' ' if text[:1] == ' ' else ''}{bare}{' ' if text[-1:] == ' ' and bare else ''}"


def _mark(line: Any, mark: str) -> None:  # noqa: ANN401
    """A real bullet or number, so that a line added below goes on with it."""
    properties = line._p.get_or_add_pPr()  # noqa: SLF001  the library has no bullets
    indent = str(Pt(INDENT)) if mark else "0"
    properties.set("marL", indent)
    properties.set("indent", f"-{indent}" if mark else "0")
    if mark == "•":
        child = properties.makeelement(qn("a:buChar"), {"char": "•"})
    elif mark:
        child = properties.makeelement(qn("a:buAutoNum"), {"type": "arabicPeriod"})
    else:
        child = properties.makeelement(qn("a:buNone"), {})
    properties.append(child)
