"""What could not be compared, because one of the two commits does not hold it in a readable form."""

from collections.abc import Iterator
from typing import Any

from ...library import Record
from .pairs import NAMED_KINDS, Commits, Pair

EVERYTHING = "the file"


def lines(commits: Commits) -> Iterator[str]:
    """One line a record, in the order of their paths."""
    pairs = [pair for kind in NAMED_KINDS for pair in commits.of(kind).pairs]
    pairs += [pair for pairing in commits.reports.values() for pair in pairing.pairs]
    for pair in sorted(pairs, key=_path):
        if what := _unread(pair.before):
            yield f"{pair.after.path}: {what} could not be read in the other commit"
        elif what := _unread(pair.after):
            yield f"{pair.after.path}: {what} cannot be read; see the problems"


def _path(pair: Pair) -> str:
    return pair.after.path


def _unread(record: Record[Any]) -> str:
    if not record.source.values or not record.source.is_whole:
        return EVERYTHING
    return ", ".join(sorted(record.broken))
