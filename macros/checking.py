"""Every problem of a knowledge base in one run. The command and the build ask the same function."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from macros.pages.macro_check import macro_problems
from macros.pages.sections import FIXED_ANCHORS
from macros.portfolio.published import PATHS
from macros.records.library import Library, load
from macros.records.links import LinkMap
from macros.records.problems import Problem, errors
from macros.records.rules import Context, apply


@dataclass(frozen=True)
class Checked:
    """The records with everything that is wrong with them, sorted by place."""

    library: Library
    links: LinkMap
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that fail a check and a build."""
        return tuple(errors(self.problems))


def check(root: Path, clock: date) -> Checked:
    """Read everything below ``root`` and apply every rule; ``clock`` is the real day."""
    library = load(root)
    links = LinkMap(library, FIXED_ANCHORS, PATHS)
    context = Context(library, links, clock)
    problems = list(library.problems)
    for record in library.everything():
        problems += apply(record, context)
    problems += macro_problems(library)
    return Checked(library, links, tuple(sorted(set(problems))))
