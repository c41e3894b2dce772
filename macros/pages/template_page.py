"""The page of a template: what it is for, for whom, which version, and the files."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from macros.records.library import Record
from macros.records.links import file_url, relative_url
from macros.records.models import Template
from macros.records.vocabulary import TemplateStatus

from .changes import change_notes
from .formatting import date_cell, day, links_cell, tags_cell, text_cell
from .parts import (
    Download,
    Downloads,
    Fact,
    Facts,
    Notice,
    RecordPage,
    Section,
    crumbs,
    footer,
    present,
    prose,
    section,
)
from .tables import Cell, Link
from .view import SiteView

BOOST = 2
FORMS = {
    "document.md": "Source of a document (Markdown)",
    "slides.md": "Source of slides (Markdown)",
    "workbook.yml": "Source of a workbook (YAML)",
    "example.yml": "Data of the worked example (YAML)",
    ".docx": "Word document",
    ".xlsx": "Excel workbook",
    ".pptx": "PowerPoint slides",
    ".odt": "OpenDocument text",
    ".pdf": "PDF",
}


def template_page(record: Record[Template], site: SiteView) -> RecordPage:
    """The template with its files and everything it is tied to."""
    sections = (
        Section(tuple(_banners(record, site))),
        section(record, "downloads", Downloads(tuple(_downloads(record, site)))),
        section(record, "use", _use(record, site)),
        prose(record, site),
        section(record, "clauses", _clauses(record, site)),
        section(record, "history", change_notes(record, site)),
    )
    return RecordPage(
        record.fields.title,
        record.fields.summary,
        crumbs(record.url, ("Templates", "templates/")),
        present(sections),
        footer(record.path, record.url, site),
        BOOST,
    )


def _banners(record: Record[Template], site: SiteView) -> Iterator[Notice]:
    fields = record.fields
    for newer in site.successors.get(f"template/{record.id}", ()):
        yield Notice("This template has been replaced by", "warning", site.link(newer, record.url))
    if fields.status is TemplateStatus.RETIRED:
        yield Notice("This template is retired; do not start new work with it.", "warning")
    if fields.status is TemplateStatus.DRAFT:
        yield Notice("This template is a draft; it may still change.")
    if fields.review_by < site.today:
        yield Notice(f"Its review was due by {day(fields.review_by)}.", "warning")


def _downloads(record: Record[Template], site: SiteView) -> Iterator[Download]:
    for path in record.beside:
        name = PurePosixPath(path)
        form = FORMS.get(name.name) or FORMS.get(name.suffix.lower())
        if form:
            size = (site.library.root / path).stat().st_size
            yield Download(name.name, relative_url(file_url(path), record.url), f"{form}, {_size(size)}")


def _size(size: int) -> str:
    return f"{max(1, round(size / 1024)):,} KB"


def _use(record: Record[Template], site: SiteView) -> Facts:
    fields = record.fields
    return Facts(
        (
            Fact("Phases", tags_cell(phase.label for phase in fields.phases)),
            *(
                Fact(f"Tier {tier} – {site.title('tier', tier)}", Cell(use.label))
                for tier, use in fields.use.items()
            ),
            Fact("Filled in by", tags_cell(site.title("role", role) for role in fields.roles)),
            Fact("Gate", text_cell(fields.gate and site.title("gate", fields.gate))),
            Fact("Version", Cell(f"{fields.version} of {day(fields.changes[0].date)}")),
            Fact("Status", Cell(fields.status.label)),
            Fact("Owner", text_cell(fields.owner)),
            Fact("Reviewed", date_cell(fields.reviewed)),
            Fact("Next review", date_cell(fields.review_by)),
            Fact("Replaces", links_cell(_replaced(record, site))),
            Fact("Tags", tags_cell(fields.tags)),
        )
    )


def _replaced(record: Record[Template], site: SiteView) -> Iterator[Link]:
    if older := site.library.templates.get(record.fields.replaces or ""):
        yield site.link(older, record.url)


def _clauses(record: Record[Template], site: SiteView) -> Facts | None:
    known = [site.library.clauses[id_] for id_ in record.fields.clauses if id_ in site.library.clauses]
    facts = tuple(
        Fact(clause.id, Cell(clause.text, href=relative_url(f"{standard.url}#{clause.anchor}", record.url)))
        for standard, clause in known
    )
    return Facts(facts) if facts else None
