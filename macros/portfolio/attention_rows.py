"""Rows about what needs attention, from the current reports of open projects and from the warnings.

Values are as in ``rows``. ``id`` of what a report holds is the report and its place there, from 1.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from macros.records.library import Library
from macros.records.models import Report
from macros.records.models.report import Decision, Issue, Risk

from .rows import Row
from .status import Portfolio, ProjectStatus

Reported = TypeVar("Reported", Risk, Issue, Decision)


def risk_rows(_: Library, portfolio: Portfolio) -> Iterator[Row]:
    """Every risk. ``score`` is likelihood × impact."""
    for risk, row in _current(portfolio, lambda report: report.risks):
        yield {**row, "score": risk.likelihood * risk.impact}


def issue_rows(_: Library, portfolio: Portfolio) -> Iterator[Row]:
    """Every issue. ``score`` is urgency × impact."""
    for issue, row in _current(portfolio, lambda report: report.issues):
        yield {**row, "score": issue.urgency * issue.impact}


def decision_rows(_: Library, portfolio: Portfolio) -> Iterator[Row]:
    """Every decision needed."""
    return (row for _, row in _current(portfolio, lambda report: report.decisions))


def warning_rows(_: Library, portfolio: Portfolio) -> Iterator[Row]:
    """Every warning. ``id`` is the project, the kind of warning and a number from 1."""
    for project in portfolio.projects:
        seen: Counter[str] = Counter()
        for warning in project.warnings:
            seen[warning.id] += 1
            yield {
                **whose(project),
                "id": f"{project.id}/{warning.id}/{seen[warning.id]}",
                "url": project.record.url,
                "warning": warning.id,
                "message": warning.message,
                "declared": warning.declared,
                "says": warning.says,
                "contradicts": warning.contradicts,
            }


def _current(
    portfolio: Portfolio, part: Callable[[Report], Sequence[Reported]]
) -> Iterator[tuple[Reported, Row]]:
    """What the current reports of open projects hold, each entry with the values that all kinds have."""
    for project in portfolio.projects:
        if not project.is_open or not project.reports:
            continue
        report = project.reports[-1]
        for number, entry in enumerate(part(report.fields), start=1):
            yield (
                entry,
                {
                    **entry.model_dump(),
                    **whose(project),
                    "id": f"{project.id}/{report.id}/{number}",
                    "url": report.url,
                    "date": report.date,
                    "overdue": entry.due < portfolio.today,
                },
            )


def whose(project: ProjectStatus) -> Row:
    """The values that say which project a row belongs to."""
    return {
        "project": project.id,
        "programme": project.fields.programme,
        "project_state": project.fields.state,
    }
