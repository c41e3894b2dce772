"""``pmo upgrade``: a newer version of the product into an adopted knowledge base, on a branch of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from scripts.git import commit_all, git
from scripts.ownership import read_ownership
from scripts.product import PRODUCT, Product, blob_id, migration_numbers, version_at
from scripts.root import find_root
from scripts.starting.assembling import Shelf, open_shelf
from scripts.upgrading.branch import checked, free_name, refuse_unready, work_tree, write
from scripts.upgrading.migrating import Migrated, run, texts_of
from scripts.upgrading.planning import Plan, Versions, plan
from scripts.upgrading.telling import heading, told
from scripts.upgrading.versions import NewProduct, ids_at, new_product, old_product

PRODUCT_ROOT = Path(__file__).resolve().parent.parent
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
HANDED_ON = "PMO_UPGRADE_AS"
"""Environment: how the user named the new version, once its own code is at work."""


@click.command("upgrade")
@click.option("--to", required=True, metavar="PATH|REV", help="A folder with the new version, or a commit here.")
@click.option("--from", "since", metavar="PATH|REV", help="What this knowledge base comes from, if unknown.")
@click.option("--take", multiple=True, metavar="PATH", help="Content of the product to take over as well.")
@click.option("--dry-run", is_flag=True, help="Tell everything and change nothing.")
@click.option("--root", type=FOLDER, help="The knowledge base.")
def command(to: str, since: str | None, take: tuple[str, ...], *, dry_run: bool, root: Path | None) -> None:
    """Bring a newer version of the product into this knowledge base, on a new branch.

    Machinery is replaced; your records, settings and texts stay as they are, but for what a new version's
    migrations change. Standards, guides and templates that changed in the product are listed, and taken over
    where --take names them.

    Exit status: 0 when all went well, 2 when nothing could be done.
    """
    root = (root or find_root(Path.cwd())).resolve()
    refuse_unready(root)
    with new_product(root, to) as new:
        if new.root != PRODUCT_ROOT:
            raise SystemExit(_hand_on(new, root, to))
        _upgrade(root, new, since, take, dry_run=dry_run)


def _hand_on(new: NewProduct, root: Path, to: str) -> int:
    """Let the new version's own code do it: it knows what the old one cannot know."""
    if HANDED_ON in os.environ:
        raise click.ClickException(f"{new.root} is not where its own code runs from")
    given = [argument for argument in sys.argv[1:] if argument != "upgrade"]
    command_ = [sys.executable, "-m", "scripts.upgrade", *given, "--root", str(root)]
    environment = {**os.environ, "PYTHONPATH": str(new.root), HANDED_ON: to}
    return subprocess.run(command_, cwd=new.root, env=environment, check=False).returncode
