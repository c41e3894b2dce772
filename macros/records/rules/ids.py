"""Ids come from the path, are unique, and stay known after a rename."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from ..fields import ID_LENGTH, ID_PATTERN
from ..library import Record
from ..vocabulary import DEVICES, RESERVED_IDS, Kind
from .registry import Context, Finding, rule

NAMED_KINDS = (Kind.PROJECT, Kind.LESSON, Kind.TEMPLATE, Kind.STANDARD)


def suggested_id(name: str) -> str:
    """The nearest name that is an id: ``Späte Übergabe`` becomes ``spate-ubergabe``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:ID_LENGTH].rstrip("-") or "a-name"


@rule("id-format", *NAMED_KINDS)
def id_is_hyphenated_words(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """An id is lower-case words joined by hyphens, at most 60 characters."""
    if not re.fullmatch(ID_PATTERN, record.id) or len(record.id) > ID_LENGTH:
        yield Finding(
            f"the name {record.id!r} must be lower-case words joined by hyphens, up to {ID_LENGTH} letters",
            help=f"Rename it to {suggested_id(record.id)!r}",
        )


@rule("reserved-id", *NAMED_KINDS)
def id_is_free(record: Record[Any], context: Context) -> Iterator[Finding]:
    """Names of fixed pages are taken, and Windows has no files of some names."""
    if record.id in DEVICES:
        yield Finding(
            f"no file can be named {record.id!r} on Windows",
            help=f"Choose another name, {record.id}-{record.kind}",
        )
    pages = {f"docs/{record.kind}s/{record.id}.md", f"docs/{record.kind}s/{record.id}/index.md"}
    if record.id in RESERVED_IDS or not pages.isdisjoint(context.library.pages):
        yield Finding(f"the name {record.id!r} belongs to a page of the site", help="Choose another name")


@rule("duplicate-id", *NAMED_KINDS, needs=("aliases",))
def alias_is_free(record: Record[Any], context: Context) -> Iterator[Finding]:
    """An old id may not be the id, or an old id, of another record."""
    own: dict[str, Record[Any]] = getattr(context.library, f"{record.kind}s")
    for index, alias in enumerate(record.fields.aliases):
        if record.id == alias:
            yield Finding(
                f"the old id {alias!r} is the one this record has now", ("aliases", index), "Remove it"
            )
            continue
        holders = [*filter(None, [own.get(alias)]), *context.library.old_ids.get((record.kind, alias), ())]
        holder = next((other.path for other in holders if other is not record), None)
        if holder:
            yield Finding(
                f"the old id {alias!r} belongs to {holder}", ("aliases", index), "Remove it from one of them"
            )


LISTS_WITH_IDS = {
    Kind.PROJECT: ("milestones", "changes"),
    Kind.STANDARD: ("clauses",),
    Kind.ORGANISATION: (
        "tiers",
        "gates",
        "programmes",
        "categories",
        "objectives",
        "lesson_categories",
        "roles",
    ),
}


@rule("duplicate-item", *LISTS_WITH_IDS)
def list_entries_have_own_ids(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """No two entries of a list have one id."""
    for name in LISTS_WITH_IDS[record.kind]:
        if name in record.broken:
            continue
        seen: set[str] = set()
        for index, entry in enumerate(getattr(record.fields, name)):
            if entry.id in seen:
                yield Finding(
                    f"the id {entry.id!r} stands twice in {name}", (name, index, "id"), "Rename one of them"
                )
            seen.add(entry.id)


@rule("duplicate-item", Kind.PROJECT, needs=("lessons",))
def lesson_is_dispositioned_once(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A project says once what it did with a lesson."""
    seen: set[str] = set()
    for index, taken in enumerate(record.fields.lessons):
        if taken.lesson in seen:
            yield Finding(
                f"the lesson {taken.lesson!r} stands twice in lessons",
                ("lessons", index, "lesson"),
                "Keep one entry",
            )
        seen.add(taken.lesson)


@rule("restricted-audience")
def audience_can_be_kept(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """Whoever can open the site can see everything."""
    if getattr(record.fields, "audience", None) == "restricted":
        yield Finding(
            "audience is restricted, but this site cannot protect it",
            ("audience",),
            "Keep restricted records elsewhere",
        )
