"""What each kind of warning means and what to do about it."""

from collections import Counter

from macros.portfolio.warnings import CHECKS

from ..formatting import number_cell
from ..parts import Section, Tabular
from ..small_tables import small_table
from ..tables import Cell, Kind
from ..view import SiteView


def warning_kinds(site: SiteView, page: str) -> tuple[Section, ...]:  # noqa: ARG001  every view takes both
    """Every kind of warning, whether or not there is one of it."""
    counts = Counter(warning.id for warning in site.portfolio.warnings)
    rows = [
        (Cell(check.title), number_cell(counts[check.id]), Cell(check.meaning), Cell(check.remedy))
        for check in CHECKS
    ]
    headings: dict[str, Kind] = {
        "Warning": "text",
        "Now": "number",
        "What it means": "text",
        "What to do": "text",
    }
    return (Section((Tabular(small_table("kinds", "Kinds of warning", headings, rows)),)),)
