"""The planned curve, and how far along it a project is in time: earned schedule.

Source: W. Lipke, "Schedule is Different", The Measurable News, March 2003, and "Earned Schedule", 2009;
taken up in ISO 21508:2018. Times are in days from the start of the curve.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from macros.records.models.project import PlannedValue


@dataclass(frozen=True)
class PlannedCurve:
    """Cumulative planned value over time: points of a day and an amount of money, earliest first."""

    points: tuple[tuple[date, float], ...]

    @classmethod
    def of(cls, planned: Iterable[PlannedValue], start: date | None) -> "PlannedCurve | None":
        """The curve through the points of a project, from 0 at ``start`` where that lies before them.

        ``None`` where there are no points. Of two points of one day the later entry counts.
        """
        values = {point.date: float(point.value) for point in planned}
        if not values:
            return None
        if start is not None and start < min(values):
            values[start] = 0.0
        return cls(tuple(sorted(values.items())))

    @property
    def start(self) -> date:
        """Day of the first point."""
        return self.points[0][0]

    @property
    def total(self) -> float:
        """Planned value at the end of the curve, in money."""
        return self.points[-1][1]

    @cached_property
    def finish(self) -> date:
        """The first day on which the whole value is planned to be earned; a flat end does not count."""
        return next(day for day, value in self.points if value >= self.total)

    def value(self, day: date) -> float | None:
        """Planned value on ``day`` in money: a straight line between points, the last value after them.

        Before the curve it is 0, unless the curve begins above 0: then it is not known.
        """
        after = bisect_right(self.points, day, key=lambda point: point[0])
        if after == 0:
            return 0.0 if self.points[0][1] == 0 else None
        if after == len(self.points):
            return self.total
        (left, low), (right, high) = self.points[after - 1 : after + 1]
        return low + (high - low) * ((day - left).days / (right - left).days)

    def days_earned(self, ev: float) -> float | None:
        """Earned schedule, ES: the days from the start within which ``ev`` was to be earned.

        ES = N + (EV − PV(N)) / (PV(N+1) − PV(N)), with N the last point whose value is earned, and the
        step between the two points in days. Undefined where the curve begins above ``ev``.
        """
        if ev >= self.total:
            return float((self.finish - self.start).days)
        earned = [index for index, (_, value) in enumerate(self.points) if value <= ev]
        if not earned:
            return None
        (left, low), (right, high) = self.points[earned[-1] : earned[-1] + 2]
        step = (right - left).days * (ev - low) / (high - low)
        return (left - self.start).days + step


@dataclass(frozen=True)
class EarnedSchedule:
    """Schedule performance in time on ``day``, of a project that has earned ``ev`` (money)."""

    curve: PlannedCurve
    day: date
    ev: float | None

    @cached_property
    def es(self) -> float | None:
        """Earned schedule, ES, in days from the start of the curve."""
        return None if self.ev is None else self.curve.days_earned(self.ev)

    @property
    def at(self) -> int:
        """Actual time, AT, in days from the start of the curve to ``day``."""
        return (self.day - self.curve.start).days

    @property
    def sv_t(self) -> float | None:
        """Schedule variance in time, SV(t) = ES − AT, in days. Below zero: behind."""
        return None if self.es is None else self.es - self.at

    @property
    def spi_t(self) -> float | None:
        """Schedule performance index in time, SPI(t) = ES / AT. Below 1: behind. Undefined until AT > 0."""
        return None if self.es is None or self.at <= 0 else self.es / self.at

    @property
    def forecast_finish(self) -> date | None:
        """Start + PD / SPI(t), to the nearest day, with PD the planned duration, finish − start of the curve.

        Undefined where nothing is earned yet, nothing is left to earn, or the day lies beyond the calendar.
        """
        if not self.es or not self.spi_t or self.ev is None or self.ev >= self.curve.total:
            return None
        planned = (self.curve.finish - self.curve.start).days
        days = round(planned * self.at / self.es)
        left = (date.max - self.curve.start).days
        return self.curve.start + timedelta(days=days) if days <= left else None
