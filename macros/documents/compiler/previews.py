"""What a workbook holds, as a tree for the preview on its page."""

from collections.abc import Iterator, Sequence
from typing import Any

from macros.records.models import Organisation

from .body import Node, paragraph, text
from .document import table
from .workbook_source import CellType, Column, Fact, Sheet, Workbook
from .workbook_values import choices_of

KINDS = {
    CellType.TEXT: "text",
    CellType.NUMBER: "number",
    CellType.DECIMAL: "number",
    CellType.MONEY: "amount",
    CellType.PERCENT: "per cent",
    CellType.DATE: "date",
    CellType.FORMULA: "worked out",
}
MOST_CHOICES = 6


def workbook_tree(source: Workbook, organisation: Organisation) -> dict[str, Any]:
    """Each sheet with what it is for, its facts and its columns."""
    blocks = [block for sheet in source.sheets for block in _sheet(sheet, organisation)]
    return {"pandoc-api-version": [1, 23], "meta": {}, "blocks": blocks}


def _sheet(sheet: Sheet, organisation: Organisation) -> Iterator[Node]:
    yield {"t": "Header", "c": [1, ["", [], []], text(sheet.name)]}
    if sheet.instructions:
        yield paragraph(text(sheet.instructions))
    if sheet.facts:
        rows = [(fact.label, _told(fact, organisation)) for fact in sheet.facts]
        yield _table(("Above the table", "What stands there"), rows)
    if sheet.columns:
        rows = [(_title(column), _told(column, organisation)) for column in sheet.columns]
        yield _table(("Column", "What goes in"), rows)
    if sheet.chart:
        yield paragraph(text(f"Chart: {sheet.chart.title}."))


def _title(column: Column) -> str:
    return column.title.replace("{n}", f"1 to {column.repeat}") if column.repeat else column.title


def _told(each: Column | Fact, organisation: Organisation) -> str:
    if each.type is CellType.CHOICE:
        choices = [str(choice) for choice in choices_of(each, organisation)]
        more = ", …" if len(choices) > MOST_CHOICES else ""
        return ", ".join(choices[:MOST_CHOICES]) + more
    return KINDS[CellType.FORMULA if each.formula else each.type]


def _table(heads: Sequence[str], rows: Sequence[tuple[str, str]]) -> Node:
    return table(heads, [[text(left), text(right)] for left, right in rows], (0.5, 0.5))
