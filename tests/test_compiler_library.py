"""Every template of this repository compiles, blank and as its worked example, and says what it should."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl.formula import Tokenizer

from macros.documents.compiler.checks import source_problems
from macros.documents.compiler.jobs import DOCX, HTML, ODT, PPTX, XLSX, Maker
from macros.documents.compiler.sources import Sources, read_sources
from macros.documents.compiler.store import Store
from macros.records.library import Library, load
from tests.conftest import SAMPLE_ADDRESS
from tests.template_files import excel, part, slides, word, words_of, words_on

REPOSITORY = Path(__file__).parents[1]
IDS = sorted(path.parent.name for path in REPOSITORY.glob("templates/*/index.md"))
EXAMPLES = sorted(path.parent.name for path in REPOSITORY.glob("templates/*/example.yml"))
LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|[\ue000-\uf8ff]|:::|custom-style|built-in method|object at 0x")
BLANK = re.compile(r"\[[A-Za-z][^\]]*\]")
BROKEN = re.compile(r"#REF!|#NAME\?|[{}\x02\x03]")


@cache
def library() -> Library:
    return load(REPOSITORY)


@cache
def sources() -> dict[str, Sources]:
    found, unread = read_sources(library())
    assert unread == []
    return found


def made(id_: str, forms: set[str], *, example: bool = False) -> dict[str, bytes]:
    """The files of a template by form; those that were compiled before, where nothing has changed."""
    own, store = sources()[id_], Store(REPOSITORY)
    given: tuple[Any, ...] = ()
    if example:
        assert own.example
        given = (own.example.given, own.example.rows, own.example.day)
    jobs = Maker(library().organisation.fields, SAMPLE_ADDRESS).jobs(own, frozenset(forms), *given)
    return {job.form: store.kept(store.key(*job.inputs), job.make) for job in jobs}


def said(form: str, content: bytes) -> str:
    """All words of a file. Of a document without document control, which a reader fills in."""
    if form == DOCX:
        document = word(content)
        body = document.tables[-1]._tbl
        body.getparent().remove(body)
        return words_of(document)
    if form == PPTX:
        deck = slides(content)
        notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
        return "\n".join([words_on(deck), *notes])
    if form == XLSX:
        return "\n".join(str(cell.value) for cell in cells(content) if cell.data_type == "s")
    text = part(content, "content.xml") if form == ODT else content.decode()
    return re.sub("<[^>]*>", " ", re.sub("<script.*?</script>", "", text))


def cells(content: bytes) -> list[Any]:
    return [
        cell
        for sheet in excel(content)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def test_the_library_has_no_problem() -> None:
    assert list(source_problems(sources(), library().organisation.fields)) == []
    assert len(IDS) >= 36
    assert len(EXAMPLES) >= 10


@pytest.mark.parametrize("id_", IDS)
def test_a_blank_template_is_whole(id_: str) -> None:
    files = made(id_, {DOCX, ODT, PPTX, XLSX, HTML})
    assert HTML in files
    assert len(files) >= 2
    for form, content in files.items():
        assert not LEFT_OVER.search(said(form, content)), form


@pytest.mark.parametrize("id_", EXAMPLES)
def test_a_worked_example_leaves_no_field_unfilled(id_: str) -> None:
    files = made(id_, {DOCX, PPTX, XLSX}, example=True)
    assert files
    for form, content in files.items():
        text = said(form, content)
        assert not LEFT_OVER.search(text), form
        assert not BLANK.findall(text), form


@pytest.mark.parametrize(
    "id_", [id_ for id_ in IDS if (REPOSITORY / "templates" / id_ / "workbook.yml").exists()]
)
def test_formulas_are_well_formed_and_name_cells_that_exist(id_: str) -> None:
    book = excel(made(id_, {XLSX})[XLSX])
    formulas = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    for cell in formulas:
        assert not BROKEN.search(cell.value), cell.value
        for token in Tokenizer(cell.value).items:
            assert token.subtype != "ERROR", cell.value
            if token.subtype == "RANGE" and "!" in token.value:
                assert token.value.rpartition("!")[0].strip("'").replace("''", "'") in book.sheetnames


def test_the_examples_are_of_one_project_that_is_none_of_the_register() -> None:
    titles = {each.example.project.get("title") for id_ in EXAMPLES if (each := sources()[id_]).example}
    assert titles - {None} <= {"Paint line renewal"}
    assert not [record for record in library().projects.values() if record.fields.title in titles]


def test_the_examples_agree_with_each_other() -> None:
    agreed: dict[tuple[str, str], dict[str, list[str]]] = {}
    for id_ in EXAMPLES:
        example = sources()[id_].example
        assert example
        for root in ("project", "report"):
            for name, value in getattr(example, root).items():
                if isinstance(value, str) and name not in {
                    "summary",
                    "rationale",
                    "achievements",
                    "next_period",
                }:
                    agreed.setdefault((root, name), {}).setdefault(value, []).append(id_)
    differing = {name: values for name, values in agreed.items() if len(values) > 1}
    assert {name: values for name, values in differing.items() if not _is_of_a_day(name)} == {}


def _is_of_a_day(name: tuple[str, str]) -> bool:
    """Whether a field changes from report to report, or while a project goes on."""
    return name[0] == "report" or name[1] in {
        "phase",
        "state",
        "rating",
        "trend",
        "next_gate",
        "next_milestone",
    }


def test_every_file_says_which_version_it_is_of() -> None:
    for id_ in ("business-case", "raid-log", "steering-committee-pack"):
        origin = f"{id_} {sources()[id_].record.fields.version}"
        address = f"{SAMPLE_ADDRESS}templates/{id_}/"
        files = made(id_, {DOCX, ODT, PPTX, XLSX})
        for form, content in files.items():
            assert origin in foot(form, content)
            assert address in foot(form, content)


def foot(form: str, content: bytes) -> str:
    """Where a file says what it was made from."""
    if form == DOCX:
        return str(word(content).sections[0].footer.paragraphs[0].text)
    if form == PPTX:
        return words_on(slides(content))
    return part(content, "styles.xml" if form == ODT else "xl/worksheets/sheet1.xml")


def test_nothing_is_dated() -> None:
    assert date(1980, 1, 1).isoformat() in part(made("raid-log", {XLSX})[XLSX], "docProps/core.xml")
