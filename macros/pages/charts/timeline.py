"""A timeline of milestones by project: baseline, what is expected now, and the slip between the two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from macros.portfolio.wording import day

from .curve_labels import Flag, flags
from .elements import Anchor, Box, Label, Layout, Line, Mark, Shape, Tick, line_of
from .scales import TimeScale
from .words import shortened, text_width

State = Literal["done", "due", "overdue", "dropped"]
MONTHS = 6
"""The window reaches so many months back and ahead."""
TITLES = 284
"""Room for the titles of milestones beside a wide plot; a narrow one has them above each line."""
SHAPES: dict[State, Shape] = {"done": "circle", "due": "ring", "overdue": "triangle", "dropped": "cross"}
WORDS: dict[str, str] = {
    "baseline": "Baseline",
    "done": "Reached",
    "due": "Forecast",
    "overdue": "Overdue",
    "dropped": "Dropped",
}
EDGE = 16
"""Room beside the plot for half the name of a month."""
MOST_ROWS = 38
"""So many rows of a wide drawing fit on a sheet of A4."""
HALF = 4
"""Half the height of a slip bar."""


@dataclass(frozen=True)
class TimelineItem:
    """A milestone: its approved day, the day it was reached or is expected, and its state."""

    title: str
    baseline: date
    expected: date
    state: State

    @property
    def slip(self) -> int:
        """Days from the baseline, above zero when late; a dropped milestone has none."""
        return 0 if self.state == "dropped" else (self.expected - self.baseline).days

    @property
    def span(self) -> tuple[date, date]:
        """The earlier and the later of its days."""
        days = (self.baseline, self.baseline if self.state == "dropped" else self.expected)
        return min(days), max(days)


@dataclass(frozen=True)
class TimelineGroup:
    """The milestones of one project."""

    title: str
    items: tuple[TimelineItem, ...]


@dataclass(frozen=True)
class Bar:
    """From the baseline to the day expected; ``kind`` is late or early."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True)
class TimelineRow:
    """One milestone: its title, marks, and where it slipped the bar between them and the days in words."""

    title: Label
    line: Line
    bar: Bar | None
    marks: tuple[Mark, ...]
    slip: Label | None


@dataclass(frozen=True)
class TimelineChart:
    """The whole drawing; ``headings`` are the projects."""

    width: int
    height: float
    box: Box
    key: tuple[Label, ...]
    ticks: tuple[Tick, ...]
    headings: tuple[Label, ...]
    rows: tuple[TimelineRow, ...]
    today: Flag

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of all rows."""
        return tuple(mark for row in self.rows for mark in row.marks)

    @property
    def labels(self) -> tuple[Label, ...]:
        """Title and slip of all rows."""
        return tuple(label for row in self.rows for label in (row.title, row.slip) if label)


def window(today: date, months: int = MONTHS) -> tuple[date, date]:
    """The first of the month ``months`` before that of ``today``, and of the month after as many ahead."""
    month = today.year * 12 + today.month - 1
    first, last = month - months, month + months + 1
    return date(first // 12, first % 12 + 1, 1), date(last // 12, last % 12 + 1, 1)


def timeline_chart(
    groups: Sequence[TimelineGroup], today: date, layout: Layout, months: int = MONTHS
) -> TimelineChart | None:
    """The milestones whose baseline, day or slip falls into the window; nothing where none does."""
    first, last = window(today, months)
    shown = in_window(groups, today, months)
    if not shown:
        return None
    left = EDGE if layout.is_narrow else TITLES
    across = TimeScale(first, last, left, layout.width - EDGE)
    key, key_bottom = _key(layout)
    (flag,) = flags([(across(today), f"As at {day(today)}", "today")], layout)
    flag = Flag(flag.at, flag.x, key_bottom + layout.line + 2, flag.text, flag.kind, flag.anchor)
    top = round(flag.y + 2 * layout.line + 10, 1)
    headings, rows, bottom = _rows(shown, across, top, layout)
    return TimelineChart(
        layout.width,
        round(bottom + 8, 1),
        Box(left, top, layout.width - EDGE, bottom),
        key,
        across.ticks(7 if layout.is_narrow else 14),
        headings,
        rows,
        flag,
    )


def in_window(
    groups: Sequence[TimelineGroup], today: date, months: int = MONTHS
) -> tuple[TimelineGroup, ...]:
    """The groups with those of their milestones that the window shows."""
    first, last = window(today, months)
    cut = (
        replace(group, items=tuple(item for item in group.items if _falls(item, first, last)))
        for group in groups
    )
    return tuple(group for group in cut if group.items)


def parts(groups: Sequence[TimelineGroup], most: int = MOST_ROWS) -> tuple[tuple[TimelineGroup, ...], ...]:
    """The groups in parts of at most ``most`` rows, headings included, so that each fits on a sheet of paper.

    A group goes to the next part as a whole where it fits into one, else its items go on there.
    """
    made: list[list[TimelineGroup]] = [[]]
    room = most
    for group in groups:
        left = group.items
        while left:
            whole = len(left) + 1 <= most
            if room < (len(left) + 1 if whole else 2):
                made.append([])
                room = most
            taken, left = left[: room - 1], left[room - 1 :]
            made[-1].append(replace(group, items=taken))
            room -= len(taken) + 1
    return tuple(tuple(part) for part in made if part)


def _falls(item: TimelineItem, first: date, last: date) -> bool:
    early, late = item.span
    return early < last and late >= first


def _key(layout: Layout) -> tuple[tuple[Label, ...], float]:
    """What the shapes mean, in as many rows as it takes; and where the last row stands."""
    x, y, labels = 0.0, float(layout.text), []
    for state, word in WORDS.items():
        width = 18 + text_width(word, layout.text) + 16
        if x + width > layout.width + 16:
            x, y = 0.0, y + layout.line + 2
        shape: Shape = "open-diamond" if state == "baseline" else SHAPES[state]  # type: ignore[index]
        mark = Mark(x + 7, round(y - layout.text * 0.35, 1), shape, state)
        labels.append(Label(x + 18, y, word, mark=mark))
        x = round(x + width, 1)
    return tuple(labels), y


def _rows(
    shown: Sequence[TimelineGroup],
    across: TimeScale,
    top: float,
    layout: Layout,
) -> tuple[tuple[Label, ...], tuple[TimelineRow, ...], float]:
    y, headings, rows = top, [], []
    for group in shown:
        y += layout.line + 14
        title = shortened(group.title, layout.width, layout.text + 1)
        headings.append(Label(0, round(y - 4, 1), title, "heading"))
        for item in group.items:
            y += 2 * layout.line + 12 if layout.is_narrow else layout.line + 6
            rows.append(_row(item, across, y, layout))
    return tuple(headings), tuple(rows), round(y, 1)


def _row(item: TimelineItem, across: TimeScale, bottom: float, layout: Layout) -> TimelineRow:
    middle = round(bottom - layout.line / 2, 1)
    room = layout.width if layout.is_narrow else TITLES - EDGE
    up = layout.line if layout.is_narrow else -layout.text * 0.35
    title = Label(0, round(middle - up, 1), shortened(item.title, room, layout.text), "title")
    places = [_placed(when, across) for when in (item.baseline, item.expected)]
    (start, _), (end, _) = places
    bar = None
    if item.slip:
        kind = "late" if item.slip > 0 else "early"
        bar = Bar(min(start, end), middle - HALF, round(abs(end - start), 1), 2 * HALF, kind)
    line = line_of("row", ((across.start, middle), (across.end, middle)))
    return TimelineRow(
        title, line, bar, tuple(_marks(item, places, middle)), _slip(item, places, middle, across, layout)
    )


def _placed(when: date, across: TimeScale) -> tuple[float, Shape | None]:
    """The place of a day; at the edge of the window, and an arrow, where it lies outside."""
    if when < across.first:
        return across.start, "left"
    if when >= across.last:
        return across.end, "right"
    return across(when), None


def _marks(item: TimelineItem, places: Sequence[tuple[float, Shape | None]], y: float) -> Iterator[Mark]:
    (start, start_off), (end, end_off) = places
    yield Mark(start, y, start_off or "open-diamond", "baseline", f"Baseline {day(item.baseline)}")
    if item.state == "dropped":
        yield Mark(start, y, "cross", "dropped", "Dropped")
    else:
        told = f"{WORDS[item.state]} {day(item.expected)}"
        yield Mark(end, y, end_off or SHAPES[item.state], item.state, told)


def _slip(
    item: TimelineItem,
    places: Sequence[tuple[float, Shape | None]],
    y: float,
    across: TimeScale,
    layout: Layout,
) -> Label | None:
    """The slip in days: right of the marks, else left of them, else upon the bar."""
    if not item.slip:
        return None
    text = f"{item.slip:+,} d".replace("-", "−")
    left, right = sorted(x for x, _ in places)
    anchor: Anchor = "end"
    width, x = text_width(text, layout.text), right - 12
    if right + 12 + width <= layout.width:
        anchor, x = "start", right + 12
    elif left - 12 - width >= across.start:
        x = left - 12
    return Label(round(x, 1), round(y + layout.text * 0.35, 1), text, "slip", anchor)
