"""Which version of the product a knowledge base runs, and what the product has put into it."""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scripts import git

PRODUCT = "product.json"
"""The file in an adopted knowledge base. The product's own repository has none."""
MIGRATIONS = "scripts/migrations"
MIGRATION = re.compile(r"(\d{4})_\w+\.py")


@dataclass(frozen=True)
class Product:
    """What ``product.json`` says."""

    version: str
    revision: str = ""
    """The product's commit, or nothing where it was no repository."""
    migrations: int = 0
    """The number of the last migration that was run."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The product's files as it last offered them, by path; each as Git's id of its content."""
    written: Mapping[str, str] = field(default_factory=dict)
    """What was put here instead, where that differs; nothing for what was not taken."""

    def shipped(self, path: str) -> str:
        """Git's id of what the product last wrote at ``path``; empty where it wrote nothing."""
        return self.written.get(path, self.files.get(path, ""))

    def text(self) -> str:
        """The file's text."""
        values = {
            "about": "Written by pmo start and pmo upgrade, which need it. Not to be edited.",
            "version": self.version,
            "revision": self.revision,
            "migrations": self.migrations,
            "files": dict(sorted(self.files.items())),
            "written": {
                path: id_ for path, id_ in sorted(self.written.items()) if id_ != self.files.get(path)
            },
        }
        return json.dumps(values, indent=1, ensure_ascii=False) + "\n"


def read_product(root: Path) -> Product | None:
    """What ``product.json`` below ``root`` says, or nothing where there is none. Raises ValueError."""
    if not (root / PRODUCT).is_file():
        return None
    try:
        values = json.loads((root / PRODUCT).read_text(encoding="utf-8"))
        del values["about"]
        return Product(**values)
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise ValueError(f"{PRODUCT} cannot be read ({error}); take it back from Git's history") from None


def blob_id(data: bytes) -> str:
    """The id that Git gives to a file with this content."""
    return hashlib.sha1(b"blob %d\0%b" % (len(data), data), usedforsecurity=False).hexdigest()


def blob_ids(root: Path, paths: Iterable[str]) -> dict[str, str]:
    """The id of each file below ``root``."""
    return {path: blob_id((root / path).read_bytes()) for path in paths}


def version_of(pyproject: str) -> str:
    """The product's version, from the text of its ``pyproject.toml``."""
    return str(tomllib.loads(pyproject)["project"]["version"])


def version_at(root: Path) -> str:
    """The version of the product at ``root``."""
    return version_of((root / "pyproject.toml").read_text(encoding="utf-8"))


def revision_at(root: Path) -> str:
    """The commit of the product at ``root``, with ``+changes`` where files differ from it; or nothing."""
    adopted = read_product(root)
    if adopted:
        return adopted.revision
    if not git.is_installed() or git.top_of(root) != root.resolve():
        return ""
    found = git.asked(root, "rev-parse", "--verify", "--quiet", "HEAD")
    changed = git.asked(root, "status", "--porcelain").stdout.strip()
    revision = found.stdout.decode().strip()
    return f"{revision}+changes" if revision and changed else revision


def migration_numbers(paths: Iterable[str]) -> list[int]:
    """The numbers of the migrations among ``paths``, sorted."""
    names = (path.removeprefix(f"{MIGRATIONS}/") for path in paths if path.startswith(f"{MIGRATIONS}/"))
    return sorted(int(found[1]) for name in names if (found := MIGRATION.fullmatch(name)))
