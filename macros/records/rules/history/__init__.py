"""Rules between two commits: what may not change without saying so.

These rules compare two libraries, so they are not in the registry of rules about one record. Each yields
problems of the newer library, at the place where the new value stands.
"""

from collections.abc import Iterator

from ...library import Library
from ...problems import Problem
from . import baselines, ledger, lessons, milestones, published, renames, unread
from .pairs import Commits

HISTORY_RULES = (
    "baseline-without-change",
    "gate-without-lessons",
    "ledger-rewritten",
    "lesson-step",
    "milestone-removed",
    "renamed-without-alias",
    "report-removed",
    "report-without-correction",
)
"""The ids of the rules in this package."""

__all__ = ["HISTORY_RULES", "Commits", "history_problems", "not_compared"]


def history_problems(before: Library, after: Library) -> Iterator[Problem]:
    """What ``after`` changed of ``before`` that may not change, or not without a word.

    A record or field that could not be read in either of the two is not compared; ``not_compared`` says so.
    """
    commits = Commits(before, after)
    for pair in commits.projects.pairs:
        yield from baselines.problems(pair)
        yield from ledger.problems(pair)
        yield from milestones.problems(pair)
    yield from published.problems(commits)
    yield from renames.problems(commits)
    yield from lessons.problems(commits)


def not_compared(before: Library, after: Library) -> Iterator[str]:
    """One line for each record of ``before`` of which something could not be read, and why that matters."""
    return unread.lines(Commits(before, after))
