"""The milestone trend chart: how the forecast of each milestone moved from report to report.

Reports run across, forecast days upwards. A level line keeps its day, a rising one slips, and a milestone
is reached where its line meets the diagonal, on which both days are the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from macros.portfolio.wording import day

from .elements import Box, Label, Layout, Line, Mark, Shape, Tick, line_of
from .scales import TimeScale, time_scale
from .words import spread, text_width, wrapped

MOST = {"wide": 14, "narrow": 10}
"""So many milestones are drawn with their names: those that moved most. The others are thin lines."""
HEIGHT = {"wide": 340, "narrow": 300}
"""Of the plot alone."""
LEFT = 64
RIGHT = {"wide": 276, "narrow": 28}
"""Room for the names of milestones, or for their numbers."""
BETWEEN = 4
"""Between one name and the next."""
BESIDE = 22
"""From the plot to the names beside it."""
KEY_LEFT = 24
"""From the edge to the titles in a key."""
SHAPES: tuple[Shape, ...] = ("circle", "square", "diamond", "triangle")
KINDS = 4
"""So many kinds of line, with a colour and a dash each, take turns."""


@dataclass(frozen=True)
class MilestoneTrend:
    """A milestone: its forecast (second) at the day of each report that gives one (first), oldest first.

    ``reached`` is the day it was reached, ``dropped`` says that it was given up.
    """

    title: str
    forecasts: tuple[tuple[date, date], ...]
    reached: date | None = None
    dropped: bool = False

    @property
    def path(self) -> tuple[tuple[date, date], ...]:
        """The forecasts, and the place on the diagonal where the milestone was reached."""
        return (*self.forecasts, *([(self.reached, self.reached)] if self.reached else []))

    @property
    def moved(self) -> int:
        """Days between the first forecast and the last, or the day it was reached."""
        return abs((self.path[-1][1] - self.path[0][1]).days)


@dataclass(frozen=True)
class KeyEntry:
    """What a number in a narrow drawing stands for; the first of its lines has its baseline at ``y``."""

    y: float
    number: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class TrendChart:
    """The whole drawing; ``others`` are the lines without a name."""

    width: int
    height: float
    box: Box
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    diagonal: Line
    others: tuple[Line, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    key: tuple[KeyEntry, ...]
    unnamed: str


@dataclass(frozen=True)
class _Drawing:
    layout: Layout
    box: Box
    across: TimeScale
    up: TimeScale

    def at(self, place: tuple[date, date]) -> tuple[float, float]:
        return self.across(place[0]), self.up(place[1])


def trend_chart(milestones: Sequence[MilestoneTrend], layout: Layout) -> TrendChart | None:
    """The chart of the milestones that were ever forecast; nothing where there are none."""
    known = [milestone for milestone in milestones if milestone.forecasts]
    if not known:
        return None
    named = _named(known, MOST[layout.name])
    shown = [known[place] for place in sorted(named)]
    others = [milestone for place, milestone in enumerate(known) if place not in named]
    drawing = _drawing(known, shown, layout)
    key = tuple(_key(shown, drawing)) if layout.is_narrow else ()
    unnamed = f"Thin lines: {len(others)} more milestones, in the table" if others else ""
    lines = [line_of(str(place % KINDS + 1), map(drawing.at, each.path)) for place, each in enumerate(shown)]
    bottom = drawing.box.bottom + 2 * layout.line + 8
    if key:
        bottom = key[-1].y + (len(key[-1].lines) - 1) * layout.line
    return TrendChart(
        layout.width,
        round(bottom + (layout.line + 4 if unnamed else 0) + 6, 1),
        drawing.box,
        drawing.across.ticks(5 if layout.is_narrow else 8),
        drawing.up.ticks(8),
        _diagonal(drawing),
        tuple(line_of("other", map(drawing.at, milestone.path)) for milestone in others),
        tuple(lines),
        tuple(_marks(shown, drawing)),
        tuple(_labels(shown, lines, drawing)),
        key,
        unnamed,
    )


def _drawing(known: Sequence[MilestoneTrend], shown: Sequence[MilestoneTrend], layout: Layout) -> _Drawing:
    places = [place for milestone in known for place in milestone.path]
    height = HEIGHT[layout.name]
    if not layout.is_narrow:
        names = (len(_lines(milestone, layout)) * layout.line + BETWEEN for milestone in shown)
        height = max(height, sum(names))
    box = Box(LEFT, 24, layout.width - RIGHT[layout.name], 24 + height)
    across = time_scale((when for when, _ in places), box.left, box.right)
    up = time_scale([across.first, across.last, *(then for _, then in places)], box.bottom, box.top)
    return _Drawing(layout, box, across, up)


def _lines(milestone: MilestoneTrend, layout: Layout) -> tuple[str, ...]:
    """The title in the right margin of a wide drawing."""
    return wrapped(milestone.title, RIGHT["wide"] - BESIDE, layout.text)


def _named(known: Sequence[MilestoneTrend], most: int) -> frozenset[int]:
    """Places of those that moved most; of as many days, those that still lie ahead, then the later ones."""

    def weight(place: int) -> tuple[int, bool, int]:
        milestone = known[place]
        return -milestone.moved, milestone.reached is not None, -milestone.path[-1][1].toordinal()

    return frozenset(sorted(range(len(known)), key=weight)[:most])


def _diagonal(drawing: _Drawing) -> Line:
    """Where report and forecast are of one day; the upward scale takes in every day of the one across."""
    ends = (drawing.across.first, drawing.across.last)
    return line_of("diagonal", (drawing.at((when, when)) for when in ends))


def _marks(shown: Sequence[MilestoneTrend], drawing: _Drawing) -> Iterator[Mark]:
    for place, milestone in enumerate(shown):
        kind, shape = str(place % KINDS + 1), SHAPES[place % len(SHAPES)]
        for reported, then in milestone.forecasts:
            told = f"{milestone.title}: {day(then)}, as forecast on {day(reported)}"
            yield Mark(*drawing.at((reported, then)), shape, kind, told)
        if milestone.reached:
            x, y = drawing.at((milestone.reached, milestone.reached))
            yield Mark(x, y, "ring", kind, f"{milestone.title}: reached on {day(milestone.reached)}")
        elif milestone.dropped:
            yield Mark(*drawing.at(milestone.path[-1]), "cross", kind, f"{milestone.title}: dropped")


def _labels(shown: Sequence[MilestoneTrend], lines: Sequence[Line], drawing: _Drawing) -> Iterator[Label]:
    """A name or number for each line, in the right margin at the height at which the line ends."""
    box, layout = drawing.box, drawing.layout
    ends = [line.points[-1] for line in lines]
    names = [
        (str(number),) if layout.is_narrow else _lines(milestone, layout)
        for number, milestone in enumerate(shown, start=1)
    ]
    heights = [len(name) * layout.line + BETWEEN for name in names]
    room = layout.line / 2
    places = spread([end.y for end in ends], heights, box.top - room, box.bottom + room)
    for name, line, end, y in zip(names, lines, ends, places, strict=True):
        x = layout.width - text_width(name[0], layout.text) if layout.is_narrow else box.right + BESIDE
        leader = line_of(line.kind, ((end.x + 5, end.y), (box.right + 6, y), (round(x - 3, 1), y)))
        first = round(y + layout.text * 0.35 - (len(name) - 1) * layout.line / 2, 1)
        yield Label(round(x, 1), first, name[0], line.kind, leader=leader)
        for number, more in enumerate(name[1:], start=1):
            yield Label(round(x, 1), round(first + number * layout.line, 1), more, line.kind)


def _key(shown: Sequence[MilestoneTrend], drawing: _Drawing) -> Iterator[KeyEntry]:
    layout, y = drawing.layout, drawing.box.bottom + 3 * drawing.layout.line + 8
    for number, milestone in enumerate(shown, start=1):
        lines = wrapped(milestone.title, layout.width - KEY_LEFT, layout.text)
        yield KeyEntry(round(y, 1), str(number), lines)
        y += len(lines) * layout.line + 3
