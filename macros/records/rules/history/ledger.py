"""The baseline ledger across a change: which entries are new, and that the old ones stay."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ...library import Record
from ...models.project import Change
from ...problems import Problem
from ...vocabulary import Phase, State
from ..ledger import BASELINE
from .pairs import Pair
from .values import changed

WHAT = ("date", *BASELINE, "milestones")
"""What an entry says of the baseline. Its reason may be put into better words."""

UNDER_WAY = frozenset({Phase.EXECUTING, Phase.CLOSING})
"""Phases behind the gate that approves the baseline."""


def reached_executing(pair: Pair) -> bool:
    """Whether the project was executing, or closing, before the change."""
    return pair.before.fields.phase in UNDER_WAY


def has_baseline(pair: Pair) -> bool:
    """Whether the project had an approved baseline that holds.

    A record holds what was agreed, so that is every project, except one that is still proposed, and one
    that enters executing with this change: the gate approves its baseline. A ledger holds in any case.
    """
    if pair.before.fields.changes or reached_executing(pair):
        return True
    return pair.before.fields.state is not State.PROPOSED and pair.after.fields.phase not in UNDER_WAY


def new_entries(pair: Pair) -> list[Change]:
    """The entries that were not there before, oldest first. One that only got another id was there."""
    before, after = _by_id(pair.before), _by_id(pair.after)
    renamed = [_said(entry) for id_, entry in before.items() if id_ not in after]
    new = [entry for id_, entry in after.items() if id_ not in before and _said(entry) not in renamed]
    return sorted(new, key=_date)


def problems(pair: Pair) -> Iterator[Problem]:
    """The entries of one project's ledger that are gone, or say something else than they did."""
    if not pair.reads("changes"):
        return
    before, after = _by_id(pair.before), _by_id(pair.after)
    kept = [_said(entry) for id_, entry in after.items() if id_ not in before]
    for index, entry in enumerate(pair.after.fields.changes):
        if entry.id in before and _said(before[entry.id]) != _said(entry):
            yield _rewritten(pair, index, before[entry.id], entry)
    for id_, was in before.items():
        if id_ not in after and _said(was) not in kept:
            message = f"the entry {id_!r} of {was.date} is gone from changes"
            yield pair.after.source.problem(
                "ledger-rewritten", ("changes",), message, "Put it back as it was"
            )


def _rewritten(pair: Pair, index: int, was: Change, now: Change) -> Problem:
    first = next(changed(_written(was), _written(now)))
    message = f"in the entry {was.id!r} of changes, {first.shown}"
    way_out = "Put it back as it was; a baseline that moved again is a new entry"
    return pair.after.source.problem("ledger-rewritten", ("changes", index, *first.path), message, way_out)


def _by_id(record: Record[Any]) -> dict[str, Change]:
    return {entry.id: entry for entry in record.fields.changes}


def _said(entry: Change) -> tuple[Any, ...]:
    return tuple(getattr(entry, name) for name in WHAT)


def _written(entry: Change) -> dict[str, Any]:
    """The entry as it is written in front matter."""
    return entry.model_dump(mode="json", by_alias=True, exclude_none=True, include=set(WHAT))


def _date(entry: Change) -> date:
    return entry.date
