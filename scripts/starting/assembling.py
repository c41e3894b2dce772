"""A new knowledge base as a mapping from paths to bytes: nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from string import Template

from scripts.ownership import Owner, files_below, read_ownership
from scripts.product import PRODUCT, Product, blob_id, migration_numbers, revision_at, version_at

from .cleaning import cleaned, without_sample
from .settings import organisation_text

ORGANISATION = "organisation.yml"
FIRST_FILES = "scripts/starting/files/"
"""Files that every new knowledge base begins with; ``$name`` and the like are filled in."""
PAGE = ".md"


@dataclass(frozen=True)
class Assembled:
    """The files of a new knowledge base, and the pages that told of the sample."""

    files: Mapping[str, bytes]
    told_of_sample: tuple[str, ...]


def assemble(product: Path, values: Mapping[str, object], *, empty_lists: bool) -> Assembled:
    """Everything that a new knowledge base of the product at ``product`` holds.

    ``values`` are the organisation's own for the keys of ``organisation.yml``.
    """
    shipped = product_texts(product, frozenset())
    settings = organisation_text(_text(product, ORGANISATION), values, empty_lists=empty_lists)
    own = {ORGANISATION: settings.encode(), **first_files(product, values)}
    files = {**shipped.files, **own}
    record = record_of(product, shipped.originals, shipped.files)
    return Assembled({**files, PRODUCT: record.text().encode()}, shipped.changed)


@dataclass(frozen=True)
class Shipped:
    """The product's files as they go into a knowledge base, and as the product has them."""

    files: Mapping[str, bytes]
    originals: Mapping[str, bytes]

    @property
    def changed(self) -> tuple[str, ...]:
        """The pages that had to be cleaned."""
        return tuple(path for path, data in self.files.items() if data != self.originals[path])


def product_texts(product: Path, kept: frozenset[str]) -> Shipped:
    """The product's files, its pages without what leads to files of its own repository.

    ``kept`` are paths that the knowledge base has besides the product's files.
    """
    ownership = read_ownership(product)
    paths = list(ownership.product_files(product))
    gone = frozenset(files_below(product)) - frozenset(paths) - kept
    originals = {path: (product / path).read_bytes() for path in paths}
    return Shipped(
        {
            path: _cleaned(path, data, gone)
            if path.endswith(PAGE) and ownership.of(path) is not Owner.MACHINERY
            else data
            for path, data in originals.items()
        },
        originals,
    )


def record_of(product: Path, originals: Mapping[str, bytes], files: Mapping[str, bytes]) -> Product:
    """What ``product.json`` says of a knowledge base that got ``files`` for ``originals``."""
    record = Product(version_at(product), revision_at(product), max(migration_numbers(originals), default=0))
    return replace(
        record,
        files={path: blob_id(data) for path, data in originals.items()},
        written={path: blob_id(data) for path, data in files.items() if data != originals.get(path)},
    )


def first_files(product: Path, values: Mapping[str, object]) -> dict[str, bytes]:
    """The files that every new knowledge base begins with, by path."""
    known = {name: str(value) for name, value in values.items()}
    paths = [path.removeprefix(FIRST_FILES) for path in files_below(product, FIRST_FILES)]
    texts = {path: _text(product, f"{FIRST_FILES}{path}") for path in paths}
    return {path: Template(text).safe_substitute(known).encode() for path, text in texts.items()}


def _cleaned(path: str, data: bytes, gone: frozenset[str]) -> bytes:
    text = data.decode("utf-8")
    return cleaned(path, without_sample(text), gone).encode()


def _text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")
