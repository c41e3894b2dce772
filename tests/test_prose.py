"""Contributed and maintained prose: headings, anchors, links and suspects with their places."""

import pytest
from markdown import Markdown

from macros.records.prose import is_safe, parse, suspects_in

BODY = """\
# First

Some *text*, a [link](a.md) and a [second](a.md).

## Plan & *risk* `now`

| a | b |
|---|---|
| [x](x.md) | ![y](y.png) |

> quoted
> [q](<spaced name.md>)

- one
  - two [deep](deep.md#x)

## Plan & risk now

[broken
over lines](over.md) and [by name][ref]

[ref]: named.md

```
[no](link.md) <b> {{ x }}
```

Third
-----
"""


def test_headings_have_their_level_line_and_anchor() -> None:
    headings = [(each.level, each.text, each.anchor, each.line) for each in parse(BODY, 11).headings]
    assert headings == [
        (1, "First", "first", 11),
        (2, "Plan & risk now", "plan-risk-now", 15),
        (2, "Plan & risk now", "plan-risk-now_1", 27),
        (2, "Third", "third", 38),
    ]


def test_links_have_their_place_in_the_file() -> None:
    links = [(each.href, each.line, each.column, each.is_image) for each in parse(BODY, 11).links]
    assert links == [
        ("a.md", 13, 23, False),
        ("a.md", 13, 44, False),
        ("x.md", 19, 7, False),
        ("y.png", 19, 20, True),
        ("spaced%20name.md", 22, 8, False),
        ("deep.md#x", 25, 16, False),
        ("over.md", 30, 13, False),
        ("named.md", 32, 8, False),
    ]


def test_code_is_no_suspect_and_text_is() -> None:
    prose = parse("`{{ a }}`\n\n{{ b }} {{ c }}\n\n<div\n\n<b>x</b> --8<-- {% raw %}\n", 1)
    assert [(each.rule, each.text, each.line, each.column) for each in prose.suspects] == [
        ("template-syntax", "{{", 3, 1),
        ("template-syntax", "{{", 3, 9),
        ("raw-html", "<b>", 7, 1),
        ("raw-html", "</b>", 7, 5),
        ("template-syntax", "{%", 7, 17),
        ("file-inclusion", "--8<--", 7, 10),
    ]


@pytest.mark.parametrize(
    "text", ["a < b and c > d", "x <= 5", "<pmo@example.org>", "5 > 3", "-->", "{ x }", "–8<–"]
)
def test_ordinary_text_is_no_suspect(text: str) -> None:
    assert parse(text, 1).suspects == ()
    assert list(suspects_in(text)) == []


def test_maintained_pages_are_code_and_have_no_suspects() -> None:
    assert parse("{{ status_table() }} <b>x</b>", 1, maintained=True).suspects == ()


def test_html_of_a_maintained_page_has_links_images_and_anchors() -> None:
    prose = parse(
        '<p id="top"><a href="a.md">x</a>\n<img src="b.png"></p>\n\nA <a href=\'c.md\'>c</a>\n',
        5,
        maintained=True,
    )
    assert [(each.href, each.line, each.column, each.is_image) for each in prose.links] == [
        ("a.md", 5, 22, False),
        ("b.png", 6, 11, True),
        ("c.md", 8, 12, False),
    ]
    assert prose.anchors == {"top"}


HEADINGS = [
    "One",
    "One",
    "One_1",
    "One",
    "*Two* & `three`",
    "Käse",
    "日本",
    "日本",
    "Dash - dash",
    "A" * 150,
    "Ref 1.2",
]


def test_anchors_of_a_maintained_page_are_those_that_mkdocs_gives() -> None:
    body = "\n\n".join(f"## {heading}" for heading in HEADINGS)
    renderer = Markdown(extensions=["toc"])
    renderer.convert(body)
    expected = [token["id"] for token in renderer.toc_tokens]  # type: ignore[attr-defined]
    assert [each.anchor for each in parse(body, 1, maintained=True).headings] == expected


def test_anchors_of_contributed_prose_are_never_empty_nor_the_themes() -> None:
    anchors = [each.anchor for each in parse("# 日本\n\n# 日本\n\n# __search\n\n# <b>\n", 1).headings]
    assert anchors == ["section", "section_1", "search", "b"]


def test_a_heading_of_thousands_of_digits_has_an_anchor() -> None:
    headings = parse(f"# 1_{'9' * 5000}\n\n# 1_{'9' * 5000}\n", 1).headings
    assert len({each.anchor for each in headings}) == 2
    assert all(len(each.anchor) < 250 for each in headings)


@pytest.mark.parametrize(
    "href",
    ["a.md", "../a/b.md#c", "#x", "", "https://example.org", "HTTP://example.org", "mailto:a@b.c", "tel:+49"],
)
def test_a_link_that_runs_nothing_is_safe(href: str) -> None:
    assert is_safe(href)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java%0Ascript:alert(1)",
        "%6Aavascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/x",
        "C:\\docs\\a.docx",
        "http://[bad",
    ],
)
def test_a_link_that_could_run_something_is_not(href: str) -> None:
    assert not is_safe(href)


@pytest.mark.parametrize(
    ("body", "empty"),
    [
        ("## A\n\ntext\n", False),
        ("## A\n", True),
        ("## A\n\n## B\n\ntext\n", True),
        ("## A\n\n### Deeper\n\ntext\n", False),
        ("## A\n\n# Higher\n", True),
        ("## A\n\n- item\n", False),
    ],
)
def test_a_section_is_empty_where_nothing_stands_in_it(body: str, empty: bool) -> None:
    prose = parse(body, 1)
    assert prose.section_is_empty(prose.headings[0]) is empty
