"""A published report is a snapshot: it stays, and changes only with a word on why."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from ...library import Record
from ...models import Report
from ...problems import Problem
from .pairs import Commits, Pair, Pairing, words
from .values import Changed, changed, excerpt

NO_CONTENT = frozenset({"aliases", "corrections"})
"""Fields that say something about a report, not about the project."""

CONTEXT = 3
"""Words shown on either side of those of a body that differ."""

FIELDS = [name for name in Report.model_fields if name not in NO_CONTENT]


def problems(commits: Commits) -> Iterator[Problem]:
    """The reports that are gone, and those that were edited without a new entry of ``corrections``."""
    gone = {record.id: record for record in commits.projects.gone}
    for project, pairing in commits.reports.items():
        if project in gone and not pairing.pairs:
            yield _project_gone(gone[project], pairing)
            continue
        for report in pairing.gone:
            message = f"the report of {report.id} on {project!r} is gone"
            way_out = "Put it back; if it was wrong, mend it and add an entry to corrections"
            yield Problem(report.path, 1, 1, "report-removed", message, way_out)
        for pair in pairing.pairs:
            yield from _edited(pair)


def _project_gone(project: Record[Any], pairing: Pairing) -> Problem:
    count = len(pairing.gone)
    message = f"the project {project.id!r} is gone with its {count} {'report' if count == 1 else 'reports'}"
    way_out = "Put it back; a project that is over has the state completed or cancelled"
    return Problem(project.path, 1, 1, "report-removed", message, way_out)


def _edited(pair: Pair) -> Iterator[Problem]:
    """One problem a field that differs, and one for the body, unless a correction was added."""
    if not pair.reads("corrections"):
        return
    if len(pair.after.fields.corrections) > len(pair.before.fields.corrections):
        return
    source = pair.after.source
    if pair.before.id != pair.after.id:
        message = f"this report was dated {pair.before.id} and is dated {pair.after.id}"
        yield Problem(source.path, 1, 1, "report-without-correction", message, _WAY_OUT)
    for first, others in _fields(pair):
        more = f"; {others} more of its values changed" if others else ""
        position = source.position(first.path)
        yield Problem(source.path, *position, "report-without-correction", f"{first.shown}{more}", _WAY_OUT)
    if body := _body(pair):
        line, message = body
        yield Problem(source.path, line, 1, "report-without-correction", message, _WAY_OUT)


_WAY_OUT = (
    "Add an entry to corrections with the date and the reason, or put it back; "
    "what has changed since belongs in the next report"
)


def _fields(pair: Pair) -> Iterator[tuple[Changed, int]]:
    """The first difference of each field that could be read on both sides, and the number of the others."""
    before, after = pair.before.source.values, pair.after.source.values
    for name in FIELDS:
        if pair.reads(name):
            found = list(changed(before.get(name), after.get(name), (name,)))
            if found:
                yield found[0], len(found) - 1
    found = list(changed(before.get("corrections"), after.get("corrections"), ("corrections",)))
    if found:
        yield found[0], len(found) - 1


def _body(pair: Pair) -> tuple[int, str] | None:
    """The line of the first word of the body that differs, and what was there before and is there now."""
    if not (pair.before.source.is_whole and pair.after.source.is_whole):
        return None
    was, now = words(pair.before.source.body), words(pair.after.source.body)
    if was == now:
        return None
    start, end = _common(was, now), _common(was[::-1], now[::-1])
    end = min(end, min(len(was), len(now)) - start)
    first, around = max(0, start - CONTEXT), max(0, end - CONTEXT)
    shown = [" ".join(text[first : len(text) - around]) for text in (was, now)]
    old, new = (excerpt(text) if text else "nothing" for text in shown)
    line = _line_of_word(pair.after.source.body, start, pair.after.source.body_line)
    return line, f"the text was {old} and is {new}"


def _common(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(one, other, strict=False)))


def _line_of_word(body: str, number: int, first_line: int) -> int:
    """The line of the word with this number, counted from 0; of the last one where there are fewer."""
    line = first_line
    for offset, text in enumerate(body.split("\n")):
        count = len(words(text))
        if count:
            line = first_line + offset
        if number < count:
            break
        number -= count
    return line
