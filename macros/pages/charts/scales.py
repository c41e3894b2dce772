"""From values to places: linear scales, and axes with round numbers, money in units, and months."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, isclose, log10

from .elements import Layout, Tick
from .words import text_width

LEAST_SPAN_DAYS = 62
"""A time axis shows at least so many days, so that it has two months to name."""

STEPS_IN_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
MONTHS_A_YEAR = 12
UNITS = ((1e9, 10**9, "billion"), (1e6, 10**6, "million"), (1e4, 10**3, "thousand"), (0, 1, ""))
"""From which amount on a unit is used, its size and its name."""

LEAST_SPAN = 1e-6
"""Values that differ by less are drawn as equal."""


@dataclass(frozen=True)
class Scale:
    """Leads values between ``low`` and ``high`` to places between ``start`` and ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value, to a tenth of a unit."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


@dataclass(frozen=True)
class TimeScale:
    """Leads days between ``first`` and ``last`` to places between ``start`` and ``end``."""

    first: date
    last: date
    start: float
    end: float

    def __call__(self, day: date) -> float:
        """The place of a day, to a tenth of a unit."""
        span = self.last.toordinal() - self.first.toordinal()
        share = (day.toordinal() - self.first.toordinal()) / span
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self, most: int) -> tuple[Tick, ...]:
        """At most ``most`` firsts of months, evenly apart, with the year where it begins.

        Where steps of a century are too many still, none.
        """
        first, last = _month(self.first, up=True), _month(self.last)
        for step in STEPS_IN_MONTHS:
            months = range(ceil(first / step) * step, last + 1, step)
            if len(months) <= most:
                return tuple(self._tick(month, step, is_first=month == months[0]) for month in months)
        return ()

    def _tick(self, month: int, step: int, *, is_first: bool) -> Tick:
        day = date(month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1)
        if step >= MONTHS_A_YEAR:
            return Tick(self(day), str(day.year))
        shows_year = is_first or day.month <= step
        return Tick(self(day), f"{day:%b}", str(day.year) if shows_year else "")


@dataclass(frozen=True)
class ValueAxis:
    """Round values from below the lowest to above the highest, and the unit they are written in."""

    values: tuple[float, ...]
    unit: str
    per_unit: int

    @property
    def low(self) -> float:
        """The lowest value."""
        return self.values[0]

    @property
    def high(self) -> float:
        """The highest value."""
        return self.values[-1]

    def scale(self, bottom: float, top: float) -> Scale:
        """The scale from the axis to the drawing."""
        return Scale(self.low, self.high, bottom, top)

    def ticks(self, scale: Scale) -> tuple[Tick, ...]:
        """Each round value in the axis' unit."""
        step = (self.values[1] - self.values[0]) / self.per_unit
        places = max(0, -floor(log10(step) + 1e-9))
        return tuple(Tick(scale(value), self._written(value, places)) for value in self.values)

    def width(self, layout: Layout) -> float:
        """Room for the widest of the round values in words."""
        ticks = self.ticks(self.scale(1, 0))
        return round(max(text_width(tick.label, layout.text) for tick in ticks), 1)

    def written(self, value: float) -> str:
        """A value in the axis' unit, to a hundredth of the highest one's order."""
        largest = max(abs(self.low), abs(self.high)) / self.per_unit
        return self._written(value, max(0, 2 - floor(log10(largest))))

    def _written(self, value: float, places: int) -> str:
        text = f"{value / self.per_unit:,.{places}f}"
        return "0" if isclose(value, 0) else text.replace("-", "−")


def value_axis(values: Iterable[float], most: int = 6, *, in_units: bool = True) -> ValueAxis:
    """At most ``most`` round values that take in 0 and all of ``values``.

    With ``in_units`` they are written in thousands, millions or billions where they are that large.
    """
    known = [0.0, *values]
    low, high = min(known), max(known)
    if high - low < LEAST_SPAN:
        low, high = 0.0, 1.0
    largest = max(-low, high) if in_units else 0
    per_unit, unit = next((size, name) for least, size, name in UNITS if largest >= least)
    return ValueAxis(_round_values(low, high, most), unit, per_unit)


def _round_values(low: float, high: float, most: int) -> tuple[float, ...]:
    """Multiples of 1, 2 or 5 times a power of ten that take in ``low`` and ``high``."""
    power = floor(log10((high - low) / most))
    steps = [digit * 10.0**exponent for exponent in range(power, power + 3) for digit in (1, 2, 5)]
    for step in steps:
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        if last - first < most:
            return tuple(round(count * step, 12) for count in range(first, last + 1))
    raise ValueError(f"at least three round values are needed, not {most}")


def time_scale(days: Iterable[date], start: float, end: float) -> TimeScale:
    """A scale that takes in all of ``days`` (at least one) and at least two months."""
    known = sorted(days)
    first, last = known[0].toordinal(), known[-1].toordinal()
    lacking = max(0, LEAST_SPAN_DAYS - (last - first))
    first = max(date.min.toordinal(), first - lacking // 2)
    last = min(date.max.toordinal(), first + max(LEAST_SPAN_DAYS, last - first))
    return TimeScale(date.fromordinal(first), date.fromordinal(last), start, end)


def _month(day: date, *, up: bool = False) -> int:
    """Months since year 0; ``up`` takes the next one unless ``day`` is a first."""
    return day.year * MONTHS_A_YEAR + day.month - 1 + (up and day.day > 1)
