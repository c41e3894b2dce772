"""Migrations: changes of the organisation's own texts that a new version of the product needs.

A migration is a module ``scripts/migrations/NNNN_name.py``. Its docstring says in one sentence what changes,
``VERSION`` with which version of the product it comes, and ``migrate(texts)`` gives the texts that change, by
path. It is pure: it is given every text, and reads and writes no file.
"""

import difflib
import importlib.util
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.ownership import files_below
from scripts.product import MIGRATION, MIGRATIONS

ROOMS = ("docs/", "lessons/", "templates/")
FILES = ("glossary.yml", "organisation.yml", "site.yml")
READ = (".md", ".yml")

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Migration:
    """One migration; ``about`` is what it does, in a sentence."""

    number: int
    name: str
    about: str
    version: str
    migrate: Callable[[Texts], Texts]


@dataclass(frozen=True)
class Migrated:
    """What a migration changed: the texts by path, and the difference to before."""

    migration: Migration
    texts: Texts
    difference: str


def migrations(product: Path) -> Iterator[Migration]:
    """Every migration of the product at ``product``, in order."""
    for file in sorted((product / MIGRATIONS).glob("*.py")):
        if found := MIGRATION.fullmatch(file.name):
            yield _loaded(int(found[1]), file)


def _loaded(number: int, file: Path) -> Migration:
    spec = importlib.util.spec_from_file_location(f"migration_{number}", file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return Migration(number, file.stem, (module.__doc__ or "").strip(), module.VERSION, module.migrate)


def texts_of(root: Path) -> dict[str, str]:
    """Every text of the knowledge base at ``root`` that a migration may look at."""
    paths = [path for path in files_below(root) if path.startswith(ROOMS) or path in FILES]
    texts = {}
    for path in paths:
        if path.endswith(READ):
            try:
                texts[path] = (root / path).read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                continue  # the check names it; no migration may guess
    return texts


def run(product: Path, done: int, texts: Texts) -> Iterator[Migrated]:
    """Run the migrations after number ``done``, each on what the one before gave."""
    now = dict(texts)
    for migration in migrations(product):
        if migration.number > done:
            changed = {path: text for path, text in migration.migrate(now).items() if text != now.get(path)}
            yield Migrated(migration, changed, difference(now, changed))
            now |= changed


def difference(before: Texts, after: Texts) -> str:
    """A unified difference of the texts in ``after``."""
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for path, text in sorted(after.items())
        for line in difflib.unified_diff(
            before.get(path, "").splitlines(keepends=True),
            text.splitlines(keepends=True),
            f"a/{path}",
            f"b/{path}",
            n=1,
        )
    )
