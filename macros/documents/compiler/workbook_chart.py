"""The charts of a workbook. The library's charts have no types."""

from typing import Any

from .formulas import Addresses, Slot
from .house import FONT, House
from .workbook_looks import MONTH
from .workbook_source import CellType, Chart, ChartKind

COLOURS = ("#8A3D00", "#6D3FA8", "#2559B8", "#5B606B")
"""Of the lines after the first, which is in the accent."""
DASHES = ("solid", "dash", "round_dot", "long_dash", "dash_dot")
AXES = {CellType.DATE: MONTH, CellType.MONEY: "#,##0"}
SIZE = {"width": 900, "height": 420}


def chart(file: Any, source: Chart, addresses: Addresses, house: House) -> Any:  # noqa: ANN401
    """A chart over the columns that ``source`` names. Raises ``UnknownReferenceError``."""
    made = file.add_chart({"type": source.kind.value})
    for place, reference in enumerate(source.series):
        made.add_series(
            {
                "name": _name(reference, addresses),
                "categories": f"={addresses.series(source.categories)}",
                "values": f"={addresses.series(reference)}",
                **_look(source.kind, place, house),
            }
        )
    made.set_title({"name": source.title, "name_font": {"name": FONT, "size": 12}})
    made.set_legend({"position": "bottom"})
    made.set_size(SIZE)
    made.show_blanks_as("gap")
    made.show_na_as_empty_cell()
    made.set_x_axis(_axis(source.categories, addresses))
    made.set_y_axis(_axis(source.series[0], addresses))
    return made


def _axis(reference: str, addresses: Addresses) -> dict[str, Any]:
    """Of days the axis shows months, of money thousands."""
    found = _slot(reference, addresses)
    form = AXES.get(found.column.kind) if found else None
    return {"num_font": {"name": FONT, "size": 9}, **({"num_format": form} if form else {})}


def _look(kind: ChartKind, place: int, house: House) -> dict[str, Any]:
    """Lines differ by their dashes and not only by colour."""
    colours = (house.accent, *COLOURS)
    colour = colours[place % len(colours)]
    if kind is ChartKind.COLUMN:
        return {"fill": {"color": colour}}
    return {"line": {"color": colour, "width": 2, "dash_type": DASHES[place % len(DASHES)]}}


def _name(reference: str, addresses: Addresses) -> str:
    found = _slot(reference, addresses)
    return found.title if found else reference.rpartition(".")[2]


def _slot(reference: str, addresses: Addresses) -> Slot | None:
    sheet, _, column = reference.partition(".")
    slots = addresses.layouts[sheet].slots
    return next((slot for slot in slots if column in {slot.id, slot.column.id}), None)
