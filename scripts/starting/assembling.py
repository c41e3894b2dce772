"""A new knowledge base as a mapping from paths to bytes: nothing is written here."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from string import Template

from scripts.ownership import Owner, Ownership, files_below, read_ownership
from scripts.product import PRODUCT, Product, blob_id, migration_numbers, revision_at, version_at

from .cleaning import cleaned, without_sample
from .settings import organisation_text

ORGANISATION = "organisation.yml"
FIRST_FILES = "scripts/starting/files/"
"""Files that every new knowledge base begins with; ``$name`` and the like are filled in."""
PAGE = ".md"


@dataclass(frozen=True)
class Shelf:
    """The files that a product offers, and all that lie in its own repository, the sample's too."""

    root: Path
    ownership: Ownership
    offered: Mapping[str, bytes]
    everything: frozenset[str]

    def data(self, path: str, present: AbstractSet[str]) -> bytes:
        """The file at ``path`` as it goes into a knowledge base that has the files ``present``."""
        data = self.offered[path]
        if not path.endswith(PAGE) or self.ownership.of(path) is Owner.MACHINERY:
            return data
        gone = self.everything - present
        return cleaned(path, without_sample(data.decode("utf-8")), gone).encode()


def open_shelf(product: Path) -> Shelf:
    """What the product at ``product`` offers."""
    ownership = read_ownership(product)
    offered = {path: (product / path).read_bytes() for path in ownership.product_files(product)}
    return Shelf(product, ownership, offered, frozenset(files_below(product)))


@dataclass(frozen=True)
class Assembled:
    """The files of a new knowledge base, and the pages that told of the sample."""

    files: Mapping[str, bytes]
    told_of_sample: tuple[str, ...]


def assemble(product: Path, values: Mapping[str, object], *, empty_lists: bool) -> Assembled:
    """Everything that a new knowledge base of the product at ``product`` holds.

    ``values`` are the organisation's own for the keys of ``organisation.yml``.
    """
    shelf = open_shelf(product)
    shipped = {path: shelf.data(path, shelf.offered.keys()) for path in shelf.offered}
    changed = {path: data for path, data in shipped.items() if data != shelf.offered[path]}
    settings = organisation_text(_text(product, ORGANISATION), values, empty_lists=empty_lists)
    record = Product(
        version_at(product),
        revision_at(product),
        max(migration_numbers(shelf.offered), default=0),
        files={path: blob_id(data) for path, data in shelf.offered.items()},
        written={path: blob_id(data) for path, data in changed.items()},
    )
    own = {ORGANISATION: settings.encode(), PRODUCT: record.text().encode()}
    return Assembled({**shipped, **first_files(product, values), **own}, tuple(changed))


def first_files(product: Path, values: Mapping[str, object]) -> dict[str, bytes]:
    """The files that every new knowledge base begins with, by path."""
    known = {name: str(value) for name, value in values.items()}
    paths = [path.removeprefix(FIRST_FILES) for path in files_below(product, FIRST_FILES)]
    texts = {path: _text(product, f"{FIRST_FILES}{path}") for path in paths}
    return {path: Template(text).safe_substitute(known).encode() for path, text in texts.items()}


def _text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")
