"""``pmo check``: every problem of every file, in one run, and what a change did that it may not."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from macros.checking import check
from macros.records.problems import Problem, errors
from scripts.comparison import FORMS, Wanted, compared_with, to_print
from scripts.reporters import FORMATS, counted
from scripts.root import find_root

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", help="How to print problems."
)
@click.option("--against", metavar="REV", help="Compare with a commit, branch or tag as well.")
@click.option("--difference", type=click.Choice(FORMS), help="How to print the status difference [text].")
@click.option("--difference-file", type=FILE, help="Where to put the status difference instead.")
@click.option("--root", type=FOLDER, help="The knowledge base.")
def command(paths: tuple[Path, ...], form: str, root: Path | None, **comparison: Any) -> None:  # noqa: ANN401
    """Check all records and pages, or only show the problems of PATHS.

    With --against REV, compare with that commit too: a baseline that moved without a change, a milestone or
    report that is gone, a report that was edited without a correction. Then print the status difference.

    Exit status: 0 when there are no errors, 1 when there are, 2 when the command was used wrongly.
    """
    wanted = Wanted(**comparison)
    wanted.refuse_nonsense(form)
    root = root or find_root(Path.cwd())
    clock = datetime.now().astimezone().date()
    checked = check(root, clock)
    problems: Sequence[Problem] = checked.problems
    difference = ""
    if wanted.against is not None:
        compared, commit = compared_with(root, checked.library, wanted.against, clock)
        problems = sorted({*problems, *compared.problems})
        difference = to_print(compared, commit, wanted, form)
    problems = _of_paths(problems, paths, root)
    printed = [text for text in (FORMATS[form](problems), difference) if text]
    if printed:
        click.echo("\n\n".join(printed))
    if form == "text":
        click.echo(counted(problems), err=True)
    raise SystemExit(1 if any(errors(problems)) else 0)


def _of_paths(problems: Sequence[Problem], paths: tuple[Path, ...], root: Path) -> list[Problem]:
    """The problems of files at or below ``paths``; all of them where no path is named."""
    if not paths:
        return list(problems)
    named = [_relative(path, root) for path in paths]
    return [
        problem
        for problem in problems
        if any(name in (".", problem.path) or problem.path.startswith(f"{name}/") for name in named)
    ]


def _relative(path: Path, root: Path) -> str:
    whole = path.absolute()
    if not whole.exists():
        raise click.UsageError(f"there is no {path}")
    if not whole.is_relative_to(root):
        raise click.UsageError(f"{path} does not lie in {root}")
    return whole.relative_to(root).as_posix()
