import math
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from itertools import product

import pytest

from macros.portfolio.earned_value import DAYS_A_MONTH, EarnedValue, burn_rate, velocity
from macros.portfolio.schedule import EarnedSchedule, PlannedCurve
from macros.records.models.project import PlannedValue

# Worked examples of published exercises, with the results as they print them. Where the work is
# complete and over budget, EAC is what was spent, ETC is 0 (nothing left to do costs nothing), and
# TCPI is not defined: there is nothing left to earn and no budget left to earn it with.
PUBLISHED: dict[str, tuple[EarnedValue, Mapping[str, float | None]]] = {
    "behind and over": (
        EarnedValue(bac=100000, pv=40000, ev=30000, ac=35000),
        {"cv": -5000, "sv": -10000, "cpi": 0.857143, "spi": 0.75, "eac": 116666.67, "etc": 81666.67}
        | {"vac": -16666.67, "tcpi": 1.076923},
    ),
    "ahead and under": (
        EarnedValue(bac=100000, pv=40000, ev=50000, ac=45000),
        {"cv": 5000, "sv": 10000, "cpi": 1.111111, "spi": 1.25, "eac": 90000, "etc": 45000}
        | {"vac": 10000, "tcpi": 0.909091},
    ),
    "complete and over": (
        EarnedValue(bac=100000, pv=100000, ev=100000, ac=110000),
        {"cv": -10000, "sv": 0, "cpi": 0.909091, "spi": 1, "eac": 110000, "etc": 0}
        | {"vac": -10000, "tcpi": None},
    ),
}
DECIMALS = {"cpi": 6, "spi": 6, "tcpi": 6}
MEASURES = [name for name, value in vars(EarnedValue).items() if isinstance(value, property)]


@pytest.mark.parametrize("case", PUBLISHED)
def test_published_examples_to_the_cent_and_the_sixth_decimal(case: str) -> None:
    value, printed = PUBLISHED[case]
    for measure, expected in printed.items():
        result = getattr(value, measure)
        rounded = None if result is None else round(result, DECIMALS.get(measure, 2))
        assert rounded == expected, measure


def test_the_other_estimates_at_completion() -> None:
    value, _ = PUBLISHED["behind and over"]
    assert value.eac_plan_rate == 35000 + 100000 - 30000
    assert value.eac_cpi_spi == pytest.approx(35000 + 70000 / (30 / 35 * 0.75))
    complete, _ = PUBLISHED["complete and over"]
    assert (complete.eac_plan_rate, complete.eac_cpi_spi) == (110000, 110000)


def test_to_complete_index_to_the_estimate_is_the_cost_index() -> None:
    value, _ = PUBLISHED["behind and over"]
    assert value.tcpi_eac == pytest.approx(30 / 35)
    assert PUBLISHED["complete and over"][0].tcpi_eac is None


def test_nothing_is_rounded() -> None:
    value, _ = PUBLISHED["behind and over"]
    assert value.cpi == 30000 / 35000
    assert value.eac == 100000 * 35000 / 30000


@pytest.mark.parametrize(
    ("value", "undefined"),
    [
        (EarnedValue(), set(MEASURES)),
        (EarnedValue(bac=100, pv=50, ev=0, ac=0), {"cpi", "eac", "eac_cpi_spi", "etc", "vac", "tcpi_eac"}),
        (EarnedValue(bac=100, pv=50, ev=0, ac=10), {"eac", "eac_cpi_spi", "etc", "vac", "tcpi_eac"}),
        (EarnedValue(bac=100, pv=0, ev=10, ac=10), {"spi", "eac_cpi_spi"}),
        (EarnedValue(bac=100, pv=90, ev=80, ac=100), {"tcpi"}),
        (EarnedValue(bac=100, pv=90, ev=80, ac=120), {"tcpi"}),
        (EarnedValue(ev=80, ac=120), set(MEASURES) - {"cv", "cpi"}),
        (EarnedValue(bac=100, ev=80, ac=120), {"sv", "spi", "eac_cpi_spi", "tcpi"}),
    ],
)
def test_what_cannot_be_worked_out_is_none(value: EarnedValue, undefined: set[str]) -> None:
    assert {measure for measure in MEASURES if getattr(value, measure) is None} == undefined


def test_no_input_gives_infinity_or_an_error() -> None:
    amounts = (None, 0, 1, 0.5, 100000)
    for inputs in product(amounts, repeat=len(fields(EarnedValue))):
        results = [getattr(EarnedValue(*inputs), measure) for measure in MEASURES]
        assert all(result is None or math.isfinite(result) for result in results)


def test_an_index_of_nothing_earned_is_zero_and_defined() -> None:
    assert EarnedValue(bac=100, pv=50, ev=0, ac=10).cpi == 0


def test_burn_rate_is_of_the_last_two_reports_by_their_days() -> None:
    costs = [(date(2026, 1, 31), 1000), (date(2026, 2, 28), 9000), (date(2026, 3, 31), 9310)]
    assert burn_rate(costs) == pytest.approx(10 * DAYS_A_MONTH)


@pytest.mark.parametrize("count", [0, 1])
def test_burn_rate_needs_two_reports(count: int) -> None:
    assert burn_rate([(date(2026, 1, 31), 1000)] * count) is None


def test_burn_rate_of_one_day_is_undefined() -> None:
    assert burn_rate([(date(2026, 1, 31), 1000), (date(2026, 1, 31), 2000)]) is None


@pytest.mark.parametrize(
    ("points", "expected"), [([], None), ([8], 8), ([8, 10], 9), ([100, 8, 10, 12], 10), ([0, 0, 0], 0)]
)
def test_velocity_is_the_mean_of_the_last_three(points: list[float], expected: float | None) -> None:
    assert velocity(points) == expected


def curve(*points: tuple[str, int], start: date | None = None) -> PlannedCurve:
    planned = [PlannedValue(date=date.fromisoformat(day), value=value) for day, value in points]
    made = PlannedCurve.of(planned, start)
    assert made is not None
    return made


YEAR = curve(
    ("2026-01-01", 0), ("2026-04-11", 100), ("2026-07-20", 300), ("2026-10-28", 400)
)  # steps of 100 days


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2025-12-31", 0),
        ("2026-01-01", 0),
        ("2026-01-11", 10),
        ("2026-04-11", 100),
        ("2026-05-31", 200),
        ("2026-10-28", 400),
        ("2027-01-01", 400),
    ],
)
def test_planned_value_lies_on_a_straight_line_between_points(day: str, value: float) -> None:
    assert YEAR.value(date.fromisoformat(day)) == value


def test_the_curve_begins_at_zero_on_the_start_of_the_project() -> None:
    from_start = curve(("2026-01-21", 200), start=date(2026, 1, 1))
    assert from_start.value(date(2026, 1, 11)) == 100
    assert from_start.value(date(2025, 12, 1)) == 0


def test_before_a_curve_that_begins_above_zero_the_planned_value_is_unknown() -> None:
    assert curve(("2026-01-21", 200)).value(date(2026, 1, 11)) is None


def test_a_start_after_the_first_point_moves_nothing() -> None:
    late = curve(("2026-01-01", 0), ("2026-01-21", 200), start=date(2026, 1, 11))
    assert late.value(date(2026, 1, 11)) == 100


def test_points_may_come_in_any_order_and_a_single_one_is_a_curve() -> None:
    assert curve(("2026-07-20", 300), ("2026-01-01", 0)).points[0][0] == date(2026, 1, 1)
    assert curve(("2026-01-21", 0)).value(date(2026, 1, 21)) == 0
    assert PlannedCurve.of([], date(2026, 1, 1)) is None


def test_earned_schedule_counts_whole_steps_and_a_part_of_the_next() -> None:
    schedule = EarnedSchedule(YEAR, date(2026, 7, 20), 150)  # AT = 200 days
    assert schedule.es == 100 + 100 * (150 - 100) / (300 - 100)
    assert schedule.sv_t == -75
    assert schedule.spi_t == 125 / 200
    # IEAC(t) = PD / SPI(t) = 300 / 0.625 = 480 days
    assert schedule.forecast_finish == date(2027, 4, 26)


def test_on_plan_the_forecast_is_the_planned_finish() -> None:
    schedule = EarnedSchedule(YEAR, date(2026, 4, 11), 100)
    assert (schedule.sv_t, schedule.spi_t, schedule.forecast_finish) == (0, 1, date(2026, 10, 28))


def test_unlike_spi_it_still_tells_late_when_everything_is_earned() -> None:
    schedule = EarnedSchedule(YEAR, date(2027, 1, 26), 400)  # 90 days after the planned finish
    assert schedule.sv_t == -90
    assert schedule.spi_t == pytest.approx(300 / 390)
    assert schedule.forecast_finish is None


def test_a_flat_stretch_counts_to_its_end_but_a_flat_end_does_not() -> None:
    flat = curve(
        ("2026-01-01", 0), ("2026-01-11", 100), ("2026-01-21", 100), ("2026-01-31", 200), ("2026-03-01", 200)
    )
    assert flat.days_earned(100) == 20
    assert flat.days_earned(200) == 30
    assert flat.finish == date(2026, 1, 31)


def test_nothing_earned_has_no_forecast() -> None:
    schedule = EarnedSchedule(YEAR, date(2026, 4, 11), 0)
    assert (schedule.es, schedule.spi_t, schedule.forecast_finish) == (0, 0, None)


@pytest.mark.parametrize("day", [date(2025, 12, 1), date(2026, 1, 1)])
def test_up_to_the_start_there_is_no_index(day: date) -> None:
    assert EarnedSchedule(YEAR, day, 10).spi_t is None
    assert EarnedSchedule(YEAR, day, 10).forecast_finish is None


def test_without_earned_value_all_is_undefined() -> None:
    schedule = EarnedSchedule(YEAR, date(2026, 4, 11), None)
    assert (schedule.es, schedule.sv_t, schedule.spi_t, schedule.forecast_finish) == (None, None, None, None)


def test_a_forecast_beyond_the_calendar_is_undefined() -> None:
    huge = curve(("2026-01-01", 0), ("2026-12-31", 10**9))
    assert EarnedSchedule(huge, date(2026, 12, 31), 1).forecast_finish is None


def test_less_than_the_curve_begins_with_is_undefined() -> None:
    assert curve(("2026-01-21", 200), ("2026-02-21", 300)).days_earned(100) is None


def test_a_curve_that_falls_gives_no_error() -> None:
    odd = curve(("2026-01-01", 0), ("2026-01-11", 100), ("2026-01-21", 50), ("2026-01-31", 200))
    assert all(odd.days_earned(ev) is not None for ev in (0, 50, 75, 100, 150, 200, 300))
