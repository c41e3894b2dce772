"""How cells of the workbook look."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from macros.records.colours import RATING_COLOURS
from macros.records.vocabulary import Rating


@dataclass(frozen=True)
class Looks:
    """The formats of one workbook, each made once. The library's formats have no types."""

    workbook: Any

    @cached_property
    def header(self) -> Any:  # noqa: ANN401
        """The first line of a table."""
        look = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#ECEEF2"}
        return self.workbook.add_format(look)

    @cached_property
    def title(self) -> Any:  # noqa: ANN401
        """The heading of a sheet."""
        return self.workbook.add_format({"bold": True, "font_size": 14})

    @cached_property
    def link(self) -> Any:  # noqa: ANN401
        """What leads elsewhere."""
        look = {"font_color": "#0B4F8A", "underline": 1, "valign": "top", "text_wrap": True}
        return self.workbook.add_format(look)

    @cached_property
    def ratings(self) -> dict[Rating, Any]:
        """The colours of ratings, on top of a cell's own look."""
        return {
            rating: self.workbook.add_format({"bg_color": ground, "font_color": ink})
            for rating, (ground, ink) in RATING_COLOURS.items()
        }

    def cell(self, number_format: str = "", *, wrapped: bool = False, left: bool = False) -> Any:  # noqa: ANN401
        """A cell of a table; ``left`` puts a number where text begins."""
        key = number_format, wrapped, left
        if key not in self._cells:
            look: dict[str, object] = {"valign": "top", "text_wrap": wrapped}
            look |= {"num_format": number_format} if number_format else {}
            look |= {"align": "left"} if left else {}
            self._cells[key] = self.workbook.add_format(look)
        return self._cells[key]

    @cached_property
    def _cells(self) -> dict[tuple[str, bool, bool], Any]:
        return {}
