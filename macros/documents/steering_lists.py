"""The steering pack's last slides: milestones, and the decisions that projects wait for."""

from collections.abc import Iterator
from datetime import date

from macros.portfolio.milestones import MilestoneRow, MilestoneState
from macros.portfolio.status import Portfolio, ProjectStatus
from macros.portfolio.wording import day
from macros.records.models.report import Decision
from macros.records.vocabulary import State

from .deck import DeckWriter, Paragraph
from .deck_style import FULL, MARGIN, TOP
from .deck_tables import ABSENT, QUIET, STRONG, Cell, Column, Line, Table, text_cell
from .steering_sources import current_source, milestone_source
from .wording import days

MONTHS = 3
"""So many months of milestones to come are shown."""
RUNNING = frozenset({State.ACTIVE, State.ON_HOLD})


def add_milestones(deck: DeckWriter, portfolio: Portfolio) -> None:
    """Overdue milestones, then those expected within three months, of projects active or on hold."""
    until = _months_later(portfolio.today)
    found = sorted(
        _near(portfolio, until), key=lambda pair: (pair[1].state is MilestoneState.DUE, pair[1].expected)
    )
    overdue = sum(row.state is MilestoneState.OVERDUE for _, row in found)
    if not found:
        _nothing(deck, "Milestones", f"No milestone is overdue or expected by {day(until)}.")
        return
    columns = (
        Column("Milestone", 300),
        Column("Project", 210),
        Column("State", 90),
        Column("Approved", 88, right=True),
        Column("Expected", 88, right=True),
        Column("Slip", 112, right=True),
    )
    lines = tuple(_milestone(project, row) for project, row in found)
    table = Table("Milestones overdue or expected soon", columns, lines)
    title = f"Milestones: {overdue} overdue, {len(found) - overdue} more expected by {day(until)}"
    deck.flow(title, table, ["Overdue: the approved day has passed and the milestone is not reached."])


def add_decisions(deck: DeckWriter, portfolio: Portfolio) -> None:
    """Every decision that the current report of an open project asks for, the most pressing first."""
    found = sorted(_decisions(portfolio), key=lambda pair: (pair[1].due, pair[0].fields.title.casefold()))
    if not found:
        _nothing(deck, "Decisions needed", "No open project asks for a decision.")
        return
    columns = (
        Column("Decision", 370),
        Column("Project", 200),
        Column("Decided by", 138),
        Column("Due", 90, right=True),
        Column("Overdue", 90, right=True),
    )
    lines = tuple(_decision(project, decision) for project, decision in found)
    table = Table("Decisions that projects wait for", columns, lines)
    deck.flow(f"Decisions needed: {len(found)}", table, [])


def _nothing(deck: DeckWriter, title: str, text: str) -> None:
    slide = deck.slide(title)
    slide.text(title, [Paragraph(text, 20)], MARGIN, TOP + 14, FULL, 40)
    slide.notes(["From the current report and the record of each open project."])


def _months_later(today: date) -> date:
    """The last day of the third month after this one: a steering committee thinks in whole months."""
    month = today.month + MONTHS + 1
    first_after = date(today.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    return date.fromordinal(first_after.toordinal() - 1)


def _near(portfolio: Portfolio, until: date) -> Iterator[tuple[ProjectStatus, MilestoneRow]]:
    for project in portfolio:
        if project.fields.state in RUNNING:
            for row in project.milestone_rows:
                soon = row.state is MilestoneState.DUE and row.expected <= until
                if soon or row.state is MilestoneState.OVERDUE:
                    yield project, row


def _milestone(project: ProjectStatus, row: MilestoneRow) -> Line:
    overdue = row.state is MilestoneState.OVERDUE
    return Line(
        (
            text_cell(row.title),
            text_cell(project.fields.title),
            Cell(row.state.label, STRONG if overdue else QUIET),
            Cell(day(row.baseline)),
            Cell(day(row.forecast)) if row.forecast else Cell("No forecast", QUIET),
            Cell(days(row.slip_days)) if row.slip_days is not None else Cell(ABSENT, QUIET),
        ),
        (milestone_source(project, row.id, row.title),),
    )


def _decisions(portfolio: Portfolio) -> Iterator[tuple[ProjectStatus, Decision]]:
    for project in portfolio:
        if project.is_open and project.current:
            for decision in project.current.decisions:
                yield project, decision


def _decision(project: ProjectStatus, decision: Decision) -> Line:
    late = (project.context.today - decision.due).days
    return Line(
        (
            text_cell(decision.title),
            text_cell(project.fields.title),
            text_cell(decision.by),
            Cell(day(decision.due)),
            Cell(days(late).lstrip("+"), STRONG) if late > 0 else Cell("No", QUIET),
        ),
        (f"{project.fields.title}: {current_source(project)}",),
    )
