"""The steering pack, read back by python-pptx: what it says, where that comes from, and that it fits."""
# ruff: noqa: ANN401  the library's slides have no types of use

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pptx import Presentation

from macros.documents.deck_style import BOTTOM, HEIGHT, WIDTH, accent_text, on_accent
from macros.documents.deck_tables import RATED
from macros.documents.steering_pack import steering_pack
from macros.documents.text_fit import line_count, shortened, text_height, text_width
from macros.portfolio.status import Portfolio, portfolio
from macros.records.colours import WHITE, contrast, parse
from macros.records.library import load
from tests.builders import organisation, project, report, write_library

REPOSITORY = Path(__file__).parents[1]
TODAY = date(2026, 6, 30)
POINT = 12_700
LONG = "Mmmmmm wwwwww " * 8 + "MMMMMMMM"
"""A title of 120 wide letters."""


def pack(root: Path, today: date = TODAY, **kinds: Any) -> Any:
    return Presentation(BytesIO(steering_pack(portfolio(write_library(root, **kinds), today))))


def read(found: Portfolio) -> Any:
    return Presentation(BytesIO(steering_pack(found)))


@pytest.fixture(scope="module")
def sample() -> Portfolio:
    library = load(REPOSITORY)
    return portfolio(library, library.organisation.fields.today(date(2026, 11, 21)))


@pytest.fixture(scope="module")
def sample_deck(sample: Portfolio) -> Any:
    return read(sample)


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def slide_of(deck: Any, start: str) -> Any:
    return next(slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith(start))


def rows(slide: Any) -> list[list[str]]:
    return [
        [cell.text_frame.text for cell in row.cells]
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    ]


def words(slide: Any) -> str:
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    return "\n".join([*texts, *(cell for row in rows(slide) for cell in row)])


def notes(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def too_long(deck: Any) -> Iterator[str]:
    """Whatever leaves its slide, its box or its row, by the widths of the letters."""
    for slide in list(deck.slides)[1:]:
        for shape in slide.shapes:
            where = f"{slide.shapes.title.text_frame.text}: {shape.name}"
            bottom = (shape.top + shape.height) / POINT
            if shape.is_placeholder:
                limit: float = HEIGHT
            elif shape.has_table:
                limit = BOTTOM + 1
                bottom = shape.top / POINT + sum(row.height for row in shape.table.rows) / POINT
                yield from (f"{where}: {cell}" for cell in high_cells(shape.table))
            else:
                limit = BOTTOM + 1
                if text_room(shape) > shape.height / POINT + 1:
                    yield f"{where}: {shape.text_frame.text}"
            if bottom > limit or (shape.left + shape.width) / POINT > WIDTH:
                yield where
        heading = slide.shapes.title
        if text_width(heading.text_frame.text, 24, bold=True) > heading.width / POINT:
            yield heading.text_frame.text


def high_cells(table: Any) -> Iterator[str]:
    for row in table.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            run = cell.text_frame.paragraphs[0].runs[0]
            room = (column.width - cell.margin_left - cell.margin_right) / POINT
            needed = text_height(run.text, run.font.size.pt, room, bold=bool(run.font.bold))
            if needed + (cell.margin_top + cell.margin_bottom) / POINT > row.height / POINT + 0.5:
                yield run.text


def text_room(shape: Any) -> float:
    runs = [paragraph.runs[0] for paragraph in shape.text_frame.paragraphs]
    return sum(
        text_height(run.text, run.font.size.pt, shape.width / POINT, bold=bool(run.font.bold)) for run in runs
    )


def overlaps(slide: Any) -> list[tuple[str, str]]:
    boxes = [
        (shape.name, shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
        for shape in slide.shapes
    ]
    return [
        (one[0], two[0])
        for place, one in enumerate(boxes)
        for two in boxes[place + 1 :]
        if one[1] < two[3]
        and two[1] < one[3]
        and one[2] + POINT < two[4]
        and two[2] + POINT < one[4]
        and "Footer" not in one[0]
    ]


def test_the_sample_has_a_slide_for_everything_a_committee_decides(
    sample: Portfolio,
    sample_deck: Any,
) -> None:
    found = titles(sample_deck)
    troubled = [
        each
        for each in sample
        if each.fields.state in {"active", "on-hold"} and each.rating in {"red", "amber"}
    ]
    assert found[0] == "Portfolio steering pack"
    assert found[1].startswith("Summary: ")
    assert found[2].startswith("Heat map")
    assert [title for title in found if title.endswith((" Red", " Amber"))] == [
        f"{each.fields.title} – {sign}"
        for rating, sign in (("red", "■ Red"), ("amber", "▲ Amber"))
        for each in troubled
        if each.rating == rating
    ]
    assert found[-2].startswith("Milestones: ")
    assert found[-1].startswith("Decisions needed: ")


def test_nothing_of_the_sample_leaves_its_place(sample_deck: Any) -> None:
    deck = sample_deck
    assert not list(too_long(deck))
    assert not [pair for slide in deck.slides for pair in overlaps(slide)]


def test_two_packs_of_one_portfolio_are_the_same_bytes(sample: Portfolio) -> None:
    assert steering_pack(sample) == steering_pack(sample)
    with ZipFile(BytesIO(steering_pack(sample))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in file.namelist() if "thumbnail" in name or "printer" in name]


def test_the_file_says_whose_it_is_and_of_which_day(tmp_path: Path) -> None:
    deck = pack(tmp_path, organisation_yml=organisation(pmo="Project Office"), projects={"alpha": project()})
    about = deck.core_properties
    assert (about.title, about.author) == ("Portfolio steering pack: Example Works", "Project Office")
    assert about.created == about.modified == datetime(2026, 6, 30)  # noqa: DTZ001  as the file has it
    assert about.language == "en-GB"
    assert (deck.slide_width, deck.slide_height) == (WIDTH * POINT, HEIGHT * POINT)


def test_every_text_is_marked_as_british_english(sample_deck: Any) -> None:
    for slide in sample_deck.slides:
        for element in (slide._element, slide.notes_slide._element):
            spoken = [
                each.get("lang") for each in element.iter() if each.tag.endswith(("}rPr", "}endParaRPr"))
            ]
            assert set(spoken) == {"en-GB"}
            assert not [each for each in element.iter() if each.tag.endswith("}r") and each.rPr is None]


def test_tables_have_headings_and_everything_an_alternative_text(sample_deck: Any) -> None:
    for slide in sample_deck.slides:
        for shape in slide.shapes:
            if not shape.is_placeholder:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")
            if shape.has_table:
                assert shape.table.first_row
                assert shape.table.first_col
        assert slide.shapes.title.text_frame.text


def test_slides_have_titles_of_their_own(sample_deck: Any) -> None:
    found = titles(sample_deck)
    assert len(set(found)) == len(found)


def test_a_project_says_what_was_approved_what_is_forecast_and_what_is_asked(tmp_path: Path) -> None:
    fields = project(
        finish="2026-12-31",
        budget=100_000,
        milestones=[{"id": "live", "title": "In use", "baseline": "2026-11-30"}],
        planned=[{"date": "2026-06-30", "value": 50_000}, {"date": "2026-12-31", "value": 100_000}],
    )
    late = report(
        rating="red",
        rationale="The supplier is late.",
        forecast_finish="2027-01-31",
        forecast_cost=120_000,
        earned_value=40_000,
        actual_cost=50_000,
        milestones={"live": {"forecast": "2026-12-14"}},
        risks=[
            {
                "title": f"Risk {n}",
                "likelihood": n,
                "impact": 5,
                "strategy": "reduce",
                "owner": "Lead",
                "due": "2026-07-31",
            }
            for n in (1, 4)
        ],
        issues=[{"title": "An issue", "urgency": 3, "impact": 3, "owner": "Lead", "due": "2026-07-31"}],
        decisions=[{"title": "Stop or go on", "by": "Board", "due": "2026-06-15"}],
    )
    deck = pack(tmp_path, projects={"alpha": fields}, reports={"alpha": {"2026-06-30": late}})
    slide = slide_of(deck, "Alpha – ■ Red")
    told = words(slide)
    assert "The supplier is late." in told
    assert ["Finish", "31 Dec 2026", "31 Jan 2027", "+31 days"] in rows(slide)
    assert ["Cost", "GBP 100,000", "GBP 120,000", "+GBP 20,000 (20%)"] in rows(slide)
    assert "CPI (cost) 0.80, SPI (schedule) 0.80" in told
    assert "14 Dec 2026 (+14 days), approved 30 Nov 2026" in told
    assert told.index("Risk 4") < told.index("Risk 1")
    assert "Stop or go on (Board, by 15 Jun 2026, overdue)" in told


def test_both_views_of_a_rating_are_shown(tmp_path: Path) -> None:
    given = report(rating="green", assurance={"rating": "red", "date": "2026-06-01", "by": "Internal Audit"})
    deck = pack(tmp_path, projects={"alpha": project()}, reports={"alpha": {"2026-06-05": given}})
    told = rows(slide_of(deck, "Alpha – ■ Red"))[1]
    assert told[0] == "■ Red"
    assert told[2:4] == ["● Green", "■ Red, 1 Jun 2026, Internal Audit"]


def test_the_first_baseline_stands_beside_the_one_that_replaced_it(tmp_path: Path) -> None:
    change = {
        "id": "c1",
        "date": "2026-03-01",
        "approved_by": "Board",
        "reason": "Scope.",
        "finish": {"from": "2026-09-30", "to": "2026-12-31"},
    }
    deck = pack(
        tmp_path,
        projects={"alpha": project(changes=[change])},
        reports={"alpha": {"2026-06-05": report(rating="amber", forecast_finish="2026-12-31")}},
    )
    told = rows(slide_of(deck, "Alpha – ▲ Amber"))
    assert ["Baseline", "First approved", "Approved", "Forecast", "Difference"] in told
    assert ["Finish", "30 Sep 2026", "31 Dec 2026", "31 Dec 2026", "0 days"] in told


def test_notes_name_the_files_that_the_figures_come_from(sample_deck: Any) -> None:
    deck = sample_deck
    assert all(notes(slide) for slide in deck.slides)
    told = notes(slide_of(deck, "Foundry energy upgrade"))
    assert "docs/projects/foundry-energy-upgrade/reports/2026-10-30.md, report of 30 Oct 2026" in told
    assert "docs/projects/foundry-energy-upgrade/index.md" in told
    assert "CPI: earned value / actual cost = GBP 884,200 / GBP 1,203,900 = 0.73" in told
    told = notes(slide_of(deck, "Quarry Lane"))
    assert "independent assurance of" in told
    for start in ("Summary", "Heat map", "Milestones", "Decisions"):
        assert "docs/projects/" in notes(slide_of(deck, start))
    assert all(str(REPOSITORY) not in notes(slide) for slide in deck.slides)


def test_a_portfolio_without_projects_says_so(tmp_path: Path) -> None:
    deck = pack(tmp_path)
    assert titles(deck) == ["Portfolio steering pack", "Summary"]
    assert "There are no projects in the register yet." in words(deck.slides[1])


def test_a_bare_register_has_nothing_broken(tmp_path: Path) -> None:
    bare = project(start=None, finish=None, budget=None, objectives=None, phase="planning")
    given = {"2026-05-01": {"rating": "amber", "body": "## Summary\n\nOn.\n"}}
    deck = pack(
        tmp_path, projects={"alpha": bare, "beta": {**bare, "title": "Beta"}}, reports={"alpha": given}
    )
    assert titles(deck)[2:] == [
        "Heat map of active projects and those on hold",
        "Alpha – ▲ Amber",
        "Milestones",
        "Decisions needed",
    ]
    told = "\n".join(words(slide) for slide in deck.slides)
    assert "None" not in told.replace("None that is still valid", "")
    assert "No milestone is overdue or expected by 30 Sep 2026." in told
    assert "No open project asks for a decision." in told
    assert "names no risk and no issue" in told
    assert not list(too_long(deck))


def test_nothing_active(tmp_path: Path) -> None:
    deck = pack(tmp_path, projects={"alpha": project(state="proposed", phase="initiating")})
    assert "Summary: no project is active" in titles(deck)
    assert "No project is active or on hold." in words(slide_of(deck, "Heat map"))


def test_text_of_records_stays_text(tmp_path: Path) -> None:
    planted = "=cmd|' /C calc'!A1 <b>&amp;</b> {{ 7*7 }} http://evil.example"
    given = report(
        rating="red",
        rationale=planted,
        decisions=[{"title": planted, "by": "<a:t>x</a:t>", "due": "2026-07-01"}],
    )
    deck = pack(
        tmp_path,
        organisation_yml=organisation(name="A & B <Works>"),
        projects={"alpha": project(title=planted)},
        reports={"alpha": {"2026-06-05": given}},
    )
    told = words(slide_of(deck, "=cmd|"))
    assert planted in told
    assert "<a:t>x</a:t>" in told
    for part in deck.part.package.iter_parts():
        assert not [each for each in part.rels.values() if each.is_external]
    for slide in deck.slides:
        assert not slide._element.xpath(".//a:hlinkClick | .//a:fld[not(@type='slidenum')]")
    assert "A & B <Works>" in words(deck.slides[0])


def test_signs_that_no_document_can_hold_are_left_out(tmp_path: Path) -> None:
    deck = pack(
        tmp_path,
        projects={"alpha": project(title="Al\u0007pha \u202eevil")},
        reports={"alpha": {"2026-06-05": report(rating="red")}},
    )
    assert titles(deck)[3] == "Al pha evil – ■ Red"


def test_long_texts_keep_their_places(tmp_path: Path) -> None:
    day = "2026-07-31"
    owner = "Head of " + "everything " * 30
    heavy = report(
        rating="red",
        rationale="Wordswithoutend " * 18,
        forecast_finish="2027-12-31",
        forecast_cost=10**14,
        earned_value=10**13,
        actual_cost=10**14,
        percent_complete=50,
        ratings=dict.fromkeys(("schedule", "cost", "scope", "resources", "risk", "benefits"), "amber"),
        assurance={"rating": "red", "date": "2026-06-01", "by": owner},
        risks=[
            {"title": LONG, "likelihood": 5, "impact": 5, "strategy": "avoid", "owner": owner, "due": day}
            for _ in range(9)
        ],
        issues=[{"title": LONG, "urgency": 5, "impact": 5, "owner": owner, "due": day} for _ in range(9)],
        decisions=[{"title": LONG, "by": owner, "due": day} for _ in range(5)],
    )
    names = [f"p{number}" for number in range(9)]
    stones = [{"id": "m", "title": LONG, "baseline": "2026-06-01"}]
    fields = project(title=LONG, milestones=stones, budget=10**13)
    deck = pack(
        tmp_path,
        projects=dict.fromkeys(names, fields),
        reports={name: {"2026-05-29": report(rating="green"), "2026-06-26": heavy} for name in names},
    )
    assert not list(too_long(deck))
    assert not [pair for slide in deck.slides for pair in overlaps(slide)]
    assert next(title for title in titles(deck) if "Heat map" in title).endswith(" (1 of 3)")
    slide = next(slide for slide in deck.slides if slide.shapes.title.text_frame.text.endswith("… – ■ Red"))
    assert "Risks and issues: see the current report." in words(slide), "such texts leave them no room"
    assert "And 4 more under Decisions needed." in words(slide)


def test_a_heat_map_slide_has_at_most_twelve_projects_and_the_next_goes_on(tmp_path: Path) -> None:
    many = {f"p{number:02}": project(title=f"Project {number:02}") for number in range(25)}
    deck = pack(tmp_path, projects=many)
    maps = [slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith("Heat map")]
    assert [len(rows(slide)) - 1 for slide in maps] == [12, 12, 1]
    assert len({row[0] for slide in maps for row in rows(slide)[1:]}) == 25


@pytest.mark.parametrize("accent", ["#0b5d6b", "#ffe600", "#ffffff", "#000000", "#c4291d"])
def test_text_is_readable_in_any_accent(accent: str) -> None:
    assert contrast(parse(accent), parse(f"#{on_accent(accent)}")) >= 4.5
    assert contrast(WHITE, parse(f"#{accent_text(accent)}")) >= 4.5


def test_ratings_are_readable_and_have_words() -> None:
    for look in RATED.values():
        assert contrast(parse(f"#{look.fill}"), parse(f"#{look.ink}")) >= 7


def test_text_is_measured_in_words() -> None:
    assert line_count("one two", 12, 1000) == 1
    assert line_count("one two", 12, text_width("one two", 12) - 1) == 2
    assert line_count("m" * 100, 12, 100) > 9
    assert shortened("one two three", 12, text_width("one two thre", 12)) == "one two…"
    assert shortened("one", 12, 1000) == "one"
