"""The text below a record's front matter: sections of whole cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .feeding import Reader
from .findings import Entry, Finding, Found
from .maps import FeedFields, Section
from .markdown import as_bullet, as_markdown
from .tables import Row, folded


def not_stated(noun: str) -> str:
    """What stands in a section that every record has and the table, called ``noun``, does not fill."""
    return f"Not stated in the {noun}."


@dataclass(frozen=True)
class Written:
    """A section as Markdown. ``columns`` are those whose cells it holds."""

    heading: str
    text: str
    columns: frozenset[str] = frozenset()
    entries: tuple[Entry, ...] = ()


def write_sections(sections: Iterable[Section], row: Row, reader: Reader) -> list[Written]:
    """The sections that have something to say."""
    written = (_section(section, row, reader) for section in sections)
    return [section for section in written if section.text or section.entries]


def _section(section: Section, row: Row, reader: Reader) -> Written:
    parts: list[str] = []
    columns: set[str] = set()
    entries: list[Entry] = []
    for feed in section.content:
        column, text, problem = _part(feed, row, reader)
        if problem:
            label = f"section {section.heading}"
            entries.append(Entry(Finding.UNREADABLE, row.number, label, column, text, problem))
        elif text:
            whole = as_markdown(text, points=reader.map.has_html)
            parts.append(as_bullet(text) if section.bullets else whole)
            columns |= {column} if column else set()
    text = ("\n" if section.bullets else "\n\n").join(parts)
    return Written(section.heading, text, frozenset(columns), tuple(entries))


def _part(feed: FeedFields, row: Row, reader: Reader) -> tuple[str, str, str]:
    """The column, the text and what is wrong with it."""
    if feed.constant is not None:
        return "", feed.constant, ""
    column, cell = reader.source(feed, row)
    if not reader.is_there(cell):
        return "", feed.default or "", ""
    text = cell.text
    for pattern in feed.strip:
        text = pattern.sub("", text).strip()
    text = {folded(word): value for word, value in feed.values.items()}.get(folded(text), text)
    return column, text, cell.problem


def whole_texts(reads: Iterable[Found], written: Sequence[Written], reader: Reader) -> list[Written]:
    """Sections for texts that a field holds only in part, where no other section holds them whole."""
    there = frozenset[str]().union(*(section.columns for section in written))
    missing = {found.column: found.text for found in reads if found.shortened and found.column not in there}
    points = reader.map.has_html
    return [
        Written(column, as_markdown(text, points=points), frozenset({column}))
        for column, text in missing.items()
    ]


def body(sections: Iterable[Written], required: Sequence[str] = (), noun: str = "register") -> str:
    """The body; required sections stand first, and say so where the table, called ``noun``, says nothing."""
    by_heading: dict[str, Written] = {}
    for section in sections:
        if section.text:
            same = by_heading.get(folded(section.heading))
            joined = replace(same, text=f"{same.text}\n\n{section.text}") if same else section
            by_heading[folded(section.heading)] = joined
    first = [by_heading.pop(folded(heading), Written(heading, not_stated(noun))) for heading in required]
    rest = by_heading.values()
    return "\n\n".join(f"## {as_markdown(section.heading)}\n\n{section.text}" for section in [*first, *rest])
