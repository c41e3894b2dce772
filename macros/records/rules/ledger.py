"""The baseline ledger: how the approved baseline came to be what it is."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..library import Record
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
def ledger_leads_to_milestones(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A milestone's changes are of a milestone of the project and lead to its baseline."""
    milestones = {milestone.id: milestone for milestone in record.fields.milestones}
    latest: dict[str, tuple[Any, Any]] = {}
    for index, change in _by_date(record):
        for name, move in change.milestones.items():
            path = ("changes", index, "milestones", name)
            if name not in milestones:
                yield Finding(
                    f"the project has no milestone {name!r}",
                    path,
                    "Milestones are never deleted: put it back with dropped: YYYY-MM-DD",
                    at_key=True,
                )
            elif move.after or move.added:
                latest[name] = (path, move.after or move.added)
            elif not move.dropped:
                yield Finding(
                    f"the change of milestone {name!r} says nothing",
                    path,
                    "Write {from, to}, {added} or {dropped}",
                )
    for name, (path, after) in latest.items():
        baseline = milestones[name].baseline
        if baseline != after:
            yield Finding(
                f"milestone {name!r} has the baseline {baseline}, but its latest change leads to {after}",
                path,
                "Correct the one that is wrong",
            )
