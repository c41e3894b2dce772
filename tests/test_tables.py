"""The table component without a browser: view objects, and what Markdown makes of their HTML."""

from html.parser import HTMLParser
from typing import Any

import jinja2
import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.pages.rendering import environment, render
from macros.pages.tables import Cell, Column, Link, Option, Row, Table, safe_href

EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.superfences",
]
PHASES = (Option("planning", "Planning"), Option("executing", "Executing"))
HOSTILE = [
    "a | b || c",
    "*a* **b** _c_ __d__ ~~e~~",
    "`code` ``more``",
    "Fish & chips &amp; &lt;b&gt;",
    "<b>bold</b> <script>alert(1)</script> <!-- gone? -->",
    "</td></tr></table></div>",
    "\"double\" 'single'",
    "مشروع تحديث الشبكة (المرحلة 2)",
    "[a](javascript:alert(1)) ![b](c) <https://example.org>",
    "{{ 7 * 7 }} {% raw %} {# c #}",
    "[TOC] [^1] [x]: y {: .class } *[ERP]: planning",
    "--8<-- 'mkdocs.yml'",
    "# heading",
    "–",
    "0",
]


class Texts(HTMLParser):
    """The text of each body cell, and every element that was met."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: list[str] = []
        self.inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ANN401
        self.tags.append(tag)
        if tag == "td" or (tag == "th" and dict(attrs).get("scope") == "row"):
            self.inside = True
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.cells[-1] += data


def table(*rows: Row, columns: tuple[Column, ...] = (Column("title", "Title"),), **more: Any) -> Table:  # noqa: ANN401
    return Table("projects", "Projects", columns, rows, **more)


def html_of(made: Table) -> str:
    return render("table.html.jinja", table=made)


def published(text: str) -> str:
    """What a page makes of TEXT as title, tag, note and group."""
    columns = (Column("title", "Title"), Column("tags", "Tags", "tags", facet=True), Column("more", "More"))
    row = Row((Cell(text, href="a/"), Cell(values=(text,)), Cell("x", note=text)), group=text)
    html = html_of(table(row, columns=columns, noun=text))
    return markdown.markdown(f"Before\n\n{html}\n\nAfter *this*", extensions=EXTENSIONS)


# What comes out of a page


@pytest.mark.parametrize("text", HOSTILE)
def test_a_value_comes_out_of_markdown_as_it_went_in(text: str) -> None:
    read = Texts(published(text))
    assert read.cells == [text, text, f"x{text}"]
    assert read.tags == Texts(published("plain")).tags


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_any_text_comes_out_of_markdown_as_it_went_in(text: str) -> None:
    read = Texts(published(text))
    assert read.cells[0].split() == text.split()
    assert read.tags == Texts(published("plain")).tags


@pytest.mark.parametrize(
    "text", ["a\n\nb", "a\r\n\r\n```\nb\n```\n", "\n    a", "a\u2028b", "a\x85b", "a\n# b"]
)
def test_a_value_stays_on_one_line(text: str) -> None:
    html = html_of(table(Row((Cell(text, note=text),))))
    assert not [line for line in html.splitlines() if not line.startswith("<")]
    assert Texts(published(text)).tags == Texts(published("plain")).tags


def test_the_text_around_a_table_is_still_markdown() -> None:
    assert "<em>this</em>" in published("<div>")


def test_markup_leaves_no_blank_line() -> None:
    html = html_of(table(Row((Cell("a"),), group="G"), Row((Cell("b"),))))
    assert "\n\n" not in html
    assert html.startswith('<div class="pmo-table"')


def test_without_rows_a_sentence_takes_the_place_of_the_table() -> None:
    html = html_of(table(empty="No project has <reported> yet."))
    assert "No project has &lt;reported&gt; yet." in html
    assert "<table" not in html


# What the browser's script reads


def test_the_first_cell_names_the_row() -> None:
    assert html_of(table(Row((Cell("ERP"),)))).count('scope="row"') == 1


def test_values_of_a_vocabulary_sort_in_its_order() -> None:
    column = Column("phase", "Phase", facet=True, options=PHASES)
    cells = [Cell(option.label, values=(option.value,)) for option in reversed(PHASES)]
    html = html_of(
        table(*(Row((Cell("x"), cell)) for cell in cells), columns=(Column("title", "Title"), column))
    )
    assert column.compare == "number"
    assert [column.sort_value(cell) for cell in cells] == [1, 0]
    assert 'data-sort="1" data-values="[&#34;executing&#34;]">Executing</td>' in html


@pytest.mark.parametrize(
    ("column", "cell", "key"),
    [
        (Column("a", "A"), Cell("text"), None),
        (Column("a", "A"), Cell("text", note="more"), "text"),
        (Column("a", "A", "money"), Cell("£1,200", 1200), 1200),
        (Column("a", "A", "money"), Cell("withheld", note="why"), None),
        (Column("a", "A", "date"), Cell("1 May 2026", "2026-05-01"), "2026-05-01"),
        (Column("a", "A", options=PHASES), Cell("Elsewhere", values=("elsewhere",)), None),
        (Column("a", "A", "tags", options=PHASES), Cell(values=("executing", "planning")), 0),
    ],
)
def test_sort_keys(column: Column, cell: Cell, key: object) -> None:
    assert column.sort_value(cell) == key


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        (Cell("Planning"), None),
        (Cell("Planning", values=("Planning",)), None),
        (Cell("Planning", values=("planning",)), ("planning",)),
        (Cell("Planning", note="since May"), ("Planning",)),
        (Cell(values=("a", "b")), ("a", "b")),
        (Cell(), None),
    ],
)
def test_facet_values_are_written_only_where_they_are_not_the_text(
    cell: Cell, values: tuple[str, ...] | None
) -> None:
    assert Column("phase", "Phase", facet=True).facet_values(cell) == values
    assert Column("phase", "Phase").facet_values(cell) is None


def test_rows_come_in_groups_in_order_of_appearance() -> None:
    rows = [Row((Cell(name),), group) for name, group in [("a", "G"), ("b", None), ("c", "G")]]
    made = table(*rows)
    assert [(group.label, [row.cells[0].text for row in group.rows]) for group in made.groups] == [
        ("G", ["a", "c"]),
        (None, ["b"]),
    ]
    assert html_of(made).count('scope="rowgroup"') == 1


def test_a_hidden_column_is_there_for_the_filter_alone() -> None:
    columns = (Column("title", "Title"), Column("owner", "Owner", facet=True, shown=False))
    made = table(Row((Cell("a"), Cell("b")), group="G"), columns=columns)
    assert "<td hidden>b</td>" in html_of(made)
    assert 'colspan="1"' in html_of(made)


def test_short_words_of_a_vocabulary_stay_whole() -> None:
    long = Option("long", "Procurement and suppliers")
    assert Column("phase", "Phase", options=PHASES).brief
    assert not Column("phase", "Phase", options=(*PHASES, long)).brief
    assert not Column("phase", "Phase").brief


def test_a_caption_can_be_left_to_screen_readers() -> None:
    assert "caption--hidden" in html_of(table(Row((Cell("a"),)), show_caption=False))
    assert "caption--hidden" not in html_of(table(Row((Cell("a"),))))


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        ("rating", Cell("Amber", values=("amber",)), "pmo-rating--amber"),
        ("rating", Cell("Not rated", values=("not-rated",)), "pmo-rating--none"),
        ("trend", Cell("Worse", values=("worse",)), "pmo-trend--worse"),
        ("date", Cell("1 May 2026", "2026-05-01"), '<time datetime="2026-05-01">1 May 2026</time>'),
        ("links", Cell(links=(Link("A", "a/"), Link("B", "b/"))), '<li><a href="a/">A</a></li> <li>'),
        ("tags", Cell(values=("planning",)), "<li>Planning</li>"),
        ("money", Cell(), '<td class="pmo-cell--money pmo-absent">–</td>'),
        ("text", Cell("A", href="a/?b=1&c=2"), '<a href="a/?b=1&amp;c=2">A</a>'),
        ("text", Cell("Red", kind="rating", values=("red",)), "pmo-rating--red"),
    ],
)
def test_each_kind_is_drawn_in_its_way(kind: Any, cell: Cell, expected: str) -> None:  # noqa: ANN401
    columns = (Column("title", "Title"), Column("it", "It", kind, options=PHASES if kind == "tags" else ()))
    assert expected in html_of(table(Row((Cell("x"), cell)), columns=columns))


def test_every_rating_has_a_shape_and_a_word_of_its_own() -> None:
    module = environment().get_template("rating.html.jinja").module
    drawn = [module.rating(value, "Word") for value in ("green", "amber", "red", "", "purple")]  # type: ignore[attr-defined]
    shapes = [html.split(">", 2)[2] for html in drawn]
    assert len(set(shapes)) == 4
    assert shapes[3] == shapes[4]
    assert all("Word</span>" in html for html in drawn)


# What is refused


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JavaScript:x",
        " java\tscript:x",
        "data:text/html,x",
        "\x00vbscript:x",
        "file:///etc/passwd",
    ],
)
def test_a_dangerous_link_is_refused(href: str) -> None:
    with pytest.raises(ValueError, match="scheme"):
        safe_href(href)
    with pytest.raises(ValueError, match="scheme"):
        Cell("x", href=href)
    with pytest.raises(ValueError, match="scheme"):
        Link("x", href)


@pytest.mark.parametrize(
    "href", ["", "../a/", "?a=b:c", "#gov-1", "https://example.org/", "mailto:a@example.org"]
)
def test_a_harmless_link_is_given_back(href: str) -> None:
    assert safe_href(href) == href


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"id": "Two words"}, "no name"),
        ({"columns": (Column("sort", "Sort"),)}, "not be q or sort"),
        ({"columns": (Column("a", "A"), Column("a", "B"))}, "must differ"),
        ({"columns": ()}, "first column"),
        ({"columns": (Column("a", "A", shown=False),)}, "first column"),
        ({"rows": (Row((Cell("a"), Cell("b"))),)}, "row 1: 2 cells for 1 columns"),
    ],
)
def test_parts_that_do_not_fit_are_refused(parts: dict[str, Any], reason: str) -> None:
    whole: dict[str, Any] = {"id": "a", "caption": "A", "columns": (Column("a", "A"),), "rows": ()}
    with pytest.raises(ValueError, match=reason):
        Table(**(whole | parts))


def test_a_fragment_prints_neither_nothing_nor_none() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render("table.html.jinja")
    with pytest.raises(ValueError, match="printed None"):
        environment().from_string("{{ value }}").render(value=None)


def test_the_environment_is_made_once() -> None:
    assert environment() is environment()
    assert environment().autoescape is True
