"""Text and tables as a slide's XML, which is quicker than the library cell by cell. Lengths are in points."""
# ruff: noqa: SLF001  see above

from functools import lru_cache
from typing import Any

from pptx.oxml.ns import qn
from pptx.util import Pt

from .deck_style import LINE, on_accent
from .deck_tables import GAP, PADDING, PLAIN, Cell, Look, Table
from .text_fit import plain

_full = lru_cache(qn)
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The table style that draws nothing of its own, so that each cell looks the same in every program."""


def put_text(
    body: Any,  # noqa: ANN401
    text: str,
    size: float | None = None,
    look: Look = PLAIN,
    *,
    right: bool = False,
) -> None:
    """Add a paragraph to a text body; without ``size`` it looks as its place says."""
    paragraph = _child(body, "a:p")
    if right:
        _child(paragraph, "a:pPr", algn="r")
    run = _child(paragraph, "a:r")
    properties = _child(run, "a:rPr")
    if size is not None:
        properties.set("sz", str(round(size * 100)))
        properties.set("b", str(int(look.bold)))
        _fill(properties, look.ink)
        _child(properties, "a:latin", typeface="+mn-lt")
    _child(run, "a:t").text = text


def draw_table(page: Any, table: Table, left: float, top: float, accent: str) -> None:  # noqa: ANN401
    """Put a table on a page, its first row marked as its heading and its first column as that of its rows."""
    frame = page.shapes.add_table(1, 1, Pt(left), Pt(top), Pt(table.width), Pt(table.height))
    described = frame._element.nvGraphicFramePr.cNvPr
    described.set("name", table.caption)
    described.set("descr", table.caption)
    element = frame.table._tbl
    properties = element.tblPr
    for mark, value in {"firstRow": "1", "firstCol": "1", "bandRow": "0"}.items():
        properties.set(mark, value)
    properties.find(qn("a:tableStyleId")).text = NO_STYLE
    grid = element.tblGrid
    grid[:] = []
    for column in table.columns:
        _child(grid, "a:gridCol", w=str(Pt(column.width)))
    element.remove(element.tr_lst[0])
    head = Look(accent[1:].upper(), on_accent(accent), bold=True)
    _row(element, table, tuple(Cell(column.heading, head) for column in table.columns), table.head_height)
    for line in table.lines:
        _row(element, table, line.cells, table.line_height(line))


def _row(element: Any, table: Table, cells: tuple[Cell, ...], height: float) -> None:  # noqa: ANN401
    row = _child(element, "a:tr", h=str(Pt(height)))
    for cell, column in zip(cells, table.columns, strict=True):
        own = _child(row, "a:tc")
        body = _child(own, "a:txBody")
        _child(body, "a:bodyPr")
        _child(body, "a:lstStyle")
        put_text(body, plain(cell.text), table.size, cell.look, right=column.right)
        sides = {"marL": PADDING, "marR": PADDING, "marT": GAP, "marB": GAP}
        properties = _child(own, "a:tcPr", **{side: str(Pt(width)) for side, width in sides.items()})
        line = _child(properties, "a:lnB", w=str(Pt(0.75)))
        _fill(line, LINE)
        if cell.look.fill:
            _fill(properties, cell.look.fill)
        else:
            _child(properties, "a:noFill")


def _fill(element: Any, colour: str) -> None:  # noqa: ANN401
    _child(_child(element, "a:solidFill"), "a:srgbClr", val=colour)


def _child(parent: Any, name: str, **attributes: str) -> Any:  # noqa: ANN401
    element = parent.makeelement(_full(name), attributes)
    parent.append(element)
    return element
