"""An upgrade on a branch of its own: made in a work tree aside, so that it is whole or not there at all."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import click

from scripts.git import asked, git, top_of

LINES_SHOWN = 40
BROKEN = ("Traceback", "No module named")
"""What Python says where the new version needs a library that is not installed yet."""


def refuse_unready(root: Path) -> None:
    """Raises click.UsageError where ``root`` is no clean work tree of a repository of its own."""
    top = top_of(root)
    if top is None or top.resolve() != root.resolve():
        raise click.UsageError(f"{root} is not the top folder of a Git repository; an upgrade needs one")
    if asked(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
        raise click.UsageError("there is no commit yet; commit what you have first")
    changed = git(root, "status", "--porcelain").splitlines()
    if changed:
        shown = "\n".join(f"  {line}" for line in changed[:10])
        raise click.UsageError(
            f"there are changes that are not committed; commit or stash them first\n{shown}"
        )


def free_name(root: Path, version: str) -> str:
    """``upgrade-<version>``, or with a number behind it where that branch is there."""
    name, number = f"upgrade-{version}", 1
    while asked(root, "show-ref", "--verify", "--quiet", f"refs/heads/{name}").returncode == 0:
        number += 1
        name = f"upgrade-{version}-{number}"
    return name


@contextmanager
def work_tree(root: Path, branch: str | None) -> Iterator[Path]:
    """A work tree of HEAD aside, on the new ``branch`` or on none. It is gone afterwards.

    Where something fails meanwhile, the branch is gone too.
    """
    folder = Path(mkdtemp(prefix="pmo-upgrade-")) / "tree"
    where = ("-b", branch) if branch else ("--detach",)
    git(root, "worktree", "add", "--quiet", *where, str(folder), "HEAD")
    try:
        yield folder
    except BaseException:
        _remove(root, folder)
        if branch:
            git(root, "branch", "--quiet", "-D", branch)
        raise
    _remove(root, folder)


def _remove(root: Path, folder: Path) -> None:
    git(root, "worktree", "remove", "--force", str(folder))
    shutil.rmtree(folder.parent, ignore_errors=True)


def write(root: Path, files: Mapping[str, bytes | None], product: Path) -> None:
    """Write ``files`` below ``root``, where ``None`` removes one; programs keep their mode."""
    for path, data in files.items():
        file = root / path
        if data is None:
            file.unlink(missing_ok=True)
            _remove_empty(file.parent, root)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        if (product / path).is_file():
            shutil.copymode(product / path, file)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def make_schemas(root: Path) -> None:
    """Let the new version write again what editors know of the records; what fails stays as it was."""
    _with_new_code(root, "schemas")


def checked(root: Path) -> str:
    """What the new version's own check says of the records below ``root``."""
    done = _with_new_code(root, "check")
    if done.returncode not in {0, 1} or any(sign in done.stderr for sign in BROKEN):
        return "The new version could not check the records in this environment; run make check."
    lines = done.stdout.splitlines()
    more = (
        [f"… and {len(lines) - LINES_SHOWN} more; make check prints all"] if len(lines) > LINES_SHOWN else []
    )
    told = [line for line in done.stderr.splitlines() if line.strip()]
    return "\n".join(["The new version's check says:", *lines[:LINES_SHOWN], *more, *told])


def _with_new_code(root: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a ``pmo`` command of the version that lies at ``root``, on what lies there."""
    whole = [sys.executable, "-m", "scripts.pmo", command, "--root", str(root)]
    if not (root / "scripts/pmo.py").is_file():
        return subprocess.CompletedProcess(whole, 2, "", "")
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        whole, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
