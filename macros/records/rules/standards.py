"""Clauses: their ids, their place in the text, and what takes the place of a withdrawn one."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..library import Record
from ..vocabulary import Kind
from .registry import Context, Finding, rule

PLACED = re.compile(r"\{\{\s*clause\(\s*[\"']([^\"']+)[\"']\s*\)\s*\}\}")


@rule("clause-prefix", Kind.STANDARD, needs=("clauses",))
def clauses_share_letters(record: Record[Any], context: Context) -> Iterator[Finding]:
    """All clauses of a standard begin with the standard's letters, which no other standard has."""
    letters = Counter(clause.id.split("-")[0] for clause in record.fields.clauses).most_common(1)[0][0]
    for index, clause in enumerate(record.fields.clauses):
        if clause.id.split("-")[0] != letters:
            yield Finding(
                f"clause {clause.id} does not begin with {letters}-",
                ("clauses", index, "id"),
                "Give it the next number",
            )
    for other in context.library.standards.values():
        shared = other.id < record.id and any(
            clause.id.startswith(f"{letters}-") for clause in other.fields.clauses or ()
        )
        if shared:
            yield Finding(f"the letters {letters} belong to {other.path}", ("clauses",), "Choose others")


@rule("clause-placed", Kind.STANDARD, needs=("clauses",))
def each_clause_has_its_place(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """The text places each clause once: {{ clause('GOV-1') }}."""
    placed: dict[str, int] = {}
    known = {clause.id for clause in record.fields.clauses}
    for number, line in enumerate(record.source.body.split("\n"), start=record.source.body_line):
        for found in PLACED.finditer(line):
            if found[1] in known and found[1] in placed:
                yield Finding(f"clause {found[1]} stands already in line {placed[found[1]]}", line=number)
            placed[found[1]] = number
    for index, clause in enumerate(record.fields.clauses):
        if clause.id not in placed:
            yield Finding(
                f"the text does not place clause {clause.id}",
                ("clauses", index, "id"),
                f"Write {{{{ clause('{clause.id}') }}}} where it belongs",
            )


@rule("clause-successor", Kind.STANDARD, needs=("clauses",))
def successor_is_in_force(record: Record[Any], context: Context) -> Iterator[Finding]:
    """A withdrawn clause names one that is in force, or says why it went."""
    for index, clause in enumerate(record.fields.clauses):
        if not clause.replaced_by:
            continue
        path = ("clauses", index, "replaced_by")
        if clause.withdrawn:
            yield Finding("give either replaced_by or withdrawn", path, "Remove one of the two")
        seen = {clause.id}
        following = clause.replaced_by
        while following in context.library.clauses and following not in seen:
            seen.add(following)
            following = context.library.clauses[following][1].replaced_by
        if following in seen:
            yield Finding(f"replaced_by leads round to {following}", path, "Name the clause that is in force")


@rule("clause-in-force", Kind.TEMPLATE, needs=("clauses",))
def evidence_is_for_clauses_in_force(record: Record[Any], context: Context) -> Iterator[Finding]:
    """A template is evidence for clauses that still bind."""
    for index, id_ in enumerate(record.fields.clauses):
        found = context.library.clauses.get(id_)
        if found and found[1].is_withdrawn:
            instead = found[1].replaced_by
            yield Finding(
                f"clause {id_} is withdrawn",
                ("clauses", index),
                f"Use {instead} instead" if instead else "Remove it",
            )
