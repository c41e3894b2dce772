"""How big is the project, and what follows from it: the assessment, and what each tier has to keep."""

from collections.abc import Iterator, Mapping, Sequence

from macros.portfolio.checklists import ORDER
from macros.portfolio.gates import in_order
from macros.records.links import relative_url
from macros.records.models.organisation import Tier
from macros.records.vocabulary import TemplatePhase, TemplateStatus, TemplateUse

from ..formatting import link_cell, links_cell, text_cell
from ..parts import Assessment, Fact, Facts, Notice, Part, Section, Tabular
from ..sections import anchor
from ..small_tables import small_table
from ..tables import Cell, Kind, Link
from ..view import SiteView, gate_url

NO_QUESTIONS = "No tier questions are set in organisation.yml."
CLAUSES: Mapping[str, Kind] = {"Clause": "text", "Level": "text", "Binds": "text", "Gate": "text"}
TEMPLATES: Mapping[str, Kind] = {"Template": "text", "Use": "text", "Phase": "text", "Gate": "text"}


def tier_assessment(site: SiteView, page: str) -> tuple[Section, ...]:  # noqa: ARG001  every view takes both
    """The tier questions as a form that adds up the points; without a script they are added by hand."""
    organisation = site.organisation
    if not organisation.tier_questions:
        return (Section((Notice(NO_QUESTIONS),)),)
    return (Section((Assessment(tuple(organisation.tier_questions), tuple(organisation.tiers)),)),)


def tier_requirements(site: SiteView, page: str) -> tuple[Section, ...]:
    """A section a tier: its clauses, templates and gates."""
    return tuple(_section(tier, site, page) for tier in site.organisation.tiers)


def _section(tier: Tier, site: SiteView, page: str) -> Section:
    clauses, templates = list(_clauses(tier.id, site, page)), list(_templates(tier.id, site, page))
    binding = sum(row[1].text == "shall" for row in clauses)
    gates = (
        Link(gate.title, relative_url(gate_url(gate.id), page)) for gate in in_order(site.organisation.gates)
    )
    facts = Facts(
        (
            Fact("What it is", text_cell(tier.criteria)),
            Fact("Clauses", Cell(f"{len(clauses)}, of which {binding} bind (shall)")),
            Fact(
                "Templates",
                Cell(f"{sum(row[1].text == 'Required' for row in templates)} required of {len(templates)}"),
            ),
            Fact("Gates", links_cell(gates)),
        )
    )
    parts: Sequence[Part] = (
        facts,
        Tabular(small_table(f"templates-{tier.id}", f"Templates for tier {tier.id}", TEMPLATES, templates)),
        Tabular(small_table(f"clauses-{tier.id}", f"Clauses for tier {tier.id}", CLAUSES, clauses)),
    )
    return Section(tuple(parts), f"Tier {tier.id}: {tier.title}", anchor(f"tier-{tier.id}"))


def _clauses(tier: str, site: SiteView, page: str) -> Iterator[tuple[Cell, ...]]:
    found = [
        (standard, clause)
        for standard, clause in site.library.clauses.values()
        if not clause.is_withdrawn and (not clause.tiers or tier in clause.tiers)
    ]
    for standard, clause in sorted(
        found, key=lambda each: (ORDER[each[1].level.value], each[0].fields.order)
    ):
        yield (
            Cell(clause.id, href=relative_url(f"{standard.url}#{clause.anchor}", page), note=clause.text),
            Cell(clause.level.value),
            text_cell(", ".join(clause.binds)),
            link_cell(site.gate_link(clause.gate, page)),
        )


def _templates(tier: str, site: SiteView, page: str) -> Iterator[tuple[Cell, ...]]:
    uses = list(TemplateUse)
    found = [
        (uses.index(use), record)
        for record in site.library.templates.values()
        if (use := record.fields.use.get(tier))
        and record.fields.status is TemplateStatus.CURRENT
        and TemplatePhase.OFFICE not in record.fields.phases
    ]
    for place, record in sorted(found, key=lambda each: (each[0], each[1].fields.title)):
        yield (
            Cell(record.fields.title, href=relative_url(record.url, page)),
            Cell(uses[place].label),
            Cell(", ".join(phase.label for phase in record.fields.phases)),
            link_cell(site.gate_link(record.fields.gate, page)),
        )
