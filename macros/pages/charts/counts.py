"""Counts by rating: one stacked bar a row, lying on its side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from macros.portfolio.wording import NOT_RATED
from macros.records.vocabulary import Rating

from .elements import Label, Layout, Point
from .words import shortened, text_width

BAR = 22
"""Height of a bar."""
LABELS = 190
"""Room for the labels beside wide bars; narrow ones have them above."""
LEAST_SEGMENT = 4
"""No count above zero is drawn narrower, so that a single project among hundreds is still seen."""
KINDS: Mapping[str, str] = {**{rating.value: rating.label for rating in Rating}, "none": NOT_RATED}


@dataclass(frozen=True)
class CountRow:
    """A label, and how many are green, amber, red and none (not rated)."""

    label: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of them together."""
        return sum(max(0, self.counts.get(kind, 0)) for kind in KINDS)


@dataclass(frozen=True)
class Segment:
    """A part of a bar; its count is written into it where there is room."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    text: str
    told: str


@dataclass(frozen=True)
class CountBar:
    """A row: its label, its segments, and the total after them."""

    label: Label
    segments: tuple[Segment, ...]
    total: Label


@dataclass(frozen=True)
class CountsChart:
    """The whole drawing; ``key`` says which rating is which, ``rows`` are in the order given."""

    width: int
    height: float
    key: tuple[Label, ...]
    rows: tuple[CountBar, ...]


def counts_chart(rows: Sequence[CountRow], layout: Layout) -> CountsChart | None:
    """The chart of the rows; nothing where all of them are empty."""
    most = max((row.total for row in rows), default=0)
    if most <= 0:
        return None
    left = 0 if layout.is_narrow else LABELS
    room = layout.width - left - text_width(f"{most:,}", layout.text) - 12
    kinds = [kind for kind in KINDS if any(row.counts.get(kind, 0) > 0 for row in rows)]
    key, y = _key(kinds, layout)
    bars = []
    for row in rows:
        y += BAR + 10 + (layout.line + 2 if layout.is_narrow else 0)
        bars.append(_bar(row, kinds, Point(left, y), room / most, layout))
    return CountsChart(layout.width, round(y + 4, 1), key, tuple(bars))


def _key(kinds: Sequence[str], layout: Layout) -> tuple[tuple[Label, ...], float]:
    x, y, labels = 0.0, float(layout.text + 1), []
    for kind in kinds:
        text = KINDS[kind]
        width = 20 + text_width(text, layout.text) + 14
        if x + width > layout.width + 14:
            x, y = 0.0, y + layout.line + 4
        labels.append(Label(round(x + 20, 1), y, text, kind))
        x += width
    return tuple(labels), y


def _bar(row: CountRow, kinds: Sequence[str], corner: Point, one: float, layout: Layout) -> CountBar:
    """The bar with its left lower corner at ``corner``; a count of 1 is ``one`` wide."""
    left, bottom = corner.x, corner.y
    top = bottom - BAR
    segments = tuple(_segments(row, kinds, Point(left, top), one, layout))
    end = segments[-1].x + segments[-1].width if segments else left
    after = layout.width - end - 8
    room = layout.width if layout.is_narrow else LABELS - 12
    label_y = top - 5 if layout.is_narrow else bottom - BAR / 2 + layout.text * 0.35
    return CountBar(
        Label(0, round(label_y, 1), shortened(row.label, room, layout.text), "label"),
        segments,
        Label(
            round(end + 6, 1),
            round(bottom - BAR / 2 + layout.text * 0.35, 1),
            _total(row, segments, after, layout),
            "total",
        ),
    )


def _total(row: CountRow, segments: Sequence[Segment], room: float, layout: Layout) -> str:
    """The total; with what it is made of where a segment was too narrow to say, and there is room."""
    made_of = ", ".join(f"{_letter(segment.kind)} {row.counts[segment.kind]:,}" for segment in segments)
    whole = f"{row.total:,}: {made_of}"
    said = all(segment.text for segment in segments)
    return f"{row.total:,}" if said or text_width(whole, layout.text) > room else whole


def _letter(kind: str) -> str:
    return KINDS[kind][0] if kind != "none" else "–"


def _segments(
    row: CountRow, kinds: Sequence[str], corner: Point, one: float, layout: Layout
) -> Iterator[Segment]:
    """A count's share of the bar; those too narrow to see take a little from the others."""
    given = [(kind, row.counts[kind]) for kind in kinds if row.counts.get(kind, 0) > 0]
    widths = [max(LEAST_SEGMENT, count * one) for _, count in given]
    excess = sum(widths) - row.total * one
    widest = max(range(len(widths)), key=widths.__getitem__, default=0)
    x = corner.x
    for place, ((kind, count), width) in enumerate(zip(given, widths, strict=True)):
        drawn = max(LEAST_SEGMENT, width - excess) if place == widest else width
        texts = (f"{_letter(kind)} {count:,}", f"{count:,}")
        text = next((text for text in texts if text_width(text, layout.text) + 8 <= drawn), "")
        yield Segment(
            round(x, 1), round(corner.y, 1), round(drawn, 1), BAR, kind, text, f"{KINDS[kind]}: {count:,}"
        )
        x += drawn
