"""What diagrams are made of: shapes with words, arrows and labels. Lengths are in units of the drawing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..charts.elements import Box, Label, Layout, Line, line_of
from ..charts.words import text_width

Kind = Literal["step", "decider", "question", "gate", "end", "office", "band"]

WIDE = Layout("wide", 720, 13)
NARROW = Layout("narrow", 288, 12)
"""As wide as the column of a window 320 px wide, where its text therefore has the size it is set in."""
LAYOUTS = (WIDE, NARROW)

PAD = 9
"""From the edge of a shape to its words, above and below."""
INSETS: dict[Kind, int] = {"question": 22, "end": 16}
"""From the edge of a shape to its words, left and right; ``INSET`` for all others."""
INSET = 10
CORNER = 6
POINT = 14
"""How far a question's left and right ends come to a point."""
HEAD = 8
"""How long an arrow's head is, and how wide."""
SHORT = 0.6
"""A last line that is shorter than this share of the longest one is filled up from the lines above it."""
BOLD = 1.08
"""How much wider bold text is."""


@dataclass(frozen=True)
class Step:
    """What a shape says, and what follows from it, which the drawing shows by arrows."""

    title: str
    text: str = ""
    then: str = ""


@dataclass(frozen=True)
class Shape:
    """A shape with its words; ``d`` is its outline as the data of an SVG path."""

    kind: Kind
    box: Box
    d: str
    words: tuple[Label, ...]


@dataclass(frozen=True)
class Arrow:
    """A line with a head at its end, or a plain one: dashed as an aside, thin as a leader from words."""

    kind: Literal["flow", "aside", "leader"]
    line: Line
    head: str = ""


@dataclass(frozen=True)
class Drawing:
    """A diagram in one layout."""

    width: int
    height: float
    shapes: tuple[Shape, ...]
    arrows: tuple[Arrow, ...]
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Diagram:
    """What a diagram is called, what it shows in short and in steps, and how it is drawn in a layout."""

    title: str
    description: str
    caption: str
    steps: tuple[Step, ...]
    draw: Callable[[Layout], Drawing]


def wrap(text: str, width: float, size: float) -> tuple[str, ...]:
    """``text`` in as few lines as it takes, the last one not much shorter than the others.

    A word wider than ``width`` is broken.
    """
    lines = tried = _filled(text, width, size)
    least = max((text_width(word, size) for word in text.split()), default=width)
    while len(tried) == len(lines) and _ends_short(tried, size) and width - size >= least:
        width -= size
        lines, tried = tried, _filled(text, width, size)
    return tuple(tried if len(tried) == len(lines) else lines)


def _ends_short(lines: Sequence[str], size: float) -> bool:
    widths = [text_width(line, size) for line in lines]
    return len(widths) > 1 and widths[-1] < max(widths) * SHORT


def _filled(text: str, width: float, size: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.extend(_pieces(word, width, size))
    return lines


def _pieces(word: str, width: float, size: float) -> Iterator[str]:
    while text_width(word, size) > width and len(word) > 1:
        fitting = (end for end in range(len(word) - 1, 0, -1) if text_width(word[:end], size) <= width)
        end = next(fitting, 1)
        yield word[:end]
        word = word[end:]
    yield word


def shape(kind: Kind, step: Step, box: Box, layout: Layout) -> Shape:
    """A shape that fills ``box``, with its words in the middle or, where they are to be read, at the top."""
    lines = _lines(kind, step, box.width, layout)
    is_centred = kind in {"question", "end", "band"}
    at_top = kind in {"step", "decider"}
    top = box.top + PAD if at_top else (box.top + box.bottom - len(lines) * layout.line) / 2
    first = top + layout.text
    x = centre(box) if is_centred else box.left + INSET
    words = tuple(
        Label(
            round(x, 1), round(first + place * layout.line, 1), line, of, "middle" if is_centred else "start"
        )
        for place, (of, line) in enumerate(lines)
    )
    return Shape(kind, box, outline(kind, box), words)


@dataclass(frozen=True)
class Spot:
    """What stands in a row: a step as a shape of a kind, from ``left`` to ``right``."""

    step: Step
    kind: Kind
    left: float
    right: float


def row(top: float, spots: Iterable[Spot], layout: Layout) -> tuple[Shape, ...]:
    """Shapes side by side, all as high as the one that says most."""
    stand = tuple(spots)
    height = max(
        len(_lines(spot.kind, spot.step, spot.right - spot.left, layout)) * layout.line for spot in stand
    )
    bottom = round(top + height + 2 * PAD, 1)
    return tuple(
        shape(spot.kind, spot.step, Box(spot.left, round(top, 1), spot.right, bottom), layout)
        for spot in stand
    )


def _lines(kind: Kind, step: Step, width: float, layout: Layout) -> list[tuple[str, str]]:
    room = width - 2 * INSETS.get(kind, INSET)
    titles = wrap(step.title, room, layout.text * BOLD)
    return [("title", line) for line in titles] + [
        ("text", line) for line in wrap(step.text, room, layout.text)
    ]


def outline(kind: Kind, box: Box) -> str:
    """The outline of a shape as the data of an SVG path."""
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    x, y = centre(box), middle(box)
    if kind == "gate":
        return f"M{x:g} {top:g}L{right:g} {y:g}L{x:g} {bottom:g}L{left:g} {y:g}z"
    if kind == "question":
        flat = f"{left + POINT:g} {top:g}H{right - POINT:g}L{right:g} {y:g}"
        return f"M{flat}L{right - POINT:g} {bottom:g}H{left + POINT:g}L{left:g} {y:g}z"
    corner = min(box.height / 2, 18) if kind == "end" else CORNER
    arc = f"a{corner:g} {corner:g} 0 0 1"
    return (
        f"M{left + corner:g} {top:g}H{right - corner:g}{arc} {corner:g} {corner:g}V{bottom - corner:g}"
        f"{arc} {-corner:g} {corner:g}H{left + corner:g}{arc} {-corner:g} {-corner:g}V{top + corner:g}"
        f"{arc} {corner:g} {-corner:g}z"
    )


def arrow(*points: tuple[float, float]) -> Arrow:
    """An arrow through at least two points, each level with or plumb to the one before."""
    (from_x, from_y), (x, y) = points[-2:]
    step_x, step_y = _sign(x - from_x), _sign(y - from_y)
    base_x, base_y = x - step_x * HEAD, y - step_y * HEAD
    side_x, side_y = step_y * HEAD / 2, step_x * HEAD / 2
    head = f"M{x:g} {y:g}L{base_x + side_x:g} {base_y + side_y:g}L{base_x - side_x:g} {base_y - side_y:g}z"
    return Arrow("flow", line_of("flow", [*points[:-1], (base_x, base_y)]), head)


def plain(kind: Literal["flow", "aside", "leader"], *points: tuple[float, float]) -> Arrow:
    """A line without a head: it joins, and leads nowhere."""
    return Arrow(kind, line_of(kind, points))


def labels(text: str, left: float, middle_y: float, width: float, layout: Layout) -> tuple[Label, ...]:
    """Words to the right of a line, in as many lines as they take around ``middle_y``."""
    lines = wrap(text, width, layout.text)
    first = middle_y - len(lines) * layout.line / 2 + layout.text - 1
    return tuple(Label(left, round(first + place * layout.line, 1), line) for place, line in enumerate(lines))


def centre(box: Box) -> float:
    """Half way from left to right."""
    return round((box.left + box.right) / 2, 1)


def middle(box: Box) -> float:
    """Half way from top to bottom."""
    return round((box.top + box.bottom) / 2, 1)


def _sign(length: float) -> int:
    return (length > 0) - (length < 0)
