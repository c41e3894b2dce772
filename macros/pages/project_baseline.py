"""The approved baseline of a project, how it was moved, and what it was at first."""

from collections.abc import Iterator
from datetime import date

from macros.portfolio.status import ProjectStatus
from macros.records.library import Record
from macros.records.models import Project
from macros.records.models.project import Change

from .formatting import date_cell, day, money, number_cell, text_cell
from .parts import Tabular, tabular
from .small_tables import small_table
from .tables import Cell, Kind

BESIDE: dict[str, Kind] = {
    "First approved": "text",
    "Approved now": "text",
    "Expected": "text",
    "Against the first": "text",
    "Against now": "text",
}


def first_beside_now(status: ProjectStatus) -> Tabular | None:
    """Start, finish and budget as approved first and now, beside what is expected; once they were moved."""
    if not status.rebaselines:
        return None
    rows = [
        row
        for row in (_start(status), _finish(status), _budget(status))
        if any(cell.text for cell in row[1:])
    ]
    return tabular(
        small_table(
            "baselines", "The first baseline beside the current one", {"What": "text", **BESIDE}, rows
        )
    )


def _start(status: ProjectStatus) -> tuple[Cell, ...]:
    return (
        Cell("Start"),
        date_cell(status.first_start),
        date_cell(status.fields.start),
        Cell(),
        Cell(),
        Cell(),
    )


def _finish(status: ProjectStatus) -> tuple[Cell, ...]:
    return (
        Cell("Finish"),
        date_cell(status.first_finish),
        date_cell(status.fields.finish),
        date_cell(status.fields.finished or status.forecast_finish),
        text_cell(_days(status.finish_slip_from_first_days)),
        text_cell(_days(status.finish_slip_days)),
    )


def _budget(status: ProjectStatus) -> tuple[Cell, ...]:
    expected, now, first = status.forecast_cost, status.fields.budget, status.first_budget
    return (
        Cell("Budget"),
        *(_amount(amount, status.currency) for amount in (first, now, expected)),
        text_cell(_more(expected, first, status.currency)),
        text_cell(_more(expected, now, status.currency)),
    )


def _amount(amount: int | None, currency: str) -> Cell:
    """Money among dates: it stands as they do."""
    return Cell() if amount is None else Cell(money(amount, currency))


def _days(slip: int | None) -> str:
    if slip is None:
        return ""
    if slip == 0:
        return "on the day"
    return f"{abs(slip):,} {'day' if abs(slip) == 1 else 'days'} {'later' if slip > 0 else 'earlier'}"


def _more(expected: int | None, approved: int | None, currency: str) -> str:
    if expected is None or approved is None:
        return ""
    over = expected - approved
    return f"{money(abs(over), currency)} {'more' if over > 0 else 'less'}" if over else "the same"


def moved_milestones(status: ProjectStatus) -> Tabular | None:
    """Milestones whose baseline was moved, with the slip from the first and from the current one."""
    rows = [
        (
            Cell(row.title),
            date_cell(row.first_baseline),
            date_cell(row.baseline),
            date_cell(row.actual or row.forecast),
            number_cell(row.slip_from_first_days),
            number_cell(row.slip_days),
        )
        for row in status.milestone_rows
        if row.first_baseline != row.baseline
    ]
    headings: dict[str, Kind] = {
        "Milestone": "text",
        "First baseline": "date",
        "Baseline now": "date",
        "Reached or forecast": "date",
        "Days from first": "number",
        "Days from now": "number",
    }
    return tabular(
        small_table("moved", "Milestones whose baseline was moved (days above zero are late)", headings, rows)
    )


def changes(record: Record[Project], currency: str) -> Tabular | None:
    """The baseline ledger, oldest first."""
    rows = [
        (
            date_cell(change.date),
            Cell(_said(change, record, currency)),
            Cell(change.approved_by),
            Cell(change.reason),
        )
        for change in sorted(record.fields.changes, key=lambda change: change.date)
    ]
    return tabular(
        small_table(
            "changes",
            "Approved changes of start, finish, budget and milestones",
            {"Date": "date", "Change": "text", "Approved by": "text", "Reason": "text"},
            rows,
        )
    )


def _said(change: Change, record: Record[Project], currency: str) -> str:
    moves = "; ".join(_moves(change, record, currency))
    return moves[:1].upper() + moves[1:]


def _moves(change: Change, record: Record[Project], currency: str) -> Iterator[str]:
    for name, dates in (("start", change.start), ("finish", change.finish)):
        if dates:
            yield f"{name} {_from_to(dates.before, dates.after)}"
    if change.budget:
        yield f"budget {money(change.budget.before, currency)} → {money(change.budget.after, currency)}"
    titles = {milestone.id: milestone.title for milestone in record.fields.milestones}
    for id_, move in change.milestones.items():
        title = titles.get(id_, id_)
        if move.added:
            yield f"{title} added for {day(move.added)}"
        elif move.dropped:
            yield f"{title} dropped"
        elif move.before and move.after:
            yield f"{title} {_from_to(move.before, move.after)}"


def _from_to(before: date, after: date) -> str:
    return f"{day(before)} → {day(after)}"
