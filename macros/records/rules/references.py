"""A link from one record to another leads somewhere."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..annotations import KEY, references, values_at
from ..library import Record
from ..models import MODELS
from ..problems import nearest
from ..validating import UNFINISHED
from ..vocabulary import Kind
from .registry import Context, Finding, rule

MOST_LISTED = 12
WORDS = {"lesson_category": "lesson category"}
HOMES = {
    "gate": "gates in organisation.yml",
    "tier": "tiers in organisation.yml",
    "programme": "programmes in organisation.yml",
    "objective": "objectives in organisation.yml",
    "role": "roles in organisation.yml",
    "category": "categories in organisation.yml",
    "lesson_category": "lesson_categories in organisation.yml",
}


@rule("unknown-reference")
def reference_leads_somewhere(record: Record[Any], context: Context) -> Iterator[Finding]:
    """Every id that a record names exists."""
    for pattern, kind in references(MODELS[record.kind]).items():
        if not context.library.knows_all(kind):
            continue
        known = context.library.known(kind)
        for path, value in values_at(record.source.values, pattern):
            if value not in known and not UNFINISHED.search(value):
                message = f"no {WORDS.get(kind, kind)} has the id {value!r}"
                yield Finding(message, path, _way_out(kind, value, known), at_key=pattern[-1] == KEY)


def _way_out(kind: str, value: str, known: Mapping[str, str]) -> str:
    by_title = {title.casefold(): id_ for id_, title in known.items()}
    if value.casefold() in by_title:
        return f"That is a title; write its id {by_title[value.casefold()]!r}"
    if hint := nearest(value, known):
        return hint
    if 0 < len(known) <= MOST_LISTED:
        return f"Known: {', '.join(known)}"
    return f"See {HOMES[kind]}" if kind in HOMES else "Check the id, or add that record first"


@rule("unknown-milestone", Kind.REPORT, needs=("milestones",))
def milestone_belongs_to_project(record: Record[Any], context: Context) -> Iterator[Finding]:
    """A report speaks of milestones of its own project."""
    project = context.library.projects.get(record.project)
    if not project or "milestones" in project.broken:
        return
    known = [milestone.id for milestone in project.fields.milestones]
    for name in record.fields.milestones:
        if name not in known:
            yield Finding(
                f"the project {record.project!r} has no milestone {name!r}",
                ("milestones", name),
                nearest(name, known) or f"Known: {', '.join(known) or 'none'}",
                at_key=True,
            )


@rule("unknown-milestone", Kind.PROJECT, needs=("depends_on",))
def needed_milestone_exists(record: Record[Any], context: Context) -> Iterator[Finding]:
    """What a project waits for is a milestone of the project it waits for."""
    for index, need in enumerate(record.fields.depends_on):
        other = context.library.projects.get(need.project)
        if need.milestone is None or not other or "milestones" in other.broken:
            continue
        known = [milestone.id for milestone in other.fields.milestones]
        if need.milestone not in known:
            yield Finding(
                f"the project {need.project!r} has no milestone {need.milestone!r}",
                ("depends_on", index, "milestone"),
                nearest(need.milestone, known) or f"Known: {', '.join(known) or 'none'}",
            )


@rule("self-reference", Kind.PROJECT, needs=("depends_on",))
def project_needs_another(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A project cannot wait for itself."""
    for index, need in enumerate(record.fields.depends_on):
        if need.project == record.id:
            yield Finding(
                "a project cannot depend on itself", ("depends_on", index, "project"), "Name the other one"
            )


@rule("self-reference", Kind.LESSON, Kind.TEMPLATE)
def successor_is_another(record: Record[Any], context: Context) -> Iterator[Finding]:
    """Following ``supersedes`` or ``replaces`` never leads back to the start."""
    name = "supersedes" if record.kind is Kind.LESSON else "replaces"
    own: Mapping[str, Record[Any]] = getattr(context.library, f"{record.kind}s")
    seen = {record.id: None}
    following = getattr(record.fields, name)
    while following in own:
        if following == record.id:
            yield Finding(
                f"{name} leads back to this record: {' → '.join([*seen, following])}", (name,), "Remove it"
            )
            return
        if following in seen:
            return
        seen[following] = None
        following = getattr(own[following].fields, name)
