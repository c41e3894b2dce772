"""Demand for a role by month against what there is of it, in full-time equivalents."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .elements import Box, Label, Layout, Line, Tick, line_of
from .scales import Scale, value_axis
from .words import rows_for, shortened, text_width

HEIGHT = 190
"""Of the plot alone."""

RIGHT = {"wide": 112, "narrow": 8}
"""Room for the name of the line; a narrow drawing has it above the plot."""
BAR_SHARE = 0.72
"""Of a month's width, so much is the bar's,"""
WIDEST = 56
"""but not more than this."""
ROUNDING = 1e-9
"""Less is no shortage."""


@dataclass(frozen=True)
class MonthLoad:
    """A month by its first day: the demand, and the capacity where it is known, both in FTE."""

    month: date
    demand: float
    capacity: float | None = None

    @property
    def over(self) -> float:
        """Demand that no capacity covers, above zero."""
        over = self.demand - self.capacity if self.capacity is not None else 0.0
        return over if over > ROUNDING else 0.0


@dataclass(frozen=True)
class LoadBar:
    """A month's bar; ``kind`` is within or over (what lies beyond the capacity)."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    told: str


@dataclass(frozen=True)
class CapacityChart:
    """The whole drawing; ``shortages`` name each run of months that are over, in words."""

    width: int
    height: float
    box: Box
    unit: str
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]
    bars: tuple[LoadBar, ...]
    capacity: tuple[Line, ...]
    shortages: tuple[Label, ...]
    name: Label | None


def capacity_chart(months: Sequence[MonthLoad], layout: Layout) -> CapacityChart | None:
    """The chart of ``months``, earliest first; nothing where there is neither demand nor capacity."""
    if not any(month.demand or month.capacity for month in months):
        return None
    amounts = [amount for month in months for amount in (month.demand, month.capacity) if amount is not None]
    axis = value_axis(amounts, in_units=False)
    left, right = axis.width(layout) + 8, layout.width - RIGHT[layout.name]
    column = (right - left) / len(months)
    runs = list(_runs(months))
    words = [_words(months[start:end], layout) for start, end in runs]
    rows, centres = _shortage_rows(runs, words, left, column, layout)
    top = 2 * layout.line + 8 + (max(rows, default=-1) + 1) * layout.line
    box = Box(left, top, right, top + HEIGHT)
    scale = axis.scale(box.bottom, box.top)
    capacity = tuple(_steps(months, box, column, scale))
    return CapacityChart(
        layout.width,
        round(box.bottom + 2 * layout.line + 8, 1),
        box,
        "FTE",
        axis.ticks(scale),
        tuple(_months(months, box, column, layout)),
        tuple(_bars(months, box, column, scale)),
        capacity,
        tuple(_shortages(zip(runs, words, rows, centres, strict=True), months, box, scale, layout)),
        _name(capacity, box, layout),
    )


def _bars(months: Sequence[MonthLoad], box: Box, column: float, scale: Scale) -> Iterator[LoadBar]:
    width = round(min(WIDEST, column * BAR_SHARE), 1)
    for number, month in enumerate(months):
        x = round(box.left + column * number + (column - width) / 2, 1)
        top, limit = month.demand, month.demand - month.over
        told = f"{month.month:%B %Y}: demand {month.demand:,g} FTE"
        if month.capacity is not None:
            told += f", capacity {month.capacity:,g}"
        if month.over:
            told += f", over by {round(month.over, 2):,g}"
        for low, high, kind in ((0.0, limit, "within"), (limit, top, "over")):
            if high > low:
                upper, lower = scale(high), scale(low)
                yield LoadBar(x, upper, width, round(lower - upper, 1), kind, told)


def _steps(months: Sequence[MonthLoad], box: Box, column: float, scale: Scale) -> Iterator[Line]:
    """The capacity as steps, broken where it is not known."""
    points: list[tuple[float, float]] = []
    for number, month in enumerate(months):
        if month.capacity is None:
            if points:
                yield line_of("capacity", points)
            points = []
            continue
        y = scale(month.capacity)
        points += [(round(box.left + column * place, 1), y) for place in (number, number + 1)]
    if points:
        yield line_of("capacity", points)


def _months(months: Sequence[MonthLoad], box: Box, column: float, layout: Layout) -> Iterator[Tick]:
    """Every month, or as many as there is room for; the year below its first one."""
    every = next(step for step in range(1, len(months) + 2) if column * step >= layout.text * 2.6)
    year = None
    for number in range(0, len(months), every):
        month = months[number].month
        at = round(box.left + column * (number + 0.5), 1)
        yield Tick(at, f"{month:%b}", "" if month.year == year else str(month.year))
        year = month.year


def _runs(months: Sequence[MonthLoad]) -> Iterator[tuple[int, int]]:
    """Where months that are over begin and end, as slices."""
    start = None
    for number, month in enumerate([*months, MonthLoad(date.max, 0)]):
        if month.over and start is None:
            start = number
        elif not month.over and start is not None:
            yield start, number
            start = None


def _words(run: Sequence[MonthLoad], layout: Layout) -> str:
    most = round(max(month.over for month in run), 2)
    text = f"over by {most:,g}" if len(run) == 1 else f"over by up to {most:,g}"
    return shortened(text, layout.width / 2, layout.text)


def _shortage_rows(
    runs: Sequence[tuple[int, int]], words: Sequence[str], left: float, column: float, layout: Layout
) -> tuple[list[int], list[float]]:
    """The row of each run's words, and where their middle stands: above the run, inside the drawing."""
    centres, spans = [], []
    for (start, end), text in zip(runs, words, strict=True):
        half = text_width(text, layout.text) / 2
        middle = left + column * (start + end) / 2
        centre = min(max(middle, half), layout.width - half)
        centres.append(round(centre, 1))
        spans.append((centre - half, centre + half))
    return rows_for(spans), centres


def _shortages(
    placed: Iterable[tuple[tuple[int, int], str, int, float]],
    months: Sequence[MonthLoad],
    box: Box,
    scale: Scale,
    layout: Layout,
) -> Iterator[Label]:
    """The words of each run, with a line down to its highest month."""
    column = box.width / len(months)
    for (start, end), text, row, x in placed:
        y = 2 * layout.line + 2 + row * layout.line
        highest = max(range(start, end), key=lambda place: months[place].demand)
        at = round(box.left + column * (highest + 0.5), 1)
        leader = line_of("over", ((at, y + 4), (at, scale(months[highest].demand) - 2)))
        yield Label(x, y, text, "over", "middle", leader=leader)


def _name(capacity: Sequence[Line], box: Box, layout: Layout) -> Label | None:
    """The name of the line: at its end, or with a sample of it above a narrow plot."""
    if not capacity:
        return None
    if layout.is_narrow:
        end = layout.width - text_width("Capacity", layout.text)
        sample = line_of("capacity", ((end - 32, layout.text - 4), (end - 6, layout.text - 4)))
        return Label(round(end, 1), layout.text, "Capacity", "capacity", leader=sample)
    last = capacity[-1].points[-1]
    return Label(box.right + 8, round(last.y + layout.text * 0.35, 1), "Capacity", "capacity")
