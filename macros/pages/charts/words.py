"""Words in drawings: how wide they are, how they are shortened, and how they keep out of each other's way."""

from collections.abc import Iterable, Sequence
from functools import cache
from unicodedata import combining, east_asian_width

NARROW_LETTERS = frozenset("iljtfrI.,:;'’|!()[]- –/")
WIDE_LETTERS = frozenset("mwMW@%&—")
ELLIPSIS = "…"


def text_width(text: str, size: float) -> float:
    """About how wide ``text`` is in a common sans-serif of ``size``; rather too wide than too narrow."""
    return round(sum(map(_ems, text)) * size, 1)


def shortened(text: str, width: float, size: float) -> str:
    """``text`` where it fits into ``width``, else as much of it as fits before an ellipsis."""
    if text_width(text, size) <= width:
        return text
    room, kept = width - text_width(ELLIPSIS, size), 0
    while kept < len(text) and text_width(text[: kept + 1], size) <= room:
        kept += 1
    return text[:kept].rstrip(" ,;:–-") + ELLIPSIS


def wrapped(text: str, width: float, size: float) -> tuple[str, ...]:
    """``text`` in one or two lines that fit into ``width``; what does not fit into two is cut short."""
    if text_width(text, size) <= width:
        return (text,)
    words = text.split(" ")
    fitting = (
        count for count in range(len(words) - 1, 0, -1) if text_width(" ".join(words[:count]), size) <= width
    )
    count = next(fitting, 0)
    if not count:
        return (shortened(text, width, size),)
    return (" ".join(words[:count]), shortened(" ".join(words[count:]), width, size))


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Middles for things of these ``heights``, as near to ``wanted`` as can be without one upon another.

    They keep their order, of equal ones the earlier stands first, and all of them lie between ``low`` and
    ``high``; where there is too little room for that they overlap evenly. In the order of ``wanted``.
    """
    scale = min(1.0, (high - low) / (sum(heights) or 1))
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    before, offsets = 0.0, []
    for place in order:
        offsets.append(before + heights[place] * scale / 2)
        before += heights[place] * scale
    level = _rising([wanted[place] - offset for place, offset in zip(order, offsets, strict=True)])
    places = [0.0] * len(wanted)
    for place, start, offset in zip(order, level, offsets, strict=True):
        places[place] = round(min(max(start, low), high - before) + offset, 1)
    return places


def rows_for(spans: Iterable[tuple[float, float]], apart: float = 8) -> list[int]:
    """For each span from left to right, the first row in which it meets none of the spans before it."""
    rows: list[list[tuple[float, float]]] = []
    taken = []
    for left, right in spans:
        free = (
            number
            for number, row in enumerate(rows)
            if all(right + apart <= start or end + apart <= left for start, end in row)
        )
        number = next(free, len(rows))
        if number == len(rows):
            rows.append([])
        rows[number].append((left, right))
        taken.append(number)
    return taken


def _rising(values: Sequence[float]) -> list[float]:
    """The sequence nearest to ``values`` (least squares) that never falls: pool adjacent violators."""
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, size = value, 1
        while pools and pools[-1][0] > mean:
            before, count = pools.pop()
            mean, size = (before * count + mean * size) / (count + size), count + size
        pools.append((mean, size))
    return [mean for mean, size in pools for _ in range(size)]


@cache
def _ems(letter: str) -> float:
    if combining(letter):
        return 0
    if letter in NARROW_LETTERS:
        return 0.34
    if letter in WIDE_LETTERS or east_asian_width(letter) in "WF":
        return 1
    return 0.7 if letter.isupper() else 0.58
