"""What is wrong with a template's sources is told in a line that names the place and the way out."""

from pathlib import Path

import pytest

from tests.template_files import Files, picture, problems, told

BOOK = """sheets:
  - id: lines
    name: Lines
    rows: 5
    columns:
      - {id: item, title: Item, type: text}
      - {id: cost, title: Cost, type: money}
"""
EXAMPLE = "entry: {need: Rework costs too much.}\n"


def column(more: str) -> str:
    return f"{BOOK}      - {{id: more, title: More, {more}}}\n"


def sheet(more: str) -> str:
    return f"{BOOK}    {more}\n"


def only(root: Path, files: Files) -> str:
    (line,) = told(root, files)
    return line


GOOD_DOCUMENT = """# The need

::: instruction
What is wrong, with **evidence**. Ask `<somebody>` or {{ project.manager }}.
:::

{{ entry.need | asks("what is [really] wrong") }}

See [the standard](https://pmo.example/standards/), [below](#plan) or [mail us](mailto:pmo@example.org).

![Flow of {{ project.title }}](flow%20chart.png)

- [ ] open
- [x] done

{# a note for those who write templates #}

| Risk | Owner |
|---|---|
{% for risk in report.risks | rows(3) %}
| {{ risk.title }} | {{ risk.owner | asks("post | team") }} |
{% endfor %}

{% if project.programme == "x" and not project.tier in ("1", "2") %}
{{ project.objectives }} 5 < 6 > 4
{% else %}
{{ today | day }}
{% endif %}
"""


def test_good_sources_have_no_problem(tmp_path: Path) -> None:
    slides = "\n# Ask\n\n::: instruction\nShort.\n:::\n\n- {{ entry.request }}\n"
    book = column('type: formula, result: money, formula: \'=IF({cost}="","",{cost}*2)\', highlight: over')
    files: Files = {
        "document.md": GOOD_DOCUMENT,
        "slides.md": slides,
        "workbook.yml": book,
        "flow chart.png": picture(),
    }
    assert told(tmp_path, files) == []


DOCUMENTS: dict[str, tuple[str | bytes, str, str]] = {
    "unknown field": ("Of {{ project.titel }}", "1:15: unknown-field", "Did you mean 'title'?"),
    "field in an unclosed brace": ("\n{{ project.title", "2:1: source-syntax", "the fields cannot be read"),
    "loop without end": ("{% for x in entry.y %}\n", "1:1: source-syntax", "endfor"),
    "call": ("{{ cycler() }}", "1:1: source-syntax", "not calls"),
    "unknown filter": (
        "{{ project.title | upper }}",
        "1:1: source-syntax",
        "there are asks, rows, money, day",
    ),
    "raw HTML": ("a\n\n  x <b>bold</b>\n", "3:5: source-html", "'<b>'"),
    "HTML comment": ("<!-- gone -->", "1:1: source-html", "Write it in Markdown"),
    "dead reference": ("See [the RAID log](../raid-log/index.md).", "1:20: source-link", "leads nowhere"),
    "dangerous link": ("[x](javascript:alert)", "1:5: source-link", "Give a full web address"),
    "missing image": ("![x](flow.png)", "1:6: source-link", "there is no image 'flow.png'"),
    "image out of the folder": (
        "![x](../../secret.png)",
        "1:6: source-link",
        "outside the template's folder",
    ),
    "image by its code": ("![x](%2e%2e/secret.png)", "1:6: source-link", "outside the template's folder"),
    "image of the machine": ("![x](/etc/logo.png)", "1:6: source-link", "outside the template's folder"),
    "image of the web": ("![x](https://evil.example/x.png)", "1:6: source-link", "outside the template's"),
    "no image": ("![x](notes.txt)", "1:6: source-link", "'notes.txt' is no image"),
    "image as a field": ("![x]({{ entry.x }})", "1:6: source-link", "an image cannot be a field"),
    "instruction without end": ("a\n::: instruction\nb\n", "2:1: source-syntax", "has no end"),
    "instruction misspelt": (
        "::: instructon\nb\n:::\n",
        "1:1: source-syntax",
        "'::: instructon' fits nothing",
    ),
    "end without instruction": ("b\n\n:::\n", "3:1: source-syntax", "fits nothing here"),
    "control character": ("a\x0bb", "1:2: control-character", "U+000B"),
    "the compiler's own sign": ("a\ue000", "1:2: source-syntax", "private use"),
    "a whole list": ("{{ report.risks }}", "1:11: unknown-field", "{% for item in report.risks %}"),
    "not UTF-8": (b"caf\xe9", "1:4: encoding", "UTF-8"),
    "nothing": ("", "1:1: empty-file", "empty"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_that_cannot_be_compiled_is_told(name: str, tmp_path: Path) -> None:
    source, place, said = DOCUMENTS[name]
    line = only(tmp_path, {"document.md": source})
    assert line.startswith(f"document.md:{place}: ")
    assert said in line


SLIDES = {
    "text before the first slide": ("Hello\n\n# One\n", "1:1: source-syntax", "before the first slide"),
    "image": ("# One\n\n![x](flow.png)\n", "3:6: source-link", "slides hold no images"),
}


@pytest.mark.parametrize("name", SLIDES)
def test_slides_that_would_lose_something_are_told(name: str, tmp_path: Path) -> None:
    source, place, said = SLIDES[name]
    line = only(tmp_path, {"slides.md": source, "flow.png": picture()})
    assert line.startswith(f"slides.md:{place}: ")
    assert said in line


WORKBOOKS = {
    "broken YAML": ("sheets: [\n", ": yaml-syntax", ""),
    "no sheets": ("sheets: []\n", "1:1: missing-field", "empty list"),
    "unknown key": (BOOK.replace("rows:", "rowz:"), "4:5: unknown-key", "Did you mean 'rows'?"),
    "unknown type": (BOOK.replace("money", "mony"), "7:39: not-in-list", "Did you mean 'money'?"),
    "id with a capital": (BOOK.replace("id: cost", "id: Cost"), "7:14: id-format", "underscores"),
    "too many rows": (BOOK.replace("rows: 5", "rows: 90000"), "4:11: out-of-range", "at most 2,000"),
    "sheet name of Excel's": (BOOK.replace("name: Lines", "name: History"), "3:11: sheet-form", "taken"),
    "sheet name with a colon": (
        BOOK.replace("name: Lines", "name: 'A:B'"),
        "3:11: sheet-form",
        "must do without",
    ),
    "two sheets of a name": (BOOK + BOOK[8:].replace("id: lines", "id: more"), "9:11: sheet-form", "twice"),
    "two columns of an id": (column("type: text").replace("more", "cost", 1), "8:14: sheet-form", "'cost'"),
    "unknown reference": (column("type: formula, formula: '={cots}'"), "8:57: unknown-cell", "'cost'"),
    "unknown sheet": (column("type: formula, formula: '={plan.cost}'"), "8:57: unknown-cell", "plan.cost"),
    "broken formula": (column("type: formula, formula: '=SUM({cost}'"), "8:57: formula-form", "brackets"),
    "formula without =": (column("type: formula, formula: '{cost}'"), "8:57: formula-form", "begins with ="),
    "unknown function": (
        column("type: formula, formula: '=FILTER({cost})'"),
        "8:57: formula-form",
        "FILTER()",
    ),
    "formula forgotten": (column("type: formula"), "8:9: sheet-form", "formula:"),
    "formula in a plain column": (column("type: money, formula: '={cost}'"), "8:9: sheet-form", "or neither"),
    "choices forgotten": (column("type: choice"), "8:9: sheet-form", "offers no choices"),
    "unknown list": (
        column("type: choice, choices: ratings"),
        "8:56: unknown-cell",
        "Did you mean 'rating'?",
    ),
    "unknown column to excuse": (
        column("type: date, highlight: overdue, unless: don"),
        "8:73: unknown-cell",
        "no column 'don'",
    ),
    "preset of no column": (sheet("preset: [{itme: A}]"), "8:21: unknown-cell", "Did you mean 'item'?"),
    "preset of another type": (sheet("preset: [{cost: much}]"), "8:21: sheet-form", "'much' is no money"),
    "preset of several values": (sheet("preset: [{cost: [1, 2]}]"), "8:21: sheet-form", "is no money"),
    "rows from no list": (sheet("from: project.title"), "8:11: unknown-field", "is no list"),
    "rows from nothing": (sheet("from: report.risk"), "8:11: unknown-field", "Did you mean 'risks'?"),
    "rows from a call": (sheet("from: range(3)"), "8:11: source-syntax", "is not the name"),
    "column from nothing": (
        column("type: text, from: titel") + "    from: report.risks\n",
        "8:51: unknown-field",
        "Did you mean 'title'?",
    ),
    "fact from nothing": (
        sheet("facts: [{id: a, label: A, type: text, value: project.titel}]"),
        "8:50: unknown-field",
        "Did you mean 'title'?",
    ),
    "fact's formula": (
        sheet("facts: [{id: a, label: A, type: money, formula: '=SUM({cots.all})'}]"),
        "8:53: unknown-cell",
        "cots.all",
    ),
    "chart of nothing": (
        sheet("chart: {title: C, kind: line, categories: lines.item, series: [lines.cots]}"),
        ": unknown-cell",
        "'lines.cots'",
    ),
    "chart among cells": (
        sheet("chart: {title: C, kind: line, categories: lines.item, series: [lines.cost]}"),
        "8:12: sheet-form",
        "its own sheet",
    ),
    "unknown chart": (
        sheet("chart: {title: C, kind: pie, categories: lines.item, series: [lines.cost]}"),
        "8:29: not-in-list",
        "line, column",
    ),
    "sheet of nothing": (BOOK.partition("    columns")[0], "2:5: sheet-form", "no columns"),
    "control character": (BOOK.replace("Item", "It\x07em"), ": control-character", "U+0007"),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_that_cannot_be_compiled_is_told(name: str, tmp_path: Path) -> None:
    source, place, said = WORKBOOKS[name]
    lines = told(tmp_path, {"workbook.yml": source})
    assert [line for line in lines if place in line and said in line], lines
    assert all(line.startswith("workbook.yml:") for line in lines)


EXAMPLES = {
    "broken YAML": ("# {{ entry.need }}", "entry: [", "yaml-syntax", ""),
    "a list for all": ("# {{ entry.need }}", "- need", "yaml-syntax", ""),
    "unknown part": (
        "# {{ entry.need }}",
        EXAMPLE + "entries: {}\n",
        "2:1: unknown-key",
        "Did you mean 'entry'?",
    ),
    "part of another form": ("# {{ entry.need }}", "entry: much\n", "wrong-type", "key: value"),
    "entry missing": ("# {{ entry.need }}{{ entry.cost }}", EXAMPLE, "1:8: example-gap", "'entry.cost'"),
    "entry empty": ("# {{ entry.need }}", "entry: {need: ''}\n", "example-gap", "'entry.need' unfilled"),
    "entry unused": ("# {{ entry.need }}", "entry: {need: x, nede: y}\n", "1:18: unknown-field", "'need'"),
    "project's name misspelt": (
        "# {{ project.title }}{{ entry.need }}",
        EXAMPLE + "project: {titel: x, title: y}\n",
        "2:11: unknown-field",
        "Did you mean 'title'?",
    ),
    "project's field missing": (
        "# {{ project.title }}{{ entry.need }}",
        EXAMPLE,
        "example-gap",
        "'project.title' unfilled",
    ),
    "today without a report": (
        "# {{ entry.need }}{{ today }}",
        EXAMPLE,
        "example-gap",
        "[Date] of document.md",
    ),
    "one value for a list": (
        "{% for x in entry.need %}{{ x.cost }}{% endfor %}",
        EXAMPLE,
        "1:15: example-gap",
        "is a list in the source",
    ),
    "texts for entries": (
        "{% for x in entry.need %}{{ x.cost }}{% endfor %}",
        "entry: {need: [a, b]}\n",
        "example-gap",
        "holds cost",
    ),
    "a name that no entry has": (
        "{% for x in entry.need %}{{ x.cost }}{{ x.owner }}{% endfor %}",
        "entry: {need: [{cost: 1}, {cost: 2}]}\n",
        "example-gap",
        "has 'owner'",
    ),
    "a name that no source uses": (
        "{% for x in entry.need %}{{ x.cost }}{% endfor %}",
        "entry: {need: [{cost: 1, csot: 2}]}\n",
        "unknown-field",
        "Did you mean 'cost'?",
    ),
    "several for one": (
        "# {{ entry.need }}",
        "entry: {need: [{a: 1}]}\n",
        "example-gap",
        "is one value in the source",
    ),
    "words by hand": ("# {{ entry.need }}\n\nSigned: [name]\n", EXAMPLE, "3:9: hand-made-field", "'[name]'"),
    "rows without a workbook": (
        "# {{ entry.need }}",
        EXAMPLE + "sheets: {lines: []}\n",
        "2:1: unknown-cell",
        "no workbook",
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_that_leaves_or_adds_something_is_told(name: str, tmp_path: Path) -> None:
    source, example, place, said = EXAMPLES[name]
    lines = told(tmp_path, {"document.md": source, "example.yml": example})
    assert [line for line in lines if place in line and said in line], lines
    assert len(lines) == 1


ROWS = {
    "sheet": ("sheets: {line: []}\n", "1:10: unknown-cell", "Did you mean 'lines'?"),
    "column": ("sheets: {lines: [{itme: A}]}\n", "1:25: unknown-cell", "Did you mean 'item'?"),
    "type": ("sheets: {lines: [{cost: much}]}\n", "1:25: sheet-form", "'much' is no money"),
    "number in words": ("sheets: {lines: [{cost: '1_000'}]}\n", "sheet-form", "'1_000'"),
    "no number": ("sheets: {lines: [{cost: nan}]}\n", "sheet-form", "'nan'"),
    "fact": ("facts: {lines: {bac: 1}}\n", "1:22: unknown-cell", "no fact 'bac'"),
    "form": ("sheets: {lines: [A]}\n", "wrong-type", "key: value"),
}


@pytest.mark.parametrize("name", ROWS)
def test_an_example_fits_its_workbook(name: str, tmp_path: Path) -> None:
    example, place, said = ROWS[name]
    line = only(tmp_path, {"workbook.yml": BOOK, "example.yml": example})
    assert line.startswith("example.yml:")
    assert place in line
    assert said in line


def test_a_complete_example_has_no_problem(tmp_path: Path) -> None:
    source = (
        "{{ entry.need }} {{ project.title }} {{ today }}\n"
        "{% for x in entry.options %}\n- {{ x.name }} {{ x.cost | money }}\n{% endfor %}\n"
        "{% for x in entry.points %}\n- {{ x }}\n{% endfor %}\n{{ report.ratings.cost }}\n"
    )
    example = (
        "title: Paint line\nproject: {title: Paint line}\n"
        "report: {date: 2026-07-31, ratings: {cost: green}}\n"
        "entry: {need: x, options: [{name: A, cost: 1000}, {name: B}], points: [a, b]}\n"
    )
    assert told(tmp_path, {"document.md": source, "example.yml": example}) == []


def test_every_problem_of_every_file_is_told_in_one_run(tmp_path: Path) -> None:
    files = {
        "document.md": "{{ project.titel }} <b>",
        "workbook.yml": column("type: choice"),
        "slides.md": "x",
    }
    assert [each.rule for each in problems(tmp_path, files)] == [
        "unknown-field",
        "source-html",
        "source-syntax",
        "sheet-form",
    ]


def test_control_lines_need_a_document(tmp_path: Path) -> None:
    line = '{version: "1.0", date: 2026-07-31, author: Buyer, change: First issue, approved: Sponsor}'
    example = f"control: [{line}]\n"
    assert told(tmp_path / "document", {"document.md": "# Need\n", "example.yml": example}) == []
    said = only(tmp_path / "workbook", {"workbook.yml": BOOK, "example.yml": example})
    assert said.startswith("example.yml:1:")
    assert "no document whose control table" in said


def test_rows_of_a_workbook_that_cannot_be_read_are_not_called_needless(tmp_path: Path) -> None:
    files = {"workbook.yml": "sheets: [\n", "example.yml": "sheets: {lines: []}\n"}
    assert [each.rule for each in problems(tmp_path, files)] == ["yaml-syntax"]


def test_a_message_of_the_reader_ends_with_one_full_stop(tmp_path: Path) -> None:
    line = only(tmp_path, {"document.md": "{% if project.title\n"})
    assert "document.md:" in line
    assert ".." not in line
