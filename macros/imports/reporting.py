"""The import report: what became of every row, and of every cell that was not plain, as Markdown."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from macros.records.vocabulary import Kind

from .findings import Entry, Finding
from .outcomes import Outcome, RowOutcome
from .tables import folded, in_spans

TITLE = "# Import report"


def report(outcome: Outcome, unused: Sequence[str], left_out: Sequence[str], *, dry_run: bool = False) -> str:
    """The whole report. Cells of the columns ``left_out`` appear nowhere in it."""
    blocks = [
        f"{TITLE}: {_plain(outcome.table.name)}",
        "This was a dry run: nothing was written." if dry_run else "",
        *_refused(outcome, left_out),
        *_cells("Cells that could not be read", outcome.entries(Finding.UNREADABLE), "Why"),
        *_cells("Ranges, and the end that was taken", outcome.entries(Finding.RANGE), "Taken"),
        *_cut(outcome.entries(Finding.SHORTENED)),
        *_grouped(f"Values that the {outcome.noun} withholds", outcome.entries(Finding.WITHHELD)),
        *_grouped("Blank, and said to be so", outcome.entries(Finding.BLANK)),
        *_grouped("Values taken from the map, because the cell gave none", outcome.entries(Finding.DEFAULT)),
        *_grouped("Projects that are no records here, kept as source", outcome.entries(Finding.ELSEWHERE)),
        *_leaks(outcome.entries(Finding.LEAK)),
        *_grouped("Cells with HTML, of which the text was kept", outcome.entries(Finding.MARKUP)),
        *_rows(
            "Projects without a first report",
            ((row, row.no_report) for row in outcome.made if row.no_report),
            outcome.subject,
        ),
        *_rows("Rows that were skipped", ((row, row.skipped) for row in outcome.skipped), outcome.subject),
        *_columns(unused, left_out),
        *_notes(outcome),
        *_counts(outcome),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _refused(outcome: Outcome, left_out: Sequence[str]) -> Iterator[str]:
    if not outcome.refused:
        return
    yield "## Rows that did not become records"
    hidden = {folded(name) for name in left_out}
    for row in outcome.refused:
        cells = [
            (column, row.row.cell(column))
            for column in outcome.table.columns
            if folded(column.name) not in hidden
        ]
        lines = [f"{column.name}: {cell.text}" for column, cell in cells if cell.text.strip()]
        beyond = row.row.cells[len(outcome.table.columns) :]
        lines += [f"(no header): {cell.text}" for cell in beyond if cell.text.strip()]
        yield f"### Row {row.row.number}: {_plain(row.title) or 'no title'}"
        yield f"{_plain(row.refused)}. Its text:"
        yield _verbatim("\n".join(lines))


def _cells(title: str, entries: Sequence[Entry], last: str) -> Iterator[str]:
    """One line for each cell; cells that hold the same in one column share a line."""
    groups: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    for one in entries:
        groups[(one.field, one.column, one.text, one.reason)].append(one.row)
    if groups:
        yield f"## {title} ({len(entries)})"
        yield _table(
            ("Row", "Field", "Column", "Value", last),
            [(in_spans(rows), *told) for told, rows in groups.items()],
        )


def _cut(entries: Sequence[Entry]) -> Iterator[str]:
    if entries:
        yield f"## Texts that were cut ({len(entries)})"
        yield "The whole of each is in the body of its record."
        rows = [(str(one.row), one.field, one.column, str(len(one.text)), one.reason) for one in entries]
        yield _table(("Row", "Field", "Column", "Characters", "Kept"), rows)


def _leaks(entries: Sequence[Entry]) -> Iterator[str]:
    if entries:
        yield f"## Texts that should not be published ({len(entries)})"
        yield "They are in the records. pmo check names each place, and how to say why one may stay."
        yield _table(("Row", "Rule", "Text"), [(str(one.row), one.field, one.text) for one in entries])


def _grouped(title: str, entries: Iterable[Entry]) -> Iterator[str]:
    """One line for each field and reason, with its rows."""
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for one in entries:
        groups[(one.field, one.column, one.reason)].append(one.row)
    if groups:
        yield f"## {title} ({sum(map(len, groups.values()))})"
        rows = [(*key, str(len(rows)), in_spans(rows)) for key, rows in groups.items()]
        yield _table(("Field", "Column", "What it says", "Cells", "Rows"), rows)


def _rows(title: str, rows: Iterable[tuple[RowOutcome, str]], subject: str) -> Iterator[str]:
    found = list(rows)
    if found:
        yield f"## {title} ({len(found)})"
        yield _table(("Row", subject, "Why"), [(str(one.row.number), one.title, why) for one, why in found])


def _columns(unused: Sequence[str], left_out: Sequence[str]) -> Iterator[str]:
    if unused:
        yield "## Columns that the map does not use"
        yield "\n".join(f"- {_plain(name)}" for name in unused)
    if left_out:
        yield "## Columns left out on purpose"
        yield "\n".join(f"- {_plain(name)}" for name in left_out)


def _notes(outcome: Outcome) -> Iterator[str]:
    notes = [*outcome.table.notes, *outcome.notes]
    if outcome.table.blank_rows:
        notes.append(f"Blank rows: {in_spans(outcome.table.blank_rows)}.")
    if notes:
        yield "## How the file was read"
        yield "\n".join(f"- {_plain(note)}" for note in notes)


def _counts(outcome: Outcome) -> Iterator[str]:
    first = [("First reports", str(sum("/reports/" in path for path in outcome.files)))]
    yield "## Counts"
    yield _table(
        ("What", "How many"),
        [
            ("Rows", str(len(outcome.rows))),
            (f"Rows that became {outcome.kind}s", str(len(outcome.made))),
            *(first if outcome.kind is Kind.PROJECT else ()),
            ("Rows skipped", str(len(outcome.skipped))),
            ("Rows refused", str(len(outcome.refused))),
            ("Cells that could not be read", str(len(outcome.entries(Finding.UNREADABLE)))),
            (f"Cells that the {outcome.noun} withholds", str(len(outcome.entries(Finding.WITHHELD)))),
            ("Ranges", str(len(outcome.entries(Finding.RANGE)))),
        ],
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *([_plain(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(text: str) -> str:
    """Text on one line in which nothing is Markdown; a line break shows as an arrow."""
    shown = " ⏎ ".join(part.strip() for part in text.strip().split("\n"))
    return re.sub(r"[\\`*_\[\]<>|]", r"\\\g<0>", shown)


def _verbatim(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}text\n{text}\n{fence}"
