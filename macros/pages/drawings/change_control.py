"""Change control: from a wish, by way of its effects and a decision, to a new baseline or none."""

from macros.records.models import Organisation

from ..charts.elements import Label, Layout
from .elements import Arrow, Diagram, Drawing, Shape, Spot, Step, arrow, centre, middle, plain, row

APPROVED, REJECTED = "approved", "rejected"
YES, NO = "Yes", "No"

REQUEST = Step("Request", "Anybody asks. The log takes it on the day it arrives.")
IMPACT = Step("Impact", "Effect on time, cost, scope, risk and benefits, and the price of saying no.")
QUESTION = Step(
    "Does it stay within the tolerances?",
    then=f"{YES}: the project manager or the sponsor decides. {NO}: the steering committee decides.",
)
WITHIN = Step(
    "Project manager or sponsor decides",
    "Each up to the limits that the charter gives.",
    f"If {APPROVED}, it is carried out and the baseline stays. If {REJECTED}, the log says why.",
)
BEYOND = Step(
    "Steering committee decides",
    "On a change request; what is beyond its limits goes to the Portfolio Board.",
    f"If {APPROVED}, there is a new baseline in the register. If {REJECTED}, the log says why.",
)
KEPT = Step("Carried out, baseline stays", "The log and the status report show what changed.")
MOVED = Step(
    "New baseline in the register", "Old values stay beside the new. Plan, budget and contracts follow."
)
REFUSED = Step("Rejected", "The log keeps the request and the reason.")


def change_control(_: Organisation) -> Diagram:
    """From request to register."""
    return Diagram(
        "Change control",
        "A request is logged and its impact estimated. Within the tolerances the project manager or the "
        "sponsor decides, beyond them the steering committee. The end is a change carried out under the old "
        "baseline, a new baseline in the register, or a rejection.",
        "Only an approved change moves a baseline, and the register keeps the values from before.",
        (REQUEST, IMPACT, QUESTION, WITHIN, BEYOND, KEPT, MOVED, REFUSED),
        lambda layout: _narrow(layout) if layout.is_narrow else _wide(layout),
    )


# ---- Wide: three columns, the question in the middle ----

COLUMNS = ((1, 205), (254, 466), (515, 719))
DROP = 46
"""From one row to the next."""


def _wide(layout: Layout) -> Drawing:
    first, second, third = COLUMNS
    asked, effect = row(1, (Spot(REQUEST, "step", *first), Spot(IMPACT, "step", *second)), layout)
    beyond, question, within = row(
        effect.box.bottom + DROP - 12,
        (
            Spot(BEYOND, "decider", *first),
            Spot(QUESTION, "question", *second),
            Spot(WITHIN, "decider", *third),
        ),
        layout,
    )
    moved, refused, kept = row(
        question.box.bottom + DROP,
        (Spot(MOVED, "end", *first), Spot(REFUSED, "end", *second), Spot(KEPT, "end", *third)),
        layout,
    )
    shapes = (asked, effect, question, beyond, within, moved, refused, kept)
    return Drawing(
        layout.width, round(kept.box.bottom + 1, 1), shapes, _wide_arrows(shapes), _wide_words(shapes)
    )


def _wide_arrows(shapes: tuple[Shape, ...]) -> tuple[Arrow, ...]:
    asked, effect, question, beyond, within, moved, refused, kept = (each.box for each in shapes)
    across, level = middle(asked), middle(question)
    x, turn = (refused.left + refused.right) / 2, beyond.bottom + DROP / 2
    return (
        arrow((asked.right, across), (effect.left, across)),
        arrow((x, effect.bottom), (x, question.top)),
        arrow((question.left, level), (beyond.right, level)),
        arrow((question.right, level), (within.left, level)),
        arrow((centre(moved), beyond.bottom), (centre(moved), moved.top)),
        arrow((centre(kept), within.bottom), (centre(kept), kept.top)),
        arrow(
            (beyond.right - 20, beyond.bottom),
            (beyond.right - 20, turn),
            (x - 30, turn),
            (x - 30, refused.top),
        ),
        arrow(
            (within.left + 20, within.bottom), (within.left + 20, turn), (x + 30, turn), (x + 30, refused.top)
        ),
    )


def _wide_words(shapes: tuple[Shape, ...]) -> tuple[Label, ...]:
    _, _, question, beyond, within, moved, _, kept = (each.box for each in shapes)
    level, turn = middle(question) - 7, beyond.bottom + DROP / 2
    return (
        Label((question.left + beyond.right) / 2 + 4, level, NO, "answer", "middle"),
        Label((question.right + within.left) / 2 - 4, level, YES, "answer", "middle"),
        Label(centre(moved) - 10, turn + 5, APPROVED, "", "end"),
        Label(centre(kept) + 10, turn + 5, APPROVED),
        Label(beyond.right - 8, turn - 6, REJECTED),
        Label(within.left + 8, turn - 6, REJECTED, "", "end"),
    )


# ---- Narrow: two columns below the question, and a line between them to the end they share ----

HALF = 132


def _narrow(layout: Layout) -> Drawing:
    right = layout.width - 1
    (asked,) = row(1, (Spot(REQUEST, "step", 1, right),), layout)
    (effect,) = row(asked.box.bottom + 22, (Spot(IMPACT, "step", 1, right),), layout)
    (question,) = row(effect.box.bottom + 22, (Spot(QUESTION, "question", 1, right),), layout)
    beyond, within = row(
        question.box.bottom + 34,
        (Spot(BEYOND, "decider", 1, HALF), Spot(WITHIN, "decider", right - HALF + 1, right)),
        layout,
    )
    moved, kept = row(
        beyond.box.bottom + 34,
        (Spot(MOVED, "end", 1, HALF), Spot(KEPT, "end", right - HALF + 1, right)),
        layout,
    )
    (refused,) = row(moved.box.bottom + 24, (Spot(REFUSED, "end", 1, right),), layout)
    shapes = (asked, effect, question, beyond, within, moved, refused, kept)
    return Drawing(
        layout.width, round(refused.box.bottom + 1, 1), shapes, _narrow_arrows(shapes), _narrow_words(shapes)
    )


def _narrow_arrows(shapes: tuple[Shape, ...]) -> tuple[Arrow, ...]:
    asked, effect, question, beyond, within, moved, refused, kept = (each.box for each in shapes)
    x, left, right = centre(question), centre(beyond), centre(within)
    turn = middle(beyond)
    return (
        arrow((x, asked.bottom), (x, effect.top)),
        arrow((x, effect.bottom), (x, question.top)),
        arrow((left, question.bottom), (left, beyond.top)),
        arrow((right, question.bottom), (right, within.top)),
        arrow((left, beyond.bottom), (left, moved.top)),
        arrow((right, within.bottom), (right, kept.top)),
        arrow((beyond.right, turn), (x, turn), (x, refused.top)),
        plain("flow", (within.left, turn), (x, turn)),
    )


def _narrow_words(shapes: tuple[Shape, ...]) -> tuple[Label, ...]:
    _, _, question, beyond, within, _, _, _ = (each.box for each in shapes)
    left, right = centre(beyond) + 10, centre(within)
    return (
        Label(left, question.bottom + 21, NO, "answer"),
        Label(right + 10, question.bottom + 21, YES, "answer"),
        Label(left, beyond.bottom + 21, APPROVED),
        Label(right - 10, within.bottom + 21, APPROVED, "", "end"),
    )
