"""Warnings: where a rating and the facts disagree, or a record has fallen behind. None fails a build.

Only projects that are proposed, active or on hold are looked at. An absent value gives no warning.
"""

from collections.abc import Iterator

from macros.portfolio.facts import ProjectFacts

from .delivery import (
    complete_but_active,
    cost_beyond_tolerance,
    cpi_beyond_threshold,
    finish_beyond_tolerance,
    finish_passed,
    overdue_milestone,
    spi_beyond_threshold,
    value_falling,
)
from .kinds import Check, StatusWarning
from .relations import dependency_too_late, lessons_not_dispositioned, no_objective
from .reporting import decision_overdue, rating_unchanged, red_under_green, stale_report, variance_unexplained

CHECKS: tuple[Check, ...] = (
    red_under_green,
    cpi_beyond_threshold,
    spi_beyond_threshold,
    finish_beyond_tolerance,
    cost_beyond_tolerance,
    finish_passed,
    overdue_milestone,
    decision_overdue,
    dependency_too_late,
    rating_unchanged,
    complete_but_active,
    value_falling,
    variance_unexplained,
    stale_report,
    no_objective,
    lessons_not_dispositioned,
)
"""Every kind of warning, the weightiest first."""


def warnings_of(project: ProjectFacts) -> Iterator[StatusWarning]:
    """The warnings of one project, in the order of ``CHECKS``."""
    if not project.is_open:
        return
    for check in CHECKS:
        for finding in check.find(project):
            yield StatusWarning(check.id, project.id, finding.message, project.declared, finding.says)


__all__ = ["CHECKS", "Check", "StatusWarning", "warnings_of"]
