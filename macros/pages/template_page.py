"""The page of a template: what it is for, for whom, which version, and the files."""

from collections.abc import Iterator

from macros.records.library import Record
from macros.records.links import relative_url
from macros.records.models import Template
from macros.records.vocabulary import TemplateStatus

from .changes import change_notes
from .downloads import clean, download
from .formatting import date_cell, day, link_cell, links_cell, tags_cell, text_cell
from .parts import (
    Downloads,
    Fact,
    Facts,
    Notice,
    Preview,
    RecordPage,
    Section,
    crumbs,
    footer,
    present,
    prose,
    section,
)
from .related_lessons import lessons_of_template
from .tables import Cell, Link
from .view import SiteView

BOOST = 2
NO_FILES = "Its files were left out of this build."


def template_page(record: Record[Template], site: SiteView) -> RecordPage:
    """The template with its files and everything it is tied to."""
    sections = (
        Section(tuple(_banners(record, site))),
        section(
            record,
            "downloads",
            _downloads(record, site) or Notice(NO_FILES),
        ),
        section(record, "preview", _preview(record, site)),
        section(record, "use", _use(record, site)),
        prose(record, site),
        section(record, "clauses", _clauses(record, site)),
        section(record, "lessons", lessons_of_template(record, site)),
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


def _downloads(record: Record[Template], site: SiteView) -> Downloads | None:
    """The files to fill in, then the worked example."""
    offers = sorted(site.offers.templates.get(record.id, ()), key=lambda offer: offer.is_example)
    return Downloads(tuple(download(each, record.url) for each in offers)) if offers else None


def _preview(record: Record[Template], site: SiteView) -> Preview | None:
    html = site.offers.previews.get(record.id)
    return Preview("Show what it holds", clean(html)) if html else None


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
            Fact("Gate", link_cell(site.gate_link(fields.gate, record.url))),
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
