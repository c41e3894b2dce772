"""Axes with round numbers and months, words cut to their room, and labels that keep apart."""

from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.pages.charts.elements import Box, line_of
from macros.pages.charts.scales import time_scale, value_axis
from macros.pages.charts.words import rows_for, shortened, spread, text_width, wrapped

UNHURRIED = settings(deadline=None)

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
amounts = st.integers(-(10**9), 10**15) | st.floats(-1e6, 1e6)
words = st.text(max_size=150)


@pytest.mark.parametrize(
    ("values", "labels", "unit"),
    [
        ([7_400_000], ["0", "2", "4", "6", "8"], "million"),
        ([1_200_000], ["0.0", "0.5", "1.0", "1.5"], "million"),
        ([48_000, 12_000], ["0", "10", "20", "30", "40", "50"], "thousand"),
        ([950], ["0", "200", "400", "600", "800", "1,000"], ""),
        ([3 * 10**9], ["0", "1", "2", "3"], "billion"),
        ([-20, 80], ["−20", "0", "20", "40", "60", "80"], ""),
        ([], ["0", "0.2", "0.4", "0.6", "0.8", "1.0"], ""),
        ([0, 0], ["0", "0.2", "0.4", "0.6", "0.8", "1.0"], ""),
    ],
)
def test_an_axis_has_round_numbers_with_their_unit(values: list[float], labels: list[str], unit: str) -> None:
    axis = value_axis(values)
    shown = [tick.label for tick in axis.ticks(axis.scale(100, 0))]
    assert [label.removesuffix(".0") for label in shown] == [label.removesuffix(".0") for label in labels]
    assert axis.unit == unit


@UNHURRIED
@given(st.lists(amounts, max_size=20), st.integers(3, 12))
def test_an_axis_takes_in_every_value_and_zero(values: list[float], most: int) -> None:
    axis = value_axis(values, most)
    unseen = (axis.high - axis.low) * 1e-8
    assert axis.low - unseen <= min([0, *values]) + 1e-6
    assert axis.high + unseen >= max([0, *values]) - 1e-6
    ticks = axis.ticks(axis.scale(100, 0))
    assert 2 <= len(ticks) <= most
    assert len({tick.label for tick in ticks}) == len(ticks)


@UNHURRIED
@given(st.lists(days, min_size=1, max_size=10), st.integers(3, 14))
def test_a_time_axis_names_months_or_years_in_order(given_days: list[date], most: int) -> None:
    scale = time_scale(given_days, 10, 500)
    places = [scale(day) for day in sorted(given_days)]
    assert all(10 <= place <= 500 for place in places)
    assert places == sorted(places)
    ticks = scale.ticks(most)
    assert 1 <= len(ticks) <= most
    assert all(10 <= tick.at <= 500 for tick in ticks)
    assert all(one.at < other.at for one, other in pairwise(ticks))
    assert ticks[0].under or ticks[0].label.isdecimal()


def test_a_time_axis_steps_by_months_then_years() -> None:
    few = time_scale([date(2026, 1, 1), date(2026, 6, 1)], 0, 100).ticks(8)
    assert [(tick.label, tick.under) for tick in few[:2]] == [("Jan", "2026"), ("Feb", "")]
    many = time_scale([date(1990, 5, 5), date(2060, 5, 5)], 0, 100).ticks(8)
    assert [tick.label for tick in many] == ["1990", "2000", "2010", "2020", "2030", "2040", "2050", "2060"][
        1:
    ]


@UNHURRIED
@given(words, st.floats(0, 400))
def test_words_are_cut_to_the_room_they_have(text: str, room: float) -> None:
    assert text_width(shortened(text, room, 13), 13) <= max(room, text_width("…", 13)) + 0.1
    lines = wrapped(text, max(room, 60), 13)
    assert 1 <= len(lines) <= 2
    assert all(text_width(line, 13) <= max(room, 60) + 0.1 for line in lines)


def test_words_that_fit_stay_whole() -> None:
    assert wrapped("Two words", 200, 13) == ("Two words",)
    assert wrapped("Handed over to the shift leaders", 130, 13) == ("Handed over to the", "shift leaders")
    assert shortened("Handed over", 60, 13).endswith("…")


@UNHURRIED
@given(st.lists(st.tuples(st.floats(-500, 900), st.floats(5, 40)), max_size=20))
def test_labels_keep_their_order_and_distance(wanted: list[tuple[float, float]]) -> None:
    heights = [height for _, height in wanted]
    places = spread([place for place, _ in wanted], heights, 0, 800)
    by_place = sorted(zip(wanted, places, strict=True), key=lambda each: each[1])
    assert [each[0][0] for each in by_place] == sorted(place for place, _ in wanted)
    for ((_, height), place), ((_, other_height), other) in pairwise(by_place):
        assert other - place >= (height + other_height) / 2 - 0.11
    assert all(place - height / 2 >= -0.1 and place + height / 2 <= 800.1 for (_, height), place in by_place)


def test_labels_that_have_room_stay_where_they_are() -> None:
    assert spread([10, 90, 50], [16, 16, 16], 0, 100) == [10, 90, 50]
    assert spread([50, 50], [20, 20], 0, 100) == [40, 60]
    assert spread([0, 0, 0], [10, 10, 10], 0, 15) == [2.5, 7.5, 12.5]
    assert spread([], [], 0, 1) == []


@UNHURRIED
@given(st.lists(st.tuples(st.floats(0, 500), st.floats(1, 200)), max_size=15))
def test_spans_of_one_row_are_apart(starts: list[tuple[float, float]]) -> None:
    spans = sorted((start, start + length) for start, length in starts)
    rows = rows_for(spans)
    for (one, row), (other, other_row) in combinations(zip(spans, rows, strict=True), 2):
        assert row != other_row or one[1] < other[0] or other[1] < one[0]


def test_a_line_knows_what_it_crosses() -> None:
    line = line_of("any", ((0, 0), (100, 100)))
    assert line.crosses(Box(40, 40, 60, 60))
    assert line.crosses(Box(-5, -5, 1, 1))
    assert not line.crosses(Box(60, 10, 90, 40))
    assert not line.crosses(Box(101, 101, 120, 120))
    assert not line_of("any", ((0, 5), (10, 5))).crosses(Box(0, 6, 10, 9))
