"""A document read back: styles, header and footer, document control, properties; the same in OpenDocument."""

import re
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from docx.oxml.ns import qn
from lxml import etree

from macros.documents.compiler.jobs import Maker
from tests.template_files import (
    PROJECT,
    Files,
    compiled,
    part,
    part_names,
    picture,
    sources,
    word,
    words_of,
)

SOURCE = """# The need

::: instruction
Say what is wrong, with *evidence*.

Two paragraphs at most.
:::

{{ entry.need | asks("what is wrong") }}

## What it costs

The budget of **{{ project.title }}** is {{ project.budget | money }}.

- one
- two

1. first
2. second

| Risk | Owner |
|---|---|
{% for risk in report.risks | rows(2) %}
| {{ risk.title }} | {{ risk.owner }} |
{% endfor %}

|   |   |
|---|---|
| Sponsor | {{ project.sponsor }} |

See [the standard](https://pmo.example/standards/).

![Flow of work](flow.png)
"""
FILES: Files = {"document.md": SOURCE, "flow.png": picture()}
GIVEN = {"project": PROJECT, "report": {"risks": [{"title": "Late", "owner": "Buyer"}]}}
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return compiled(tmp_path_factory.mktemp("docx"), FILES, GIVEN, form="docx")


@pytest.fixture(scope="module")
def document(content: bytes) -> Any:  # noqa: ANN401  its parts have no types
    return word(content)


@pytest.fixture(scope="module")
def odt(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return compiled(tmp_path_factory.mktemp("odt"), FILES, GIVEN, form="odt")


def style_of(document: Any, text: str) -> str:  # noqa: ANN401
    (found,) = [each for each in document.paragraphs if each.text == text]
    return str(found.style.name)


def test_headings_and_text_have_real_styles(document: Any) -> None:  # noqa: ANN401
    assert style_of(document, "Project charter") == "Title"
    assert style_of(document, "Paint line renewal") == "Subtitle"
    assert style_of(document, "The need") == "Heading 1"
    assert style_of(document, "What it costs") == "Heading 2"
    assert style_of(document, "The budget of Paint line renewal is GBP 940,000.") == "First Paragraph"
    numbered = [
        each for each in document.paragraphs if each._p.pPr is not None and each._p.pPr.numPr is not None
    ]
    assert [each.text for each in numbered] == ["one", "two", "first", "second"]


def test_instructions_fields_and_standing_text_are_told_apart_by_style(document: Any) -> None:  # noqa: ANN401
    assert style_of(document, "Guidance: Say what is wrong, with evidence.") == "Instruction"
    assert style_of(document, "Two paragraphs at most.") == "Instruction"
    fields = [run for each in document.paragraphs for run in each.runs if run.style.name == "Field"]
    assert [run.text for run in fields] == ["[what is wrong]"]
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    in_cells = [run.text for cell in cells for run in cell.paragraphs[0].runs if run.style.name == "Field"]
    assert in_cells[:3] == ["[Title]", "[Owner]", "[Sponsor]"]
    assert "Late" not in in_cells


def test_tables_have_a_style_a_repeated_heading_and_unbroken_rows(document: Any) -> None:  # noqa: ANN401
    risks = document.tables[0]
    assert risks.style.name == "Table"
    assert [cell.text for cell in risks.rows[0].cells] == ["Risk", "Owner"]
    assert [cell.text for cell in risks.rows[1].cells] == ["Late", "Buyer"]
    properties = risks.rows[0]._tr.trPr
    assert properties.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in risks.rows)
    facts = document.tables[1]
    assert [cell.text for cell in facts.rows[0].cells] == ["Sponsor", "[Sponsor]"]
    assert facts.rows[0].cells[0].paragraphs[0].runs[0].bold


def test_header_and_footer_say_whose_it_is_and_where_the_newest_is(document: Any) -> None:  # noqa: ANN401
    section = document.sections[0]
    head = section.header.paragraphs[0].text
    assert head == "Example Works, Project Management Office\tProject charter"
    foot = section.footer.paragraphs[0].text
    assert foot.startswith("charter 1.0 · newest version: https://pmo.example/templates/charter/")
    fields = [each.text for each in section.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert round(section.page_width.mm) == 210
    assert round(section.page_height.mm) == 297


def test_a_document_control_table_closes_it(document: Any) -> None:  # noqa: ANN401
    assert style_of(document, "Document control") == "Heading 1"
    control = document.tables[-1]
    heads = [cell.text for cell in control.rows[0].cells]
    assert heads == ["Version", "Date", "Author", "What changed", "Approved by"]
    assert control.rows[1].cells[0].text == "[0.1]"


def test_its_language_and_properties_name_no_person(content: bytes, document: Any) -> None:  # noqa: ANN401
    properties = document.core_properties
    assert (properties.title, properties.subject) == ("Project charter", "Paint line renewal")
    assert properties.author == properties.last_modified_by == "Example Works"
    assert (properties.language, properties.comments) == ("en-GB", "charter 1.0")
    assert "<Company>Example Works</Company>" in part(content, "docProps/app.xml")
    (language,) = re.findall("<w:lang[^>]*>", part(content, "word/styles.xml"))
    assert 'w:val="en-GB"' in language
    assert not [
        name for name in part_names(content) if "comments" in name and part(content, name).count("w:comment ")
    ]
    assert not [name for name in part_names(content) if "vba" in name]


def test_links_and_pictures_are_part_of_it(content: bytes, document: Any) -> None:  # noqa: ANN401
    relations = part(content, "word/_rels/document.xml.rels")
    assert 'Target="https://pmo.example/standards/"' in relations
    assert len([name for name in part_names(content) if "media/" in name]) == 1
    body = document.element.body
    assert [each.get("descr") for each in body.iter(qn("wp:docPr"))] == ["Flow of work"]


def test_a_long_document_has_contents(tmp_path: Path) -> None:
    source = "".join(f"# Section {number}\n\nText.\n\n" for number in range(1, 13))
    document = word(compiled(tmp_path / "long", {"document.md": source}, form="docx"))
    texts = [each.text for each in document.paragraphs]
    assert "Contents" in texts
    assert texts[texts.index("Contents") + 1].split("\n")[:2] == ["Section 1", "Section 2"]
    links = [each.get(qn("w:anchor")) for each in document.element.body.iter(qn("w:hyperlink"))]
    marks = [each.get(qn("w:name")) for each in document.element.body.iter(qn("w:bookmarkStart"))]
    assert links
    assert set(links) <= set(marks)
    short = word(compiled(tmp_path / "short", {"document.md": "# One\n"}, form="docx"))
    assert "Contents" not in [each.text for each in short.paragraphs]


def test_a_value_of_several_paragraphs_and_lines_keeps_them(tmp_path: Path) -> None:
    given = {"entry": {"need": "First.\n\nSecond,\nnext line."}}
    source = "# A\n\n{{ entry.need }}\n\nIn text: {{ entry.need }}\n"
    texts = [
        each.text for each in word(compiled(tmp_path, {"document.md": source}, given, form="docx")).paragraphs
    ]
    assert "First." in texts
    assert "Second,\nnext line." in texts


def test_a_table_of_two_hundred_rows_is_whole(tmp_path: Path) -> None:
    source = "# A\n\n| N | T |\n|---|---|\n{% for x in entry.x %}\n| {{ x.n }} | {{ x.t }} |\n{% endfor %}\n"
    given = {"entry": {"x": [{"n": number, "t": f"Row | {number}"} for number in range(1, 201)]}}
    table = word(compiled(tmp_path, {"document.md": source}, given, form="docx")).tables[0]
    assert len(table.rows) == 201
    assert [cell.text for cell in table.rows[200].cells] == ["200", "Row | 200"]


def test_an_office_template_names_the_office_and_not_a_project(tmp_path: Path) -> None:
    document = word(compiled(tmp_path, {"document.md": "# A\n"}, form="docx", phases=["office"]))
    assert document.paragraphs[1].text == "Project Management Office"


def test_a_blank_document_asks_for_the_project(tmp_path: Path) -> None:
    document = word(compiled(tmp_path, FILES, form="docx"))
    assert document.paragraphs[1].text == "[Project title]"
    assert "The budget of [Project title] is [Budget]." in words_of(document)


# OpenDocument


def test_an_open_document_is_a_whole_file(odt: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.odt"
    file.write_bytes(odt)
    with ZipFile(file) as packed:
        first = packed.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert packed.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        assert packed.testzip() is None
        for name in packed.namelist():
            if name.endswith(".xml"):
                etree.fromstring(packed.read(name))


def test_an_open_document_has_the_same_text_under_the_same_styles(odt: bytes) -> None:
    root = etree.fromstring(part(odt, "content.xml").encode())
    style = f"{{{OFFICE}text:1.0}}style-name"
    styled = {"".join(each.itertext()): each.get(style) for each in root.iter("{*}p", "{*}h", "{*}span")}
    assert styled["Project charter"] == "Title"
    assert styled["The need"] == "Heading_20_1"
    assert styled["Guidance: Say what is wrong, with evidence."] == "Instruction"
    assert styled["[what is wrong]"] == "Field"
    heads = root.findall(".//{*}table-header-rows")
    assert len(heads) >= 2
    assert 'fo:background-color="#2f4b8f"' in part(odt, "content.xml")
    assert [name for name in part_names(odt) if name.startswith("Pictures/")]


def test_an_open_document_has_styles_head_and_foot(odt: bytes) -> None:
    styles = etree.fromstring(part(odt, "styles.xml").encode())
    names = {each.get(f"{{{OFFICE}style:1.0}}name") for each in styles.iter("{*}style")}
    assert {"Title", "Subtitle", "Heading_20_1", "Instruction", "Field", "Table_20_Heading"} <= names
    (master,) = styles.findall(".//{*}master-page")
    said = ["".join(each.itertext()) for each in master]
    assert said[0] == "Example Works, Project Management OfficeProject charter"
    assert said[1].startswith("charter 1.0 · newest version: https://pmo.example/templates/charter/")
    assert said[1].endswith("Page 1 of 1")
    meta = part(odt, "meta.xml")
    assert "<dc:title>Project charter</dc:title>" in meta
    assert "creation-date" not in meta
    assert "<dc:date>" not in meta


def test_the_control_table_of_a_worked_example_is_filled(tmp_path: Path) -> None:
    line = '{version: "1.0", date: 2026-07-31, author: Buyer, change: First issue, approved: Sponsor}'
    example = f"control: [{line}]\n"
    made, organisation = sources(tmp_path, {"document.md": "# Need\n", "example.yml": example})
    assert made.example
    (job,) = Maker(organisation, "").jobs(made, frozenset({"docx"}), made.example.given)
    rows = [[cell.text for cell in row.cells] for row in word(job.make()).tables[-1].rows]
    assert rows[1:] == [["1.0", "2026-07-31", "Buyer", "First issue", "Sponsor"]]


def test_a_form_leaves_more_room_for_answers_than_for_what_is_asked(document: Any) -> None:  # noqa: ANN401
    grid = [int(each.get(qn("w:w"))) for each in document.tables[1]._tbl.tblGrid.iter(qn("w:gridCol"))]
    assert grid[1] > 1.5 * grid[0]


def test_a_column_for_words_is_wider_than_one_for_a_date(tmp_path: Path) -> None:
    source = '| A | B |\n|---|---|\n| {{ entry.a | asks("effect") }} | {{ entry.b | asks("date") }} |\n'
    table = word(compiled(tmp_path, {"document.md": source}, form="docx")).tables[0]
    effect, day = (int(each.get(qn("w:w"))) for each in table._tbl.tblGrid.iter(qn("w:gridCol")))
    assert effect > 1.5 * day


def test_page_numbers_are_as_small_as_the_words_around_them(document: Any) -> None:  # noqa: ANN401
    runs = document.sections[0].footer.paragraphs[0].runs
    assert {run.font.size.pt for run in runs} == {8}
    fields = [run for run in runs if run._r.find(qn("w:fldChar")) is not None]
    assert len(fields) == 6
    assert all(len(run._r) == 2 for run in fields)
