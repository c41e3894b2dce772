"""What an upgrade does, decided from ids of contents alone. Nothing is read or written here."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from scripts.ownership import PRODUCTS, Owner, Ownership
from scripts.product import Product

Ids = Mapping[str, str]
"""Git's ids of the contents of files, by path."""


class Deed(StrEnum):
    """What is done with a file."""

    ADD = "added"
    REPLACE = "replaced"
    REMOVE = "removed"
    KEEP = "kept"
    """The organisation has changed the file, and so has the product."""
    OFFER = "offered"
    """The product's text has changed; the organisation may want it."""


class Standing(StrEnum):
    """How the organisation's file stands to what the product last put there."""

    AS_SHIPPED = "as shipped"
    CHANGED = "changed here"
    ABSENT = "not here"
    UNKNOWN = "the organisation's own"
    """The product never put anything there."""


@dataclass(frozen=True)
class Step:
    """One file of an upgrade. ``is_gone`` is set where the product no longer has it."""

    path: str
    owner: Owner
    deed: Deed
    standing: Standing
    is_new: bool = False
    is_gone: bool = False


@dataclass(frozen=True)
class Plan:
    """All steps in the order of their paths, and what ``product.json`` will say."""

    steps: tuple[Step, ...]
    record: Product

    def of(self, *deeds: Deed) -> tuple[Step, ...]:
        """The steps that do one of these."""
        return tuple(step for step in self.steps if step.deed in deeds)

    @property
    def written(self) -> tuple[Step, ...]:
        """The files that get the product's text."""
        return self.of(Deed.ADD, Deed.REPLACE)

    @property
    def is_empty(self) -> bool:
        """Whether no file changes."""
        return not self.of(Deed.ADD, Deed.REPLACE, Deed.REMOVE)


@dataclass(frozen=True)
class Versions:
    """The old version and the new one, and what the organisation has now."""

    ownership: Ownership
    old: Product
    new: Product
    current: Ids

    def standing(self, path: str) -> Standing:
        """How the file stands to what was shipped."""
        here, shipped = self.current.get(path), self.old.shipped(path)
        if here is None:
            return Standing.ABSENT
        if not shipped:
            return Standing.UNKNOWN
        return Standing.AS_SHIPPED if here == shipped else Standing.CHANGED


def plan(versions: Versions, take: Collection[str]) -> Plan:
    """The plan. ``take`` are paths, or folders, of the product's content that the organisation wants."""
    paths = sorted({*versions.old.files, *versions.new.files})
    steps = tuple(step for path in paths for step in _steps(path, versions, take))
    return Plan(steps, _record(steps, versions))


def _steps(path: str, versions: Versions, take: Collection[str]) -> Iterator[Step]:
    owner = versions.ownership.of(path)
    if owner not in PRODUCTS:
        return
    is_taken = owner is not Owner.MACHINERY and any(_is_at(path, wanted) for wanted in take)
    standing = versions.standing(path)
    before, now = versions.old.files.get(path), versions.new.files.get(path)
    if now is None:
        yield from _gone(path, owner, standing)
    elif versions.current.get(path) == now:
        return
    elif owner is Owner.MACHINERY or is_taken:
        deed = Deed.ADD if standing is Standing.ABSENT else Deed.REPLACE
        yield Step(path, owner, deed, standing, is_new=before is None)
    elif before != now:
        yield Step(
            path, owner, _deed(owner, standing, is_new=before is None), standing, is_new=before is None
        )


def _is_at(path: str, wanted: str) -> bool:
    return path == wanted or path.startswith(f"{wanted.rstrip('/')}/")


def _gone(path: str, owner: Owner, standing: Standing) -> Iterator[Step]:
    if standing in {Standing.ABSENT, Standing.UNKNOWN}:
        return
    if owner is Owner.MACHINERY or (owner is Owner.SHARED and standing is Standing.AS_SHIPPED):
        yield Step(path, owner, Deed.REMOVE, standing, is_gone=True)
    else:
        yield Step(path, owner, Deed.OFFER if owner is Owner.CONTENT else Deed.KEEP, standing, is_gone=True)


def _deed(owner: Owner, standing: Standing, *, is_new: bool) -> Deed:
    """What is done with a page or content that is new or has changed in the product."""
    if owner is Owner.CONTENT:
        return Deed.OFFER
    if standing is Standing.AS_SHIPPED:
        return Deed.REPLACE
    return Deed.ADD if is_new and standing is Standing.ABSENT else Deed.KEEP


def _record(steps: Collection[Step], versions: Versions) -> Product:
    """The new ``product.json``: what was not written stays known as what was shipped before.

    Texts that are written after cleaning get their ids when that is done.
    """
    written = {step.path for step in steps if step.deed in {Deed.ADD, Deed.REPLACE}}
    shipped = {
        path: id_ if path in written or versions.current.get(path) == id_ else versions.old.shipped(path)
        for path, id_ in versions.new.files.items()
    }
    return replace(versions.new, written=shipped)
