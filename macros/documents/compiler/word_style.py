"""The house style for Word: a document from which pandoc takes styles, page, header and footer.

The library's XML elements have no types.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from . import house as look
from .body import FIELD, INSTRUCTION
from .house import House
from .pandoc import default_reference


def word_reference(house: House) -> bytes:
    """A reference document in the house style; header and footer are this document's own."""
    return _reference(replace(house, subject="", control=()))  # what it does not say need not be made anew


@lru_cache(maxsize=128)
def _reference(house: House) -> bytes:
    made: Any = Document(BytesIO(default_reference("docx")))
    _defaults(made)
    _text_styles(made, house)
    _own_styles(made, house)
    _table_style(made, house)
    _page(made, house)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _defaults(made: Any) -> None:  # noqa: ANN401
    properties = made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    properties.find(qn("w:lang")).set(qn("w:val"), look.LANGUAGE)
    for fonts in made.styles.element.iter(qn("w:rFonts")):
        for name in list(fonts.attrib):
            if name.endswith("Theme"):
                del fonts.attrib[name]
        for name in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{name}"), look.FONT)


def _letters(style: Any, size: float, colour: str, *, bold: bool = False) -> None:  # noqa: ANN401
    style.font.size, style.font.bold = Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(colour)


def _spaced(style: Any, before: float, after: float) -> None:  # noqa: ANN401
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _text_styles(made: Any, house: House) -> None:  # noqa: ANN401
    styles = made.styles
    styles["Normal"].font.size = Pt(look.BODY_SIZE)
    for name in ("Body Text", "First Paragraph"):
        _spaced(styles[name], 4, 4)
        styles[name].paragraph_format.line_spacing = 1.15
    _spaced(styles["Compact"], 1, 1)
    _letters(styles["Title"], look.TITLE_SIZE, house.accent_text, bold=True)
    _letters(styles["Subtitle"], look.SUBTITLE_SIZE, look.MUTED)
    for name, after in (("Title", 2), ("Subtitle", 14)):
        _spaced(styles[name], 0, after)
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for level, size in enumerate(look.HEADING_SIZES, start=1):
        heading = styles[f"Heading {level}"]
        _letters(heading, size, house.accent_text, bold=True)
        _spaced(heading, 12 if level == 1 else 8, 4)
    styles["Hyperlink"].font.color.rgb = RGBColor.from_string(house.accent_text)
    styles["Hyperlink"].font.underline = True


def _own_styles(made: Any, house: House) -> None:  # noqa: ANN401
    instruction = made.styles.add_style(INSTRUCTION, WD_STYLE_TYPE.PARAGRAPH)
    instruction.base_style = made.styles["Normal"]
    _letters(instruction, look.BODY_SIZE - 0.5, look.MUTED)
    instruction.font.italic = True
    _spaced(instruction, 2, 8)
    instruction.paragraph_format.left_indent = Mm(4)
    instruction.paragraph_format.keep_with_next = True
    instruction.element.get_or_add_pPr().append(
        parse_xml(
            f"<w:pBdr {nsdecls('w')}>"
            f'<w:left w:val="single" w:sz="18" w:space="8" w:color="{house.accent[1:]}"/></w:pBdr>'
        )
    )
    field = made.styles.add_style(FIELD, WD_STYLE_TYPE.CHARACTER)
    field.font.color.rgb = RGBColor.from_string(house.accent_text)
    field.element.get_or_add_rPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{look.WASH}"/>')
    )


def _table_style(made: Any, house: House) -> None:  # noqa: ANN401
    """Lines between rows, and a heading row in the accent that is bold and repeated on each page."""
    style = made.styles["Table"].element
    for old in (*style.findall(qn("w:tblPr")), *style.findall(qn("w:tblStylePr"))):
        style.remove(old)
    space = nsdecls("w")
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{look.LINE}"'
    style.append(
        parse_xml(
            f"<w:tblPr {space}><w:tblBorders><w:top {line}/><w:left {line}/><w:bottom {line}/>"
            f"<w:right {line}/><w:insideH {line}/><w:insideV {line}/></w:tblBorders>"
            '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
            '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        )
    )
    style.append(
        parse_xml(
            f'<w:tblStylePr {space} w:type="firstRow">'
            f'<w:rPr><w:b/><w:color w:val="{house.on_accent}"/></w:rPr><w:tcPr>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{house.accent[1:]}"/></w:tcPr></w:tblStylePr>'
        )
    )


def _page(made: Any, house: House) -> None:  # noqa: ANN401
    section = made.sections[0]
    section.page_width, section.page_height = Mm(look.PAGE_WIDTH), Mm(look.PAGE_HEIGHT)
    section.left_margin = section.right_margin = Mm(look.MARGIN)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    section.header_distance = section.footer_distance = Mm(10)
    width = look.PAGE_WIDTH - 2 * look.MARGIN
    for place, words, right in (
        (section.header, house.head, [house.title]),
        (section.footer, house.foot, list(PAGE_OF)),
    ):
        paragraph = place.paragraphs[0]
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width), alignment=2)
        paragraph.paragraph_format.space_after = Pt(0)
        for piece in (f"{words}\t", *right):
            _run(paragraph, piece)


PAGE_OF = ("Page ", "\x00PAGE", " of ", "\x00NUMPAGES")
"""A piece that begins with a zero is a field that Word counts by itself."""


def _run(paragraph: Any, piece: str) -> None:  # noqa: ANN401
    """A piece in small letters; a field in a run for each of its parts, as LibreOffice sizes only those."""
    parts = list(_field(piece[1:])) if piece.startswith("\x00") else [None]
    for part in parts:
        run = paragraph.add_run(piece if part is None else "")
        if part is not None:
            run._r.append(part)  # noqa: SLF001  the library has no fields
        run.font.size, run.font.color.rgb = Pt(look.SMALL_SIZE), RGBColor.from_string(look.MUTED)


def _field(name: str) -> Iterator[Any]:
    space = nsdecls("w")
    yield parse_xml(f'<w:fldChar {space} w:fldCharType="begin"/>')
    yield parse_xml(f"<w:instrText {space}>{name}</w:instrText>")
    yield parse_xml(f'<w:fldChar {space} w:fldCharType="separate"/>')
    yield parse_xml(f"<w:t {space}>1</w:t>")
    yield parse_xml(f'<w:fldChar {space} w:fldCharType="end"/>')
