"""The text below the front matter, and text in values."""

from collections.abc import Iterator
from typing import Any

from ..library import Record
from ..links import Dead
from ..problems import Severity, nearest
from ..prose import is_safe
from ..validating import UNFINISHED
from ..vocabulary import REQUIRED_SECTIONS, Kind
from .registry import CONTRIBUTED, Context, Finding, rule

SECTION = 2
"""Level of the headings that a record must have."""
LITERAL = "It is shown as it is written; put it between backticks if that is meant"


@rule("required-section", *REQUIRED_SECTIONS)
def sections_are_there(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """The body has the sections that readers look for, each once and with something in it."""
    if not record.source.is_whole:
        return
    own = [heading for heading in record.prose.headings if heading.level == SECTION]
    for name in REQUIRED_SECTIONS[record.kind]:
        same = [heading for heading in own if heading.text.casefold() == name.casefold()]
        if not same:
            like = nearest(name, [heading.text for heading in own], "Is {!r} meant? Write it as ## " + name)
            yield Finding(
                f"the section '## {name}' is missing", help=like or "Add it", line=record.source.body_line
            )
        elif len(same) > 1:
            yield Finding(f"the section '## {name}' stands twice", help="Join them", line=same[1].line)
        elif record.prose.section_is_empty(same[0]):
            yield Finding(
                f"the section '## {name}' is empty", help="Write at least one sentence", line=same[0].line
            )


@rule("empty-body", Kind.TEMPLATE, Kind.STANDARD)
def body_says_something(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A template explains its use, a standard guides."""
    if not record.source.body.strip() and record.source.values:
        yield Finding(
            "there is no text below the front matter", help="Write it", line=record.source.body_line
        )


@rule("placeholder-left", *CONTRIBUTED)
def nothing_is_left_to_fill_in(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """The body has no placeholder left."""
    lines = record.source.body.split("\n")
    for text, line in record.prose.texts:
        if found := UNFINISHED.search(text):
            column = lines[line - record.source.body_line].find(found[0].strip()) + 1
            message = f"the text still has its placeholder {text[:60]!r}"
            yield Finding(message, help="Write the real text", line=line, column=max(column, 1))


@rule("dangerous-link", *CONTRIBUTED)
def links_run_nothing(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A link leads to a page or file; it does not run anything."""
    for link in record.prose.links:
        if not is_safe(link.href):
            yield Finding(
                f"the link {link.href[:60]!r} is of a kind that could run something",
                help="Link to a file of this repository or to an https:// address",
                line=link.line,
                column=link.column,
            )


@rule("foreign-image")
def images_come_from_here(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A page loads nothing from other hosts."""
    if record.kind is Kind.ORGANISATION:
        return
    for link in record.prose.links:
        if link.is_image and is_safe(link.href) and ":" in link.href.split("/")[0]:
            yield Finding(
                f"the image {link.href[:60]!r} lies on another host",
                help="Put a copy beside this file and link to that",
                line=link.line,
                column=link.column,
            )


@rule("dead-link")
def links_lead_somewhere(record: Record[Any], context: Context) -> Iterator[Finding]:
    """A relative link leads to a page or file of the site, and its anchor is there."""
    if record.kind is Kind.ORGANISATION:
        return
    for link in record.prose.links:
        if not is_safe(link.href):
            continue
        target = context.links.resolve(record.path, link.href)
        if isinstance(target, Dead):
            yield Finding(target.message, help=target.help, line=link.line, column=link.column)


def _suspicious(record: Record[Any], id_: str) -> Iterator[Finding]:
    for suspect in record.prose.suspects:
        if suspect.rule == id_:
            yield Finding(
                f"{suspect.text[:60]!r} has no effect here",
                help=LITERAL,
                line=suspect.line,
                column=suspect.column,
            )
    for path, rule_id, text in record.source.suspects:
        if rule_id == id_:
            message = f"{text[:60]!r} in {path[-1]} has no effect here"
            yield Finding(message, path, "It is shown as it is written")


@rule("raw-html", *CONTRIBUTED, severity=Severity.WARNING)
def html_is_text(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """HTML is not interpreted in contributed text."""
    yield from _suspicious(record, "raw-html")


@rule("template-syntax", *CONTRIBUTED, severity=Severity.WARNING)
def template_syntax_is_text(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """Macros do not run in contributed text."""
    yield from _suspicious(record, "template-syntax")


@rule("file-inclusion", *CONTRIBUTED, severity=Severity.WARNING)
def inclusion_is_text(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """No file is drawn into contributed text."""
    yield from _suspicious(record, "file-inclusion")
