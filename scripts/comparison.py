"""``pmo check --against``: the work tree beside another commit, and where the difference is put."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from macros.comparing import Compared, compare
from macros.records.library import Library, load
from scripts.committed import Commit, files_of, find_commit
from scripts.difference_reporters import REPORTERS
from scripts.reporters import DATA

AS_OF = "PMO_AS_OF"
"""The day that stands for today, as in a build."""

NO_DIFFERENCE = "none"
FORMS = (*REPORTERS, NO_DIFFERENCE)


@dataclass(frozen=True)
class Wanted:
    """What the user asked for: the commit, the form of the difference, and a file to put it into."""

    against: str | None
    difference: str | None
    difference_file: Path | None

    def refuse_nonsense(self, problems_as: str) -> None:
        """Raises click.UsageError where the options do not fit together."""
        if self.against is None and (self.difference or self.difference_file):
            raise click.UsageError("--difference needs --against REV")
        if self.difference_file and self.difference == NO_DIFFERENCE:
            raise click.UsageError("--difference none leaves nothing for --difference-file")
        if (
            problems_as in DATA
            and self.difference not in {None, NO_DIFFERENCE}
            and self.difference_file is None
        ):
            raise click.UsageError(f"--format {problems_as} prints problems alone; name a --difference-file")


def compared_with(root: Path, library: Library, against: str, clock: date) -> tuple[Compared, Commit]:
    """``library``, read below ``root``, compared with the commit ``against``. Raises CannotCompare."""
    commit = find_commit(root, against)
    with files_of(root, commit) as folder:
        before = load(folder)
        return compare(before, library, clock, _as_of()), commit


def to_print(compared: Compared, commit: Commit, wanted: Wanted, problems_as: str) -> str:
    """The difference as it was asked for; nothing where it went into a file instead."""
    alone = problems_as in DATA and not wanted.difference_file
    form = wanted.difference or (NO_DIFFERENCE if alone else "text")
    if form == NO_DIFFERENCE:
        return ""
    text = REPORTERS[form](compared, commit.words)
    if wanted.difference_file is None:
        return text
    try:
        wanted.difference_file.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{wanted.difference_file} cannot be written: {error.strerror}") from None
    return ""


def _as_of() -> date | None:
    given = os.environ.get(AS_OF, "").strip()
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise click.UsageError(f"{AS_OF} must be a date as YYYY-MM-DD, got {given!r}") from None
