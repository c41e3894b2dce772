"""What a warning is, and the words that all of them use."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from inspect import getdoc

from macros.portfolio.facts import ProjectFacts
from macros.portfolio.ratings import worse
from macros.records.vocabulary import Rating


@dataclass(frozen=True)
class StatusWarning:
    """Something that looks wrong with a project, both sides shown. It never fails a build.

    ``project`` is an id. ``declared`` is the rating in force, ``says`` the one that the figures in
    ``message`` speak for; each is ``None`` where there is none.
    """

    id: str
    project: str
    message: str
    declared: Rating | None = None
    says: Rating | None = None

    @property
    def contradicts(self) -> bool:
        """Whether the figures say worse than what is declared."""
        return self.declared is not None and self.says is not None and worse(self.says, self.declared)


@dataclass(frozen=True)
class Finding:
    """What a check found: the message, and the rating its figures speak for."""

    message: str
    says: Rating | None = None


Find = Callable[[ProjectFacts], Iterator[Finding]]


@dataclass(frozen=True)
class Check:
    """One kind of warning: its id and title, what it means, what to do, and how it is found."""

    id: str
    title: str
    meaning: str
    remedy: str
    find: Find

    @property
    def explanation(self) -> str:
        """Meaning and remedy in one text."""
        return f"{self.meaning} {self.remedy}"


def check(id_: str, title: str, remedy: str) -> Callable[[Find], Check]:
    """Make a check of the function that finds its warnings; its docstring begins with the meaning."""

    def make(find: Find) -> Check:
        meaning, _, _ = (getdoc(find) or "").partition("\n\n")
        return Check(id_, title, " ".join(meaning.split()), remedy, find)

    return make


def declared(project: ProjectFacts) -> str:
    """``Declared green``, or ``Not rated``."""
    return f"Declared {project.declared}" if project.declared else "Not rated"


def money(amount: float, project: ProjectFacts) -> str:
    """``12,500 GBP``."""
    return f"{amount:,.0f} {project.currency}"


def days(count: int) -> str:
    """``1 day``, ``12 days``."""
    return "1 day" if count == 1 else f"{count:,} days"


def since(day: date, project: ProjectFacts) -> str:
    """How long ago ``day`` was: ``12 days ago``."""
    return f"{days((project.context.today - day).days)} ago"


def beyond(value: float, limit: float, decimals: int = 2) -> str:
    """A value that lies beyond ``limit``, with as many decimals as it takes to see that."""
    for places in range(decimals, 9):
        text = f"{value:.{places}f}"
        if float(text) != limit:
            return text
    return f"{value!r}"
