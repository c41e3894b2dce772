"""What the versions of a standard or template changed, and the lessons behind them."""

from collections.abc import Mapping

from macros.records.library import Record
from macros.records.models import Standard, Template

from .formatting import date_cell
from .parts import Tabular
from .small_tables import small_table
from .tables import Cell, Kind
from .view import SiteView

HEADINGS: Mapping[str, Kind] = {
    "Version": "text",
    "Date": "date",
    "What changed": "text",
    "Lesson behind it": "text",
}


def change_notes(record: Record[Standard] | Record[Template], site: SiteView) -> Tabular:
    """The change notes, newest first."""
    rows = []
    for change in record.fields.changes:
        lesson = site.library.lessons.get(change.lesson or "")
        cell = Cell(lesson.fields.title, href=site.link(lesson, record.url).href) if lesson else Cell()
        rows.append((Cell(change.version), date_cell(change.date), Cell(change.note), cell))
    return Tabular(small_table("versions", "Versions, newest first", HEADINGS, rows))
