"""Earned value: cost and schedule performance from four cumulative amounts.

Terms and formulas are those of the Practice Standard for Earned Value Management (PMI, second edition, 2011)
and ISO 21508:2018. Amounts are in whole or fractional units of one currency, indices are plain ratios.
Nothing is rounded. What cannot be worked out is ``None``: an input that is missing, a division by
zero, or an index over work or money when nothing is left. It is never 0 and never infinite.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

Number = int | float

DAYS_A_MONTH = 365.25 / 12
"""Length of the mean month in days."""

VELOCITY_PERIODS = 3
"""Velocity is the mean of so many periods."""


@dataclass(frozen=True)
class EarnedValue:
    """Where a project stands in money on one day.

    ``bac``, budget at completion, is the approved budget. The others are cumulative up to the day:
    ``pv``, planned value, is the budget of the work that was to be done; ``ev``, earned value, the
    budget of the work that is done; ``ac``, actual cost, what that work has cost.
    """

    bac: Number | None = None
    pv: Number | None = None
    ev: Number | None = None
    ac: Number | None = None

    @property
    def cv(self) -> Number | None:
        """Cost variance, EV − AC, in money. Below zero: over cost."""
        return _difference(self.ev, self.ac)

    @property
    def sv(self) -> Number | None:
        """Schedule variance, EV − PV, in money. Below zero: behind."""
        return _difference(self.ev, self.pv)

    @property
    def cpi(self) -> float | None:
        """Cost performance index, EV / AC: budget earned for each unit spent. Below 1: over cost."""
        return _ratio(self.ev, self.ac)

    @property
    def spi(self) -> float | None:
        """Schedule performance index, EV / PV: share of the planned work that is done. Below 1: behind."""
        return _ratio(self.ev, self.pv)

    @property
    def eac(self) -> float | None:
        """Estimate at completion, BAC / CPI, in money: the rest costs as much as the work so far did.

        Written as BAC·AC / EV, which is the same with one rounding of the machine instead of two.
        """
        if self.bac is None or self.ac is None or self.cpi is None:
            return None
        return _ratio(self.bac * self.ac, self.ev)

    @property
    def eac_plan_rate(self) -> Number | None:
        """Estimate at completion, AC + BAC − EV, in money: the rest costs what was planned for it."""
        if self.ac is None or self.bac is None or self.ev is None:
            return None
        return self.ac + self.bac - self.ev

    @property
    def eac_cpi_spi(self) -> float | None:
        """Estimate at completion, AC + (BAC − EV) / (CPI·SPI), in money: late work costs more to catch up."""
        if self.ac is None or self.bac is None or self.ev is None or self.cpi is None or self.spi is None:
            return None
        rest = _ratio(self.bac - self.ev, self.cpi * self.spi)
        return None if rest is None else self.ac + rest

    @property
    def etc(self) -> float | None:
        """Estimate to complete, EAC − AC, in money. Once everything is earned it is 0, not undefined."""
        return _difference(self.eac, self.ac)

    @property
    def vac(self) -> float | None:
        """Variance at completion, BAC − EAC, in money. Below zero: will end over budget."""
        return _difference(self.bac, self.eac)

    @property
    def tcpi(self) -> float | None:
        """To-complete performance index to the budget, (BAC − EV) / (BAC − AC): the CPI the rest needs.

        Undefined when nothing is left to earn, or nothing of the budget to spend: then no CPI can meet it.
        """
        return self._to_complete(self.bac)

    @property
    def tcpi_eac(self) -> float | None:
        """To-complete performance index to the estimate, (BAC − EV) / (EAC − AC): the CPI that meets ``eac``.

        Undefined in the same cases as ``tcpi``. With EAC as BAC / CPI it equals CPI.
        """
        return self._to_complete(self.eac)

    def _to_complete(self, target: Number | None) -> float | None:
        to_earn, to_spend = _difference(self.bac, self.ev), _difference(target, self.ac)
        if to_earn is None or to_spend is None or to_earn <= 0 or to_spend <= 0:
            return None
        return to_earn / to_spend


def burn_rate(costs: Sequence[tuple[date, Number]]) -> float | None:
    """Actual cost a month between the last two reports that give one, in money for a mean month.

    ``costs`` are day and cumulative actual cost, oldest first. Undefined with fewer than two, or two
    of one day. Below zero where the cumulative cost fell.
    """
    if len(costs) < 2:  # noqa: PLR2004  a span has two ends
        return None
    (earlier, before), (later, after) = costs[-2:]
    rate = _ratio(after - before, (later - earlier).days)
    return None if rate is None else rate * DAYS_A_MONTH


def velocity(points: Sequence[Number]) -> float | None:
    """Mean of the last three ``points_completed``, in points a reporting period.

    ``points`` are those of the reports that give them, oldest first. Of fewer than three
    it is the mean of those; undefined where there is none.
    Source: the Scrum practice of planning by the last few sprints ("yesterday's weather").
    """
    return fmean(points[-VELOCITY_PERIODS:]) if points else None


def _difference(left: Number | None, right: Number | None) -> Number | None:
    return None if left is None or right is None else left - right


def _ratio(above: Number | None, below: Number | None) -> float | None:
    return None if above is None or below is None or below == 0 else above / below
