"""A record that gets another id keeps the old one in ``aliases``."""

from collections.abc import Iterator

from ...problems import Problem
from ...vocabulary import Kind
from .pairs import NAMED_KINDS, Commits, Known, Pair


def problems(commits: Commits) -> Iterator[Problem]:
    """The records whose content is there under a new id, without the old one."""
    reports = [pair for pairing in commits.reports.values() for pair in pairing.pairs]
    named = [pair for kind in NAMED_KINDS for pair in commits.of(kind).pairs]
    for pair in (*named, *reports):
        if pair.known is Known.BY_CONTENT:
            yield _problem(pair)


def _problem(pair: Pair) -> Problem:
    old, source = pair.before.id, pair.after.source
    message = f"this {pair.after.kind} was {old!r} and is {pair.after.id!r}, and does not name its old id"
    way_out = f"Add aliases: [{old}], so that links to {pair.before.path} go on leading here"
    if pair.after.kind is Kind.REPORT:
        way_out = f"Rename it to {old}.md; if that date was wrong, add aliases: [{old}]"
    return Problem(source.path, *source.key_position(("aliases",)), "renamed-without-alias", message, way_out)
