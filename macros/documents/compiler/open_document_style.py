"""The house style for OpenDocument: pandoc's reference document with our styles, page, header and footer."""

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from macros.documents.office_bytes import settled_parts

from . import house as look
from .body import FIELD, INSTRUCTION
from .house import House
from .pandoc import default_reference

SPACES = {
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
}
DECLARED = " ".join(f'xmlns:{name}="{address}"' for name, address in SPACES.items())


def open_document_reference(house: House) -> bytes:
    """A reference document in the house style; header and footer are this document's own."""
    with ZipFile(BytesIO(default_reference("odt"))) as given:
        return settled_parts(
            (name, _styles(given.read(name), house) if name == "styles.xml" else given.read(name))
            for name in given.namelist()
        )


def table_cells(content: str, house: House) -> str:
    """``content.xml`` with lines around the cells of tables and a heading row in the accent."""
    line = f'fo:border="0.5pt solid #{look.LINE}" fo:padding="1.2mm"'
    looks = {"TableHeaderRowCell": f'{line} fo:background-color="{house.accent}"', "TableRowCell": line}
    for name, wanted in looks.items():
        style = re.compile(rf'(style:name="{name}"(?:(?!</style:style>).)*?)fo:border="none"', re.DOTALL)
        content = style.sub(rf"\g<1>{wanted}", content, count=1)
    return content


def _styles(content: bytes, house: House) -> bytes:
    tree = etree.fromstring(content)
    root: Any = tree.find("office:styles", SPACES)
    default: Any = root.find("style:default-style[@style:family='paragraph']/style:text-properties", SPACES)
    if default is not None:
        language, country = look.LANGUAGE.split("-")
        default.set(_name("fo:language"), language)
        default.set(_name("fo:country"), country)
    for style in _own(house):
        made = etree.fromstring(style)
        name, family = made.get(_name("style:name")), made.get(_name("style:family"))
        for old in root.findall(f"style:style[@style:name='{name}'][@style:family='{family}']", SPACES):
            root.remove(old)
        root.append(made)
    _page(tree, house)
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
    return written


def _name(short: str) -> str:
    space, name = short.split(":")
    return f"{{{SPACES[space]}}}{name}"


def _style(
    name: str, letters: str, space: str = "", parent: str = "Standard", family: str = "paragraph"
) -> str:
    shown = name.replace("_20_", " ")
    inherits = f' style:parent-style-name="{parent}"' if parent else ""
    paragraph = f"<style:paragraph-properties {space}/>" if space else ""
    level = f' style:default-outline-level="{name[-1]}"' if name.startswith("Heading_20_") else ""
    return (
        f'<style:style {DECLARED} style:name="{name}" style:display-name="{shown}" style:family="{family}"'
        f"{inherits}{level}>{paragraph}<style:text-properties {letters}/></style:style>"
    )


def _own(house: House) -> list[str]:
    def letters(size: float, colour: str, more: str = "") -> str:
        return f'fo:font-family="{look.FONT}" fo:font-size="{size}pt" fo:color="#{colour}" {more}'

    bold = 'fo:font-weight="bold"'
    accent = house.accent_text
    heading = 'fo:margin-top="{}mm" fo:margin-bottom="1.5mm" fo:keep-with-next="always"'
    return [
        _style("Standard", letters(look.BODY_SIZE, look.INK), parent=""),
        _style("Text_20_body", "", 'fo:margin-top="1.5mm" fo:margin-bottom="1.5mm" fo:line-height="115%"'),
        _style("Title", letters(look.TITLE_SIZE, accent, bold), 'fo:margin-bottom="1mm"'),
        _style("Subtitle", letters(look.SUBTITLE_SIZE, look.MUTED), 'fo:margin-bottom="5mm"'),
        *(
            _style(
                f"Heading_20_{level}",
                letters(size, accent, bold),
                heading.format(5.5 if level == 1 else 3.5),
                "Heading",
            )
            for level, size in enumerate(look.HEADING_SIZES, start=1)
        ),
        _style("Table_20_Contents", letters(look.BODY_SIZE, look.INK), 'fo:margin-top="0mm"'),
        _style("Table_20_Heading", f'fo:color="#{house.on_accent}" {bold}', parent="Table_20_Contents"),
        _style(
            INSTRUCTION,
            letters(look.BODY_SIZE - 0.5, look.MUTED, 'fo:font-style="italic"'),
            f'fo:margin-left="2mm" fo:margin-bottom="3mm" fo:padding-left="2.5mm" '
            f'fo:border-left="2.25pt solid {house.accent}" fo:keep-with-next="always"',
        ),
        _style(FIELD, f'fo:color="#{accent}" fo:background-color="#{look.WASH}"', parent="", family="text"),
        _style("Header", letters(look.SMALL_SIZE, look.MUTED), 'style:class="extra"'),
        _style("Footer", letters(look.SMALL_SIZE, look.MUTED), 'style:class="extra"'),
    ]


def _page(tree: Any, house: House) -> None:  # noqa: ANN401
    properties = tree.find(".//style:page-layout/style:page-layout-properties", SPACES)
    measures = {"page-width": look.PAGE_WIDTH, "page-height": look.PAGE_HEIGHT, "margin-top": 10}
    measures |= {"margin-left": look.MARGIN, "margin-right": look.MARGIN, "margin-bottom": 10}
    for name, millimetres in measures.items():
        properties.set(_name(f"fo:{name}"), f"{millimetres}mm")
    layout = properties.getparent()
    for kind, side in (("header", "bottom"), ("footer", "top")):
        old = layout.find(f"style:{kind}-style", SPACES)
        layout.replace(
            old,
            etree.fromstring(
                f'<style:{kind}-style {DECLARED}><style:header-footer-properties fo:min-height="8mm" '
                f'fo:margin-{side}="5mm"/></style:{kind}-style>'
            ),
        )
    master = tree.find(".//style:master-page", SPACES)
    for old in list(master):
        master.remove(old)
    tab = look.PAGE_WIDTH - 2 * look.MARGIN
    automatic = tree.find("office:automatic-styles", SPACES)
    for kind in ("Header", "Footer"):
        automatic.append(
            etree.fromstring(
                f'<style:style {DECLARED} style:name="Our{kind}" style:family="paragraph" '
                f'style:parent-style-name="{kind}"><style:paragraph-properties><style:tab-stops>'
                f'<style:tab-stop style:position="{tab}mm" style:type="right"/></style:tab-stops>'
                "</style:paragraph-properties></style:style>"
            )
        )
    master.append(_line("header", "OurHeader", house.head, house.title))
    master.append(_line("footer", "OurFooter", house.foot, ""))


def _line(kind: str, style: str, left: str, right: str) -> Any:  # noqa: ANN401
    """A header or footer: words on the left, a tab, and words or the page number on the right."""
    made = etree.fromstring(f'<style:{kind} {DECLARED}><text:p text:style-name="{style}"/></style:{kind}>')
    line = made[0]
    line.text = left
    tab = etree.SubElement(line, _name("text:tab"))
    tab.tail = right or "Page "
    if not right:
        number = etree.SubElement(line, _name("text:page-number"))
        number.text, number.tail = "1", " of "
        etree.SubElement(line, _name("text:page-count")).text = "1"
    return made
