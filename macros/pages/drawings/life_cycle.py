"""The life cycle: the phases of PM², the organisation's own gates, and what goes on through all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from macros.records.models import Organisation
from macros.records.vocabulary import Phase

from ..charts.elements import Box, Label, Layout
from ..charts.words import text_width
from .elements import (
    CORNER,
    NARROW,
    WIDE,
    Arrow,
    Diagram,
    Drawing,
    Shape,
    Spot,
    Step,
    arrow,
    centre,
    labels,
    middle,
    outline,
    plain,
    row,
    wrap,
)

PHASES = {
    Phase.INITIATING: Step("Initiating", "Is it needed, and by whom?"),
    Phase.PLANNING: Step("Planning", "What, when, by whom, for how much?"),
    Phase.EXECUTING: Step("Executing", "Build, test and put into use."),
    Phase.CLOSING: Step("Closing", "Hand over, settle and learn."),
}
CONTROL = Step(
    "Monitor and control", "Progress, risks, issues, changes and reports, from the first day to the last."
)
DIAMOND = 36
GAP = 12
"""From a phase to a diamond, and from a diamond to the next phase."""
LABEL = 140
"""How wide the titles of gates may be above their diamond."""
LAST_LABEL = 112
"""The same of those at the right edge, which have no room on one side."""
APART = 6
"""Between the titles of gates of one phase."""
RAIL = 16
"""How wide the strip is that leads along the phases of the narrow drawing."""


@dataclass(frozen=True)
class NumberedGate:
    """A gate, counted from the start of the life cycle."""

    number: int
    title: str


Gates = Mapping[Phase, Sequence[NumberedGate]]


def life_cycle(organisation: Organisation) -> Diagram:
    """The phases with the organisation's gates at the end of each."""
    gates = _numbered(organisation)
    count = sum(map(len, gates.values()))
    counted = {0: "no gates", 1: "one gate"}.get(count, f"{count} gates")
    return Diagram(
        "Life cycle and gates",
        f"Four phases follow each other, with {counted}: initiating, planning, executing and closing. "
        "Monitor and control goes on beside all of them.",
        "A diamond is a gate: somebody decides at the end of a phase whether the project goes on."
        if count
        else "One phase follows the other, and control goes on through all of them.",
        (*(_said(phase, gates[phase]) for phase in PHASES), CONTROL),
        lambda layout: _narrow(gates) if layout.is_narrow else _wide(gates),
    )


def _numbered(organisation: Organisation) -> Gates:
    in_order = [gate for phase in PHASES for gate in organisation.gates if gate.phase is phase]
    numbered = [(gate.phase, NumberedGate(place, gate.title)) for place, gate in enumerate(in_order, start=1)]
    return {phase: [gate for of, gate in numbered if of is phase] for phase in PHASES}


def _said(phase: Phase, gates: Sequence[NumberedGate]) -> Step:
    step = PHASES[phase]
    ends = "; ".join(f"gate {gate.number}, {gate.title}" for gate in gates)
    return Step(step.title, step.text, f"At its end: {ends}." if ends else "")


def _diamond(text: str, x: float, y: float, layout: Layout) -> Shape:
    half = DIAMOND / 2
    box = Box(round(x - half, 1), round(y - half, 1), round(x + half, 1), round(y + half, 1))
    word = Label(round(x, 1), round(y + layout.text * 0.36, 1), text, "gate", "middle")
    return Shape("gate", box, outline("gate", box), (word,))


# ---- Wide: from left to right, the titles of gates above ----


def _wide(gates: Gates) -> Drawing:
    titles = {phase: _titles(gates[phase], phase) for phase in PHASES}
    above = max(map(_height, titles.values()))
    phases = _across(above + GAP if above else 1, has_tail=bool(gates[Phase.CLOSING]))
    diamonds = {
        phase: _diamond(_numbers(gates[phase]), each.box.right + GAP + DIAMOND / 2, middle(each.box), WIDE)
        for phase, each in phases.items()
        if gates[phase]
    }
    band_top = phases[Phase.INITIATING].box.bottom + 2 * GAP
    (band,) = row(band_top, [Spot(CONTROL, "band", 1, WIDE.width - 1)], WIDE)
    return Drawing(
        WIDE.width,
        round(band.box.bottom + 1, 1),
        (*phases.values(), *diamonds.values(), band),
        (*_flow(phases, diamonds), *_from_below(phases, band_top), *_leaders(diamonds, above + 2)),
        tuple(label for phase, each in diamonds.items() for label in _above(titles[phase], each.box, above)),
    )


Titles = Sequence[Sequence[str]]
"""The lines of each title."""


def _titles(gates: Sequence[NumberedGate], phase: Phase) -> Titles:
    """The titles of a phase's gates, with their numbers where there is more than one."""
    width = LAST_LABEL if phase is Phase.CLOSING else LABEL
    texts = [gate.title if len(gates) == 1 else f"{gate.number} {gate.title}" for gate in gates]
    return [wrap(text, width, WIDE.text) for text in texts]


def _height(titles: Titles) -> float:
    return sum(len(lines) * WIDE.line + APART for lines in titles)


def _numbers(gates: Sequence[NumberedGate]) -> str:
    first, last = gates[0].number, gates[-1].number
    return f"{first}" if first == last else f"{first}–{last}"


def _across(top: float, *, has_tail: bool) -> Mapping[Phase, Shape]:
    between = DIAMOND + 2 * GAP
    room = WIDE.width - 2 - 3 * between - (DIAMOND + GAP if has_tail else 0)
    width = round(room / len(PHASES), 1)
    lefts = [round(1 + place * (width + between), 1) for place in range(len(PHASES))]
    spots = [
        Spot(step, "step", left, round(left + width, 1))
        for step, left in zip(PHASES.values(), lefts, strict=True)
    ]
    return dict(zip(PHASES, row(top, spots, WIDE), strict=True))


def _flow(phases: Mapping[Phase, Shape], diamonds: Mapping[Phase, Shape]) -> Iterator[Arrow]:
    """From each phase to its gates, and on to the next phase."""
    stops = [drawn.box for phase in PHASES for drawn in (phases[phase], diamonds.get(phase)) if drawn]
    for box, following in pairwise(stops):
        yield arrow((box.right, middle(box)), (following.left, middle(box)))


def _from_below(phases: Mapping[Phase, Shape], band_top: float) -> Iterator[Arrow]:
    for drawn in phases.values():
        yield arrow((centre(drawn.box), band_top), (centre(drawn.box), drawn.box.bottom))


def _leaders(diamonds: Mapping[Phase, Shape], top: float) -> Iterator[Arrow]:
    for drawn in diamonds.values():
        yield plain("leader", (centre(drawn.box), top), (centre(drawn.box), drawn.box.top))


def _above(titles: Titles, diamond: Box, bottom: float) -> Iterator[Label]:
    """Titles down to ``bottom``, in the middle above their diamond or as near to that as the edge allows."""
    half = max(text_width(line, WIDE.text) for lines in titles for line in lines) / 2 + 4
    x = round(min(centre(diamond), WIDE.width - half), 1)
    y = bottom - _height(titles) + WIDE.text + 1
    for lines in titles:
        for place, line in enumerate(lines):
            yield Label(x, round(y + place * WIDE.line, 1), line, "gate-title", "middle")
        y += len(lines) * WIDE.line + APART


# ---- Narrow: from top to bottom, the titles of gates beside; a strip leads down to the words on control ----


def _narrow(gates: Gates) -> Drawing:
    right = NARROW.width - RAIL - GAP - 1
    phases: list[Shape] = []
    diamonds: list[Shape] = []
    titles: list[Label] = []
    top = 1.0
    for phase, step in PHASES.items():
        phases += row(top, [Spot(step, "step", 1, right)], NARROW)
        top = phases[-1].box.bottom + 2 * GAP
        for gate in gates[phase]:
            lines = _beside(gate, top)
            height = max(DIAMOND, len(lines) * NARROW.line)
            diamonds.append(_diamond(f"{gate.number}", 1 + DIAMOND / 2, top + height / 2, NARROW))
            titles += _beside(gate, top + height / 2)
            top += height + 2 * GAP
    band = _strip(top - GAP)
    return Drawing(
        NARROW.width,
        round(band.box.bottom + 1, 1),
        (*phases, *diamonds, band),
        (*_flow_down(phases, diamonds), *_from_strip(phases)),
        tuple(titles),
    )


def _beside(gate: NumberedGate, middle_y: float) -> tuple[Label, ...]:
    left = DIAMOND + GAP
    return labels(gate.title, left, middle_y, NARROW.width - RAIL - 2 * GAP - left, NARROW)


def _flow_down(phases: Sequence[Shape], diamonds: Sequence[Shape]) -> Iterator[Arrow]:
    x = 1 + DIAMOND / 2
    stops = sorted((each.box for each in (*phases, *diamonds)), key=lambda box: box.top)
    for box, following in pairwise(stops):
        yield arrow((x, box.bottom), (x, following.top))


def _from_strip(phases: Sequence[Shape]) -> Iterator[Arrow]:
    for drawn in phases:
        y = middle(drawn.box)
        yield arrow((drawn.box.right + GAP, y), (drawn.box.right, y))


def _strip(top: float) -> Shape:
    """The words on control from ``top`` on, with a strip that leads up from them along the right edge."""
    right = NARROW.width - 1
    (drawn,) = row(top, [Spot(CONTROL, "band", 1, right)], NARROW)
    bottom, inner, corner = drawn.box.bottom, right - RAIL, f"a{CORNER} {CORNER} 0 0 1"
    strip = (
        f"M{inner} {1 + CORNER}{corner} {CORNER} {-CORNER}H{right - CORNER}{corner} {CORNER} {CORNER}"
        f"V{bottom - CORNER:g}{corner} {-CORNER} {CORNER}H{1 + CORNER}{corner} {-CORNER} {-CORNER}"
        f"V{top + CORNER:g}{corner} {CORNER} {-CORNER}H{inner}z"
    )
    return Shape("band", drawn.box, strip, drawn.words)
