"""Where the parts of a slide go, and how they spread over several. All lengths in points."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from macros.documents.deck_style import BOTTOM, FULL, TOP
from macros.documents.deck_tables import PADDING
from macros.documents.text_fit import text_height

from .slide_source import Grid, Paragraph, Run

SIZES = (20, 18, 16, 14, 12)
LEAST_TABLE, SMALLER = 12, 4
"""Letters in tables are so many points smaller than in the text, but never below the least."""
GAP = 18
"""Between what stands on a slide."""
AFTER = 0.45
"""Space below a paragraph, as a multiple of its letters."""
INDENT = 26
"""Room for a bullet or for a number and its point."""
ROOM = BOTTOM - TOP
WORD = re.compile(r"\S{1,100}\s*|\s+")
Part = list[Paragraph] | Grid


@dataclass(frozen=True)
class Placed:
    """A part of a slide, where it begins, and for text the size of its letters and its height."""

    part: Part
    top: float
    size: float = 0
    height: float = 0


def spread(parts: Sequence[Part]) -> list[tuple[list[Placed], int]]:
    """The parts on as many slides as they need, each with the number of slides."""
    size = next((size for size in SIZES if _needed(_sized(parts, size), size) <= ROOM), SIZES[-1])
    slides: list[list[Placed]] = [[]]
    top: float = TOP
    for part in _sized(parts, size):
        pieces = list(_pieces(part, size, BOTTOM - top))
        for place, piece in enumerate(pieces):
            if _is_empty(piece) and len(pieces) > 1:
                continue
            if place and slides[-1]:
                slides.append([])
                top = TOP
            height = _height(piece, size)
            slides[-1].append(Placed(piece, top, size, height))
            top += height + GAP
    return [(slide, len(slides)) for slide in slides]


def _pieces(part: Part, size: float, room: float) -> Iterator[Part]:
    """A part cut so that its first piece fits into ``room`` and each other one on a slide."""
    if isinstance(part, Grid):
        yield from map(Grid, part.table.parts(room, ROOM))
        return
    piece: list[Paragraph] = []
    is_first_slide = room < ROOM
    left = room
    for paragraph in (short for long in part for short in _cut(long, size)):
        height = _height([paragraph], size)
        if height > left and (piece or is_first_slide):
            yield piece
            piece, left, is_first_slide = [], ROOM, False
        piece.append(paragraph)
        left -= height
    yield piece


def _is_empty(part: Part) -> bool:
    return not part.table.lines if isinstance(part, Grid) else not part


def _cut(paragraph: Paragraph, size: float) -> Iterator[Paragraph]:
    """A paragraph that is higher than a slide as several."""
    if _height([paragraph], size) <= ROOM:
        yield paragraph
        return
    words = [replace(run, text=word) for run in paragraph.runs for word in WORD.findall(run.text)]
    while words:
        counts = range(1, len(words) + 1)
        fitting = bisect_left(counts, True, key=lambda count: _is_too_high(words[:count], size))  # noqa: FBT003  what the key gives
        yield Paragraph(tuple(words[: max(1, fitting)]), paragraph.mark)
        words = words[max(1, fitting) :]


def _is_too_high(runs: Sequence[Run], size: float) -> bool:
    return _height([Paragraph(tuple(runs))], size) > ROOM


def _sized(parts: Sequence[Part], size: float) -> list[Part]:
    letters = max(LEAST_TABLE, size - SMALLER)
    return [Grid(replace(part.table, size=letters)) if isinstance(part, Grid) else part for part in parts]


def _needed(parts: Sequence[Part], size: float) -> float:
    return sum(_height(part, size) for part in parts) + GAP * max(0, len(parts) - 1)


def _height(part: Part, size: float) -> float:
    if isinstance(part, Grid):
        return part.table.height
    room = FULL - INDENT - PADDING
    return sum(text_height(paragraph.words, size, room) + AFTER * size for paragraph in part)
