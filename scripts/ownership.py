"""Which paths belong to the product and which to the organisation: ``ownership.toml``, read."""

import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

HOME = "scripts/ownership.toml"
LEFT_OUT = frozenset({".DS_Store", ".cache", ".git", ".hypothesis", ".idea", "Thumbs.db", "__pycache__"})
"""Names of what tools and desktops leave behind."""
LEFT_OUT_ON_TOP = frozenset({".venv", "build", "site"})
LEFT_OUT_ENDINGS = ("_cache", ".egg-info", ".pyc", ".swp", ".tmp", "~")


class Owner(StrEnum):
    """Whose a file is, and what an upgrade does with it."""

    MACHINERY = "machinery"
    SHARED = "shared"
    CONTENT = "content"
    OWN = "own"


PRODUCTS = frozenset({Owner.MACHINERY, Owner.SHARED, Owner.CONTENT})
"""What a new knowledge base gets from the product."""


@dataclass(frozen=True)
class Ownership:
    """Names of files, and of folders with a slash at the end, each with its owner; longest first."""

    entries: tuple[tuple[str, Owner], ...]

    def entry(self, path: str) -> tuple[str, Owner] | None:
        """The entry that decides about the file at ``path``, which has forward slashes."""
        return next(
            (
                (name, owner)
                for name, owner in self.entries
                if name == path or (name.endswith("/") and path.startswith(name))
            ),
            None,
        )

    def of(self, path: str) -> Owner:
        """Whose the file at ``path`` is."""
        found = self.entry(path)
        return found[1] if found else Owner.OWN

    def product_files(self, root: Path) -> Iterator[str]:
        """The paths below ``root`` that are the product's, sorted."""
        yield from (path for path in sorted(files_below(root)) if self.of(path) in PRODUCTS)


def read_ownership(root: Path) -> Ownership:
    """The ownership that the product at ``root`` declares. Raises OSError where there is no such file."""
    listed = tomllib.loads((root / HOME).read_text(encoding="utf-8"))
    entries = [(name, Owner(owner)) for owner, names in listed.items() for name in names]
    return Ownership(tuple(sorted(entries, key=lambda entry: (-len(entry[0]), entry[0]))))


def files_below(root: Path, folder: str = "") -> Iterator[str]:
    """Every plain file below ``root`` but for what tools leave behind; links are not followed."""
    for entry in os.scandir(root / folder):
        path = f"{folder}{entry.name}"
        if entry.is_symlink() or _is_left_behind(entry.name, on_top=not folder):
            continue
        if entry.is_dir():
            yield from files_below(root, f"{path}/")
        elif entry.is_file():
            yield path


def _is_left_behind(name: str, *, on_top: bool) -> bool:
    return name in LEFT_OUT or name.endswith(LEFT_OUT_ENDINGS) or (on_top and name in LEFT_OUT_ON_TOP)
