"""Git, as the commands that start and upgrade a knowledge base use it."""

import os
import subprocess
from pathlib import Path

import click

NOBODY = ("-c", "user.name=PMO knowledge base", "-c", "user.email=pmo@localhost")
"""Who commits where Git has not been told who its user is."""


class GitError(click.ClickException):
    """What Git refused, in its own last words."""

    exit_code = 2


def is_installed() -> bool:
    """Whether there is a Git to run."""
    try:
        subprocess.run(["git", "--version"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def asked(root: Path, *arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run Git in ``root`` with ``data`` as its input, whatever it answers; its messages are in English."""
    environment = {**os.environ, "LC_ALL": "C"}
    command = ["git", *arguments]
    try:
        return subprocess.run(
            command, cwd=root, env=environment, input=data, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise GitError("this needs Git, which is not installed or not on the PATH") from None


def git(root: Path, *arguments: str, data: bytes = b"") -> str:
    """What Git prints. Raises GitError where it fails."""
    done = asked(root, *arguments, data=data)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise GitError(f"git {arguments[0]} failed: {said[-1] if said else 'without a word'}")
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")


def top_of(root: Path) -> Path | None:
    """The top folder of the repository that ``root`` lies in, or nothing."""
    done = asked(root, "rev-parse", "--show-toplevel")
    return Path(done.stdout.decode().strip()) if done.returncode == 0 else None


def commit_all(root: Path, message: str) -> None:
    """Commit everything below ``root``, under the user's name where Git knows one."""
    git(root, "add", "--all")
    known = asked(root, "config", "user.email").returncode == 0
    who = () if known else NOBODY
    git(root, *who, "-c", "commit.gpgsign=false", "commit", "--quiet", "--no-verify", f"--message={message}")
