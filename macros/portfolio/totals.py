"""Money of the portfolio, never added over currencies."""

from collections.abc import Iterable
from dataclasses import dataclass

from macros.records.vocabulary import State

from .status import ProjectStatus


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
    def approved(self) -> int:
        """Approved budgets."""
        return sum(project.fields.budget or 0 for project in self.projects)

    @property
    def forecast(self) -> int:
        """Forecast costs at completion; a project without a forecast counts with its budget."""
        return sum(project.expected_cost or 0 for project in self.projects)

    @property
    def spent(self) -> float:
        """Actual costs up to each project's current report."""
        return sum(project.earned_value.ac or 0 for project in self.projects)


def money_totals(projects: Iterable[ProjectStatus]) -> list[MoneyTotal]:
    """A total for each currency, by its code; cancelled projects are not counted."""
    by_currency: dict[str, list[ProjectStatus]] = {}
    for project in projects:
        if project.fields.state is not State.CANCELLED:
            by_currency.setdefault(project.currency, []).append(project)
    return [MoneyTotal(currency, tuple(own)) for currency, own in sorted(by_currency.items())]
