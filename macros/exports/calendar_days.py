"""Days that belong in a calendar: milestones and gates ahead, reports due, reviews due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from macros.portfolio.milestones import MilestoneRow, MilestoneState
from macros.portfolio.status import ProjectStatus
from macros.records.library import Library
from macros.records.vocabulary import GateDecision, LessonStatus, State, TemplateStatus

from .basis import Basis

WAITING = frozenset({MilestoneState.DUE, MilestoneState.OVERDUE})
PASSED = frozenset({GateDecision.APPROVED, GateDecision.CONDITIONAL})


@dataclass(frozen=True)
class CalendarDay:
    """Something on a day. ``key`` is its own and stays; ``url`` is relative to the site's root."""

    key: str
    day: date
    title: str
    about: str
    category: str
    url: str


def calendar_days(basis: Basis) -> list[CalendarDay]:
    """Every day, the earliest first. Days that have passed stay until what they stand for is done."""
    days = [*_milestones(basis), *_reports(basis), *_reviews(basis)]
    return sorted(days, key=lambda each: (each.day, each.key))


def _milestones(basis: Basis) -> Iterator[CalendarDay]:
    gates = basis.library.known("gate")
    for project in basis.portfolio:
        passed = {review.gate for review in project.fields.gates if review.decision in PASSED}
        for row in project.milestone_rows:
            if row.state not in WAITING:
                continue
            gate = row.gate if row.gate not in passed else None
            also = f" (gate: {gates.get(gate, gate)})" if gate else ""
            yield CalendarDay(
                f"milestone.{project.id}.{row.id}",
                row.expected,
                f"{project.fields.title}: {row.title}{also}",
                _about_milestone(row, project),
                "Gate" if gate else "Milestone",
                project.record.url,
            )


def _about_milestone(row: MilestoneRow, project: ProjectStatus) -> str:
    parts = [f"Approved for {row.baseline}."]
    if row.forecast:
        parts.append(f"Forecast for {row.forecast}{_slip(row.slip_days or 0)}.")
    elif row.state is MilestoneState.OVERDUE:
        parts.append("Overdue, without a forecast.")
    if project.rating:
        parts.append(f"Delivery confidence: {project.rating}.")
    return " ".join(parts)


def _slip(days: int) -> str:
    if days == 0:
        return ", as approved"
    count = "1 day" if abs(days) == 1 else f"{abs(days):,} days"
    return f", {count} {'late' if days > 0 else 'early'}"


def _reports(basis: Basis) -> Iterator[CalendarDay]:
    """The next report of each active project: one event that moves on with every report."""
    every = basis.organisation.reporting.every_days
    for project in basis.portfolio:
        last = project.report_date or project.fields.start
        if project.fields.state is not State.ACTIVE or last is None:
            continue
        since = "The last report is of" if project.report_date else "No report since the start on"
        yield CalendarDay(
            f"report.{project.id}",
            last + timedelta(days=every),
            f"{project.fields.title}: status report due",
            f"{since} {last}; one is due every {every} days.",
            "Report due",
            project.record.url,
        )


def _reviews(basis: Basis) -> Iterator[CalendarDay]:
    for kind, id_, fields, url in _reviewed(basis.library):
        if fields.review_by is not None:
            owner = f"Owner: {fields.owner}." if fields.owner else ""
            title = f"Review due: {kind} “{fields.title}”"
            yield CalendarDay(f"review.{kind}.{id_}", fields.review_by, title, owner, "Review due", url)


def _reviewed(library: Library) -> Iterator[tuple[str, str, Any, str]]:
    """What is reviewed from time to time, unless it is retired: kind, id, fields and address."""
    retired = {LessonStatus.RETIRED, TemplateStatus.RETIRED}
    for kind, records in (
        ("lesson", library.lessons),
        ("template", library.templates),
        ("standard", library.standards),
    ):
        for id_, record in records.items():
            if not record.broken and getattr(record.fields, "status", None) not in retired:
                yield kind, id_, record.fields, record.url
