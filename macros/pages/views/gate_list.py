"""The gates one after the other."""

from collections import Counter
from collections.abc import Mapping

from macros.portfolio.checklists import Checklist
from macros.portfolio.gates import in_order, waiting
from macros.records.links import relative_url

from ..formatting import number_cell, text_cell
from ..parts import Section, Tabular
from ..small_tables import small_table
from ..tables import Cell, Kind
from ..view import SiteView, gate_url

HEADINGS: Mapping[str, Kind] = {
    "Gate": "text",
    "Ends the phase": "text",
    "Question": "text",
    "Decided by": "text",
    "Items to look at": "number",
    "Projects next": "number",
}


def gate_list(site: SiteView, page: str) -> tuple[Section, ...]:
    """Every gate with what it asks, who decides, and how many projects come to it next."""
    coming = Counter(ahead[0].id for project in site.portfolio if (ahead := waiting(project)))
    rows = [
        (
            Cell(gate.title, href=relative_url(gate_url(gate.id), page)),
            Cell(gate.phase.label),
            text_cell(gate.question),
            text_cell(gate.decided_by),
            number_cell(len(Checklist(gate, site.library).items)),
            number_cell(coming[gate.id]),
        )
        for gate in in_order(site.organisation.gates)
    ]
    return (Section((Tabular(small_table("gates", "Gates in their order", HEADINGS, rows)),)),)
