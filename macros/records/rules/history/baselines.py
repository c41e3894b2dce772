"""An approved start, finish, budget or milestone changes only with a new entry of ``changes``."""

from collections.abc import Iterator, Sequence
from typing import Any

from ...front_matter import Path
from ...models.project import Milestone, MilestoneChange
from ...problems import Problem
from ..ledger import BASELINE
from .ledger import has_baseline, new_entries, reached_executing
from .pairs import Pair

RULE = "baseline-without-change"
UNSAID = "no new entry of changes says so"


def problems(pair: Pair) -> Iterator[Problem]:
    """Where the approved baseline of one project moved without an entry that says so."""
    if not pair.reads("phase", "state", "changes") or not has_baseline(pair):
        return
    for name in BASELINE:
        if pair.reads(name, "withheld"):
            yield from _field(pair, name)
    if pair.reads("milestones"):
        yield from _milestones(pair)


def _field(pair: Pair, name: str) -> Iterator[Problem]:
    was, now = getattr(pair.before.fields, name), getattr(pair.after.fields, name)
    if was in (None, now) or name in pair.after.fields.withheld:
        return
    if now is None:
        message = f"the approved {name} was {was} and is gone"
        way_out = f'Put it back, or state why it may not be published: withheld: {{{name}: "reason"}}'
        yield pair.after.source.problem(RULE, (name,), message, way_out)
        return
    moves = [move for entry in new_entries(pair) if (move := getattr(entry, name)) is not None]
    if unsaid := _unsaid(was, now, moves):
        message = f"the approved {name} was {was} and is {now}, {unsaid}"
        yield _problem(pair, (name,), message, f"{name}: {{from: {was}, to: {now}}}")


def _milestones(pair: Pair) -> Iterator[Problem]:
    before = {milestone.id: milestone for milestone in pair.before.fields.milestones}
    titles = {milestone.title.casefold() for milestone in before.values()}
    for index, milestone in enumerate(pair.after.fields.milestones):
        entries = [
            entry.milestones[milestone.id] for entry in new_entries(pair) if milestone.id in entry.milestones
        ]
        was = before.get(milestone.id)
        if was:
            yield from _moved(pair, index, (was, milestone), entries)
            yield from _dropped(pair, index, (was, milestone), entries)
        elif milestone.title.casefold() not in titles:  # else only its id is new: see milestone-removed
            yield from _added(pair, index, milestone, entries)


def _moved(
    pair: Pair, index: int, both: tuple[Milestone, Milestone], entries: Sequence[MilestoneChange]
) -> Iterator[Problem]:
    id_, was, now = both[1].id, both[0].baseline, both[1].baseline
    moves = [entry for entry in entries if entry.before and entry.after]
    unsaid = _unsaid(was, now, moves) if was != now else ""
    if unsaid:
        message = f"the baseline of milestone {id_!r} was {was} and is {now}, {unsaid}"
        form = f"milestones: {{{id_}: {{from: {was}, to: {now}}}}}"
        yield _problem(pair, ("milestones", index, "baseline"), message, form)


def _added(
    pair: Pair, index: int, milestone: Milestone, entries: Sequence[MilestoneChange]
) -> Iterator[Problem]:
    if reached_executing(pair) and not any(entry.added for entry in entries):
        message = f"milestone {milestone.id!r} is new after the baseline was approved, and {UNSAID}"
        form = f"milestones: {{{milestone.id}: {{added: {milestone.baseline}}}}}"
        yield _problem(pair, ("milestones", index, "id"), message, form)


def _dropped(
    pair: Pair, index: int, both: tuple[Milestone, Milestone], entries: Sequence[MilestoneChange]
) -> Iterator[Problem]:
    id_, was, now = both[1].id, both[0].dropped, both[1].dropped
    if was == now or not reached_executing(pair):
        return
    if now is None and not entries:
        message = f"milestone {id_!r} was dropped on {was} and is back, and {UNSAID}"
        form = f"milestones: {{{id_}: {{added: {both[1].baseline}}}}}"
        yield _problem(pair, ("milestones", index, "id"), message, form)
    elif now and all(entry.dropped != now for entry in entries):
        before = f"dropped on {was}" if was else "not dropped"
        message = f"milestone {id_!r} was {before} and is dropped on {now}, and {UNSAID}"
        form = f"milestones: {{{id_}: {{dropped: {now}}}}}"
        yield _problem(pair, ("milestones", index, "dropped"), message, form)


def _unsaid(was: object, now: object, moves: Sequence[Any]) -> str:
    """Why ``moves``, oldest first, do not lead from the old value to the new one; nothing where they do."""
    if not moves:
        return f"and {UNSAID}"
    first, last = moves[0].before, moves[-1].after
    return "" if (first, last) == (was, now) else f"but the new entry of changes leads from {first} to {last}"


def _problem(pair: Pair, path: Path, message: str, form: str) -> Problem:
    way_out = (
        f"Add an entry to changes with id, date, approved_by, reason and {form}, or put the old value back"
    )
    return pair.after.source.problem(RULE, path, message, way_out)
