"""Charts as they stand on a page: SVG that anyone can read, by class alone, with all numbers in a table."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import markdown
import pytest
from markupsafe import Markup

from macros.pages.charts.capacity import MonthLoad
from macros.pages.charts.counts import CountRow
from macros.pages.charts.curves import CostCurves
from macros.pages.charts.ratings import Ratings
from macros.pages.charts.timeline import TimelineGroup, TimelineItem
from macros.pages.charts.trend import MilestoneTrend
from macros.pages.figures import (
    capacity_figure,
    counts_figure,
    curve_figure,
    ratings_figure,
    timeline_figure,
    trend_figure,
)
from macros.pages.formatting import day, money
from macros.pages.parts import Figure, Section
from macros.pages.rendering import render
from macros.records.vocabulary import Rating

TODAY = date(2026, 10, 31)
REPORTS = [date(2026, 8, 28), date(2026, 9, 30), date(2026, 10, 30)]
ODD = '</title><script>alert(1)</script> & "quoted" {{ 7 * 7 }}\n\n<b>é'
SVG = "{http://www.w3.org/2000/svg}"


def ratings() -> Figure | None:
    return ratings_figure("ratings", REPORTS, [Ratings(ODD, (None, Rating.RED, Rating.AMBER))])


def curve() -> Figure | None:
    return curve_figure(
        "cost",
        CostCurves(
            "GBP",
            TODAY,
            ((date(2026, 1, 1), 0), (date(2026, 12, 31), 100_000)),
            tuple(zip(REPORTS, (50_001, 60_002, 70_003), strict=True)),
            tuple(zip(REPORTS, (55_004, 66_005, 77_006), strict=True)),
            100_000,
            date(2026, 12, 31),
            date(2027, 1, 15),
            108_007,
            110_008,
        ),
        ODD,
    )


def trend() -> Figure | None:
    late = MilestoneTrend(ODD, tuple((when, TODAY + timedelta(9 * n)) for n, when in enumerate(REPORTS)))
    done = MilestoneTrend("Done", ((REPORTS[0], REPORTS[1]),), reached=date(2026, 10, 2))
    given_up = MilestoneTrend("Given up", ((REPORTS[1], date(2027, 3, 1)),), dropped=True)
    return trend_figure("trend", REPORTS, [late, done, given_up])


def timeline(count: int = 3) -> Figure | None:
    items = tuple(
        TimelineItem(ODD, TODAY + timedelta(n), TODAY + timedelta(2 * n), "due") for n in range(count)
    )
    return timeline_figure("timeline", [TimelineGroup(ODD, items)], TODAY)


def capacity() -> Figure | None:
    months = [MonthLoad(date(2026, 10, 1), 3.5, 4), MonthLoad(date(2026, 11, 1), 5.75, 4)]
    return capacity_figure("capacity", ODD, months)


def counts() -> Figure | None:
    return counts_figure("counts", ODD, [CountRow(ODD, {"green": 3, "red": 12, "none": 1})], "A caption.")


MAKERS = (ratings, curve, trend, timeline, capacity, counts)
every = pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)


def drawn(figure: Figure | None) -> Figure:
    assert figure is not None
    return figure


def elements(*figures: Figure) -> Iterator[ET.Element]:
    """Every element of the drawings, which must be well-formed XML."""
    svgs = (svg for figure in figures for svg in re.findall(r"<svg .*?</svg>", figure.svg, re.DOTALL))
    for drawing in svgs:
        xml = drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
        yield from ET.fromstring(xml).iter()  # noqa: S314  our own output


def table_texts(figure: Figure) -> set[str]:
    return {cell.text for row in figure.table.rows for cell in row.cells}


@every
def test_each_drawing_is_an_image_with_title_and_description(make: type) -> None:
    svgs = [element for element in elements(drawn(make())) if element.tag == f"{SVG}svg"]
    assert [svg.get("class") for svg in svgs] == ["pmo-chart__wide", "pmo-chart__narrow"]
    for svg in svgs:
        title, desc = svg[0], svg[1]
        assert (title.tag, desc.tag) == (f"{SVG}title", f"{SVG}desc")
        assert title.text
        assert desc.text
        assert svg.get("role") == "img"
        assert svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        width, height = map(float, (svg.get("viewBox") or "").split()[2:])
        assert width in {720, 360}
        assert height > 0


def test_ids_are_unique_on_a_page() -> None:
    ids = [element.get("id") for element in elements(*(drawn(make()) for make in MAKERS))]
    known = [id_ for id_ in ids if id_]
    assert len(set(known)) == len(known)
    references = re.findall(r"url\(#([^)]*)\)", "".join(drawn(make()).svg for make in MAKERS))
    assert references
    assert set(references) <= set(known)


@every
def test_looks_come_from_the_style_sheet_alone(make: type) -> None:
    for element in elements(drawn(make())):
        names = set(element.attrib)
        assert not names & {"style", "stroke", "color", "font-family", "font-size", "href"}
        assert not any(name.startswith("on") for name in names)
        assert element.get("fill", "url(").startswith("url(")
        assert element.tag.removeprefix(SVG) not in {"script", "style", "image", "foreignObject", "a"}


@every
def test_texts_are_escaped_and_stay_on_their_line(make: type) -> None:
    svg = drawn(make()).svg
    assert isinstance(svg, Markup)
    assert "<script" not in svg
    assert "<b>" not in svg
    assert "\n\n" not in svg
    assert "49" not in re.findall(r"{{.*?}}", svg)
    titles = [element.text for element in elements(drawn(make())) if element.tag == f"{SVG}title"]
    assert all(titles)


@every
def test_two_drawings_of_the_same_data_are_the_same_bytes(make: type) -> None:
    assert drawn(make()).svg == drawn(make()).svg


@every
def test_a_chart_stands_in_a_markdown_page(make: type) -> None:
    html = render("block.html.jinja", sections=(Section((drawn(make()),)),))
    made = markdown.markdown(f"Before\n\n{html}\n\nAfter", extensions=["md_in_html", "attr_list", "tables"])
    assert re.sub(r"\n+", "\n", made) == f"<p>Before</p>\n{html.rstrip()}\n<p>After</p>"


def test_ratings_are_in_the_table() -> None:
    figure = drawn(ratings())
    assert [tuple(cell.text for cell in row.cells) for row in figure.table.rows] == [
        ("30 Oct 2026", "Amber"),
        ("30 Sep 2026", "Red"),
        ("28 Aug 2026", "Not rated"),
    ]


def test_every_amount_and_day_of_the_s_curve_is_in_the_table() -> None:
    texts = table_texts(drawn(curve()))
    amounts = (0, 100_000, 50_001, 60_002, 70_003, 55_004, 66_005, 77_006, 108_007, 110_008)
    assert {money(amount, "GBP") for amount in amounts} <= texts
    assert {
        day(when) for when in (*REPORTS, date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 15))
    } <= texts


def test_the_budget_is_in_the_table_without_a_finish() -> None:
    figure = curve_figure("cost", CostCurves("EUR", TODAY, actual=((TODAY, 5),), budget=77), "")
    assert "EUR 77" in table_texts(drawn(figure))


def test_every_forecast_is_in_the_table() -> None:
    figure = drawn(trend())
    texts = table_texts(figure)
    forecasts = (TODAY, TODAY + timedelta(9), TODAY + timedelta(18), REPORTS[1], date(2027, 3, 1))
    assert {day(when) for when in forecasts} <= texts
    assert {"2 Oct 2026", "Dropped", ODD} <= texts
    assert [column.label for column in figure.table.columns[1:-1]] == [day(when) for when in REPORTS]


def test_every_milestone_is_in_the_table() -> None:
    rows = [tuple(cell.text for cell in row.cells) for row in drawn(timeline()).table.rows]
    assert rows == [
        (ODD, ODD, "31 Oct 2026", "31 Oct 2026", "0", "Forecast"),
        (ODD, ODD, "1 Nov 2026", "2 Nov 2026", "1", "Forecast"),
        (ODD, ODD, "2 Nov 2026", "4 Nov 2026", "2", "Forecast"),
    ]


def test_a_long_timeline_is_drawn_in_parts() -> None:
    titles = [
        element.text
        for element in elements(drawn(timeline(60)))
        if element.tag == f"{SVG}title" and (element.get("id") or "").endswith("-wide-title")
    ]
    assert [str(title).rsplit(" (", 1)[1] for title in titles] == ["part 1 of 2)", "part 2 of 2)"]
    assert len(drawn(timeline(60)).table.rows) == 60


def test_every_month_is_in_the_table() -> None:
    rows = [tuple(cell.text for cell in row.cells) for row in drawn(capacity()).table.rows]
    assert rows == [("Oct 2026", "3.50", "4.00", ""), ("Nov 2026", "5.75", "4.00", "1.75")]


def test_every_count_is_in_the_table() -> None:
    (row,) = drawn(counts()).table.rows
    assert [cell.text for cell in row.cells] == [ODD, "3", "0", "12", "1", "16"]


def test_nothing_is_shown_of_nothing() -> None:
    assert ratings_figure("r", [], []) is None
    assert trend_figure("t", REPORTS, []) is None
    assert timeline_figure("l", [], TODAY) is None
    assert capacity_figure("k", "Role", []) is None
    assert counts_figure("n", "Title", [], "") is None
