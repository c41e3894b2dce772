"""Pandoc: Markdown to its syntax tree, and the tree to documents."""

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

READER = "commonmark+pipe_tables+fenced_divs+task_lists+strikeout+smart-raw_html"
Tree = dict[str, Any]
EPOCH = "315532800"
"""The first of January 1980, the earliest day that a zip entry can have."""


@cache
def program() -> str:
    """The path of the pandoc that came with the requirements."""
    import pypandoc  # noqa: PLC0415  looks for the program when it is imported

    return str(pypandoc.get_pandoc_path())


def read(markdown: str) -> Tree:
    """The syntax tree of Markdown text."""
    tree: Tree = json.loads(_run(("--from", READER, "--to", "json"), markdown.encode()))
    return tree


def html(tree: Tree, lower: int) -> str:
    """A tree as a piece of HTML, not yet cleaned, its headings ``lower`` levels further down."""
    options = ("--from", "json", "--to", "html5", "--wrap", "none", f"--shift-heading-level-by={lower}")
    return _run(options, _written(tree)).decode()


def document(tree: Tree, form: str, reference: bytes) -> bytes:
    """A tree as ``docx`` or ``odt`` in the look of ``reference``; its images are part of it."""
    with tempfile.TemporaryDirectory(prefix="pmo-pandoc-") as place:
        look, made = Path(place) / f"reference.{form}", Path(place) / f"made.{form}"
        look.write_bytes(reference)
        options = ("--from", "json", "--to", form, "--reference-doc", str(look), "--output", str(made))
        _run(options, _written(tree))
        return made.read_bytes()


@cache
def default_reference(form: str) -> bytes:
    """Pandoc's own reference document of a form, whose styles ours begin from."""
    return _run(("--print-default-data-file", f"reference.{form}"), b"")


def _written(tree: Tree) -> bytes:
    return json.dumps(tree).encode()


def _run(options: Sequence[str], given: bytes) -> bytes:
    """What pandoc answers; in its sandbox it reads no file. Raises ``RuntimeError`` where it fails."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    command = (program(), "--sandbox=true", *options)
    ended = subprocess.run(command, input=given, capture_output=True, env=environment, check=False)  # noqa: S603  no shell
    if ended.returncode:
        raise RuntimeError(f"pandoc {' '.join(options)}: {ended.stderr.decode(errors='replace').strip()}")
    return ended.stdout
