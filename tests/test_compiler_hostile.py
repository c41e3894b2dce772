"""Whatever a value holds, it stands in every kind of file as the text that it is, and the file is whole."""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from macros.documents.compiler.workbook_values import Rows
from tests.template_files import (
    Files,
    compiled,
    excel,
    part,
    part_bytes,
    part_names,
    picture,
    slides,
    word,
    words_of,
    words_on,
)

SOURCE = """# Need of {{ project.title }}

{% for each in entry.values %}
# Heading {{ each.value }}

{{ each.value }}

- {{ each.value }}

| Item | Value |
|---|---|
| **{{ each.value }}** | `{{ each.value }}` |

[link]({{ each.value }}) ![picture]({{ each.value }})

{% endfor %}
"""
SLIDES = """# Need of {{ project.title }}

{% for each in entry.values %}
# Slide

{{ each.value }}

| A |
|---|
| {{ each.value }} |

{% endfor %}
"""
BOOK = """sheets:
  - id: lines
    name: Lines
    facts: [{id: need, label: Need, type: money, value: project.title}]
    columns: [{id: item, title: Item, type: text}, {id: cost, title: Cost, type: money}]
"""
FILES = {"document.md": SOURCE, "slides.md": SLIDES, "workbook.yml": BOOK}
VALUES = {
    "formula": "=cmd|' /C calc'!A0",
    "other formulas": "+1+1 @SUM(A1) -2",
    "markup": "**x** | {{ 7*7 }} <b>bold</b>",
    "blocks": "# Head ::: instruction ::: - item 1. one > quote",
    "template": "{% include 'organisation.yml' %}{# gone #}",
    "quotes and ampersand": "\"R&D\" & 'Tools' <2026> ]]> &amp;",
    "link": "javascript:alert(1)",
    "right to left": "שלום עולם, مرحبا",
    "file": "/etc/passwd",
    "web": "http://127.0.0.1:9/x.png",
    "long word": "Donaudampfschifffahrt" * 40,
    "brackets": "[Need]",
    "backslashes": "C:\\Temp\\new \\alpha$x$",
}


def given(*values: str) -> dict[str, Any]:
    return {"project": {"title": values[0]}, "entry": {"values": [{"value": value} for value in values]}}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One file of each form that holds every value."""
    rows = Rows({"lines": [{"item": value, "cost": value} for value in VALUES.values()]})
    return {
        form: compiled(
            tmp_path_factory.mktemp(form), FILES, given(*VALUES.values()), form=form, rows=rows, title="Title"
        )
        for form in ("docx", "odt", "pptx", "xlsx")
    }


@pytest.fixture(scope="module")
def texts(made: dict[str, bytes]) -> dict[str, list[str]]:
    """All paragraphs and cells of each file."""
    root = etree.fromstring(part(made["odt"], "content.xml").encode())
    cells = [cell.value for line in excel(made["xlsx"])["Lines"].iter_rows(min_row=5) for cell in line]
    return {
        "docx": words_of(word(made["docx"])).split("\n"),
        "odt": ["".join(each.itertext()) for each in root.iter("{*}p", "{*}h")],
        "pptx": words_on(slides(made["pptx"])).split("\n"),
        "xlsx": [str(value) for value in cells],
    }


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_plain_text_everywhere(name: str, texts: dict[str, list[str]]) -> None:
    value = VALUES[name]
    for form in ("docx", "odt"):
        assert f"Heading {value}" in texts[form]
        assert texts[form].count(value) >= 4
    assert value in texts["pptx"]
    cut = [text for text in texts["pptx"] if text.endswith("…") and value.startswith(text[:-1])]
    assert cut or texts["pptx"].count(value) >= 2
    assert texts["xlsx"].count(value) == 2


def test_no_value_is_reckoned_loaded_or_linked(made: dict[str, bytes], texts: dict[str, list[str]]) -> None:
    assert "49" not in texts["docx"] + texts["odt"] + texts["pptx"]
    names = [name for content in made.values() for name in part_names(content)]
    assert not [name for name in names if "media/" in name or name.startswith("Pictures/")]
    links = part(made["docx"], "word/_rels/document.xml.rels")
    assert 'Target="http://127.0.0.1:9/x.png"' in links
    assert not [bad for bad in ("javascript", "passwd", "file:") if f'Target="{bad}' in links]
    assert "<f>" not in part(made["xlsx"], "xl/worksheets/sheet2.xml")
    cells = [
        cell for line in excel(made["xlsx"])["Lines"].iter_rows(min_row=5) for cell in line if cell.value
    ]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.alignment.wrap_text for cell in cells if cell.row > 6} == {True}


def test_signs_that_no_document_can_hold_are_left_out(tmp_path: Path) -> None:
    value = "a\x00\x07b\x0b\ud800c\ufffe \u202etxet\u202c"
    names = {
        form: compiled(tmp_path / form, FILES, given(value), form=form) for form in ("docx", "odt", "pptx")
    }
    assert "Need of abc txet" in words_of(word(names["docx"]))
    assert "abc txet" in words_on(slides(names["pptx"]))
    etree.fromstring(part(names["odt"], "content.xml").encode())
    rows = Rows({"lines": [{"item": value}]})
    book = excel(compiled(tmp_path / "xlsx", FILES, given(value), form="xlsx", rows=rows))
    assert "abc txet" in [line[0].value for line in book["Lines"].iter_rows()]


def test_a_picture_comes_from_the_folder_only(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    targets = ("../../secret.png", str(secret), f"file://{secret}", "..%2F..%2Fsecret.png", "none.png")
    source = "".join(f"![told {place}]({target})\n\n" for place, target in enumerate(targets))
    files: Files = {"document.md": f"{source}![dot](a%20dot.png)\n", "a dot.png": picture()}
    content = compiled(tmp_path, files, form="docx")
    (image,) = [name for name in part_names(content) if "media/" in name]
    assert part_bytes(content, image) == picture()
    assert [f"told {place}" in words_of(word(content)) for place in range(5)] == [True] * 5


TITLE = '"R&D" <b>\'s plan & {{ 7*7 }} 2026: ' + "long " * 14


def test_a_title_with_quotes_and_signs_stands_everywhere(tmp_path: Path) -> None:
    fields: dict[str, Any] = {"title": TITLE.strip()}
    content = compiled(tmp_path / "w", FILES, form="docx", **fields)
    document = word(content)
    assert document.core_properties.title == TITLE.strip()
    assert document.paragraphs[0].text == TITLE.strip()
    assert TITLE.strip() in document.sections[0].header.paragraphs[0].text
    xlsx = compiled(tmp_path / "x", FILES, form="xlsx", **fields)
    book = excel(xlsx)
    assert book["Instructions"]["A1"].value == TITLE.strip()
    assert '&amp;R&amp;8 "R&amp;&amp;D" &lt;b&gt;' in part(xlsx, "xl/worksheets/sheet2.xml").replace(
        "&quot;", '"'
    )
    deck = slides(
        compiled(tmp_path / "p", {**FILES, "slides.md": f"{SLIDES}\n# Two\n"}, form="pptx", **fields)
    )
    assert deck.core_properties.title == TITLE.strip()
    odt = compiled(tmp_path / "o", FILES, form="odt", **fields)
    for name in ("content.xml", "styles.xml", "meta.xml"):
        etree.fromstring(part(odt, name).encode())


def test_a_head_that_is_too_long_is_cut(tmp_path: Path) -> None:
    organisation = {"name": "Works & " * 14 + "Sons", "pmo": "P&" * 59, "currency": "GBP"}
    book = excel(compiled(tmp_path, FILES, form="xlsx", organisation=organisation, title="2026 & " * 17))
    for side in (book["Lines"].oddHeader, book["Lines"].oddFooter):
        assert side.left.text
        assert side.right.text
        assert side.left.size == side.right.size == 8
    assert len(part(compiled(tmp_path / "2", FILES, form="xlsx"), "xl/worksheets/sheet1.xml")) > 0
