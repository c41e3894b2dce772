"""The lessons loop: from what happened on one project to what another does differently."""

from collections.abc import Sequence
from itertools import pairwise

from macros.records.models import Organisation

from ..charts.elements import Layout
from .elements import Diagram, Drawing, Shape, Spot, Step, arrow, centre, middle, row

ACROSS = 3
"""So many steps stand in a row of the wide drawing."""
COLUMN = 208
GAP = 47
"""Between columns, and between rows."""
RAIL = 20
"""Room for the way back in the narrow drawing."""


def lessons_loop(organisation: Organisation) -> Diagram:
    """Six steps, the last of which leads back to the first."""
    steps = _steps(organisation.pmo)
    numbered = [Step(f"{place}. {step.title}", step.text) for place, step in enumerate(steps, start=1)]
    return Diagram(
        "The lessons loop",
        "Six steps in a circle: something happens, a lesson is submitted, validated, applied to a clause or "
        "a template, briefed at gates and used; and what happens then is the next lesson.",
        "A lesson counts as applied when a clause or a template has changed because of it.",
        steps,
        lambda layout: _narrow(numbered, layout) if layout.is_narrow else _wide(numbered, layout),
    )


def _steps(office: str) -> tuple[Step, ...]:
    return (
        Step("Happened", "Something on a project went wrong, or better than planned."),
        Step("Submitted", "Anybody writes it down while it is fresh: event, cause, what to do next time."),
        Step("Validated", f"{office} asks for evidence, joins duplicates and finds an owner."),
        Step("Applied", "A clause or a template changes, and its history names the lesson."),
        Step("Briefed", "At its gates, a project says what it does about each lesson that fits."),
        Step(
            "Used", "The next project does something differently.", "What happens then starts the loop anew."
        ),
    )


def _wide(steps: Sequence[Step], layout: Layout) -> Drawing:
    lefts = [1 + place * (COLUMN + GAP) for place in range(ACROSS)]
    there = row(1, _spots(steps[:ACROSS], lefts), layout)
    back = row(there[0].box.bottom + GAP, _spots(steps[ACROSS:], lefts[::-1]), layout)
    turn, home = centre(there[-1].box), centre(there[0].box)
    return Drawing(
        layout.width,
        round(back[0].box.bottom + 1, 1),
        (*there, *back),
        (
            *(arrow((a.box.right, middle(a.box)), (b.box.left, middle(b.box))) for a, b in pairwise(there)),
            arrow((turn, there[-1].box.bottom), (turn, back[0].box.top)),
            *(arrow((a.box.left, middle(a.box)), (b.box.right, middle(b.box))) for a, b in pairwise(back)),
            arrow((home, back[-1].box.top), (home, there[0].box.bottom)),
        ),
    )


def _spots(steps: Sequence[Step], lefts: Sequence[float]) -> list[Spot]:
    return [Spot(step, "step", left, left + COLUMN) for step, left in zip(steps, lefts, strict=True)]


def _narrow(steps: Sequence[Step], layout: Layout) -> Drawing:
    right, top = layout.width - RAIL - 1, 1.0
    shapes: list[Shape] = []
    for step in steps:
        shapes += row(top, [Spot(step, "step", 1, right)], layout)
        top = shapes[-1].box.bottom + GAP / 2
    boxes = [each.box for each in shapes]
    x, back = centre(boxes[0]), layout.width - 6
    first, last = middle(boxes[0]), middle(boxes[-1])
    return Drawing(
        layout.width,
        round(boxes[-1].bottom + 1, 1),
        tuple(shapes),
        (
            *(arrow((x, start.bottom), (x, end.top)) for start, end in pairwise(boxes)),
            arrow((right, last), (back, last), (back, first), (right, first)),
        ),
    )
