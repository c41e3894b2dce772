"""Escalation: each level decides up to its limits, and what lies beyond them goes up one step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from macros.records.models import Organisation

from ..charts.elements import Label, Layout
from .elements import Arrow, Diagram, Drawing, Shape, Spot, Step, arrow, centre, labels, middle, row, wrap


@dataclass(frozen=True)
class Level:
    """What is asked, who decides where the answer is yes, and what happens where it is no."""

    question: Step
    decider: Step
    otherwise: str


LEVELS = (
    Level(
        Step("Does the forecast hold every tolerance of the charter?"),
        Step(
            "The project manager decides",
            "Goes on, trades scope and uses contingency within the charter's limits. "
            "The log and the status report show it.",
        ),
        "tell the sponsor in writing, with a proposal",
    ),
    Level(
        Step("Does it stay within the sponsor's limits?"),
        Step(
            "The sponsor decides",
            "Accepts a slip, a cost or a risk, releases contingency, and clears what the team cannot. "
            "The baseline stays as it is.",
        ),
        "the sponsor takes it to the steering committee",
    ),
    Level(
        Step("Does it stay within what the charter gives the committee?"),
        Step(
            "The steering committee decides",
            "Chooses between options, changes scope, people and priorities, and moves the baseline as far as "
            "the charter allows.",
        ),
        "the sponsor takes it to the Portfolio Board",
    ),
)
LAST = Step(
    "The Portfolio Board decides",
    "Moves the baseline, gives or takes back money, sets one project before another, "
    "holds or stops the project.",
)
YES, NO = "Yes", "No"


def escalation(_: Organisation) -> Diagram:
    """From the project manager to the Portfolio Board."""
    said = (
        Step(
            level.question.title,
            f"{YES}: {_lower(level.decider.title)}. {level.decider.text}",
            f"{NO}: {level.otherwise}.",
        )
        for level in LEVELS
    )
    return Diagram(
        "Escalation",
        "Three questions follow each other. Where the answer is yes, the project manager, the sponsor or the "
        "steering committee decides. Where it is no, the matter goes up one step, at last to the "
        "Portfolio Board.",
        "Each level decides up to its own limits, which the project charter sets. "
        "What lies beyond goes up one step.",
        (*said, LAST),
        lambda layout: _narrow(layout) if layout.is_narrow else _wide(layout),
    )


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


# ---- Wide: questions on the left, who decides on the right ----

QUESTION = 250
"""How wide a question is."""
DECIDER = 316
"""Where the boxes begin."""
RUNG = 44
"""From one level to the next."""


def _wide(layout: Layout) -> Drawing:
    right, top = layout.width - 1, 1.0
    questions: list[Shape] = []
    deciders: list[Shape] = []
    for level in LEVELS:
        spots = (
            Spot(level.question, "question", 1, QUESTION),
            Spot(level.decider, "decider", DECIDER, right),
        )
        question, decider = row(top, spots, layout)
        questions.append(question)
        deciders.append(decider)
        top = question.box.bottom + RUNG
    deciders += row(top, [Spot(LAST, "decider", DECIDER, right)], layout)
    return Drawing(
        layout.width,
        round(deciders[-1].box.bottom + 1, 1),
        (*questions, *deciders),
        tuple(_wide_arrows(questions, deciders)),
        tuple(_wide_words(questions, layout)),
    )


def _wide_arrows(questions: Sequence[Shape], deciders: Sequence[Shape]) -> Iterator[Arrow]:
    x = centre(questions[0].box)
    for question, decider in zip(questions, deciders, strict=False):
        y = middle(question.box)
        yield arrow((question.box.right, y), (decider.box.left, y))
    for question, following in pairwise(questions):
        yield arrow((x, question.box.bottom), (x, following.box.top))
    y = middle(deciders[-1].box)
    yield arrow((x, questions[-1].box.bottom), (x, y), (deciders[-1].box.left, y))


def _wide_words(questions: Sequence[Shape], layout: Layout) -> Iterator[Label]:
    x = centre(questions[0].box) + 12
    for level, question in zip(LEVELS, questions, strict=True):
        yield Label((QUESTION + DECIDER) / 2 - 4, middle(question.box) - 7, YES, "answer", "middle")
        y = round(question.box.bottom + RUNG / 2 + layout.text * 0.36, 1)
        yield Label(x, y, NO, "answer")
        yield Label(x + 26, y, level.otherwise)


# ---- Narrow: from top to bottom, with a line for the answer no along the left edge ----

SIDE = 18
"""Where the line for the answer no stands."""
INDENT = 38
"""Where the boxes begin that it leads past."""
ANSWER = 32
"""Room for the answers below a question."""


def _narrow(layout: Layout) -> Drawing:
    top, parts = 1.0, []
    for level in LEVELS:
        parts.append(_part(level, top, layout))
        top = parts[-1].height
    last = row(top, [Spot(LAST, "decider", 1, layout.width - 1)], layout)
    return Drawing(
        layout.width,
        round(last[0].box.bottom + 1, 1),
        (*(each for part in parts for each in part.shapes), *last),
        tuple(each for part in parts for each in part.arrows),
        tuple(each for part in parts for each in part.labels),
    )


def _part(level: Level, top: float, layout: Layout) -> Drawing:
    """One level from ``top`` on; its height is where the next one begins."""
    right, room = layout.width - 1, layout.width - 16 - INDENT
    (question,) = row(top, [Spot(level.question, "question", 1, right)], layout)
    (decider,) = row(question.box.bottom + ANSWER, [Spot(level.decider, "decider", INDENT, right)], layout)
    x, below, bottom = centre(decider.box), question.box.bottom, decider.box.bottom
    gap = len(wrap(level.otherwise, room, layout.text)) * layout.line + 28
    y = below + ANSWER / 2 + 3
    return Drawing(
        layout.width,
        bottom + gap,
        (question, decider),
        (arrow((x, below), (x, decider.box.top)), arrow((SIDE, below), (SIDE, bottom + gap))),
        (
            Label(x + 10, y, YES, "answer"),
            Label(SIDE + 10, y, NO, "answer"),
            *labels(level.otherwise, INDENT, bottom + gap / 2 - 2, room, layout),
        ),
    )
