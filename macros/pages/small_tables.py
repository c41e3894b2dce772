"""Tables of a record's own entries: few rows, no filters."""

from collections.abc import Iterable, Mapping, Sequence

from .tables import Cell, Column, Kind, Row, Table


def small_table(
    id_: str, caption: str, headings: Mapping[str, Kind], rows: Iterable[Sequence[Cell]]
) -> Table:
    """A table with these headings, each with the kind of its column; it can be sorted only."""
    columns = tuple(
        Column(f"c{place}", label, kind) for place, (label, kind) in enumerate(headings.items(), 1)
    )
    return Table(
        id_, caption, columns, tuple(Row(tuple(cells)) for cells in rows), noun="row", searchable=False
    )
