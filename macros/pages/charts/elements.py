"""What charts are made of: layouts, boxes, lines, marks and labels. Lengths are in units of the drawing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Shape = Literal["circle", "square", "diamond", "triangle", "ring", "cross", "open-diamond", "left", "right"]


@dataclass(frozen=True)
class Layout:
    """How wide a chart is drawn and how large its text, which ``charts.css`` sets to the same size.

    Each chart is drawn once a layout; the style sheet shows the one that fits the column.
    """

    name: Literal["wide", "narrow"]
    width: int
    text: int

    @property
    def is_narrow(self) -> bool:
        """Whether there is no room for words beside the plot."""
        return self.name == "narrow"

    @property
    def line(self) -> int:
        """From one line of text to the next."""
        return self.text + 3


WIDE = Layout("wide", 720, 13)
NARROW = Layout("narrow", 360, 12)
LAYOUTS = (WIDE, NARROW)


@dataclass(frozen=True)
class Box:
    """The part of the drawing that values are drawn in; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return round(self.right - self.left, 1)

    @property
    def height(self) -> float:
        """From top to bottom."""
        return round(self.bottom - self.top, 1)

    def holds(self, other: "Box") -> bool:
        """Whether ``other`` lies inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def meets(self, other: "Box") -> bool:
        """Whether the two have more than an edge in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Tick:
    """A place on an axis and what stands at it; ``under`` is a second line."""

    at: float
    label: str
    under: str = ""


@dataclass(frozen=True)
class Point:
    """A place in the drawing."""

    x: float
    y: float


OUTLINES: dict[Shape, str] = {
    "circle": "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    "ring": "m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    "square": "m-3.5-3.5h7v7h-7z",
    "diamond": "m0-5l5 5l-5 5l-5-5z",
    "open-diamond": "m0-7l7 7l-7 7l-7-7z",
    "triangle": "m0-5.5l5.5 9.5h-11z",
    "cross": "m-4-4l8 8m0-8l-8 8",
    "left": "m-6 0l9-5v10z",
    "right": "m6 0l-9-5v10z",
}
"""Each shape around its middle, as the data of an SVG path."""


@dataclass(frozen=True)
class Mark:
    """A shape that stands for one value. ``told`` says that value to whoever points at it."""

    x: float
    y: float
    shape: Shape
    kind: str
    told: str = ""

    @property
    def d(self) -> str:
        """As the data of an SVG path."""
        return f"M{self.x:g} {self.y:g}{OUTLINES[self.shape]}"


@dataclass(frozen=True)
class Marks:
    """Marks of one shape and kind as one path, which tells no single value."""

    shape: Shape
    kind: str
    d: str
    told: str = ""


def together(marks: Iterable[Mark]) -> tuple[Marks, ...]:
    """Marks with as few paths as there are shapes and kinds, in the order in which those first come."""
    paths: dict[tuple[Shape, str], list[str]] = {}
    for mark in marks:
        paths.setdefault((mark.shape, mark.kind), []).append(mark.d)
    return tuple(Marks(shape, kind, "".join(ds)) for (shape, kind), ds in paths.items())


@dataclass(frozen=True)
class Line:
    """A line through points, of a kind that the style sheet gives its dash and colour."""

    kind: str
    points: tuple[Point, ...]

    @property
    def d(self) -> str:
        """As the data of an SVG path."""
        return "M" + "L".join([f"{point.x:g} {point.y:g}" for point in self.points])

    def crosses(self, box: Box) -> bool:
        """Whether any part of the line runs through the box."""
        steps = zip(self.points, self.points[1:], strict=False)
        return any(_crosses(start, end, box) for start, end in steps)


@dataclass(frozen=True)
class Label:
    """Words in the drawing. ``leader`` joins them to what they name where they had to step aside."""

    x: float
    y: float
    text: str
    kind: str = ""
    anchor: Anchor = "start"
    mark: Mark | None = None
    leader: Line | None = None


def line_of(kind: str, points: Iterable[tuple[float, float]]) -> Line:
    """A line through pairs of x and y."""
    return Line(kind, tuple(Point(x, y) for x, y in points))


def _crosses(start: Point, end: Point, box: Box) -> bool:
    """Whether the straight line has a part in the box (Liang and Barsky's clipping)."""
    dx, dy = end.x - start.x, end.y - start.y
    enter, leave = 0.0, 1.0
    edges: Sequence[tuple[float, float]] = (
        (-dx, start.x - box.left),
        (dx, box.right - start.x),
        (-dy, start.y - box.top),
        (dy, box.bottom - start.y),
    )
    for direction, room in edges:
        if direction == 0:
            if room < 0:
                return False
        elif direction < 0:
            enter = max(enter, room / direction)
        else:
            leave = min(leave, room / direction)
    return enter <= leave
