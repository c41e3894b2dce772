"""Where the knowledge base is that a command works on."""

from pathlib import Path

import click

MARKS = ("organisation.yml", "mkdocs.yml")


def find_root(start: Path) -> Path:
    """The nearest folder at or above ``start`` that holds a knowledge base.

    Raises click.UsageError where there is none.
    """
    for folder in (start, *start.parents):
        if any((folder / mark).is_file() for mark in MARKS):
            return folder
    raise click.UsageError(f"no knowledge base here: there is no {MARKS[0]} in {start} or above it")
