"""Which template do I need? By phase, with what each tier asks for, and the files themselves."""

from collections.abc import Iterator

from macros.records.library import Record
from macros.records.links import relative_url
from macros.records.models import Template
from macros.records.vocabulary import TemplatePhase, TemplateStatus

from ..downloads import FORMS, download
from ..formatting import tags_cell
from ..parts import Downloads, Notice, Section, Tabular
from ..tables import Cell, Column, Link, Option, Row, Table
from ..view import SiteView

EMPTY = "There are no templates yet. A template is a folder below templates/ with an index.md and a source."
NO_PACKS = "The packs were left out of this build."
NOT_USED = "–"


def template_library(site: SiteView, page: str) -> tuple[Section, ...]:
    """Every template that is not retired, by phase; one that serves several phases stands under its first."""
    tiers = site.organisation.tiers
    phases = tuple(Option(str(phase), phase.label) for phase in TemplatePhase)
    columns = (
        Column("title", "Template"),
        *(Column(f"tier{tier.id}", f"Tier {tier.id}", facet=True) for tier in tiers),
        Column("phases", "Phase", "tags", facet=True, options=phases, shown=False),
        Column("roles", "Filled in by", "tags", facet=True),
        Column("gate", "Gate", facet=True),
        Column("files", "Download", "links", sortable=False),
    )
    rows = tuple(row for phase in TemplatePhase for row in _rows(phase, site, page))
    caption = "Templates by phase, and how much each tier needs them"
    return (Section((Tabular(Table("library", caption, columns, rows, EMPTY, "template", stacks=True)),)),)


def _rows(phase: TemplatePhase, site: SiteView, page: str) -> Iterator[Row]:
    templates = sorted(site.library.templates.values(), key=lambda record: record.fields.title.casefold())
    for record in templates:
        if record.fields.status is not TemplateStatus.RETIRED and _first(record) is phase:
            yield Row(_cells(record, site, page), phase.label)


def _first(record: Record[Template]) -> TemplatePhase:
    return min(record.fields.phases, key=list(TemplatePhase).index)


def _cells(record: Record[Template], site: SiteView, page: str) -> tuple[Cell, ...]:
    fields = record.fields
    uses = (fields.use.get(tier.id) for tier in site.organisation.tiers)
    offers = [each for each in site.offers.templates.get(record.id, ()) if not each.is_example]
    links = tuple(Link(FORMS.get(offer.form, offer.title), download(offer, page).href) for offer in offers)
    return (
        Cell(fields.title, href=relative_url(record.url, page), note=fields.summary),
        *(Cell(use.label if use else NOT_USED, values=(use.label,) if use else ()) for use in uses),
        tags_cell(str(each) for each in fields.phases),
        tags_cell(site.title("role", role) for role in fields.roles),
        Cell(site.title("gate", fields.gate)) if fields.gate else Cell(),
        Cell(links=links),
    )


def template_packs(site: SiteView, page: str) -> tuple[Section, ...]:
    """Everything for a tier or a phase in one file."""
    packs = site.offers.packs
    if not packs:
        return (Section((Notice(NO_PACKS),)),)
    return (Section((Downloads(tuple(download(pack, page, pack.title) for pack in packs)),)),)
