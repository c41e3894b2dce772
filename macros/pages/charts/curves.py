"""The S-curve: planned value, earned value and actual cost over time, on to forecast cost and finish."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from macros.portfolio.wording import day

from .curve_labels import End, Flag, end_labels, flags, margin_for
from .elements import Box, Label, Layout, Line, Mark, Shape, Tick, line_of
from .scales import Scale, TimeScale, ValueAxis, time_scale, value_axis

Amounts = tuple[tuple[date, float], ...]
"""Days and cumulative amounts of money, earliest first."""
SeriesKind = Literal["planned", "earned", "actual"]

NAMES: dict[str, tuple[str, str]] = {
    "planned": ("Planned value", "Planned"),
    "earned": ("Earned value", "Earned"),
    "actual": ("Actual cost", "Actual"),
    "forecast": ("Forecast cost", "Forecast"),
    "estimate": ("Estimate (EAC)", "EAC"),
    "budget": ("Approved budget", "Budget"),
}
"""How a wide and how a narrow drawing names a line."""
SHAPES: dict[str, Shape] = {
    "planned": "square",
    "earned": "circle",
    "actual": "triangle",
    "forecast": "ring",
    "estimate": "cross",
}
HEIGHTS = {"wide": 320, "narrow": 270}
"""Of the plot alone."""


@dataclass(frozen=True)
class CostCurves:
    """What the S-curve of a project shows. Money is in units of ``currency``; all of it may be missing.

    ``forecast_cost`` is the manager's, ``estimate`` the estimate at completion from earned value; both
    stand at ``forecast_finish``, else at ``finish``, the approved one. ``budget`` is the approved one.
    """

    currency: str
    today: date
    planned: Amounts = ()
    earned: Amounts = ()
    actual: Amounts = ()
    budget: float | None = None
    finish: date | None = None
    forecast_finish: date | None = None
    forecast_cost: float | None = None
    estimate: float | None = None

    @property
    def series(self) -> tuple[tuple[SeriesKind, Amounts], ...]:
        """The lines that have points."""
        given: tuple[tuple[SeriesKind, Amounts], ...] = (
            ("planned", self.planned),
            ("earned", self.earned),
            ("actual", self.actual),
        )
        return tuple((kind, amounts) for kind, amounts in given if amounts)

    @property
    def named(self) -> tuple[tuple[str, Amounts], ...]:
        """The lines that have points, by their names."""
        return tuple((NAMES[kind][0], amounts) for kind, amounts in self.series)

    @property
    def end(self) -> date | None:
        """The day that forecasts of cost stand at."""
        return self.forecast_finish or self.finish

    @property
    def forecasts(self) -> tuple[tuple[str, str, float], ...]:
        """Kind, name and amount of each forecast that can be drawn."""
        given = (
            ("forecast", "Forecast cost", self.forecast_cost),
            ("estimate", "Estimate at completion", self.estimate),
        )
        return tuple((kind, name, amount) for kind, name, amount in given if amount is not None and self.end)

    @property
    def ends(self) -> Iterator[tuple[str, float]]:
        """Kind and last amount of everything that bears a name."""
        yield from ((kind, amounts[-1][1]) for kind, amounts in self.series)
        yield from ((kind, amount) for kind, _, amount in self.forecasts)
        if self.budget is not None:
            yield "budget", self.budget

    @property
    def days(self) -> Iterator[date]:
        """Every day that the drawing takes in."""
        for _, amounts in self.series:
            yield from (when for when, _ in amounts)
        yield from (when for when in (self.finish, self.forecast_finish) if when)

    @property
    def amounts(self) -> Iterator[float]:
        """Every amount that the drawing takes in."""
        for _, amounts in self.series:
            yield from (amount for _, amount in amounts)
        yield from (amount for _, _, amount in self.forecasts)
        if self.budget is not None:
            yield self.budget


@dataclass(frozen=True)
class CurveChart:
    """The whole drawing: ``rules`` are the budget and the marked days, ``lines`` what is cumulative."""

    width: int
    height: float
    box: Box
    unit: str
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]
    rules: tuple[Line, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class _Drawing:
    """Where things are put."""

    curves: CostCurves
    layout: Layout
    box: Box
    across: TimeScale
    axis: ValueAxis

    @cached_property
    def up(self) -> Scale:
        return self.axis.scale(self.box.bottom, self.box.top)

    def at(self, when: date, amount: float) -> tuple[float, float]:
        return self.across(when), self.up(amount)


def curve_chart(curves: CostCurves, layout: Layout) -> CurveChart | None:
    """The S-curve; nothing where there is neither planned value, nor earned value, nor actual cost."""
    if not curves.series:
        return None
    axis = value_axis(curves.amounts)
    left = axis.width(layout) + 8
    right = margin_for(
        ((_name(kind, amount, axis, layout), kind in SHAPES) for kind, amount in curves.ends), layout
    )
    marked = [(when, f"{name} {day(when)}", kind) for when, name, kind in _marked_days(curves)]
    across = time_scale(curves.days, left, layout.width - right)
    shown = flags([(across(when), text, kind) for when, text, kind in marked], layout)
    top = 2 * layout.line + max((flag.y for flag in shown), default=0.0) - layout.text / 2
    box = Box(left, round(top, 1), layout.width - right, round(top + HEIGHTS[layout.name], 1))
    drawing = _Drawing(curves, layout, box, across, axis)
    lines, marks = _series(drawing)
    ahead, ends = _ahead(drawing)
    rules = tuple(_rules(drawing, shown))
    names = [*_series_ends(drawing), *_ahead_ends(drawing), *_budget_end(drawing)]
    return CurveChart(
        layout.width,
        round(box.bottom + 2 * layout.line + 8, 1),
        box,
        " ".join(filter(None, (curves.currency, drawing.axis.unit))),
        axis.ticks(drawing.up),
        across.ticks(5 if layout.is_narrow else 10),
        rules,
        (*lines, *ahead),
        (*marks, *ends),
        end_labels(names, (*lines, *ahead), rules, box, layout),
        shown,
    )


def _marked_days(curves: CostCurves) -> Iterator[tuple[date, str, str]]:
    if curves.finish:
        yield curves.finish, "Approved finish", "finish"
    if curves.forecast_finish and curves.forecast_finish != curves.finish:
        yield curves.forecast_finish, "Forecast finish", "forecast"
    days = sorted(curves.days)
    if days[0] <= curves.today <= days[-1]:
        yield curves.today, "As at", "today"


def _rules(drawing: _Drawing, shown: Sequence[Flag]) -> Iterator[Line]:
    box = drawing.box
    for flag in shown:
        yield line_of(flag.kind, ((flag.at, flag.y + 4), (flag.at, box.bottom)))
    if drawing.curves.budget is not None:
        y = drawing.at(drawing.curves.today, drawing.curves.budget)[1]
        yield line_of("budget", ((box.left, y), (box.right, y)))


def _series(drawing: _Drawing) -> tuple[list[Line], list[Mark]]:
    lines, marks = [], []
    for kind, amounts in drawing.curves.series:
        places = [drawing.at(when, amount) for when, amount in amounts]
        lines.append(line_of(kind, places))
        marks += [
            Mark(
                x,
                y,
                SHAPES[kind],
                kind,
                f"{NAMES[kind][0]}, {day(when)}: {drawing.curves.currency} {amount:,.0f}",
            )
            for (x, y), (when, amount) in zip(places, amounts, strict=True)
        ]
    return lines, marks


def _ahead(drawing: _Drawing) -> tuple[list[Line], list[Mark]]:
    """From the last actual cost on to each forecast."""
    curves, lines, marks = drawing.curves, [], []
    for kind, name, amount in curves.forecasts:
        assert curves.end is not None  # noqa: S101  for the type checker: there are no forecasts without it
        x, y = drawing.at(curves.end, amount)
        told = f"{name}, {day(curves.end)}: {curves.currency} {amount:,.0f}"
        marks.append(Mark(x, y, SHAPES[kind], kind, told))
        if curves.actual and curves.actual[-1][0] < curves.end:
            lines.append(line_of(kind, (drawing.at(*curves.actual[-1]), (x, y))))
    return lines, marks


def _series_ends(drawing: _Drawing) -> Iterator[End]:
    for kind, amounts in drawing.curves.series:
        yield _end(drawing, kind, *amounts[-1])


def _ahead_ends(drawing: _Drawing) -> Iterator[End]:
    for kind, _, amount in drawing.curves.forecasts:
        if drawing.curves.end:
            yield _end(drawing, kind, drawing.curves.end, amount)


def _budget_end(drawing: _Drawing) -> Iterator[End]:
    if drawing.curves.budget is not None:
        end = _end(drawing, "budget", drawing.across.last, drawing.curves.budget)
        yield replace(end, in_margin=True)


def _end(drawing: _Drawing, kind: str, when: date, amount: float) -> End:
    x, y = drawing.at(when, amount)
    shape = Mark(x, y, SHAPES[kind], kind) if kind in SHAPES else None
    return End(x, y, _name(kind, amount, drawing.axis, drawing.layout), kind, shape)


def _name(kind: str, amount: float, axis: ValueAxis, layout: Layout) -> str:
    long, short = NAMES[kind]
    return short if layout.is_narrow else f"{long} {axis.written(amount)}"
