"""Slides read back: titles, bullets, tables, fields; instructions in the notes; nothing leaves its slide."""

from pathlib import Path
from typing import Any

import pytest
from pptx.oxml.ns import qn

from macros.documents.compiler.slide_placing import ROOM, spread
from macros.documents.compiler.slide_source import Grid, Paragraph, Run
from macros.documents.deck_style import BOTTOM, TOP
from macros.documents.deck_tables import Cell, Column, Line, Table
from tests.template_files import PROJECT, compiled, slides, words_on

SOURCE = """# What we ask of you

::: instruction
If there is nothing to ask, cancel the meeting.
:::

The budget of **{{ project.title }}** is {{ project.budget | money }}.

- {{ entry.request | asks("decision, by whom") }}
- agree

1. first
2. second

# Where we stand

| What | Rating |
|---|---|
| Schedule | {{ report.ratings.schedule }} |
| {{ entry.other }} | [by hand] |
"""
GIVEN = {"project": PROJECT, "report": {"ratings": {"schedule": "Amber"}}}


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401  its parts have no types
    content = compiled(tmp_path_factory.mktemp("deck"), {"slides.md": SOURCE}, GIVEN, form="pptx")
    return slides(content)


def notes(slide: Any) -> str:  # noqa: ANN401
    return str(slide.notes_slide.notes_text_frame.text)


def runs(slide: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        run.text: run
        for shape in slide.placeholders
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    }


def test_each_heading_begins_a_slide_after_the_title(deck: Any) -> None:  # noqa: ANN401
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles == ["Project charter", "What we ask of you", "Where we stand"]
    assert "Paint line renewal" in words_on(deck).split("\n")


def test_instructions_go_to_the_notes(deck: Any) -> None:  # noqa: ANN401
    assert notes(deck.slides[1]) == "If there is nothing to ask, cancel the meeting."
    assert "cancel the meeting" not in words_on(deck)
    assert "charter 1.0" in notes(deck.slides[0])
    assert "https://pmo.example/templates/charter/" in notes(deck.slides[0])


def test_bullets_and_numbers_are_real(deck: Any) -> None:  # noqa: ANN401
    body = next(shape for shape in deck.slides[1].placeholders if shape.placeholder_format.idx == 1)
    paragraphs = {each.text: each._p.pPr for each in body.text_frame.paragraphs}
    assert paragraphs["[decision, by whom]"].find(qn("a:buChar")) is not None
    assert paragraphs["second"].find(qn("a:buAutoNum")) is not None
    assert paragraphs["The budget of Paint line renewal is GBP 940,000."].find(qn("a:buNone")) is not None


def test_fields_are_told_apart_by_brackets_and_colour(deck: Any) -> None:  # noqa: ANN401
    found = runs(deck.slides[1])
    assert found["[decision, by whom]"].font.color.type is not None
    assert found["agree"].font.color.type is None
    assert found["Paint line renewal"].font.bold


def test_a_table_says_ratings_by_word_sign_and_colour(deck: Any) -> None:  # noqa: ANN401
    (table,) = [shape.table for shape in deck.slides[2].shapes if shape.has_table]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [["What", "Rating"], ["Schedule", "▲ Amber"], ["[Other]", "[by hand]"]]


def test_the_foot_says_which_template_and_where_the_newest_is(deck: Any) -> None:  # noqa: ANN401
    feet = [
        shape.text_frame.text
        for shape in deck.slides[1].shapes
        if "newest version" in getattr(shape, "text", "")
    ]
    assert feet == ["charter 1.0 · newest version: https://pmo.example/templates/charter/"]


def test_its_properties_name_no_person(deck: Any) -> None:  # noqa: ANN401
    properties = deck.core_properties
    assert properties.title == "Project charter"
    assert properties.author == properties.last_modified_by == "Project Management Office"


def test_a_single_slide_needs_no_title_slide(tmp_path: Path) -> None:
    deck = slides(compiled(tmp_path, {"slides.md": "# One\n\nText\n"}, form="pptx"))
    assert [slide.shapes.title.text for slide in deck.slides] == ["One"]
    assert "charter 1.0" in notes(deck.slides[0])


def test_a_long_table_goes_over_several_slides(tmp_path: Path) -> None:
    rows = "{% for x in entry.x %}\n| {{ x.n }} | {{ x.t }} |\n{% endfor %}\n"
    source = f"# Risks\n\n| N | Title |\n|---|---|\n{rows}"
    given = {"entry": {"x": [{"n": number, "t": f"Risk {number}"} for number in range(1, 201)]}}
    deck = slides(compiled(tmp_path, {"slides.md": source}, given, form="pptx"))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[0] == f"Risks (1 of {len(titles)})"
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert all([cell.text for cell in table.rows[0].cells] == ["N", "Title"] for table in tables)
    numbers = [row.cells[0].text for table in tables for row in list(table.rows)[1:]]
    assert numbers == [str(number) for number in range(1, 201)]
    _assert_on_slide(deck)


def test_long_texts_go_over_several_slides(tmp_path: Path) -> None:
    source = "# Points\n\n{% for x in entry.x %}\n- {{ x }}\n{% endfor %}\n\n{{ entry.long }}\n"
    given = {"entry": {"x": [f"Point {n} of many words" for n in range(60)], "long": "word " * 3000}}
    deck = slides(compiled(tmp_path, {"slides.md": source}, given, form="pptx"))
    said = words_on(deck)
    assert [f"Point {n} of many words" in said for n in range(60)] == [True] * 60
    assert said.count("word") == 60 + 3000
    _assert_on_slide(deck)


def test_nothing_of_a_source_is_lost(tmp_path: Path) -> None:
    source = '# A\n\n## Sub\n\n> quoted\n\n```\ncode\n```\n\n- one\n  - two\n\n`tick` "said" [web](https://a.example)\n'
    said = words_on(slides(compiled(tmp_path, {"slides.md": source}, form="pptx"))).split("\n")
    assert {"Sub", "quoted", "code", "one", "two"} <= set(said)
    assert "tick “said” web" in said or 'tick "said" web' in said


def paragraph(words: str) -> Paragraph:
    return Paragraph((Run(words),))


def test_parts_that_fit_stay_on_one_slide() -> None:
    (slide,) = spread([[paragraph("One"), paragraph("Two")]])
    assert slide[1] == 1
    assert slide[0][0].size == 20
    assert slide[0][0].top == TOP


def test_letters_get_smaller_before_there_is_a_second_slide() -> None:
    ((placed, count),) = spread([[paragraph("Some words")] * 14])
    assert count == 1
    assert placed[0].size < 20


def test_a_paragraph_that_is_higher_than_a_slide_is_cut_between_words() -> None:
    made = spread([[paragraph(f"{'word ' * 5000}{'x' * 30_000}")]])
    assert len(made) > 2
    pieces = [
        each.words
        for placed, _ in made
        for part in placed
        if isinstance(part.part, list)
        for each in part.part
    ]
    assert "".join(pieces).replace(" ", "") == "word" * 5000 + "x" * 30_000
    assert all(part.top + part.height <= BOTTOM + 1 for placed, _ in made for part in placed)


def test_a_text_and_a_table_share_a_slide_or_follow_each_other() -> None:
    table = Table("T", (Column("A", 400),), tuple(Line((Cell(f"Row {n}"),)) for n in range(4)))
    ((placed, _),) = spread([[paragraph("Words")], Grid(table)])
    assert placed[1].top > placed[0].top + placed[0].height
    many = Table("T", (Column("A", 400),), tuple(Line((Cell(f"Row {n}"),)) for n in range(90)))
    made = spread([[paragraph("Words")] * 8, Grid(many), [paragraph("After")]])
    lines = [
        len(part.part.table.lines) for placed, _ in made for part in placed if isinstance(part.part, Grid)
    ]
    assert sum(lines) == 90
    assert min(lines) > 0
    assert all(placed for placed, _ in made)
    assert all(part.height <= ROOM for placed, _ in made for part in placed)


def _assert_on_slide(deck: Any) -> None:  # noqa: ANN401
    for slide in deck.slides:
        for shape in slide.shapes:
            if not shape.is_placeholder or shape.placeholder_format.idx == 1:
                assert shape.top + shape.height <= deck.slide_height
