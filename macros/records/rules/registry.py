"""Rules: each has one id and one home; several functions may watch over the same rule."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..front_matter import Path
from ..library import Library, Record
from ..links import LinkMap
from ..problems import Problem, Severity
from ..vocabulary import Kind

RECORDS = tuple(Kind)
CONTRIBUTED = (Kind.PROJECT, Kind.REPORT, Kind.LESSON, Kind.TEMPLATE)


@dataclass(frozen=True)
class Context:
    """What a rule may look at besides the record: all records, their links, and the day on the real clock."""

    library: Library
    links: LinkMap
    clock: date


@dataclass(frozen=True)
class Finding:
    """What a rule found, at a path in the front matter or at a place in the body."""

    message: str
    path: Path = ()
    help: str = ""
    at_key: bool = False
    line: int = 0
    column: int = 1


Check = Callable[[Record[Any], Context], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A function that watches over the rule ``id`` in records of some kinds.

    It is not asked about a record in which one of the fields it ``needs`` did not fit its form.
    """

    id: str
    kinds: tuple[Kind, ...]
    needs: frozenset[str]
    severity: Severity
    check: Check


RULES: list[Rule] = []

FORM_RULES = (
    "colour-format",
    "control-character",
    "currency-format",
    "date-format",
    "duplicate-id",
    "empty-file",
    "encoding",
    "file-size",
    "front-matter",
    "id-format",
    "missing-field",
    "missing-file",
    "not-in-list",
    "number-format",
    "one-line",
    "out-of-range",
    "placeholder-left",
    "report-date",
    "site-setting",
    "stray-file",
    "symbolic-link",
    "too-long",
    "unreadable-file",
    "unknown-key",
    "url-format",
    "version-format",
    "wrong-type",
    "yaml-alias",
    "yaml-comment",
    "yaml-duplicate-key",
    "yaml-syntax",
    "yaml-tag",
)
"""Rules kept while files are read and typed; the others are functions in this package."""


def rule(
    id_: str, *kinds: Kind, needs: tuple[str, ...] = (), severity: Severity = Severity.ERROR
) -> Callable[[Check], Check]:
    """Enter a function in the list of rules."""

    def enter(check: Check) -> Check:
        RULES.append(Rule(id_, kinds or RECORDS, frozenset(needs), severity, check))
        return check

    return enter


def apply(record: Record[Any], context: Context) -> Iterator[Problem]:
    """The problems of one record under all rules that concern it."""
    for entry in RULES:
        if record.kind not in entry.kinds or entry.needs & record.broken:
            continue
        for found in entry.check(record, context):
            if found.line:
                at = (found.line, found.column)
            elif found.at_key:
                at = record.source.key_position(found.path)
            else:
                at = record.source.position(found.path)
            yield Problem(record.path, *at, entry.id, found.message, found.help, entry.severity)
