"""Rows about what projects need and bring, whom they ask for, and the key figures.

Values are as in ``rows``. The address is that of the page that shows the row.
"""

from collections.abc import Iterator

from macros.records.library import Library

from .attention_rows import whose
from .benefits import benefit_state
from .capacity import is_staffed, role_months
from .dependencies import needs
from .kpis import kpis
from .rows import Row
from .status import Portfolio

RESOURCES, PERFORMANCE = "portfolio/resources/", "portfolio/performance/"


def dependency_rows(_: Library, portfolio: Portfolio) -> Iterator[Row]:
    """Every dependency of an open project. ``id`` is the project and the place there, from 1."""
    for need in needs(portfolio):
        yield {
            **whose(need.project),
            "id": f"{need.project.id}/{need.number}",
            "url": need.project.record.url,
            "needs": need.entry.project,
            "milestone": need.entry.milestone,
            "title": need.milestone.title if need.milestone else None,
            "need_by": need.entry.need_by,
            "expected": need.expected,
            "late_days": need.late_days,
            "note": need.entry.note,
        }


def benefit_rows(_: Library, portfolio: Portfolio) -> Iterator[Row]:
    """Every benefit of every project. ``id`` is the project and the place there, from 1."""
    for project in portfolio:
        for number, benefit in enumerate(project.fields.benefits, start=1):
            yield {
                **benefit.model_dump(),
                **whose(project),
                "id": f"{project.id}/{number}",
                "url": project.record.url,
                "state": benefit_state(benefit, portfolio.today),
            }


def demand_rows(_: Library, portfolio: Portfolio) -> Iterator[Row]:
    """Demand for each role in each month ahead, where any project has staffing. ``id`` is role and month."""
    capacity = {role.id: role.capacity for role in portfolio.context.organisation.roles}
    found = role_months(portfolio, capacity, portfolio.today) if is_staffed(portfolio) else []
    for month in found:
        yield {
            "id": f"{month.role}/{month.month:%Y-%m}",
            "url": RESOURCES,
            "role": month.role,
            "month": month.month,
            "capacity": month.capacity,
            "demand": month.total,
            "shortage": month.shortage,
            "utilisation": month.utilisation,
            "projects": tuple(month.by_demand),
        }


def kpi_rows(_: Library, portfolio: Portfolio) -> Iterator[Row]:
    """The office's key figures."""
    for kpi in kpis(portfolio):
        yield {
            "id": kpi.id,
            "url": PERFORMANCE,
            "title": kpi.title,
            "value": kpi.value,
            "unit": kpi.unit,
            "part": kpi.part,
            "whole": kpi.whole,
            "formula": kpi.formula,
        }
