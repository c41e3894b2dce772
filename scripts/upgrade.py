"""``pmo upgrade``: a newer version of the product into an adopted knowledge base, on a branch of its own."""

import os
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

from scripts.git import commit_all, git
from scripts.product import PRODUCT, Product, blob_id, migration_numbers, version_at
from scripts.root import find_root
from scripts.starting.assembling import Shelf, open_shelf
from scripts.upgrading.branch import checked, free_name, make_schemas, refuse_unready, work_tree, write
from scripts.upgrading.migrating import Migrated, run, texts_of
from scripts.upgrading.planning import Deed, Ids, Plan, Versions, plan
from scripts.upgrading.telling import afterwards, heading, told
from scripts.upgrading.versions import NewProduct, ids_at, new_product, old_product

PRODUCT_ROOT = Path(__file__).resolve().parent.parent
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@dataclass(frozen=True)
class Wanted:
    """What the user asked for; ``named`` is how they called the new version."""

    named: str
    since: str | None
    take: tuple[str, ...]
    dry_run: bool


@click.command("upgrade")
@click.option(
    "--to", required=True, metavar="PATH|REV", help="A folder with the new version, or a commit here."
)
@click.option("--from", "since", metavar="PATH|REV", help="What this knowledge base comes from, if unknown.")
@click.option("--take", multiple=True, metavar="PATH", help="Content of the product to take over as well.")
@click.option("--dry-run", is_flag=True, help="Tell everything and change nothing.")
@click.option("--root", type=FOLDER, help="The knowledge base.")
@click.option("--named", hidden=True, help="How the new version was called: its own code is at work now.")
@click.option("--history", type=FOLDER, hidden=True, help="The repository that knows the product's commits.")
@click.option("--revision", default="", hidden=True, help="The commit of the new version.")
def command(  # noqa: PLR0913, PLR0917  one for each option
    to: str,
    since: str | None,
    take: tuple[str, ...],
    dry_run: bool,  # noqa: FBT001  click gives it so
    root: Path | None,
    named: str | None,
    history: Path | None,
    revision: str,
) -> None:
    """Bring a newer version of the product into this knowledge base, on a new branch.

    Machinery is replaced; your records, settings and texts stay as they are, but for what a new version's
    migrations change. Standards, guides and templates that changed in the product are listed, and taken over
    where --take names them.

    Exit status: 0 when all went well, 2 when nothing could be done.
    """
    root = (root or find_root(Path.cwd())).resolve()
    refuse_unready(root)
    wanted = Wanted(named or to, since, take, dry_run)
    if named:
        upgrade(root, NewProduct(Path(to), history, revision), wanted)
        return
    with new_product(root, to) as new:
        if new.root == PRODUCT_ROOT:
            upgrade(root, new, wanted)
        else:
            raise SystemExit(_hand_on(root, new, wanted))


def _hand_on(root: Path, new: NewProduct, wanted: Wanted) -> int:
    """Let the new version's own code do it: it knows what this one cannot know."""
    since = wanted.since
    options = {
        "--to": str(new.root),
        "--root": str(root),
        "--named": wanted.named,
        "--history": str(new.history or ""),
        "--revision": new.revision,
        "--from": str(Path(since).resolve()) if since and Path(since).is_dir() else since or "",
    }
    given = [word for name, value in options.items() if value for word in (name, value)]
    given += [word for path in wanted.take for word in ("--take", path)]
    given += ["--dry-run"] if wanted.dry_run else []
    environment = {**os.environ, "PYTHONPATH": str(new.root), "PYTHONDONTWRITEBYTECODE": "1"}
    command_ = [sys.executable, "-m", "scripts.upgrade", *given]
    return subprocess.run(command_, cwd=new.root, env=environment, check=False).returncode


def upgrade(root: Path, new: NewProduct, wanted: Wanted) -> None:
    """Upgrade the knowledge base at ``root``, and tell what was done or would be."""
    shelf, old = open_shelf(new.root), old_product(root, new, wanted.since)
    fresh, current = _fresh(new, shelf), ids_at(root, "HEAD")
    _refuse_nonsense(old, fresh, wanted.take)
    planned = plan(Versions(shelf.ownership, old, fresh, current), wanted.take)
    if planned.is_empty and (old.version, old.revision) == (fresh.version, fresh.revision):
        click.echo(f"{heading(old, fresh)}: there is nothing to do.")
        return
    before = git(root, "branch", "--show-current") or git(root, "rev-parse", "--short", "HEAD")
    branch = None if wanted.dry_run else free_name(root, fresh.version)
    with work_tree(root, branch) as tree:
        migrated = _make(tree, planned, shelf, current, old.migrations, is_kept=branch is not None)
        verdict = checked(tree)
    click.echo("\n\n".join([heading(old, fresh), told(planned, migrated, wanted.named), verdict]))
    if branch:
        git(root, "switch", "--quiet", branch)
    click.echo(f"\n{afterwards(branch, before)}")


def _fresh(new: NewProduct, shelf: Shelf) -> Product:
    """What the new version offers."""
    ids = {path: blob_id(data) for path, data in shelf.offered.items()}
    return Product(version_at(new.root), new.revision, max(migration_numbers(ids), default=0), ids)


def _make(  # noqa: PLR0913  what is done, with what, to what, and since when
    tree: Path, planned: Plan, shelf: Shelf, current: Ids, done: int, *, is_kept: bool
) -> list[Migrated]:
    """Carry out the plan in the work tree, and migrate its texts; commit both where this ``is_kept``."""
    files = _files(planned, shelf, current)
    ids = {path: blob_id(data) for path, data in files.items() if data is not None}
    record = replace(planned.record, written={**planned.record.written, **ids})
    write(tree, files, shelf.root)
    _put_record(tree, record)
    if is_kept:
        commit_all(tree, f"Upgrade the product to {record.version}: machinery and pages")
    migrated = list(_migrated(tree, shelf.root, done))
    _put_record(tree, _after(migrated, record, files, current))
    if is_kept:
        make_schemas(tree)
        _commit_what_is_left(tree, migrated)
    return migrated


def _refuse_nonsense(old: Product, fresh: Product, take: Collection[str]) -> None:
    """Raises click.UsageError where the new version is the older one, or has not what is to be taken."""
    if _number(fresh.version) < _number(old.version):
        raise click.UsageError(f"version {fresh.version} is older than {old.version}, which is here")
    for wanted in take:
        folder = f"{wanted.rstrip('/')}/"
        if wanted not in fresh.files and not any(path.startswith(folder) for path in fresh.files):
            raise click.UsageError(f"the product has nothing at {wanted!r} that could be taken")


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _files(planned: Plan, shelf: Shelf, current: Ids) -> dict[str, bytes | None]:
    """Every file that changes; ``None`` for one that goes."""
    removed = {step.path for step in planned.of(Deed.REMOVE)}
    written = [step.path for step in planned.written]
    present = {*current, *written} - removed
    return {**{path: shelf.data(path, present) for path in written}, **dict.fromkeys(removed)}


def _commit_what_is_left(tree: Path, migrated: Iterable[Migrated]) -> None:
    done = [each.migration.about for each in migrated if each.texts]
    title = "Migrate texts" if done else "Write again what editors know of the records"
    if git(tree, "status", "--porcelain"):
        commit_all(tree, "\n".join([f"{title}\n", *done]))


def _put_record(tree: Path, record: Product) -> None:
    (tree / PRODUCT).write_bytes(record.text().encode())


def _migrated(tree: Path, product: Path, done: int) -> Iterator[Migrated]:
    """Run the migrations after number ``done`` on the texts of the work tree."""
    for each in run(product, done, texts_of(tree)):
        write(tree, {path: text.encode() for path, text in each.texts.items()}, product)
        yield each


def _after(migrated: Iterable[Migrated], record: Product, files: Collection[str], current: Ids) -> Product:
    """``record`` when texts have been migrated: what was as shipped before counts as shipped afterwards."""
    changed = {path: blob_id(text.encode()) for each in migrated for path, text in each.texts.items()}
    shipped = {
        path: id_
        for path, id_ in changed.items()
        if path in files or (path in current and current[path] == record.shipped(path))
    }
    return replace(record, written={**record.written, **shipped})


if __name__ == "__main__":
    command()
