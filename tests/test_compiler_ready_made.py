"""A ready-made file is offered as it is, once nothing in it tells more than it shows."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import Workbook
from pptx import Presentation
from pypdf import PdfWriter

from macros.documents.compiler.ready_made import is_person
from macros.records.models import Organisation
from tests.template_files import compiled, told

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(made: Any) -> bytes:  # noqa: ANN401  a document of one of three libraries
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def changed(content: bytes, parts: dict[str, Callable[[str], str] | str]) -> bytes:
    """A packed file with some of its parts changed or added."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(made, "w") as packed:
        for name in given.namelist():
            change = parts.get(name)
            if not isinstance(change, str):
                text = given.read(name)
                packed.writestr(name, change(text.decode()) if change else text)
        for name, change in parts.items():
            if isinstance(change, str):
                packed.writestr(name, change)
    return made.getvalue()


def docx(author: str = "python-docx", editor: str = "") -> bytes:
    document = Document()
    document.add_paragraph("Charter")
    document.core_properties.author, document.core_properties.last_modified_by = author, editor
    return saved(document)


def xlsx(author: str = "openpyxl") -> bytes:
    book = Workbook()
    book.properties.creator = author
    book.create_sheet("Lists")
    return saved(book)


def pptx() -> bytes:
    deck = Presentation()
    deck.core_properties.author = "Example Works"
    deck.core_properties.last_modified_by = ""
    deck.slides.add_slide(deck.slide_layouts[0])
    return saved(deck)


def pdf(**information: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({f"/{name}": value for name, value in information.items()})
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def odt(root: Path) -> bytes:
    return compiled(root / "source", {"document.md": "# A\n\nText.\n"}, form="odt")


def in_body(piece: str) -> Callable[[str], str]:
    return lambda text: re.sub(r"(<w:body>.*?<w:p>)", rf"\1{piece}", text, count=1, flags=re.DOTALL)


def relation(kind: str, target: str) -> Callable[[str], str]:
    one = f'<Relationship Id="rX" Type="{LINKS}/{kind}" Target="{target}" TargetMode="External"/>'
    return lambda text: text.replace("</Relationships>", f"{one}</Relationships>")


def own(author: str) -> Callable[[str], str]:
    return lambda text: text.replace(
        "<office:meta>", f"<office:meta><meta:initial-creator>{author}</meta:initial-creator>"
    )


COMMENTS = f'<w:comments {NAMESPACE}><w:comment w:id="1" w:author="Jane Doe"/></w:comments>'
BODY, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
OTHER_BOOK = (
    '<Relationships><Relationship Id="r" Type="externalLinkPath" Target="Q:\\a.xlsx" TargetMode="External"/>'
    "</Relationships>"
)
DELETED = '<w:del w:id="1" w:author="J"><w:r><w:delText>x</w:delText></w:r></w:del>'
BAD: dict[str, tuple[str, Callable[[Path], bytes], str, str]] = {
    "author": ("a.docx", lambda _: docx("Jane Doe"), "'Jane Doe'", "In Word: File, Info"),
    "e-mail": ("a.docx", lambda _: docx("j@example.org"), "'j@example.org'", "Inspect Document"),
    "last editor": ("a.docx", lambda _: docx(editor="jdoe"), "'jdoe'", "personal information"),
    "manager": (
        "a.docx",
        lambda _: changed(
            docx(), {"docProps/app.xml": "<Properties><Manager>Jane Doe</Manager></Properties>"}
        ),
        "'Jane Doe'",
        "In Word",
    ),
    "comment": (
        "a.docx",
        lambda _: changed(docx(), {"word/comments.xml": COMMENTS}),
        "comments (1)",
        "In Word",
    ),
    "commentator": (
        "a.docx",
        lambda _: changed(
            docx(), {"word/people.xml": f'<w:people {NAMESPACE}><w:person w:author="Jane Doe"/></w:people>'}
        ),
        "'Jane Doe'",
        "In Word",
    ),
    "deletion": (
        "a.docx",
        lambda _: changed(docx(), {BODY: in_body(DELETED)}),
        "tracked changes (1)",
        "Review",
    ),
    "changed look": (
        "a.docx",
        lambda _: changed(docx(), {BODY: in_body('<w:pPr><w:pPrChange w:id="1" w:author="J"/></w:pPr>')}),
        "tracked changes (1)",
        "accept or reject all",
    ),
    "macro": (
        "a.docx",
        lambda _: changed(docx(), {"word/vbaProject.bin": "x"}),
        "vbaProject.bin",
        "without macros",
    ),
    "control": (
        "a.docx",
        lambda _: changed(docx(), {"word/activeX/a.bin": "x"}),
        "activeX",
        "without macros",
    ),
    "template of a person": (
        "a.docx",
        lambda _: changed(
            docx(), {RELATIONS: relation("attachedTemplate", "file:///C:/Users/jdoe/Normal.dotm")}
        ),
        "jdoe",
        "Edit Links",
    ),
    "link to a drive": (
        "a.docx",
        lambda _: changed(docx(), {RELATIONS: relation("hyperlink", "file:///Q:/plan.xlsx")}),
        "file:///Q:/plan.xlsx",
        "In Word",
    ),
    "picture of the web": (
        "a.docx",
        lambda _: changed(docx(), {RELATIONS: relation("image", "https://evil.example/x.png")}),
        "https://evil.example/x.png",
        "In Word",
    ),
    "workbook's author": ("a.xlsx", lambda _: xlsx("Doe, Jane"), "'Doe, Jane'", "In Excel"),
    "hidden sheet": (
        "a.xlsx",
        lambda _: changed(
            xlsx(),
            {
                "xl/workbook.xml": lambda text: text.replace(
                    'name="Lists"', 'name="Lists" state="veryHidden"'
                ).replace('sheetId="2" state="visible"', 'sheetId="2"')
            },
        ),
        "'Lists' is hidden",
        "Unhide",
    ),
    "workbook's comment": (
        "a.xlsx",
        lambda _: changed(
            xlsx(),
            {"xl/comments1.xml": "<comments><commentList><comment/><comment/></commentList></comments>"},
        ),
        "comments (2)",
        "In Excel",
    ),
    "thread": (
        "a.xlsx",
        lambda _: changed(xlsx(), {"xl/threadedComments/a.xml": "<a><threadedComment/></a>"}),
        "comments (1)",
        "In Excel",
    ),
    "other workbook": (
        "a.xlsx",
        lambda _: changed(xlsx(), {"xl/externalLinks/_rels/externalLink1.xml.rels": OTHER_BOOK}),
        "a.xlsx",
        "In Excel",
    ),
    "connection": (
        "a.xlsx",
        lambda _: changed(xlsx(), {"xl/connections.xml": "<connections/>"}),
        "data connection",
        "In Excel",
    ),
    "revisions": (
        "a.xlsx",
        lambda _: changed(xlsx(), {"xl/revisions/revisionLog1.xml": "<revisions/>"}),
        "tracked changes",
        "In Excel",
    ),
    "slide's comment": (
        "a.pptx",
        lambda _: changed(pptx(), {"ppt/comments/comment1.xml": "<cmLst><cm/></cmLst>"}),
        "comments (1)",
        "In PowerPoint",
    ),
    "slide's commentator": (
        "a.pptx",
        lambda _: changed(pptx(), {"ppt/commentAuthors.xml": '<l><cmAuthor name="Jane Doe"/></l>'}),
        "'Jane Doe'",
        "In PowerPoint",
    ),
    "author in OpenDocument": (
        "a.odt",
        lambda root: changed(odt(root), {"meta.xml": own("Jane Doe")}),
        "'Jane Doe'",
        "Reset Properties",
    ),
    "comment in OpenDocument": (
        "a.odt",
        lambda root: changed(
            odt(root),
            {
                "content.xml": lambda text: text.replace(
                    "</office:text>", "<office:annotation/></office:text>"
                )
            },
        ),
        "comments (1)",
        "In LibreOffice",
    ),
    "change in OpenDocument": (
        "a.odt",
        lambda root: changed(
            odt(root),
            {
                "content.xml": lambda text: text.replace(
                    "</office:text>", "<text:changed-region/></office:text>"
                )
            },
        ),
        "tracked changes (1)",
        "Track Changes",
    ),
    "macro in OpenDocument": (
        "a.odt",
        lambda root: changed(odt(root), {"Basic/Standard/Module1.xml": "<a/>"}),
        "Module1",
        "without macros",
    ),
    "PDF's author": ("a.pdf", lambda _: pdf(Author="Jane Doe"), "'Jane Doe'", "export the PDF again"),
    "no PDF": ("a.pdf", lambda _: b"nothing", "cannot be read", "save it again"),
    "no Word file": ("a.docx", lambda _: b"nothing", "cannot be read", "In Word"),
    "half a Word file": ("a.docx", lambda _: docx()[:2000], "cannot be read", "In Word"),
    "broken part": (
        "a.docx",
        lambda _: changed(docx(), {"docProps/core.xml": lambda _: "<a>"}),
        "cannot be read",
        "In Word",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_should_not_be_handed_round_is_told_with_the_way_out(name: str, tmp_path: Path) -> None:
    file, make, said, way_out = BAD[name]
    lines = told(tmp_path, {file: make(tmp_path)})
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"{file}:1:1: office-properties: ")
    assert said in lines[0]
    assert way_out in lines[0]


GOOD: dict[str, tuple[str, Callable[[Path], bytes]]] = {
    "program": ("a.docx", lambda _: docx("Microsoft Office User")),
    "organisation": ("a.docx", lambda _: docx("Example Works", "Project Management Office")),
    "office": ("a.docx", lambda _: docx("", "Quality Department")),
    "link of the web": (
        "a.docx",
        lambda _: changed(docx(), {RELATIONS: relation("hyperlink", "https://a.example")}),
    ),
    "empty comments": (
        "a.docx",
        lambda _: changed(docx(), {"word/comments.xml": f"<w:comments {NAMESPACE}/>"}),
    ),
    "workbook": ("a.xlsx", lambda _: xlsx()),
    "slides": ("a.pptx", lambda _: pptx()),
    "OpenDocument": ("a.odt", odt),
    "PDF": ("a.pdf", lambda _: pdf(Producer="LibreOffice")),
    "PDF of the organisation": ("a.pdf", lambda _: pdf(Author="Example Works, PMO")),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_clean_file_has_no_problem(name: str, tmp_path: Path) -> None:
    file, make = GOOD[name]
    assert told(tmp_path, {file: make(tmp_path)}) == []


@pytest.mark.parametrize(
    ("form", "source"), [("docx", "document.md"), ("xlsx", "workbook.yml"), ("pptx", "slides.md")]
)
def test_what_the_compiler_makes_is_clean(form: str, source: str, tmp_path: Path) -> None:
    text = (
        "sheets: [{id: a, name: A, columns: [{id: a, title: A, type: text}]}]"
        if form == "xlsx"
        else "# A\n\n{{ today }}\n"
    )
    content = compiled(tmp_path / "source", {source: text}, form=form)
    assert told(tmp_path / "ready", {f"a.{form}": content}) == []


@pytest.mark.parametrize("name", ["charter.docx", "charter.odt", "charter-example.docx"])
def test_a_ready_made_file_has_a_name_of_its_own(name: str, tmp_path: Path) -> None:
    content = odt(tmp_path) if name.endswith("odt") else docx()
    (line,) = told(tmp_path, {"document.md": "# A\n", name: content})
    assert line.startswith(f"{name}:1:1: name-taken: the build makes a file of the name '{name}'")
    assert told(tmp_path / "other", {"slides.md": "# A\n", name: content}) == []


@pytest.mark.parametrize(
    "name", ["Jane Doe", "jane doe", "JDoe", "CORP\\jdoe", "Doe, Jane", "x@y.example", "Office <a@b.example>"]
)
def test_a_name_that_may_be_a_person_s_is_refused(name: str) -> None:
    assert is_person(name, Organisation(name="Example Works"))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "python-docx",
        "LibreOffice",
        "Example Works",
        "EXAMPLE WORKS Ltd",
        "Quality Team",
        "Roads Inc.",
    ],
)
def test_a_name_of_no_person_is_allowed(name: str) -> None:
    assert not is_person(name, Organisation(name="Example Works"))
