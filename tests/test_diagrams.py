"""Diagrams of the method: what they say, where it stands, and how they stand on a page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import markdown
import pytest
from markupsafe import Markup

from macros.pages.charts.elements import Box, Label, Layout
from macros.pages.charts.words import text_width
from macros.pages.compose import composer
from macros.pages.diagrams import DIAGRAMS, diagram
from macros.pages.drawings.elements import LAYOUTS, NARROW, WIDE, Drawing, wrap
from macros.pages.drawings.governance import OFFICE
from macros.pages.drawings.life_cycle import life_cycle
from macros.pages.macro_check import macro_problems
from macros.pages.page_macros import PageMacros
from macros.pages.view import SiteView
from macros.records.models import Organisation
from macros.records.problems import Problem
from macros.records.vocabulary import Phase, PmoType
from tests.builders import organisation, write_library

ROOT = Path(__file__).parents[1]
STYLES = (ROOT / "docs/assets/stylesheets/diagrams.css").read_text(encoding="utf-8")
ODD = '</title><script>alert(1)</script> & "quoted" {{ 7 * 7 }} <b>é'
LONG = (
    "Ready for the decision of the committee of the whole group on the release of money for the second stage"
)
UNBROKEN = "Betriebsgenehmigungsverfahrensabschlussdokumentationspruefung"
SVG = "{http://www.w3.org/2000/svg}"
PHASES = tuple(phase.value for phase in Phase)


def gates(*titles_by_phase: Sequence[str]) -> list[dict[str, str]]:
    """Gates of the phases in order, a sequence of titles a phase."""
    return [
        {"id": f"{phase}-{place}", "title": title, "phase": phase}
        for phase, titles in zip(PHASES, titles_by_phase, strict=True)
        for place, title in enumerate(titles)
    ]


ORGANISATIONS: dict[str, dict[str, Any]] = {
    "four gates": {},
    "no gates": {"gates": []},
    "one gate": {"gates": gates([], ["Go or no-go"], [], [])},
    "seven gates": {"gates": gates(["Idea", LONG], [LONG, "Money", "Plan"], [], [LONG, UNBROKEN])},
    "eight gates": {"gates": gates(*[[LONG[:90], "Short"]] * 4)},
    "eight gates in a phase": {"gates": gates([], [], [f"{LONG} {n}" for n in range(8)], [])},
    "unbroken words": {"gates": gates(*[[UNBROKEN]] * 4), "pmo": UNBROKEN},
    "long names": {"gates": gates(*[[LONG]] * 4), "pmo": LONG, "pmo_type": "directive"},
    "odd names": {"gates": gates([ODD], [ODD], [ODD], [ODD]), "pmo": ODD, "pmo_type": "supportive"},
}
every = pytest.mark.parametrize("name", DIAGRAMS)
every_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
every_organisation = pytest.mark.parametrize("of", ORGANISATIONS)


def organised(**over: Any) -> Organisation:  # noqa: ANN401  any field
    return Organisation.model_validate(organisation(tiers=None, **over))


def organisation_of(of: str) -> Organisation:
    return organised(**ORGANISATIONS[of])


def drawing(name: str, of: str, layout: Layout) -> Drawing:
    return DIAGRAMS[name](organisation_of(of)).draw(layout)


def site(root: Path, of: str = "four gates") -> SiteView:
    library = write_library(root, organisation_yml=organisation(**ORGANISATIONS[of]))
    return composer(library, (), date(2026, 6, 30)).site


def elements(html: str) -> Iterator[ET.Element]:
    """Every element of the drawings, which must be well-formed XML."""
    for svg in re.findall(r"<svg .*?</svg>", html, re.DOTALL):
        xml = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
        yield from ET.fromstring(xml).iter()  # noqa: S314  our own output


def tokens(*texts: str) -> set[str]:
    return {token for text in texts for token in re.findall(r"\w+", text.lower())}


def place_of(label: Label, layout: Layout) -> Box:
    """Where a label stands, as wide as it may be."""
    width = text_width(label.text, layout.text)
    left = label.x - {"start": 0, "middle": width / 2, "end": width}[label.anchor]
    return Box(left, label.y - layout.text * 0.75, left + width, label.y + layout.text * 0.2)


# ---- What is drawn ----


@every
@every_layout
@every_organisation
def test_shapes_stand_apart_within_the_drawing(name: str, layout: Layout, of: str) -> None:
    drawn = drawing(name, of, layout)
    sheet = Box(0, 0, drawn.width, drawn.height)
    boxes = [shape.box for shape in drawn.shapes]
    assert drawn.width == layout.width
    assert all(sheet.holds(box) for box in boxes)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]


@every
@every_layout
@every_organisation
def test_words_stand_within_their_shape(name: str, layout: Layout, of: str) -> None:
    for shape in drawing(name, of, layout).shapes:
        assert shape.words
        for word in shape.words:
            assert shape.box.holds(place_of(word, layout)), word
        lines = Counter(word.y for word in shape.words)
        assert set(lines.values()) == {1}


@every
@every_layout
@every_organisation
def test_labels_are_clear_of_shapes_and_of_each_other(name: str, layout: Layout, of: str) -> None:
    drawn = drawing(name, of, layout)
    sheet = Box(0, 0, drawn.width, drawn.height)
    places = [place_of(label, layout) for label in drawn.labels]
    assert all(sheet.holds(place) for place in places)
    assert not [pair for pair in combinations(places, 2) if pair[0].meets(pair[1])]
    assert not [place for place in places for shape in drawn.shapes if place.meets(shape.box)]
    flow = [arrow.line for arrow in drawn.arrows if arrow.head]
    assert not [place for place in places for line in flow if line.crosses(place)]


@every
@every_layout
@every_organisation
def test_arrows_lead_from_shape_to_shape_and_through_none(name: str, layout: Layout, of: str) -> None:
    drawn = drawing(name, of, layout)
    inner = [
        Box(box.left + 0.2, box.top + 0.2, box.right - 0.2, box.bottom - 0.2)
        for box in (shape.box for shape in drawn.shapes)
    ]
    for arrow in drawn.arrows:
        points = arrow.line.points
        assert not [box for box in inner if arrow.line.crosses(box)], arrow
        steps = pairwise(points)
        assert all(start.x == end.x or start.y == end.y for start, end in steps), "level or plumb"
        if arrow.head:
            x, y = map(float, arrow.head[1:].split("L", 1)[0].split())
            touched = [box for box in inner if box.left - 1 <= x <= box.right + 1]
            assert any(box.top - 1 <= y <= box.bottom + 1 for box in touched), "the head touches a shape"


@every
@every_organisation
def test_the_words_say_what_the_drawing_says(name: str, of: str) -> None:
    made = DIAGRAMS[name](organisation_of(of))
    said = tokens(*(text for step in made.steps for text in (step.title, step.text, step.then)))
    pieces = (UNBROKEN + ODD).lower()  # a word too long for a line is whole in the list
    for layout in LAYOUTS:
        drawn = made.draw(layout)
        words = [*(word for shape in drawn.shapes for word in shape.words), *drawn.labels]
        lacking = tokens(*(word.text for word in words)) - said
        assert [token for token in lacking if token not in pieces and not token.isdigit()] == []


@every
def test_the_words_are_sentences(name: str) -> None:
    for step in DIAGRAMS[name](organisation_of("four gates")).steps:
        assert all(text.endswith((".", "?")) for text in (step.text, step.then) if text)


def test_text_is_never_smaller_than_eleven_pixels() -> None:
    sizes = dict(re.findall(r"\.pmo-diagram__(wide|narrow) text \{ font-size: (\d+)px; \}", STYLES))
    assert {layout.name: str(layout.text) for layout in LAYOUTS} == sizes
    column_at_320 = 320 - 2 * 16
    (narrow_up_to,) = map(int, re.findall(r"@container \(max-width: (\d+)px\)", STYLES))
    assert NARROW.text * column_at_320 / NARROW.width >= 11
    assert WIDE.text * (narrow_up_to + 1) / WIDE.width >= 11


@pytest.mark.parametrize("text", ["", "One", LONG, UNBROKEN, f"{UNBROKEN} {LONG}", "WWW " * 30])
@pytest.mark.parametrize("width", [20, 60, 140, 500])
def test_wrapped_text_loses_nothing_and_fits(text: str, width: float) -> None:
    lines = wrap(text, width, 13)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, 13) <= width for line in lines)


def test_the_last_line_is_not_left_with_a_word() -> None:
    assert wrap("Decides the gates and new baselines of larger ones", 330, 13)[-1] != "ones"


# ---- What each says ----


def test_gates_are_the_organisations_own_in_the_order_of_phases() -> None:
    later, earlier = gates([], [], [], ["Closed"]), gates(["Idea", "Money"], [], ["Built"], [])
    made = life_cycle(organised(gates=[*later, *earlier]))
    assert [step.then for step in made.steps] == [
        "At its end: gate 1, Idea; gate 2, Money.",
        "",
        "At its end: gate 3, Built.",
        "At its end: gate 4, Closed.",
        "",
    ]
    assert [shape.words[0].text for shape in made.draw(WIDE).shapes if shape.kind == "gate"] == [
        "1–2",
        "3",
        "4",
    ]
    assert [shape.words[0].text for shape in made.draw(NARROW).shapes if shape.kind == "gate"] == list("1234")


def test_a_life_cycle_without_gates_speaks_of_none() -> None:
    made = life_cycle(organisation_of("no gates"))
    assert "no gates" in made.description
    assert "diamond" not in made.caption


@pytest.mark.parametrize("kind", PmoType)
def test_the_office_has_its_own_name_and_the_duties_of_its_kind(kind: PmoType) -> None:
    own = organised(pmo="Delivery Office", pmo_type=kind.value)
    assert DIAGRAMS["governance"](own).steps[-1].title == "Delivery Office"
    assert DIAGRAMS["governance"](own).steps[-1].text == OFFICE[kind]


# ---- On a page ----


@every
def test_each_drawing_is_an_image_with_title_and_description(tmp_path: Path, name: str) -> None:
    svgs = [each for each in elements(diagram(name, site(tmp_path))) if each.tag == f"{SVG}svg"]
    assert [svg.get("class") for svg in svgs] == ["pmo-diagram__wide", "pmo-diagram__narrow"]
    for svg in svgs:
        title, desc = svg[0], svg[1]
        assert (title.tag, desc.tag) == (f"{SVG}title", f"{SVG}desc")
        assert title.text
        assert desc.text
        assert svg.get("role") == "img"
        assert svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"


@every
def test_the_figure_has_a_caption_and_a_numbered_list(tmp_path: Path, name: str) -> None:
    html = diagram(name, site(tmp_path))
    made = DIAGRAMS[name](organisation_of("four gates"))
    assert f"<figcaption>{made.caption}</figcaption>" in html
    assert "<summary>The diagram in words</summary>\n<ol>" in html
    assert html.count("<li>") == len(made.steps)


def test_ids_are_unique_also_where_a_diagram_stands_twice(tmp_path: Path) -> None:
    macros = PageMacros(site(tmp_path), lambda: "standards/")
    html = "".join(macros.by_name()["diagram"](name) for name in (*DIAGRAMS, *DIAGRAMS))
    ids = [each.get("id") for each in elements(html) if each.get("id")]
    assert len(ids) == 2 * 2 * 2 * len(DIAGRAMS)
    assert len(set(ids)) == len(ids)


@every
def test_looks_come_from_the_style_sheet_alone(tmp_path: Path, name: str) -> None:
    html = diagram(name, site(tmp_path))
    for each in elements(html):
        assert not set(each.attrib) & {"style", "fill", "stroke", "color", "font-family", "font-size", "href"}
        assert each.tag.removeprefix(SVG) in {"svg", "title", "desc", "g", "path", "text"}
    kinds = set(re.findall(r"pmo-diagram__(?:shape|line)--[a-z]+", html))
    plain = {"pmo-diagram__shape--step", "pmo-diagram__shape--end", "pmo-diagram__line--flow"}
    assert {kind for kind in kinds if f".{kind}" not in STYLES} <= plain


@every
@every_organisation
def test_texts_are_escaped_and_a_diagram_stands_in_a_markdown_page(
    tmp_path: Path, name: str, of: str
) -> None:
    html = diagram(name, site(tmp_path, of))
    assert isinstance(html, Markup)
    assert html == diagram(name, site(tmp_path, of))
    assert "<script" not in html
    assert "<b>" not in html
    made = markdown.markdown(f"Before\n\n{html}\n\nAfter", extensions=["md_in_html", "attr_list", "tables"])
    assert re.sub(r"\n+", "\n", made) == f"<p>Before</p>\n{html}\n<p>After</p>"


def test_every_colour_is_set_for_the_screen_for_forced_colours_and_for_paper() -> None:
    used = set(re.findall(r"var\((--pmo-diagram-[a-z-]+)\)", STYLES))
    screen, forced, paper = (
        set(re.findall(r"(--pmo-diagram-[a-z-]+):", part))
        for part in (
            STYLES.split("@media", 1)[0],
            STYLES.split("@media (forced-colors: active)")[1].split("/* ---- Which")[0],
            STYLES.split("@media print")[1],
        )
    )
    assert used == screen == forced == paper
    assert set(re.findall(r": (#[0-9a-f]+);", STYLES)) == {"#000", "#fff"}


# ---- Mistakes in calls ----


def problems(root: Path, call: str) -> list[Problem]:
    page = f"---\ntitle: Odd\n---\n\n# Odd\n\n{{{{ {call} }}}}\n"
    return list(macro_problems(write_library(root, files={"docs/guides/odd.md": page})))


@every
def test_a_diagram_may_be_called_by_its_name(tmp_path: Path, name: str) -> None:
    assert problems(tmp_path, f"diagram('{name}')") == []


@pytest.mark.parametrize(
    ("call", "message", "way_out"),
    [
        (
            "diagram('live-cycle')",
            "diagram: there is no diagram 'live-cycle'",
            "Did you mean 'life-cycle'?",
        ),
        ("diagram('zzz')", "diagram: there is no diagram 'zzz'", f"They are {', '.join(DIAGRAMS)}"),
        ("diagram(7)", "diagram: there is no diagram 7", f"They are {', '.join(DIAGRAMS)}"),
        ("diagram()", "diagram: needs the name of a diagram", "Write {{ diagram('life-cycle') }}"),
        ("diagram(nam='governance')", "diagram: has no argument 'nam'", "Did you mean 'name'?"),
    ],
)
def test_a_wrong_call_is_an_error_with_the_way_out(
    tmp_path: Path, call: str, message: str, way_out: str
) -> None:
    first = problems(tmp_path, call)[0]
    assert (first.rule, first.line, first.message, first.help) == ("macro-error", 7, message, way_out)


def test_an_unknown_diagram_does_not_render(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        PageMacros(site(tmp_path), lambda: "").diagram("live-cycle")
