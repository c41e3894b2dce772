"""Contributed text as Markdown that reads as it was written."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from macros.imports.markdown import as_bullet, as_markdown
from macros.records.prose import contributed_markdown

MARKS = "ab1 .)#-*_`[]<>&;~|=+:!\\\n\t(){}'\"/"


def paragraphs(text: str) -> list[list[str]]:
    """The words of a text as paragraphs of lines, without runs of blanks."""
    parts = [
        [
            line
            for line in (" ".join(re.split(r"[ \t]+", line.strip())).strip() for line in part.split("\n"))
            if line
        ]
        for part in re.split(r"\n\s*\n", text.strip())
    ]
    return [part for part in parts if part]


def shown_by(tokens: Sequence[Token]) -> list[list[str]]:
    """What a page shows of tokens that are nothing but paragraphs."""
    shown: list[list[str]] = []
    for token in tokens:
        assert token.type in {"paragraph_open", "inline", "paragraph_close"}
        lines = [""]
        for child in token.children or []:
            assert child.type in {"text", "hardbreak", "code_inline"}
            if child.type == "hardbreak":
                lines.append("")
            lines[-1] += child.content
        if token.type == "inline":
            shown.append(lines)
    return shown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Plain words, a snake_case name, 5 * 3 and C&A.", None),
        ("# Aim", r"\# Aim"),
        ("- one\n- two", "\\- one\\\n\\- two"),
        ("1. one", r"1\. one"),
        ("Text\n---", "Text\\\n\\---"),
        ("One\n\n\n  Two", "One\n\nTwo"),
        ("•\tFirst\n•\tSecond", "• First\\\n• Second"),
        ("<b>x</b> & [y](z)", r"\<b\>x\</b\> & \[y\](z)"),
        ("less than <1%", None),
        ("GOV.UK https://example.org/a_b", None),
        ("Budget\nTBC", "Budget\\\n`TBC`"),
        ("    indented", "indented"),
    ],
)
def test_escapes_are_put_only_where_they_are_needed(text: str, markdown: str | None) -> None:
    assert as_markdown(text) == (text if markdown is None else markdown)


@settings(deadline=None)
@given(st.text(st.sampled_from(MARKS) | st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
def test_every_text_reads_as_it_was_written(text: str) -> None:
    for parser in (contributed_markdown(), MarkdownIt("commonmark")):
        assert shown_by(parser.parse(as_markdown(text))) == paragraphs(text)


@settings(deadline=None)
@given(st.text(MARKS, min_size=1, max_size=40).filter(str.strip))
def test_a_bullet_holds_its_text_on_one_line(text: str) -> None:
    markdown = as_bullet(text)
    assert "\n" not in markdown
    first, item, *inside, item_end, last = contributed_markdown().parse(markdown)
    assert [token.type for token in (first, item, item_end, last)] == [
        "bullet_list_open",
        "list_item_open",
        "list_item_close",
        "bullet_list_close",
    ]
    (shown,) = shown_by(inside)
    assert shown == [" ".join(text.split())]
