"""The project office's own key figures, each with its formula."""

from macros.portfolio.kpis import Kpi, kpis

from ..formatting import number
from ..parts import Section, Tabular
from ..tables import Cell, Column, Row, Table
from ..view import SiteView

UNDEFINED = "Not defined yet"


def performance(site: SiteView, page: str) -> tuple[Section, ...]:  # noqa: ARG001  every view takes both
    """Every key figure with the numbers behind it."""
    columns = (
        Column("figure", "Key figure"),
        Column("value", "Value", "number"),
        Column("numbers", "Numbers behind it"),
        Column("formula", "How it is counted"),
    )
    rows = tuple(
        Row((Cell(kpi.title), _value(kpi), _numbers(kpi), Cell(kpi.formula))) for kpi in kpis(site.portfolio)
    )
    table = Table("kpis", "Key figures of the project office", columns, rows, noun="figure", searchable=False)
    return (Section((Tabular(table),)),)


def _value(kpi: Kpi) -> Cell:
    if kpi.value is None:
        return Cell(UNDEFINED, kind="text")
    shown = f"{kpi.value:.0f}%" if kpi.unit == "%" else f"{kpi.value:.0f} {kpi.unit}"
    return Cell(shown, sort=kpi.value, kind="number")


def _numbers(kpi: Kpi) -> Cell:
    if kpi.part is None or not kpi.whole:
        return Cell()
    places = 0 if float(kpi.part).is_integer() and float(kpi.whole).is_integer() else 1
    return Cell(f"{number(kpi.part, places)} of {number(kpi.whole, places)}")
