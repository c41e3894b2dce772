"""Money of the portfolio, never added over currencies."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from macros.records.vocabulary import State

from .status import ProjectStatus

Amount = TypeVar("Amount", int, float)


@dataclass(frozen=True)
class MoneyTotal:
    """Money of the projects of one currency. ``with_budget`` counts those that have an approved budget."""

    currency: str
    projects: tuple[ProjectStatus, ...]

    @property
    def with_budget(self) -> int:
        """How many projects have an approved budget."""
        return sum(project.fields.budget is not None for project in self.projects)

    @property
    def approved(self) -> int | None:
        """Approved budgets; ``None`` where no project has one."""
        return _sum(project.fields.budget for project in self.projects)

    @property
    def forecast(self) -> int | None:
        """Forecast costs at completion; a project without a forecast counts with its budget."""
        return _sum(project.expected_cost for project in self.projects)

    @property
    def difference(self) -> int | None:
        """Forecast − approved; ``None`` where either is."""
        return None if self.forecast is None or self.approved is None else self.forecast - self.approved

    @property
    def spent(self) -> float | None:
        """Actual costs up to each project's current report; ``None`` where none gives any."""
        return _sum(project.earned_value.ac for project in self.projects)


def money_totals(projects: Iterable[ProjectStatus]) -> list[MoneyTotal]:
    """A total for each currency, by its code; cancelled projects are not counted."""
    by_currency: dict[str, list[ProjectStatus]] = {}
    for project in projects:
        if project.fields.state is not State.CANCELLED:
            by_currency.setdefault(project.currency, []).append(project)
    return [MoneyTotal(currency, tuple(own)) for currency, own in sorted(by_currency.items())]


def _sum(amounts: Iterable[Amount | None]) -> Amount | None:
    """What is known, added up; nothing known is not 0."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known[1:], known[0]) if known else None
