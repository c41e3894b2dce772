"""Demand for roles against what the organisation has of them, month by month.

Demand of a month is the mean of the full-time equivalents (FTE) over its days: 2 FTE for half of June
are 1 FTE.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from macros.portfolio.facts import ProjectFacts
from macros.records.models.project import Staffing
from macros.records.vocabulary import State

HORIZON = 12
"""Months looked at, the current one first."""
ROUNDING = 1e-9


@dataclass(frozen=True)
class RoleMonth:
    """Demand for a role in a month, in FTE. ``month`` is its first day; ``demand`` is by project id."""

    role: str
    month: date
    capacity: float
    demand: Mapping[str, float]

    @property
    def total(self) -> float:
        """Demand of all projects."""
        return sum(self.demand.values())

    @property
    def shortage(self) -> float:
        """What is wanted beyond capacity; 0 where there is enough."""
        over = self.total - self.capacity
        return over if over > ROUNDING else 0.0

    @property
    def utilisation(self) -> float | None:
        """Demand as percent of capacity; ``None`` where there is no capacity."""
        return 100 * self.total / self.capacity if self.capacity else None

    @property
    def by_demand(self) -> list[str]:
        """Projects with demand, the largest first."""
        return sorted(self.demand, key=lambda project: (-self.demand[project], project))


def months_from(today: date, count: int = HORIZON) -> list[date]:
    """The first days of ``count`` months, from that of ``today`` on."""
    first = today.year * 12 + today.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(first, first + count)]


def is_staffed(projects: Iterable[ProjectFacts]) -> bool:
    """Whether any active project says whom it needs. Where none does, nothing is known of demand."""
    return any(project.fields.staffing for project in projects if project.fields.state is State.ACTIVE)


def role_months(
    projects: Iterable[ProjectFacts], capacity: Mapping[str, float], today: date
) -> list[RoleMonth]:
    """Every role in every month of the horizon, for active projects; role by role."""
    active = [project for project in projects if project.fields.state is State.ACTIVE]
    return [
        RoleMonth(role, month, available, dict(_demands(active, role, month)))
        for role, available in capacity.items()
        for month in months_from(today)
    ]


def _demands(projects: Iterable[ProjectFacts], role: str, month: date) -> Iterator[tuple[str, float]]:
    for project in projects:
        wanted = sum(_mean_fte(span, month) for span in project.fields.staffing if span.role == role)
        if wanted:
            yield project.id, wanted


def _mean_fte(span: Staffing, month: date) -> float:
    length = monthrange(month.year, month.month)[1]
    last = month + timedelta(days=length - 1)
    days = (min(span.end, last) - max(span.start, month)).days + 1
    return span.fte * days / length if days > 0 else 0.0
