"""Gates of a project: what was decided at those it came to, and which one is due next."""

from collections.abc import Iterator

from macros.portfolio.gates import in_order, passed, waiting
from macros.portfolio.milestones import MilestoneState
from macros.portfolio.status import ProjectStatus
from macros.records.models.organisation import Gate
from macros.records.models.project import GatePassed

from .formatting import date_cell, link_cell, text_cell
from .parts import Tabular, tabular
from .small_tables import small_table
from .tables import Cell, Kind
from .view import SiteView

HEADINGS: dict[str, Kind] = {"Gate": "text", "Decision": "text", "Date": "date", "Conditions": "text"}


def gates(status: ProjectStatus, site: SiteView) -> Tabular | None:
    """Every decision taken, and for an open project the gates that lie ahead, in the order of the phases."""
    known = in_order(site.organisation.gates)
    ids = {gate.id for gate in known}
    rows = [row for gate in known for row in _rows(gate, status, site)]
    rows += [
        _decided(Cell(site.title("gate", each.gate)), each) for each in _dated(status) if each.gate not in ids
    ]
    return tabular(small_table("gates", "Gates passed and due", HEADINGS, rows))


def _rows(gate: Gate, status: ProjectStatus, site: SiteView) -> Iterator[tuple[Cell, ...]]:
    name = link_cell(site.gate_link(gate.id, status.record.url))
    taken = [each for each in _dated(status) if each.gate == gate.id]
    yield from (_decided(name, each) for each in taken)
    if status.is_open and gate.id not in passed(status) and (words := _ahead(gate, status)):
        yield (name, Cell(words), _expected(gate, status), Cell())


def _dated(status: ProjectStatus) -> list[GatePassed]:
    return sorted(status.fields.gates, key=lambda each: each.date)


def _decided(name: Cell, each: GatePassed) -> tuple[Cell, ...]:
    return (
        name,
        Cell(each.decision.label),
        date_cell(each.date),
        text_cell(" ".join(f"{condition.rstrip('.')}." for condition in each.conditions)),
    )


def _ahead(gate: Gate, status: ProjectStatus) -> str:
    """What to say of a gate that was not passed; of an old one nothing where there is no decision at all."""
    if gate not in waiting(status):
        return "No decision on record" if passed(status) else ""
    return "Due next" if waiting(status)[0] == gate else "Later"


def _expected(gate: Gate, status: ProjectStatus) -> Cell:
    """The day of the milestone that ends at this gate."""
    for row in status.milestone_rows:
        if row.gate == gate.id and row.state is not MilestoneState.DROPPED:
            cell = date_cell(row.expected)
            return Cell(cell.text, sort=cell.sort, kind="date", note="expected")
    return date_cell(None)
