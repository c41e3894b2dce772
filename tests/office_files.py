"""Small Office and PDF files with something planted where readers do not look."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
import pptx
from openpyxl.comments import Comment
from pypdf import PdfReader, PdfWriter

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(*, text: str = "", runs: tuple[str, ...] = (), comment: str = "", keywords: str = "") -> bytes:
    """A Word file; ``runs`` are the parts of one paragraph, each with a look of its own."""
    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.keywords = keywords
    document.add_paragraph(text or "Minutes.")
    paragraph = document.add_paragraph()
    for number, run in enumerate(runs):
        paragraph.add_run(run).bold = bool(number % 2)
    if comment:
        document.add_comment(document.paragraphs[0].runs[0], comment, author="Project office", initials="PO")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def word_with_deleted(*runs: str) -> bytes:
    """A Word file in which these runs of one paragraph were deleted while changes were tracked."""
    deleted = "".join(f"<w:r><w:delText>{run}</w:delText></w:r>" for run in runs)
    body = f"<w:p><w:r><w:t>Minutes.</w:t></w:r><w:del>{deleted}</w:del></w:p>"
    return packed({"word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'})


def excel(cell: str = "", comment: str = "") -> bytes:
    """An Excel file with one cell and perhaps a comment on it."""
    book = openpyxl.Workbook()
    book.properties.creator = "Project office"
    sheet = book.active
    assert sheet is not None
    sheet["B4"] = cell or "Calls"
    if comment:
        sheet["B4"].comment = Comment(comment, "Project office")
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def slides(notes: str) -> bytes:
    """A PowerPoint file with one slide and its notes."""
    deck = pptx.Presentation()
    deck.core_properties.author = ""
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    frame = slide.notes_slide.notes_text_frame
    assert frame is not None
    frame.text = notes
    stream = BytesIO()
    deck.save(stream)
    return stream.getvalue()


def open_document(paragraph: str, deleted: str = "") -> bytes:
    """An OpenDocument text with one paragraph, and one that was deleted while changes were recorded."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = f'xmlns:o="{names}:office:1.0" xmlns:t="{names}:text:1.0"'
    gone = f"<t:changed-region><t:deletion><t:p>{deleted}</t:p></t:deletion></t:changed-region>"
    text = f"<o:text><t:tracked-changes>{gone}</t:tracked-changes><t:p>{paragraph}</t:p></o:text>"
    return packed({"content.xml": f"<o:document-content {spaces}>{text}</o:document-content>"})


def pdf(line: str, *, opens_with: str = "", author: str = "") -> bytes:
    """A PDF of one page with one line of text."""
    content = f"BT /F1 12 Tf 72 720 Td ({line.replace('(', '').replace(')', '')}) Tj ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(data),
    )
    writer = PdfWriter(PdfReader(BytesIO(data)))
    writer.add_metadata({"/Author": author})
    if opens_with:
        writer.encrypt(opens_with, algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
