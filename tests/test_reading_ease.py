"""Standards and guides stay easy to read: the automated readability index, which needs no word list."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import textstat
from markdown_it import MarkdownIt

from macros.records.library import Library, load

ROOT = Path(__file__).parents[1]
HARDEST = {"standards": 10, "guides": 8}
"""Years of school that a page may ask for; clauses are longer than advice."""
LONGEST = 18
"""Words a sentence may have on average, clauses included."""
PAGES = [
    path
    for folder in HARDEST
    for path in sorted((ROOT / "docs" / folder).glob("*.md"))
    if path.name != "index.md"
]


def sentences(path: Path) -> str:
    """The prose of a page and the text of its clauses; no headings, tables, code and macros."""
    body = path.read_text(encoding="utf-8").partition("\n---\n")[2]
    return "\n".join((*_paragraphs(body), *_clauses(path)))


def _paragraphs(body: str) -> Iterator[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    for opening, inline in pairwise(tokens):
        if opening.type == "paragraph_open" and not inline.content.startswith(("{{", "<", "???")):
            text = "".join(each.content or " " for each in inline.children or ()).strip()
            yield text if text.endswith((".", "?", "!")) else f"{text}."


@cache
def _library() -> Library:
    return load(ROOT)


def _clauses(path: Path) -> Iterator[str]:
    record = _library().standards.get(path.stem)
    for clause in record.fields.clauses if record else ():
        yield clause.text


@pytest.mark.sample
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_easy_to_read(path: Path) -> None:
    text = sentences(path)
    assert textstat.automated_readability_index(text) <= HARDEST[path.parent.name]
    assert textstat.words_per_sentence(text) <= LONGEST


def test_hard_prose_is_found() -> None:
    hard = (
        "Notwithstanding organisational interdependencies, stakeholders should operationalise comprehensive "
        "methodological standardisation throughout heterogeneous programme environments, irrespective of "
        "countervailing departmental considerations."
    )
    assert textstat.automated_readability_index(hard) > max(HARDEST.values())
