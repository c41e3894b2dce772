"""Where a project's rating and its facts disagree: what is declared and what the data says, side by side."""

from macros.portfolio.status import ProjectStatus
from macros.portfolio.warnings import CHECKS

from .formatting import rating_cell
from .parts import Tabular, tabular
from .small_tables import small_table
from .tables import Cell, Kind

HEADINGS: dict[str, Kind] = {
    "Warning": "text",
    "Declared": "rating",
    "Data says": "rating",
    "What it means": "text",
    "What to do": "text",
}


def warnings(status: ProjectStatus) -> Tabular | None:
    """Every warning, the weightiest first; below its title stands what was found."""
    checks = {check.id: check for check in CHECKS}
    rows = [
        (
            Cell(checks[warning.id].title, note=warning.message),
            rating_cell(warning.declared),
            rating_cell(warning.says) if warning.says else Cell(kind="rating"),
            Cell(checks[warning.id].meaning),
            Cell(checks[warning.id].remedy),
        )
        for warning in status.warnings
    ]
    return tabular(small_table("warnings", "Warnings: both sides, neither hidden", HEADINGS, rows))
