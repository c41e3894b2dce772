"""What an upgrade does, for the person who asked for it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from scripts.ownership import Owner
from scripts.product import Product

from .migrating import Migrated
from .planning import Deed, Plan, Standing, Step

LINES_READ = 60
"""Longer lists of files are told by folder: nobody reads them, and Git has them."""
MARKS = {Deed.ADD: "A", Deed.REPLACE: "M", Deed.REMOVE: "D"}


def heading(old: Product, new: Product) -> str:
    """From which version to which."""
    versions = [f"{each.version} ({each.revision[:7] or 'no commit'})" for each in (old, new)]
    return f"Upgrade from {versions[0]} to {versions[1]}"


def told(plan: Plan, migrated: Sequence[Migrated], to: str) -> str:
    """The whole report, part by part: what concerns the organisation's own files first."""
    parts = [
        *_yours(plan),
        *_migrations(migrated),
        *_pages(plan),
        *_machinery(plan),
        *_content(plan, to),
    ]
    return "\n\n".join(parts)


def _machinery(plan: Plan) -> Iterator[str]:
    steps = [step for step in plan.of(*MARKS) if step.owner is Owner.MACHINERY]
    if steps:
        yield _listed(f"Machinery: {_counted(steps)}.", _files(steps))


def _pages(plan: Plan) -> Iterator[str]:
    steps = [step for step in plan.of(*MARKS) if step.owner is not Owner.MACHINERY]
    if steps:
        title = f"Pages that you have not changed, or have asked for: {_counted(steps)}."
        yield _listed(title, _files(steps))


def _files(steps: Sequence[Step]) -> Iterator[str]:
    """Each file; where they are many, how many in each folder."""
    if len(steps) <= LINES_READ:
        yield from (f"{MARKS[step.deed]} {step.path}" for step in steps)
        return
    for folder, inside in groupby(sorted(steps, key=_folder), _folder):
        own = list(inside)
        name = f"{folder}/" if folder else ", ".join(step.path for step in own)
        yield f"{name}: {_counted(own)}"


def _folder(step: Step) -> str:
    return "/".join(step.path.split("/")[:-1][:2])


def _counted(steps: Iterable[Step]) -> str:
    deeds = [step.deed for step in steps]
    return ", ".join(f"{deeds.count(deed)} {deed}" for deed in MARKS if deed in deeds)


def _yours(plan: Plan) -> Iterator[str]:
    lost = [step for step in plan.of(*MARKS) if step.standing in {Standing.CHANGED, Standing.UNKNOWN}]
    if lost:
        title = (
            "You had changed these. The product's files take their place; yours are in the commit before.\n"
            "Machinery need not be changed: docs/guides/make-it-yours.md names the place for what is yours."
        )
        yield _listed(title, (step.path for step in lost))
    kept = plan.of(Deed.KEEP)
    if kept:
        title = "Kept as you have them; the product has changed them too. --take PATH brings the product's:"
        yield _listed(title, (f"{step.path} ({_standing(step)})" for step in kept))


def _migrations(migrated: Sequence[Migrated]) -> Iterator[str]:
    for each in migrated:
        title = f"Migration {each.migration.name}: {each.migration.about}"
        if each.texts:
            yield f"{title}\n{len(each.texts)} files change:\n\n{each.difference.rstrip()}"
        else:
            yield f"{title}\nNo file of yours needs it."


def _content(plan: Plan, to: str) -> Iterator[str]:
    offered = plan.of(Deed.OFFER)
    if not offered:
        return
    title = (
        f"Content of the product that is new or has changed: {len(offered)} files, none of them touched.\n"
        f"Compare:  git diff --no-index PATH {to}/PATH\n"
        f"Take:     pmo upgrade --to {to} --take PATH  (a file or a folder, as often as you like)"
    )
    yield _listed(title, (f"{step.path} ({_standing(step)})" for step in offered))


def _standing(step: Step) -> str:
    if step.is_gone:
        return f"withdrawn by the product; {step.standing}"
    return "new" if step.is_new and step.standing is Standing.ABSENT else f"changed; yours is {step.standing}"


def _listed(title: str, lines: Iterable[str]) -> str:
    return "\n".join([title, *(f"  {line}" for line in lines)])


def afterwards(branch: str | None, before: str) -> str:
    """What to do next; ``before`` is the branch that was checked out."""
    if branch is None:
        return "This was a dry run: nothing has changed."
    return (
        f"All of it is on the branch {branch}, which is checked out now; {before} is as it was.\n"
        f"Look:  git diff {before}...{branch}\n"
        "Try:   make test\n"
        f"Keep:  git switch {before} && git merge {branch}\n"
        f"Drop:  git switch {before} && git branch -D {branch}"
    )
