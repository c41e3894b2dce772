"""A milestone is never deleted: reports and other projects speak of it."""

from collections.abc import Iterator

from ...problems import Problem
from .pairs import Pair


def problems(pair: Pair) -> Iterator[Problem]:
    """The milestones of one project that are gone."""
    if not pair.reads("milestones"):
        return
    kept = {milestone.id for milestone in pair.after.fields.milestones}
    older = {milestone.id for milestone in pair.before.fields.milestones}
    new = {
        entry.title.casefold(): entry.id for entry in pair.after.fields.milestones if entry.id not in older
    }
    for milestone in pair.before.fields.milestones:
        if milestone.id in kept:
            continue
        message = f"milestone {milestone.id!r} ({milestone.title}, baseline {milestone.baseline}) is gone"
        way_out = "Put it back, with dropped: YYYY-MM-DD if it was given up"
        if renamed := new.get(milestone.title.casefold()):
            message += f"; {renamed!r} has its title"
            way_out = f"Give {renamed!r} its old id back; the title may change, the id may not"
        yield pair.after.source.problem("milestone-removed", ("milestones",), message, way_out)
