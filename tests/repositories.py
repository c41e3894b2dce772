"""Real Git repositories with small knowledge bases, for tests of what compares commits."""

import os
import subprocess
from pathlib import Path
from shutil import rmtree
from typing import Any

from click.testing import CliRunner, Result

from scripts.check import command
from tests.builders import organisation, write_library


def git(root: Path, *arguments: str) -> str:
    """What Git prints, with nobody's own settings."""
    nobody = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    done = subprocess.run(
        ["git", *who, *arguments], cwd=root, env=nobody, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def repository(root: Path) -> Path:
    """A new repository at ``root``."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet", "--initial-branch=main")
    return root


def commit(root: Path) -> str:
    """Commit whatever lies below ``root``; gives the commit's hash."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message=x")
    return git(root, "rev-parse", "HEAD")


def write(root: Path, **library: Any) -> None:  # noqa: ANN401
    """Exactly these records, in place of what lay below ``root``."""
    for folder in ("docs", "lessons", "templates"):
        rmtree(root / folder, ignore_errors=True)
    library.setdefault("organisation_yml", organisation(as_of="2026-10-31"))
    write_library(root, **library)


def run(root: Path, *arguments: str, day: str = "") -> Result:
    """``pmo check`` of what lies below ``root``; ``day`` stands for today, else the organisation's own."""
    return CliRunner(env={"PMO_AS_OF": day}).invoke(command, ["--root", str(root), *arguments])
