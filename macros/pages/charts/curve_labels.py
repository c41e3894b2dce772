"""Names at the ends of lines, and of marked days above a plot, kept apart from lines and from each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .elements import Anchor, Box, Label, Layout, Line, Mark, line_of
from .words import rows_for, shortened, spread, text_width

GLYPH = 14
"""Room that the mark before a name takes."""
GAP = 8
"""Between the end of a line and its name."""
NEAR = 48
"""Lines that end within so much of each other are named together."""
AWAY = (0, 1, 3, 6, 10)
"""How many lines of text a name may stand away from the end, tried in this order."""


@dataclass(frozen=True)
class Flag:
    """A marked day: the place ``at`` which its rule stands, and its words above."""

    at: float
    x: float
    y: float
    text: str
    kind: str
    anchor: Anchor


def flags(marked: Iterable[tuple[float, str, str]], layout: Layout) -> tuple[Flag, ...]:
    """Place, words and kind of each marked day, in as many rows as it takes to keep them apart."""
    days = sorted(marked)
    placed = [_flag(at, text, kind, layout) for at, text, kind in days]
    spans = [_span(flag.x, flag.text, flag.anchor, layout) for flag in placed]
    rows = rows_for(spans)
    return tuple(
        replace(flag, y=layout.text + 2 + row * layout.line) for flag, row in zip(placed, rows, strict=True)
    )


def _flag(at: float, text: str, kind: str, layout: Layout) -> Flag:
    width = text_width(text, layout.text)
    if at + width + 4 <= layout.width:
        return Flag(at, at, 0, text, kind, "start")
    if at - width >= 0:
        return Flag(at, at, 0, text, kind, "end")
    return Flag(at, layout.width, 0, shortened(text, layout.width, layout.text), kind, "end")


def _span(x: float, text: str, anchor: Anchor, layout: Layout) -> tuple[float, float]:
    width = text_width(text, layout.text)
    return (x, x + width) if anchor == "start" else (x - width, x)


@dataclass(frozen=True)
class End:
    """Where a line ends, what it is called, and the mark that its name begins with, if any."""

    x: float
    y: float
    text: str
    kind: str
    shape: Mark | None = None
    in_margin: bool = False

    def width(self, layout: Layout) -> float:
        """Room for mark and name."""
        return text_width(self.text, layout.text) + (GLYPH if self.shape else 0)


def margin_for(names: Iterable[tuple[str, bool]], layout: Layout) -> float:
    """Room for the names of lines in the right margin; each comes with whether it has a mark."""
    widths = (text_width(text, layout.text) + (GLYPH if has_mark else 0) for text, has_mark in names)
    return round(min(max(widths, default=0.0) + GAP + 6, layout.width * 0.4), 1)


def end_labels(
    ends: Sequence[End], lines: Sequence[Line], rules: Sequence[Line], box: Box, layout: Layout
) -> tuple[Label, ...]:
    """A name for each end: near it where there is a free place inside the box, else in the right margin.

    A free place has none of ``lines`` in it; of places as near, one without ``rules`` in it is taken.
    """
    placed: list[tuple[Box, Label]] = []
    for ordered in _groups(end for end in ends if not end.in_margin and end.x < box.right - NEAR):
        taken = [area for area, _ in placed]
        for away in AWAY:
            places = [place for place in _places(ordered, away * layout.line, layout) if box.holds(place)]
            free = [place for place in places if _is_free(place, lines, taken)]
            if free:
                chosen = next((place for place in free if _is_free(place, rules, ())), free[0])
                placed += _stacked(ordered, chosen, layout, is_near=away == 0)
                break
    inside = {label.kind for _, label in placed}
    margin = [end for end in ends if end.kind not in inside]
    return (*(label for _, label in placed), *_in_margin(margin, box, layout))


def _groups(ends: Iterable[End]) -> Iterator[list[End]]:
    """Ends that are near each other, each group from the top down."""
    columns: list[list[End]] = []
    for end in sorted(ends, key=lambda end: end.x):
        if not columns or end.x - columns[-1][0].x > NEAR:
            columns.append([])
        columns[-1].append(end)
    for column in columns:
        group: list[End] = []
        for end in sorted(column, key=lambda end: end.y):
            if group and end.y - group[-1].y > NEAR:
                yield group
                group = []
            group.append(end)
        yield group


def _is_free(area: Box, lines: Sequence[Line], taken: Sequence[Box]) -> bool:
    return not any(area.meets(other) for other in taken) and not any(line.crosses(area) for line in lines)


def _stacked(
    ordered: Sequence[End], area: Box, layout: Layout, *, is_near: bool
) -> Iterator[tuple[Box, Label]]:
    """The names of a group one below the other."""
    for number, end in enumerate(ordered):
        top = area.top + number * layout.line
        own = Box(area.left, top, area.right, top + layout.line)
        yield own, _label(end, own, layout, None if is_near else _led(end, own))


def _led(end: End, area: Box) -> Line:
    """From the end of a line to the nearer side of its name."""
    x = area.left - 3 if area.left > end.x else area.right + 3
    return line_of(end.kind, ((end.x, end.y), (round(x, 1), round((area.top + area.bottom) / 2, 1))))


def _places(ordered: Sequence[End], away: float, layout: Layout) -> Iterator[Box]:
    """Where the names of a group may stand so far ``away`` from the ends: the best place first."""
    width = max(end.width(layout) for end in ordered)
    height = len(ordered) * layout.line
    left, right = min(end.x for end in ordered), max(end.x for end in ordered)
    upper, lower = ordered[0].y, ordered[-1].y
    for x in (right + GAP, left - GAP - width):
        for y in (lower + 2 + away, upper - height - 2 - away, (upper + lower - height) / 2):
            yield Box(x, y, x + width, y + height)


def _label(end: End, area: Box, layout: Layout, leader: Line | None = None) -> Label:
    x, y = round(area.left, 1), round(area.bottom - 4, 1)
    shift = GLYPH if end.shape else 0
    mark = end.shape and replace(end.shape, x=x + 5, y=round(y - layout.text * 0.35, 1))
    return Label(x + shift, y, end.text, end.kind, mark=mark, leader=leader)


def _in_margin(ends: Sequence[End], box: Box, layout: Layout) -> Iterator[Label]:
    left, half = box.right + GAP + 4, layout.line / 2
    heights = [layout.line] * len(ends)
    places = spread([end.y for end in ends], heights, box.top - layout.line, box.bottom + half)
    for end, y in zip(ends, places, strict=True):
        room = layout.width - left - (GLYPH if end.shape else 0)
        short = replace(end, text=shortened(end.text, room, layout.text))
        leader = line_of(end.kind, ((end.x + 4, end.y), (left - 3, y)))
        yield _label(short, Box(left, y - half, layout.width, y + half), layout, leader)
