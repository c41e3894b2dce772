"""Where charts put things: inside the drawing, in order, not upon each other, whatever they are given."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.pages.charts.capacity import MonthLoad, capacity_chart
from macros.pages.charts.counts import KINDS, CountRow, counts_chart
from macros.pages.charts.curves import CostCurves, curve_chart
from macros.pages.charts.elements import LAYOUTS, NARROW, WIDE, Box, Label, Layout, Line, Mark, Point
from macros.pages.charts.ratings import Ratings, ratings_chart
from macros.pages.charts.timeline import (
    MOST_ROWS,
    TimelineGroup,
    TimelineItem,
    in_window,
    parts,
    timeline_chart,
    window,
)
from macros.pages.charts.trend import MOST, MilestoneTrend, trend_chart
from macros.pages.charts.words import text_width
from macros.records.vocabulary import Rating

TODAY = date(2026, 10, 31)
LONG = "A milestone whose title says everything there is to say about it " * 3
both = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)

UNHURRIED = settings(deadline=None)

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
amounts = st.integers(-(10**9), 10**15) | st.floats(-1e6, 1e6)
layouts = st.sampled_from(LAYOUTS)
words = st.text(max_size=150)


def month(number: int) -> date:
    return date(2026 + number // 12, number % 12 + 1, 28)


def within(box: Box, lines: Iterable[Line], marks: Iterable[Mark] = ()) -> bool:
    places: list[Point | Mark] = [*(point for line in lines for point in line.points), *marks]
    slack = Box(box.left - 0.1, box.top - 0.1, box.right + 0.1, box.bottom + 0.1)
    return all(slack.holds(Box(place.x, place.y, place.x, place.y)) for place in places)


def area(label: Label, layout: Layout) -> Box:
    """About where the words of a label stand, a little less high than a line."""
    width = text_width(label.text, layout.text)
    left = label.x - {"start": 0, "middle": width / 2, "end": width}[label.anchor]
    return Box(left, label.y - layout.text + 2, left + width, label.y)


def apart(labels: Sequence[Label], layout: Layout) -> bool:
    return not any(
        one.meets(other) for one, other in combinations([area(each, layout) for each in labels], 2)
    )


def inside(labels: Iterable[Label], width: float, height: float, layout: Layout) -> bool:
    whole = Box(-0.5, -0.5, width + 0.5, height + 0.5)
    return all(whole.holds(area(label, layout)) for label in labels)


# 1. Ratings over time


@both
def test_ratings_stand_in_the_order_of_their_reports(layout: Layout) -> None:
    dates = [month(number) for number in range(9)]
    rolled_up = Ratings("Rolled up", (None, *[Rating.GREEN] * 4, Rating.AMBER, *[Rating.RED] * 3))
    chart = ratings_chart(dates, [rolled_up, Ratings("Manager’s", (Rating.GREEN,) * 9)], layout)
    assert chart is not None
    first, second = chart.rows
    assert [mark.rating for mark in first.marks] == ["none", *["green"] * 4, "amber", *["red"] * 3]
    assert (
        [mark.x for mark in first.marks]
        == [mark.x for mark in second.marks]
        == sorted(date.x for date in chart.dates)
    )
    assert {mark.word for mark in second.marks} == ({"G"} if layout.is_narrow else {"Green"})
    assert first.marks[0].told == "28 Jan 2026: Not rated"
    assert [date.lines for date in chart.dates][:2] == (
        [("28", "Jan", "2026"), ("28", "Feb")] if layout.is_narrow else [("28 Jan", "2026"), ("28 Feb",)]
    )
    assert first.line < second.line < chart.dates_y < chart.height


def test_one_rating_and_none() -> None:
    chart = ratings_chart([TODAY], [Ratings("Rolled up", (Rating.AMBER,))], NARROW)
    assert chart is not None
    assert [mark.word for mark in chart.rows[0].marks] == ["Amber"]
    assert ratings_chart([], [Ratings("Rolled up", ())], WIDE) is None
    assert ratings_chart([TODAY], [], WIDE) is None


@UNHURRIED
@given(st.lists(st.tuples(days, st.sampled_from([*Rating, None])), min_size=1, max_size=60), words, layouts)
def test_any_ratings_fit(rated: list[tuple[date, Rating | None]], label: str, layout: Layout) -> None:
    dates = sorted(day for day, _ in rated)
    chart = ratings_chart(dates, [Ratings(label, tuple(rating for _, rating in rated))], layout)
    assert chart is not None
    marks = chart.rows[0].marks
    assert marks[-1].told.startswith(f"{dates[-1].day} ")
    assert all(chart.shape / 2 <= mark.x <= chart.width - chart.shape / 2 for mark in marks)
    assert all(other.x - one.x >= chart.shape for one, other in pairwise(marks))
    texts = [
        Label(when.x, chart.dates_y + number * layout.line, text, anchor="middle")
        for when in chart.dates
        for number, text in enumerate(when.lines)
    ]
    assert inside(texts, chart.width, chart.height, layout)
    assert apart(texts, layout)


# 2. The S-curve

CURVES = CostCurves(
    "GBP",
    TODAY,
    ((date(2025, 1, 13), 0), (date(2025, 12, 31), 2_250_000), (date(2027, 5, 28), 7_400_000)),
    ((date(2025, 11, 28), 1_800_000), (date(2026, 10, 30), 4_703_000)),
    ((date(2025, 11, 28), 1_900_000), (date(2026, 10, 30), 4_972_000)),
    7_400_000,
    date(2027, 5, 28),
    date(2027, 6, 4),
    7_450_000,
    7_823_262,
)


@both
def test_the_s_curve_shows_where_it_leads(layout: Layout) -> None:
    chart = curve_chart(CURVES, layout)
    assert chart is not None
    assert chart.unit == "GBP million"
    assert [line.kind for line in chart.lines] == ["planned", "earned", "actual", "forecast", "estimate"]
    assert [rule.kind for rule in chart.rules] == ["today", "finish", "forecast", "budget"]
    _, earned, actual, forecast, estimate = chart.lines
    assert actual.points[-1] == forecast.points[0] == estimate.points[0]
    assert actual.points[-1].y < earned.points[-1].y
    assert estimate.points[-1].y < forecast.points[-1].y
    names = {label.kind: label.text for label in chart.labels}
    assert names["actual"] == ("Actual" if layout.is_narrow else "Actual cost 4.97")
    assert names["estimate"] == ("EAC" if layout.is_narrow else "Estimate (EAC) 7.82")
    assert {flag.text for flag in chart.flags} == {
        "As at 31 Oct 2026",
        "Approved finish 28 May 2027",
        "Forecast finish 4 Jun 2027",
    }


@both
def test_names_stand_clear_of_the_lines(layout: Layout) -> None:
    chart = curve_chart(CURVES, layout)
    assert chart is not None
    assert apart(chart.labels, layout)
    assert not any(line.crosses(area(label, layout)) for line in chart.lines for label in chart.labels)


def test_every_line_has_its_own_mark() -> None:
    chart = curve_chart(CURVES, WIDE)
    assert chart is not None
    shapes = {mark.kind: mark.shape for mark in chart.marks}
    assert len(set(shapes.values())) == len(shapes) == 5


@both
def test_an_s_curve_of_little(layout: Layout) -> None:
    assert curve_chart(CostCurves("GBP", TODAY, budget=100, finish=TODAY, forecast_cost=90), layout) is None
    one = curve_chart(CostCurves("GBP", TODAY, actual=((TODAY, 9_000),)), layout)
    assert one is not None
    assert len(one.marks) == len(one.labels) == 1
    equal = curve_chart(CostCurves("GBP", TODAY, earned=((month(0), 0), (month(9), 0))), layout)
    assert equal is not None
    assert within(equal.box, equal.lines, equal.marks)


series = st.lists(st.tuples(days, amounts), max_size=12).map(lambda points: tuple(sorted(points)))
curves = st.builds(
    CostCurves,
    st.just("GBP"),
    days,
    series,
    series,
    series,
    st.none() | amounts,
    st.none() | days,
    st.none() | days,
    st.none() | amounts,
    st.none() | amounts,
)


@UNHURRIED
@given(curves, layouts)
def test_any_s_curve_fits(drawn: CostCurves, layout: Layout) -> None:
    chart = curve_chart(drawn, layout)
    assert (chart is None) == (not (drawn.planned or drawn.earned or drawn.actual))
    if chart is None:
        return
    assert Box(0, 0, chart.width, chart.height).holds(chart.box)
    assert within(chart.box, chart.lines, chart.marks)
    assert all(chart.box.top - 0.1 <= tick.at <= chart.box.bottom + 0.1 for tick in chart.y_ticks)
    assert inside(chart.labels, chart.width, chart.height, layout)
    assert apart(chart.labels, layout)
    shown = [Label(flag.x, flag.y, flag.text, anchor=flag.anchor) for flag in chart.flags]
    assert apart(shown, layout)
    assert inside(shown, chart.width, chart.height, layout)
    assert {label.kind for label in chart.labels} == {kind for kind, _ in drawn.ends}


# 3. Milestone trend


def trend(title: str, *forecasts: date, reached: date | None = None) -> MilestoneTrend:
    reports = [month(number) for number in range(len(forecasts))]
    return MilestoneTrend(title, tuple(zip(reports, forecasts, strict=True)), reached)


@both
def test_a_slipping_milestone_rises_and_a_reached_one_ends_on_the_diagonal(layout: Layout) -> None:
    level = trend("Level", month(8), month(8), month(8))
    late = trend("Late", month(6), month(7), month(9))
    reached = trend("Reached", month(2), month(2), reached=date(2026, 3, 20))
    chart = trend_chart([level, late, reached], layout)
    assert chart is not None
    one, two, three = chart.lines
    assert len({point.y for point in one.points}) == 1
    assert two.points[0].y > two.points[1].y > two.points[2].y
    start, end = chart.diagonal.points
    share = (three.points[-1].x - start.x) / (end.x - start.x)
    assert three.points[-1].y == pytest.approx(start.y + share * (end.y - start.y), abs=0.2)
    assert [mark.shape for mark in chart.marks].count("ring") == 1
    assert chart.marks[0].told == "Level: 28 Sep 2026, as forecast on 28 Jan 2026"


def test_wide_names_and_narrow_numbers() -> None:
    milestones = [trend("First", month(5)), trend("Second", month(7))]
    wide, narrow = trend_chart(milestones, WIDE), trend_chart(milestones, NARROW)
    assert wide is not None
    assert narrow is not None
    assert [label.text for label in wide.labels] == ["First", "Second"]
    assert [label.text for label in narrow.labels] == ["1", "2"]
    assert [(entry.number, entry.lines) for entry in narrow.key] == [("1", ("First",)), ("2", ("Second",))]


@both
def test_sixty_milestones_stay_readable(layout: Layout) -> None:
    moved = {number: 5 + number * 3 for number in range(60)}
    milestones = [
        MilestoneTrend(f"{number} {LONG}", ((month(0), month(20)), (month(1), month(20) + timedelta(shift))))
        for number, shift in moved.items()
    ]
    chart = trend_chart(milestones, layout)
    assert chart is not None
    assert len(chart.lines) == MOST[layout.name]
    assert len(chart.others) == 60 - len(chart.lines)
    assert str(len(chart.others)) in chart.unnamed
    assert chart.marks[0].told.startswith(f"{60 - len(chart.lines)} ")
    assert apart(chart.labels, layout)
    assert inside(chart.labels, chart.width, chart.height, layout)
    if layout.is_narrow:
        assert all(one.y + (len(one.lines) * 12) <= other.y for one, other in pairwise(chart.key))
        assert chart.key[-1].y + 12 < chart.height


def test_nothing_forecast_is_nothing_drawn() -> None:
    assert trend_chart([], WIDE) is None
    assert trend_chart([MilestoneTrend("Done before", (), reached=TODAY)], WIDE) is None


trends = st.builds(
    MilestoneTrend,
    words,
    st.lists(st.tuples(days, days), max_size=8).map(lambda places: tuple(sorted(places))),
    st.none() | days,
    st.booleans(),
)


@UNHURRIED
@given(st.lists(trends, max_size=25), layouts)
def test_any_trend_fits(milestones: list[MilestoneTrend], layout: Layout) -> None:
    chart = trend_chart(milestones, layout)
    known = [milestone for milestone in milestones if milestone.forecasts]
    assert (chart is None) == (not known)
    if chart is None:
        return
    assert Box(0, 0, chart.width, chart.height).holds(chart.box)
    assert within(chart.box, [*chart.lines, *chart.others, chart.diagonal], chart.marks)
    assert len(chart.lines) + len(chart.others) == len(known)
    assert apart(chart.labels, layout)
    assert inside(chart.labels, chart.width, chart.height, layout)


# 4. Timeline


def item(shift: int, slip: int = 0, state: str = "due") -> TimelineItem:
    baseline = TODAY + timedelta(shift)
    return TimelineItem("Milestone", baseline, baseline + timedelta(slip), state)  # type: ignore[arg-type]


def test_the_window_is_whole_months() -> None:
    assert window(TODAY) == (date(2026, 4, 1), date(2027, 5, 1))
    assert window(date(2026, 1, 15), 1) == (date(2025, 12, 1), date(2026, 3, 1))


@both
def test_a_timeline_joins_baseline_and_day_by_the_slip(layout: Layout) -> None:
    items = (item(10, 30), item(10, -5, "done"), item(20), item(-40, 60, "overdue"), item(5, 0, "dropped"))
    chart = timeline_chart([TimelineGroup("Project", items)], TODAY, layout)
    assert chart is not None
    late, early, on_time, overdue, dropped = chart.rows
    assert late.bar is not None
    assert early.bar is not None
    assert [mark.shape for mark in late.marks] == ["open-diamond", "ring"]
    assert (late.bar.x, late.bar.x + late.bar.width) == (late.marks[0].x, late.marks[1].x)
    assert late.slip is not None
    assert late.slip.text == "+30 d"
    assert early.bar.kind == "early"
    assert early.slip is not None
    assert early.slip.text == "−5 d"
    assert early.marks[1].shape == "circle"
    assert on_time.bar is None
    assert on_time.slip is None
    assert overdue.marks[1].shape == "triangle"
    assert [mark.shape for mark in dropped.marks] == ["open-diamond", "cross"]
    assert chart.today.text == "As at 31 Oct 2026"
    assert late.marks[0].x > chart.today.at > overdue.marks[0].x


@both
def test_what_lies_outside_the_window_is_pointed_at_or_left_out(layout: Layout) -> None:
    gone, ahead, through = item(-400), item(500), item(-300, 700)
    group = TimelineGroup("Project", (gone, ahead, through))
    chart = timeline_chart([group], TODAY, layout)
    assert chart is not None
    assert [mark.shape for mark in chart.rows[0].marks] == ["left", "right"]
    assert len(chart.rows) == 1
    assert in_window([group], TODAY) == (TimelineGroup("Project", (through,)),)
    assert timeline_chart([TimelineGroup("Project", (gone, ahead))], TODAY, layout) is None
    assert timeline_chart([], TODAY, layout) is None


def test_a_long_timeline_comes_in_parts_that_fit_on_paper() -> None:
    groups = [TimelineGroup(f"Project {number}", (item(number),) * 7) for number in range(12)]
    made = parts([*groups, TimelineGroup("Large", (item(1),) * 60)])
    assert all(sum(len(group.items) + 1 for group in part) <= MOST_ROWS for part in made)
    assert sum(len(group.items) for part in made for group in part) == 12 * 7 + 60
    assert [len(group.items) for part in made for group in part if group.title == "Project 4"] == [7]
    assert parts([]) == ()


items = st.builds(TimelineItem, words, days, days, st.sampled_from(["done", "due", "overdue", "dropped"]))


@UNHURRIED
@given(st.lists(st.builds(TimelineGroup, words, st.lists(items, max_size=8).map(tuple)), max_size=5), layouts)
def test_any_timeline_fits(groups: list[TimelineGroup], layout: Layout) -> None:
    near = TimelineGroup(
        "Near", (item(-250, 500), item(-200, 20), item(181, 3), item(0, 100_000), item(150, 45))
    )
    chart = timeline_chart([*groups, near], TODAY, layout)
    assert chart is not None
    slack = Box(chart.box.left, chart.box.top, chart.box.right, chart.box.bottom)
    assert all(within(slack, [row.line], row.marks) for row in chart.rows)
    assert all(row.bar is None or row.bar.width >= 0 for row in chart.rows)
    titles = [*chart.headings, *(row.title for row in chart.rows)]
    assert apart([title for title in titles if title.text], layout)
    assert inside(titles, chart.width, chart.height, layout)
    slips = [row.slip for row in chart.rows if row.slip]
    assert inside(slips, chart.width, chart.height, layout)
    assert inside(chart.key, chart.width, chart.box.top, layout)
    if not layout.is_narrow:
        assert all(area(title, layout).right <= chart.box.left for title in titles if title.kind == "title")
        assert apart([*(row.title for row in chart.rows if row.title.text), *slips], layout)


# 5. Demand against capacity


def load(*demands: float, capacity: float | None = 4) -> list[MonthLoad]:
    first = [date(2026 + number // 12, number % 12 + 1, 1) for number in range(len(demands))]
    return [MonthLoad(when, demand, capacity) for when, demand in zip(first, demands, strict=True)]


@both
def test_demand_beyond_capacity_is_marked_and_named(layout: Layout) -> None:
    chart = capacity_chart(load(3, 4, 5.5, 6, 2, 4.25), layout)
    assert chart is not None
    assert [bar.kind for bar in chart.bars] == ["within"] * 3 + [
        "over",
        "within",
        "over",
        "within",
        "within",
        "over",
    ]
    assert [label.text for label in chart.shortages] == ["over by up to 2", "over by 0.25"]
    assert chart.bars[3].told == "March 2026: demand 5.5 FTE, capacity 4, over by 1.5"
    (capacity,) = chart.capacity
    beneath, beyond = chart.bars[2], chart.bars[3]
    assert beyond.y + beyond.height == pytest.approx(beneath.y) == pytest.approx(capacity.points[0].y)
    assert chart.name is not None
    assert chart.name.text == "Capacity"


@both
def test_capacity_that_is_not_known_breaks_the_line(layout: Layout) -> None:
    months = [*load(3, 5), *load(3, 5, capacity=None), *load(1)]
    chart = capacity_chart(months, layout)
    assert chart is not None
    assert len(chart.capacity) == 2
    assert len(chart.shortages) == 1
    unknown = capacity_chart(load(3, 5, capacity=None), layout)
    assert unknown is not None
    assert unknown.name is None
    assert capacity_chart([], layout) is None
    assert capacity_chart(load(0, 0, capacity=0), layout) is None
    assert capacity_chart(load(0, 0, capacity=None), layout) is None


def test_rounding_makes_no_shortage() -> None:
    assert load(0.1 + 0.2, capacity=0.3)[0].over == 0


fte = st.floats(0, 500).map(lambda value: round(value, 2))


@UNHURRIED
@given(st.lists(st.tuples(fte, st.none() | fte), min_size=1, max_size=48), layouts)
def test_any_load_fits(given_months: list[tuple[float, float | None]], layout: Layout) -> None:
    first = [date(2026 + number // 12, number % 12 + 1, 1) for number in range(len(given_months))]
    months = [MonthLoad(when, *amounts) for when, amounts in zip(first, given_months, strict=True)]
    chart = capacity_chart(months, layout)
    if chart is None:
        assert not any(demand or capacity for demand, capacity in given_months)
        return
    slack = Box(chart.box.left, chart.box.top - 0.2, chart.box.right, chart.box.bottom + 0.2)
    assert all(slack.holds(Box(bar.x, bar.y, bar.x + bar.width, bar.y + bar.height)) for bar in chart.bars)
    assert within(chart.box, chart.capacity)
    assert apart(chart.shortages, layout)
    named = [*chart.shortages, *([chart.name] if chart.name else [])]
    assert inside(named, chart.width, chart.height, layout)
    ticks = [Label(tick.at, chart.box.bottom + 16, tick.label, anchor="middle") for tick in chart.x_ticks]
    assert apart(ticks, layout)
    assert inside(ticks, chart.width, chart.height, layout)


# 6. Counts by rating


@both
def test_counts_share_a_bar(layout: Layout) -> None:
    rows = [CountRow("Digital Core", {"green": 3, "amber": 1, "none": 2}), CountRow("Empty", {})]
    chart = counts_chart(rows, layout)
    assert chart is not None
    full, empty = chart.rows
    assert [(segment.kind, segment.text) for segment in full.segments] == [
        ("green", "G 3"),
        ("amber", "A 1"),
        ("none", "– 2"),
    ]
    green, amber, none = full.segments
    assert green.width == pytest.approx(3 * amber.width, abs=0.2)
    assert (green.x + green.width, amber.x + amber.width) == pytest.approx((amber.x, none.x), abs=0.11)
    assert [label.text for label in chart.key] == ["Green", "Amber", "Not rated"]
    assert (full.total.text, empty.total.text) == ("6", "0")
    assert empty.segments == ()


@both
def test_a_count_too_small_to_be_written_in_is_told_beside(layout: Layout) -> None:
    chart = counts_chart([CountRow("Few", {"green": 1, "red": 2}), CountRow("Many", {"green": 400})], layout)
    assert chart is not None
    assert chart.rows[0].total.text == "3: G 1, R 2"
    assert all(segment.width >= 4 for segment in chart.rows[0].segments)


@both
def test_no_counts_no_chart(layout: Layout) -> None:
    assert counts_chart([], layout) is None
    assert counts_chart([CountRow("Empty", {"green": 0, "red": -2})], layout) is None


counts = st.dictionaries(st.sampled_from(list(KINDS)), st.integers(-5, 10**6))


@UNHURRIED
@given(st.lists(st.builds(CountRow, words, counts), min_size=1, max_size=20), layouts)
def test_any_counts_fit(rows: list[CountRow], layout: Layout) -> None:
    chart = counts_chart(rows, layout)
    if chart is None:
        assert all(row.total == 0 for row in rows)
        return
    for row in chart.rows:
        ends = [(segment.x, segment.x + segment.width) for segment in row.segments]
        assert all(one[1] <= other[0] + 0.2 for one, other in pairwise(ends))
        assert all(
            segment.width > 0 and segment.y + segment.height <= chart.height for segment in row.segments
        )
        assert inside([row.label, row.total], chart.width, chart.height, layout)
        for segment in row.segments:
            assert text_width(segment.text, layout.text) <= segment.width
    assert inside(chart.key, chart.width, chart.height, layout)
    assert apart(
        [*(row.label for row in chart.rows if row.label.text), *(row.total for row in chart.rows)], layout
    )
