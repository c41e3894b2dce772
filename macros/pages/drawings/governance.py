"""Governance: who decides what, what is given down the line and brought up, and the office beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from macros.records.models import Organisation
from macros.records.vocabulary import PmoType

from ..charts.elements import Box, Label, Layout
from .elements import Arrow, Diagram, Drawing, Shape, Spot, Step, arrow, labels, middle, plain, row, shape

GIVEN = ("mandate and money", "charter and limits", "work packages")
BROUGHT = ("what is beyond its limits", "reports and proposals", "progress and warnings")
"""Between the levels, from the top."""

CHAIRS = "chairs"

BOARD = Step(
    "Portfolio Board",
    "Starts, holds and stops projects. Decides the gates and new baselines of larger ones.",
    f"Gives {GIVEN[0]} to the sponsor.",
)
SPONSOR = Step(
    "Sponsor",
    "Answers for the outcome. Decides beyond the project manager's limits, and the gates of small projects.",
    f"{CHAIRS.title()} the steering committee. Gives {GIVEN[1]} to the project manager.",
)
COMMITTEE = Step(
    "Steering committee",
    "Chaired by the sponsor, in larger projects. Decides beyond the sponsor's limits.",
    f"Brings {BROUGHT[0]} to the Portfolio Board.",
)
MANAGER = Step(
    "Project manager",
    "Runs the work from day to day, and decides within the limits of the charter.",
    f"Gives {GIVEN[2]} to the team. Brings {BROUGHT[1]} to the steering committee, or else to the sponsor.",
)
TEAM = Step(
    "Project team",
    "Does the work, estimates it, and says early what goes wrong.",
    f"Brings {BROUGHT[2]} to the project manager.",
)
OFFICE = {
    PmoType.SUPPORTIVE: "Offers advice, templates and training, and keeps the register.",
    PmoType.CONTROLLING: "Sets the rules, keeps the register, and checks that the evidence is complete.",
    PmoType.DIRECTIVE: "Provides the project managers, sets the rules, and keeps the register.",
}
BESIDE = "Stands beside the line: works with every level, and leaves decisions to those who answer for them."


@dataclass(frozen=True)
class Places:
    """Where things stand in a layout: columns from left to right, and what is between them."""

    right: float
    """Where the levels end."""
    half: float
    """How wide the sponsor and the steering committee are."""
    down: float
    up: float
    """Where the arrows down and up stand."""
    gap: float
    """Between two levels."""


WIDE_PLACES = Places(right=500, half=222, down=28, up=306, gap=42)
NARROW_PLACES = Places(right=254, half=118, down=14, up=148, gap=46)


def governance(organisation: Organisation) -> Diagram:
    """Who decides, and the project office as the organisation names it and as its kind says."""
    office = Step(organisation.pmo, OFFICE[organisation.pmo_type], BESIDE)
    return Diagram(
        "Who decides",
        "The Portfolio Board stands above the sponsor and the steering committee, these above the project "
        f"manager, and the project manager above the project team. {organisation.pmo} stands beside them.",
        "Arrows: what is given down and what is brought up. Dashed lines: works with.",
        (BOARD, SPONSOR, COMMITTEE, MANAGER, TEAM, office),
        lambda layout: _drawn(office, layout),
    )


def _drawn(office: Step, layout: Layout) -> Drawing:
    places = NARROW_PLACES if layout.is_narrow else WIDE_PLACES
    levels = _levels(places, layout)
    stands = (_below if layout.is_narrow else _beside)(office, levels, layout)
    sponsor, committee = (drawn.box for drawn in levels[1])
    y = middle(sponsor)
    chairs = Label(round((sponsor.right + committee.left) / 2 - 3, 1), y - 7, CHAIRS, "", "middle")
    return Drawing(
        layout.width,
        round(stands.box.bottom + 1, 1),
        (*(drawn for level in levels for drawn in level), stands),
        (
            *(_rail(levels, stands.box) if layout.is_narrow else _branches(levels, stands.box.left)),
            arrow((sponsor.right, y), (committee.left, y)),
            *_between(levels, places),
        ),
        (*(() if layout.is_narrow else (chairs,)), *_words(levels, places, layout)),
    )


def _levels(places: Places, layout: Layout) -> list[tuple[Shape, ...]]:
    right, half = places.right, places.half
    rows = (
        (Spot(BOARD, "decider", 1, right),),
        (Spot(SPONSOR, "decider", 1, 1 + half), Spot(COMMITTEE, "decider", right - half, right)),
        (Spot(MANAGER, "decider", 1, right),),
        (Spot(TEAM, "step", 1, right),),
    )
    levels, top = [], 1.0
    for spots in rows:
        levels.append(row(top, spots, layout))
        top = levels[-1][0].box.bottom + places.gap
    return levels


def _beside(office: Step, levels: Sequence[Sequence[Shape]], layout: Layout) -> Shape:
    """The office to the right of the levels, as high as all of them."""
    (least,) = row(1, [Spot(office, "office", 570, layout.width - 1)], layout)
    bottom = max(least.box.bottom, levels[-1][0].box.bottom)
    return shape("office", office, Box(570, 1, layout.width - 1, bottom), layout)


def _below(office: Step, levels: Sequence[Sequence[Shape]], layout: Layout) -> Shape:
    top = levels[-1][0].box.bottom + 20
    return row(top, [Spot(office, "office", 1, layout.width - 1)], layout)[0]


def _between(levels: Sequence[Sequence[Shape]], places: Places) -> Iterator[Arrow]:
    for above, below in pairwise(levels):
        bottom, top = above[0].box.bottom, below[0].box.top
        yield arrow((places.down, bottom), (places.down, top))
        yield arrow((places.up, top), (places.up, bottom))


def _words(levels: Sequence[Sequence[Shape]], places: Places, layout: Layout) -> Iterator[Label]:
    for (above, below), given, brought in zip(pairwise(levels), GIVEN, BROUGHT, strict=True):
        y = (above[0].box.bottom + below[0].box.top) / 2
        yield from labels(given, places.down + 8, y, places.up - places.down - 16, layout)
        yield from labels(brought, places.up + 8, y, places.right + 8 - places.up - 8, layout)


def _branches(levels: Sequence[Sequence[Shape]], x: float) -> Iterator[Arrow]:
    """A line from each of the levels to the right as far as ``x``."""
    for level in levels:
        y = middle(level[-1].box)
        yield plain("aside", (level[-1].box.right, y), (x, y))


def _rail(levels: Sequence[Sequence[Shape]], office: Box) -> Iterator[Arrow]:
    """A line along the levels down to the office, with a branch to each of them."""
    x = office.right - 11
    yield from _branches(levels, x)
    yield plain("aside", (x, middle(levels[0][-1].box)), (x, office.top))
