"""The baseline ledger: how the approved baseline came to be what it is."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..front_matter import Path
from ..library import Record
from ..models.project import Milestone, MilestoneChange
from ..vocabulary import Kind
from .registry import Context, Finding, rule

BASELINE = ("start", "finish", "budget")


@rule("ledger-mismatch", Kind.PROJECT, needs=("changes", *BASELINE))
def ledger_leads_to_baseline(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """Each entry begins where the one before ended, and the last ends at the approved value."""
    for name in BASELINE:
        moves = [
            (("changes", index, name), getattr(change, name))
            for index, change in _by_date(record)
            if getattr(change, name) is not None
        ]
        yield from _chain(name, moves)
        approved = getattr(record.fields, name)
        if moves and approved is not None and moves[-1][1].after != approved:
            yield Finding(
                f"{name} is {approved}, but the latest change of it leads to {moves[-1][1].after}",
                (*moves[-1][0], "to"),
                f"Correct it, or enter the change that led to {approved}",
            )


def _by_date(record: Record[Any]) -> list[tuple[int, Any]]:
    return sorted(enumerate(record.fields.changes), key=lambda entry: entry[1].date)


def _chain(name: str, moves: list[tuple[Any, Any]]) -> Iterator[Finding]:
    for (_, one), (path, two) in pairwise(moves):
        if two.before != one.after:
            yield Finding(
                f"{name} is said to have been {two.before}, but the change before led to {one.after}",
                (*path, "from"),
                "Correct the one that is wrong",
            )


@rule("ledger-mismatch", Kind.PROJECT, needs=("changes", "milestones"))
def ledger_speaks_of_milestones(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """What the ledger says of milestones, it says of those the project has, and it says something."""
    known = {milestone.id for milestone in record.fields.milestones}
    for path, name, move in _milestone_moves(record):
        if name not in known:
            yield Finding(
                f"the project has no milestone {name!r}",
                path,
                "Milestones are never deleted: put it back with dropped: YYYY-MM-DD",
                at_key=True,
            )
        elif not (move.after or move.added or move.dropped):
            way_out = "Write {from, to}, {added} or {dropped}"
            yield Finding(f"the change of milestone {name!r} says nothing", path, way_out)


@rule("ledger-mismatch", Kind.PROJECT, needs=("changes", "milestones"))
def ledger_leads_to_milestones(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A milestone's changes lead from date to date to its baseline, or to the day on which it was dropped."""
    moves = list(_milestone_moves(record))
    for milestone in record.fields.milestones:
        own = [(path, move) for path, name, move in moves if name == milestone.id]
        yield from _milestone(milestone, own)


def _milestone_moves(record: Record[Any]) -> Iterator[tuple[Path, str, MilestoneChange]]:
    for index, change in _by_date(record):
        for name, move in change.milestones.items():
            yield ("changes", index, "milestones", name), name, move


def _milestone(milestone: Milestone, moves: list[tuple[Path, MilestoneChange]]) -> Iterator[Finding]:
    shown = f"the baseline of milestone {milestone.id!r}"
    led, place = None, moves[-1][0] if moves else ()
    for path, move in moves:
        if led and move.before and move.before != led:
            message = f"{shown} is said to have been {move.before}, but the change before led to {led}"
            yield Finding(message, (*path, "from"), "Correct the one that is wrong")
        if move.after or move.added:
            led, place = move.after or move.added, path
    if led and led != milestone.baseline:
        message = f"{shown} is {milestone.baseline}, but the latest change of it leads to {led}"
        yield Finding(message, place, "Correct the one that is wrong")
    last = moves[-1][1].dropped if moves else None
    if last and last != milestone.dropped:
        message = f"milestone {milestone.id!r} was dropped on {last}, but does not say so"
        yield Finding(message, (*moves[-1][0], "dropped"), f"Add dropped: {last} to the milestone")
