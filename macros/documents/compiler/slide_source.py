"""A filled ``slides.md`` as what its slides hold, before it is known where they put it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from macros.documents.deck_style import FULL, INK
from macros.documents.deck_tables import Cell, Column, Line, Look, Table, rating_cell
from macros.documents.text_fit import plain
from macros.records.vocabulary import Rating

from .body import FIELD, GUIDANCE, INSTRUCTION, Node

LONGEST_CELL = 300
"""Characters of a cell, so that no row is higher than a slide."""
RATINGS = {rating.label: rating for rating in Rating}


@dataclass(frozen=True)
class Run:
    """Words of one look."""

    text: str
    is_bold: bool = False
    is_field: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Words on a slide, behind a bullet or a number (``•`` or ``1.``) or behind nothing."""

    runs: tuple[Run, ...]
    mark: str = ""

    @property
    def words(self) -> str:
        """The text alone."""
        return plain("".join(run.text for run in self.runs))


@dataclass(frozen=True)
class Grid:
    """A table of a slide."""

    table: Table


@dataclass
class Sheet:
    """What one heading of the source holds."""

    title: str
    parts: list[list[Paragraph] | Grid] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def sheets_of(blocks: Sequence[Node], accent: str) -> Iterator[Sheet]:
    """What each first-level heading begins; ``accent`` is the colour of fields in tables."""
    sheet: Sheet | None = None
    for block in blocks:
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind == "Header" and content[0] == 1:
            if sheet:
                yield sheet
            sheet = Sheet(plain("".join(run.text for run in _runs(content[2]))))
        elif sheet is None:
            continue
        elif kind == "Div" and _style(content[0]) == INSTRUCTION:
            sheet.notes += [paragraph.words.removeprefix(f"{GUIDANCE}: ") for paragraph in _texts(content[1])]
        elif kind == "Table":
            sheet.parts.append(Grid(_table(content, sheet.title, accent)))
        else:
            if not (sheet.parts and isinstance(sheet.parts[-1], list)):
                sheet.parts.append([])
            said = sheet.parts[-1]
            if isinstance(said, list):
                said.extend(_texts([block]))
    if sheet:
        yield sheet


def _style(attributes: list[Any]) -> str:
    return str(dict(attributes[2]).get("custom-style", ""))


def _texts(blocks: Sequence[Node], mark: str = "") -> Iterator[Paragraph]:
    for block in blocks:
        content: Any = block.get("c")
        match block["t"]:
            case "Para" | "Plain":
                yield Paragraph(tuple(_runs(content)), mark)
            case "BulletList":
                for item in content:
                    yield from _texts(item, "•")
            case "OrderedList":
                for number, item in enumerate(content[1], start=content[0][0]):
                    yield from _texts(item, f"{number}.")
            case "Header":
                yield Paragraph(tuple(_runs(content[2], is_bold=True)))
            case "BlockQuote" | "Div":
                yield from _texts(content[1] if block["t"] == "Div" else content)
            case "CodeBlock":
                yield from (Paragraph((Run(line),)) for line in content[1].splitlines())


def _runs(inlines: Sequence[Node], *, is_bold: bool = False, is_field: bool = False) -> Iterator[Run]:
    for inline in inlines:
        content: Any = inline.get("c")
        match inline["t"]:
            case "Str":
                yield Run(content, is_bold, is_field)
            case "Space" | "SoftBreak" | "LineBreak":
                yield Run(" ", is_bold, is_field)
            case "Strong" | "Emph":
                yield from _runs(content, is_bold=True, is_field=is_field)
            case "Quoted":
                yield from (
                    Run("“"),
                    *_runs(content[1], is_bold=is_bold, is_field=is_field),
                    Run("”"),
                )
            case "Span":
                is_asked = is_field or _style(content[0]) == FIELD
                yield from _runs(content[1], is_bold=is_bold, is_field=is_asked)
            case "Link":
                yield from _runs(content[1], is_bold=is_bold, is_field=is_field)
            case "Code":
                yield Run(content[1], is_bold, is_field)


def _table(content: list[Any], caption: str, accent: str) -> Table:
    _, _, columns, head, bodies, _ = content
    heads = [list(_cells(row)) for row in head[1]] or [[()] * len(columns)]
    lines = [Line(tuple(_cell(runs, accent) for runs in _cells(row))) for body in bodies for row in body[3]]
    made = tuple(
        Column(plain("".join(run.text for run in runs)), FULL * width[1]["c"])
        for runs, width in zip(heads[0], columns, strict=True)
    )
    return Table(caption, made, tuple(lines))


def _cells(row: list[Any]) -> Iterator[tuple[Run, ...]]:
    for cell in row[1]:
        yield tuple(run for paragraph in _texts(cell[4]) for run in paragraph.runs)


def _cell(runs: Sequence[Run], accent: str) -> Cell:
    given = [run for run in runs if run.text.strip()]
    is_field = bool(given) and all(run.is_field for run in given)
    is_bold = bool(given) and all(run.is_bold for run in given)
    words = plain("".join(run.text for run in runs))
    if words in RATINGS:
        return rating_cell(RATINGS[words])
    kept = words if len(words) <= LONGEST_CELL else f"{words[: LONGEST_CELL - 1]}…"
    return Cell(kept, Look(ink=accent if is_field else INK, bold=is_bold))
