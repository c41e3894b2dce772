"""The house style of slide decks: the library's own blank deck, made wide, in the organisation's colour.

Everything stands in theme, master and layouts, so that slides that someone adds by hand look the same.
The library's XML elements have no types.
"""
# ruff: noqa: SLF001  the library leaves theme, master and layouts to those who write their XML

from typing import Any

from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RELATION
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from macros.records.colours import WHITE, parse, readable_on, text_on, written

WIDTH, HEIGHT = 960, 540
"""Of a slide, in points: 16 to 9."""
MARGIN = 36
FULL = WIDTH - 2 * MARGIN
TITLE_TOP, TITLE_HEIGHT, TITLE_SIZE = 18, 46, 24
FOOTER_TOP, FOOTER_HEIGHT, FOOTER_SIZE = 508, 20, 10
TOP, BOTTOM = 76, 500
"""What a slide shows stands between these."""
FONT = "Arial"
INK, MUTED, LINE = "1A1D23", "565B66", "C9CED6"
TITLE_LAYOUT, CONTENT_LAYOUT, BODY_LAYOUT = "Title Slide", "Title Only", "Title and Content"
ACCENTS = ("2559B8", "8A3D00", "6D3FA8", "1C8244", "C4291D")
"""The theme's further colours, for what someone adds by hand."""


def house_deck(accent: str) -> Deck:
    """An empty deck with a title layout and one for content; ``accent`` is a colour as ``#0b5d6b``."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    master: Any = deck.slide_master
    for layout in list(deck.slide_layouts):
        if layout.name not in {TITLE_LAYOUT, CONTENT_LAYOUT, BODY_LAYOUT}:
            deck.slide_layouts.remove(layout)
    _theme(master.part.part_related_by(RELATION.THEME), accent)
    _master(master)
    for layout in deck.slide_layouts:
        _without_date(layout)
    _title_layout(deck.slide_layouts.get_by_name(TITLE_LAYOUT), accent)
    _drop(deck.part, RELATION.PRINTER_SETTINGS)
    _drop(deck.part.package, RELATION.THUMBNAIL)
    return deck


def accent_text(accent: str) -> str:
    """The organisation's colour as text on white, as six hexadecimal digits."""
    return written(readable_on(WHITE, parse(accent)))[1:].upper()


def on_accent(accent: str) -> str:
    """Text on the organisation's colour, as six hexadecimal digits."""
    return written(text_on(parse(accent)))[1:].upper()


def _theme(part: Any, accent: str) -> None:  # noqa: ANN401
    theme = parse_xml(part.blob)
    theme.set("name", "House style")
    colours = {
        "dk1": INK,
        "lt1": "FFFFFF",
        "dk2": accent_text(accent),
        "lt2": "F2F4F7",
        "accent1": accent[1:].upper(),
        **{f"accent{place}": colour for place, colour in enumerate(ACCENTS, start=2)},
        "hlink": accent_text(accent),
        "folHlink": MUTED,
    }
    scheme = theme.find(".//" + qn("a:clrScheme"))
    for name, colour in colours.items():
        entry = scheme.find(qn(f"a:{name}"))
        entry[:] = [_solid(colour)[0]]
    for latin in theme.iterfind(".//" + qn("a:fontScheme") + "/*/" + qn("a:latin")):
        latin.set("typeface", FONT)
    part.blob = serialize_part_xml(theme)


def _master(master: Any) -> None:  # noqa: ANN401
    _without_date(master)
    places = {
        "title": (MARGIN, TITLE_TOP, FULL, TITLE_HEIGHT),
        "body": (MARGIN, TOP, FULL, BOTTOM - TOP),
        "ftr": (MARGIN, FOOTER_TOP, FULL - 100, FOOTER_HEIGHT),
        "sldNum": (MARGIN + FULL - 90, FOOTER_TOP, 90, FOOTER_HEIGHT),
    }
    for shape in master.placeholders:
        _place(shape, *places[_kind(shape)])
        body = shape._element.txBody.find(qn("a:bodyPr"))
        for side in ("lIns", "rIns"):
            body.set(side, "0")
        for fitting in list(body):
            body.remove(fitting)
    for style in master._element.iterfind(".//" + qn("a:lstStyle")):
        for level in style:
            level.set("algn", "r" if level.get("algn") == "r" else "l")
            _letters(level.find(qn("a:defRPr")), FOOTER_SIZE, MUTED)
    title = master._element.find(".//" + qn("p:titleStyle") + "/" + qn("a:lvl1pPr"))
    title.set("algn", "l")
    _letters(title.find(qn("a:defRPr")), TITLE_SIZE, INK, bold=True)
    _bar(master)


def _bar(master: Any) -> None:  # noqa: ANN401
    """A line of the organisation's colour along the top edge, behind all else."""
    xml = (
        '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr>'
        '<p:cNvPr id="20" name="Accent line"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{Pt(WIDTH)}" cy="{Pt(8)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )
    master.shapes._spTree.insert(2, parse_xml(xml))


def _title_layout(layout: Any, accent: str) -> None:  # noqa: ANN401
    """The whole slide in the organisation's colour, with text that is readable on it."""
    layout._element.set("showMasterSp", "0")
    fill = layout.background.fill
    fill.solid()
    fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    places = {"ctrTitle": (150, 110, 40), "subTitle": (270, 130, 22)}
    for shape in layout.placeholders:
        if kind := places.get(_kind(shape)):
            top, height, size = kind
            _place(shape, 80, top, WIDTH - 160, height)
            element = shape._element.txBody
            element.find(qn("a:bodyPr")).set("anchor", "b" if size > TITLE_SIZE else "t")
            _title_letters(element.find(qn("a:lstStyle")), size, on_accent(accent))
        else:
            shape._element.getparent().remove(shape._element)


def _title_letters(style: Any, size: int, colour: str) -> None:  # noqa: ANN401
    xml = (
        '<a:lvl1pPr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'marL="0" indent="0" algn="l">'
        "<a:buNone/><a:defRPr/></a:lvl1pPr>"
    )
    level = parse_xml(xml)
    _letters(level[-1], size, colour, bold=size > TITLE_SIZE)
    style[:] = [level]


def _letters(properties: Any, size: int, colour: str, *, bold: bool = False) -> None:  # noqa: ANN401
    properties.set("sz", str(size * 100))
    properties.set("b", str(int(bold)))
    for fill in properties.findall(qn("a:solidFill")):
        properties.remove(fill)
    properties.insert(0, _solid(colour))


def _solid(colour: str) -> Any:  # noqa: ANN401
    return parse_xml(
        '<a:solidFill xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<a:srgbClr val="{colour}"/></a:solidFill>'
    )


def _without_date(holder: Any) -> None:  # noqa: ANN401
    """The day of a deck is that of its data, never that of whoever opens it."""
    for shape in list(holder.placeholders):
        if _kind(shape) == "dt":
            shape._element.getparent().remove(shape._element)


def _kind(shape: Any) -> str:  # noqa: ANN401
    return str(shape._element.ph.get("type", "body"))


def _place(shape: Any, left: float, top: float, width: float, height: float) -> None:  # noqa: ANN401
    shape.left, shape.top, shape.width, shape.height = Pt(left), Pt(top), Pt(width), Pt(height)


def _drop(part: Any, relation: str) -> None:  # noqa: ANN401
    for name, found in list(part._rels.items()):
        if found.reltype == relation:
            part._rels.pop(name)
