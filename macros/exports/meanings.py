"""What a field means, taken from where it is worked out: the first paragraph of the docstring there."""

from collections.abc import Mapping
from functools import cached_property
from inspect import getdoc

from macros.portfolio.columns import Dataset, Field, FieldKind
from macros.portfolio.earned_value import EarnedValue
from macros.portfolio.milestones import MilestoneRow
from macros.portfolio.schedule import EarnedSchedule
from macros.portfolio.status import ProjectStatus
from macros.portfolio.warnings import StatusWarning

HOMES: Mapping[str, tuple[type, ...]] = {
    "projects": (ProjectStatus, EarnedValue, EarnedSchedule),
    "milestones": (MilestoneRow,),
    "warnings": (StatusWarning,),
}
"""Classes that a dataset's values are properties of, by its name."""
EVERYWHERE: Mapping[str, str] = {
    "url": "Relative to the site's root.",
    "aliases": "Ids the record had before; old links still lead to it.",
    "audience": "Who may read the record.",
    "withheld": "What may not be published, and why.",
    "overdue_review": "Whether the review is due before the day of the data.",
    "overdue": "Whether it was due before the day of the data.",
    "tiers": "Size classes of projects, 1 the smallest.",
    "tier": "Size class, 1 the smallest.",
    "project_state": "As in the project's record.",
    "likelihood": "1 to 5.",
    "impact": "1 to 5.",
    "urgency": "1 to 5.",
}
"""What a name means in any dataset, where no docstring says it."""
OF_DATASET: Mapping[str, Mapping[str, str]] = {
    "projects": {
        "rating": "Rolled up: the latest assurance while valid, else the manager's. Without one: not rated.",
        "assurance_rating": "Of the latest independent assurance while it is valid.",
        "trend": "The rolled-up rating against that at the previous report.",
        "warnings": "Kinds of warning, each once, the weightiest first.",
        "finish_slip_from_first_days": "As finish_slip_days, from the finish that was approved first.",
        "ratings": "By dimension, where the current report rates it.",
        "last_ratings": "Rolled-up ratings at the last nine reports, oldest first.",
        "next_milestone": "Title of the milestone expected first.",
    },
    "reports": {
        "ratings": "By dimension, those that the report rates.",
        "points_completed": "Of an agile team, in the period.",
        "milestones": "Forecast or actual day by the id of the milestone.",
    },
    "milestones": {
        "expected": "The day it was reached, else the forecast, else the approved one.",
    },
    "risks": {
        "score": "Likelihood × impact.",
    },
    "issues": {
        "score": "Urgency × impact.",
    },
    "lessons": {
        "applied_to": "Clauses and templates that the lesson changed.",
    },
    "dependencies": {
        "needs": "The id of the project that delivers what is needed.",
        "title": "Of the milestone that brings it, where the record names one.",
        "expected": "Of the milestone, else of the project: the day reached, else forecast, else approved.",
        "late_days": "Days from needed to expected; empty where it comes in time.",
    },
    "benefits": {
        "state": "Realised as soon as the record says what came of it; late once its day has passed.",
    },
    "demand": {
        "month": "Its first day.",
        "demand": "Mean over the days of the month, of active projects.",
        "shortage": "What is asked for beyond capacity; 0 where there is enough.",
        "projects": "Ids of projects that ask for the role, the largest demand first.",
    },
    "kpis": {
        "value": "In the unit beside it.",
        "unit": "% or days.",
        "part": "What was counted, of the number behind a percentage.",
        "whole": "What it is counted of.",
    },
    "warnings": {
        "declared": "The manager's rating, else the rolled-up one.",
        "says": "The rating that the figures speak for.",
    },
}
"""What a name means in one dataset, where no docstring says it to a reader of data."""
_UNITS: Mapping[FieldKind, str] = {
    FieldKind.MONEY: "In units of the record's currency.",
    FieldKind.PERCENT: "0 to 100.",
}


def meaning(dataset: Dataset, field: Field) -> str:
    """What the values of ``field`` are in data; empty where the label says it all."""
    return explanation(dataset, field) or _by_kind(field)


def explanation(dataset: Dataset, field: Field) -> str:
    """What the values of ``field`` mean, in whatever form they come."""
    told = OF_DATASET.get(dataset.name, {}).get(field.name) or _derived(dataset.name, field.name)
    return told or EVERYWHERE.get(field.name, "")


def _derived(dataset: str, name: str) -> str:
    for home in HOMES.get(dataset, ()):
        found = getattr(home, name, None)
        if isinstance(found, (property, cached_property)):
            return " ".join((getdoc(found) or "").partition("\n\n")[0].replace("``", "").split())
    return ""


def _by_kind(field: Field) -> str:
    if field.refers and field.kind is not FieldKind.ENTRIES:
        several = field.kind is FieldKind.LIST
        return f"{'Ids' if several else 'The id'} of {_kinds(field.refers, several=several)}."
    return _UNITS.get(field.kind, "")


def _kinds(refers: str, *, several: bool) -> str:
    words = refers.split(" or ")
    return " or ".join(f"{word}s" if several else f"a {word}" for word in words)
