"""Contributed text is data: whatever a field or a body holds, the page shows it and does nothing else."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from macros.checking import check
from macros.pages.prose import prose_html
from macros.pages.sections import FIXED_ANCHORS
from macros.records.links import LinkMap
from macros.records.models import MODELS
from macros.records.vocabulary import Kind
from tests import builders
from tests.hostile import ATTACHMENT, PAYLOADS, VARIANTS, hostile_site, unfilled
from tests.html_pages import Element, Html, dead_links, flat, foreign_loads, parse, parsed
from tests.site_builder import Built
from tests.text_fields import places, text_fields

PROSE_TAGS = {
    *("p", "em", "strong", "s", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br", "a", "img", "div"),
    *("table", "thead", "tbody", "tr", "th", "td", "h2", "h3", "h4", "h5", "h6"),
}
CLOCK = date(2026, 11, 21)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built]:
    """A site whose every text is hostile, and the same with plain words."""
    built = [
        hostile_site(tmp_path_factory.mktemp("site"), plain=plain).build("-q") for plain in (False, True)
    ]
    assert [each.exit_code for each in built] == [0, 0], built[0].output + built[1].output
    return built[0], built[1]


def is_prose(element: Element) -> bool:
    return "pmo-prose" in element.classes


def shape(page: Html) -> Counter[str]:
    """Every tag outside contributed prose and the list of its headings, with its attributes' names.

    Classes are left out: a table says with one that a text is short.
    """
    return Counter(
        " ".join((element.tag, *sorted(set(element.attributes) - {"class"})))
        for element in page.elements
        if not is_prose(element) and not any("md-nav--secondary" in each for each in element.classes)
    )


def test_the_records_fill_every_field_that_takes_text() -> None:
    assert not unfilled()


def test_hostile_text_leaves_the_shape_of_every_page_as_plain_words_do(sites: tuple[Built, Built]) -> None:
    hostile, plain = sites
    pages = [path.relative_to(hostile.site) for path in hostile.pages()]
    assert pages == [path.relative_to(plain.site) for path in plain.pages()]
    assert len(pages) > 60
    for page in pages:
        there, expected = shape(parsed(hostile.site / page)), shape(parsed(plain.site / page))
        assert (page, there - expected, expected - there) == (page, Counter(), Counter())


def test_contributed_prose_holds_harmless_tags_alone(sites: tuple[Built, Built]) -> None:
    elements = [each for path in sites[0].pages() for each in parsed(path).elements if is_prose(each)]
    assert {element.tag for element in elements} <= PROSE_TAGS
    names = {name for element in elements for name in element.attributes}
    assert names <= {"id", "href", "src", "alt", "title", "align", "start", "rel"}
    assert not [each for each in elements if "pwned" in each.attributes.get("href", "")]


def test_every_hostile_text_is_there_to_be_read(sites: tuple[Built, Built]) -> None:
    folder = sites[0].site.parent
    library = check(folder, CLOCK).library
    for record in library.records():
        if record.kind in {Kind.PAGE, Kind.ORGANISATION}:
            continue
        page = parsed(sites[0].site / record.url / "index.html")
        for field in text_fields(MODELS[record.kind]):
            if field.pattern[0] == "not_a_leak":
                continue  # it is said to the check, not to readers
            for holder, key in places(record.source.values, field.pattern):
                shown = flat(str(holder[key]))
                assert shown in page.text or shown in page.links(), (record.path, field.pattern)


def test_hostile_prose_is_there_to_be_read(sites: tuple[Built, Built]) -> None:
    for variant in VARIANTS:
        text = parsed(sites[0].site / f"lessons/applied-{variant}/index.html").text
        for payload in PAYLOADS[variant]:
            if payload.startswith(("[x]", "![x]", "\\`")):
                continue  # a link, an image and Markdown: the first two have their own tests below
            assert payload.strip("`") in text, payload


def test_nothing_ran_and_nothing_was_read_while_building(sites: tuple[Built, Built]) -> None:
    root = sites[0].site.parent
    assert not [*root.rglob("pwned")]
    shown = "".join(path.read_text(encoding="utf-8") for path in sites[0].pages())
    assert "site_dir: site" not in shown
    assert "{{ cycler" in parsed(sites[0].site / "projects/filled-1/index.html").text


def test_the_head_of_a_page_holds_titles_and_descriptions_as_text(sites: tuple[Built, Built]) -> None:
    page = parsed(sites[0].site / "projects/filled-0/index.html")
    record = check(sites[0].site.parent, CLOCK).library.projects["filled-0"]
    assert page.title.startswith(record.fields.title)
    assert page.meta("description") == record.fields.summary


def test_the_data_holds_the_texts_as_they_are(sites: tuple[Built, Built]) -> None:
    rows = json.loads((sites[0].site / "api/projects.json").read_text(encoding="utf-8"))
    titles = {row["title"] for row in (rows if isinstance(rows, list) else rows["projects"])}
    assert all(any(payload in title for title in titles) for variant in PAYLOADS for payload in variant)


def test_a_hostile_file_name_is_a_name(sites: tuple[Built, Built]) -> None:
    assert not [*dead_links(sites[0].site)]
    for variant in VARIANTS:
        name = ATTACHMENT.format(variant=variant)
        assert name in parsed(sites[0].site / f"lessons/applied-{variant}/index.html").text
        assert (sites[0].site / f"downloads/lessons/applied-{variant}" / name).is_file()


def test_no_page_of_the_hostile_site_loads_from_another_host(sites: tuple[Built, Built]) -> None:
    assert not [load for path in sites[0].pages() for load in foreign_loads(parsed(path))]


# What the build refuses, and what rendering makes of it all the same

DANGEROUS = [
    "[x](javascript:pwned=1)",
    "[x](JaVaScRiPt:pwned=1)",
    "[x](&#106;avascript:pwned=1)",
    "[x](java%0Ascript:pwned=1)",
    "[x](<java script:pwned=1>)",
    "[x](\x01javascript:pwned=1)",
    "[x](data:text/html,<script>pwned=1</script>)",
    "[x](vbscript:pwned)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/x)",
    "[x][y]\n\n[y]: javascript:pwned=1",
    "<javascript:pwned=1>",
    "![x](javascript:pwned=1)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](http://evil.example/x.png)",
    "![x](HTTPS://evil.example/x.png)",
    "![x](//evil.example/x.png)",
    "![x](\\\\evil.example/x.png)",
    "[![x](http://evil.example/x.png)](index.md)",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_dangerous_address_is_an_error_and_is_rendered_without_itself(tmp_path: Path, text: str) -> None:
    fields = builders.project(body=f"Before.\n\n{text}\n")
    library = builders.write_library(tmp_path, projects={"alpha": fields})
    assert check(tmp_path, CLOCK).errors
    html = prose_html(library.projects["alpha"], LinkMap(library, FIXED_ANCHORS))
    kept = [value for each in parse(html).elements for value in each.attributes.values() if value != "x"]
    assert set(kept) <= {"./", ""}
    assert "<script" not in html


@pytest.mark.parametrize(
    "payload", [payload for variant in PAYLOADS for payload in variant if payload != "a"]
)
def test_a_payload_alone_renders_to_harmless_tags(tmp_path: Path, payload: str) -> None:
    fields = builders.project(body=f"{payload}\n\n# {payload}\n\n- {payload}\n\n    {payload}\n")
    library = builders.write_library(tmp_path, projects={"alpha": fields})
    page = parse(prose_html(library.projects["alpha"], LinkMap(library, FIXED_ANCHORS)))
    assert {element.tag for element in page.elements} <= PROSE_TAGS
    assert not [name for each in page.elements for name in each.attributes if name not in {"id", "alt"}]


SWITCHES = [
    "render_macros",
    "ignore_macros",
    "template",
    "hide",
    "search",
    "icon",
    "meta",
    "extra_javascript",
]
KINDS = {
    "docs/projects/alpha/index.md": builders.project(),
    "docs/projects/alpha/reports/2026-01-31.md": builders.report(),
    "lessons/2025/late.md": builders.lesson(),
    "templates/charter/index.md": builders.template(),
}


@pytest.mark.parametrize("path", KINDS)
def test_no_key_of_a_record_switches_anything_on(tmp_path: Path, path: str) -> None:
    files = {each: builders.text_of(fields) for each, fields in KINDS.items()}
    files[path] = builders.text_of(KINDS[path] | dict.fromkeys(SWITCHES, "true"))
    builders.write_library(tmp_path, files=files)
    refused = [problem for problem in check(tmp_path, CLOCK).errors if problem.rule == "unknown-key"]
    assert {problem.path for problem in refused} == {path}
    assert len(refused) == len(SWITCHES)


@pytest.mark.parametrize("address", ["javascript:pwned=1", 'https://e.example/"><script>', "//evil.example"])
def test_an_address_in_a_field_is_a_web_address(tmp_path: Path, address: str) -> None:
    links = [{"title": "There", "url": address}]
    builders.write_library(tmp_path, projects={"alpha": builders.project(links=links)})
    assert [problem.rule for problem in check(tmp_path, CLOCK).errors] == ["url-format"]
