"""The drop-downs of a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

FIRST_LIST = 25
LONGEST_LIST = 255
"""Characters of a list in the drop-down itself, where commas stand between its values."""
ERROR = "This is not one of the values that the template offers."


@dataclass(frozen=True)
class Lists:
    """The drop-downs of one file; a list that is too long for one stands in hidden columns of ``page``."""

    page: Any
    name: str
    _kept: dict[tuple[str | float, ...], str] = field(default_factory=dict)

    def offer(
        self,
        page: Any,  # noqa: ANN401
        area: tuple[int, int, int, int],
        choices: Sequence[str | float],
        hint: str | None,
    ) -> None:
        """Offer ``choices`` in an area; another is met with a warning. With none to offer, any is free."""
        options: dict[str, Any] = {"validate": "any"}
        if choices:
            options = {"validate": "list", "source": self._source(tuple(choices))}
            options |= {"error_type": "warning", "error_message": ERROR}
        if hint:
            options["input_message"] = hint
        if choices or hint:
            page.data_validation(*area, options)

    def _source(self, choices: tuple[str | float, ...]) -> list[str | float] | str:
        written = ",".join(map(str, choices))
        if len(written) <= LONGEST_LIST and written.count(",") < len(choices) and '"' not in written:
            return list(choices)
        if choices not in self._kept:
            self._kept[choices] = self._keep(choices)
        return self._kept[choices]

    def _keep(self, choices: tuple[str | float, ...]) -> str:
        """The range that holds them."""
        column = FIRST_LIST + len(self._kept)
        self.page.set_column(column, column, None, None, {"hidden": True})
        for row, choice in enumerate(choices):
            if isinstance(choice, str):
                self.page.write_string(row, column, choice)
            else:
                self.page.write_number(row, column, choice)
        first, last = (
            xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for row in (0, len(choices) - 1)
        )
        return f"={self.name}!{first}:{last}"
