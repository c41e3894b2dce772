"""A new knowledge base onto the disk: written aside, then renamed, so that nobody finds half of one."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from scripts import git

FIRST_COMMIT = "Start the knowledge base of {name}"


def refuse_taken(target: Path, product: Path) -> None:
    """Raises click.UsageError where a knowledge base cannot be made at ``target``."""
    whole = target.resolve()
    if whole.is_relative_to(product.resolve()):
        raise click.UsageError(f"{target} lies in the product's own folder; name one beside it")
    if os.path.lexists(target) and not target.is_dir():
        raise click.UsageError(f"{target} is a file; name a folder that is not there yet")
    if target.is_dir() and any(target.iterdir()):
        raise click.UsageError(f"{target} is not empty; name a folder that is not there yet")


def place(
    target: Path, files: Mapping[str, bytes], product: Path, finish: Callable[[Path], None] = lambda _: None
) -> None:
    """Write ``files`` to ``target``; ``finish`` adds what is made from them. Raises OSError.

    What was a program in the product is one there.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        write_all(aside, files, product)
        finish(aside)
        if target.is_dir():
            target.rmdir()
        aside.rename(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def write_all(root: Path, files: Mapping[str, bytes], product: Path) -> None:
    """Write ``files`` below ``root``, with the modes that they have in the product."""
    for path, data in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        if (product / path).is_file():
            shutil.copymode(product / path, file)


def commit_first(target: Path, name: str) -> str:
    """Make ``target`` a Git repository with one commit, if Git is there; gives what to tell of it."""
    if not git.is_installed():
        return "Git is not installed here, so nothing is committed yet."
    if git.top_of(target):
        return "The folder lies in a Git repository already, so nothing was committed."
    git.git(target, "init", "--quiet", "--initial-branch=main")
    git.commit_all(target, FIRST_COMMIT.format(name=name))
    return "Everything is in its first commit, on the branch main."
