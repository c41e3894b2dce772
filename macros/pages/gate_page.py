"""The page of a gate: what is decided, by whom, and the checklist by tier."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from macros.portfolio.checklists import Checklist, Item
from macros.portfolio.gates import in_order, waiting
from macros.portfolio.milestones import MilestoneRow
from macros.records.links import relative_url
from macros.records.models.organisation import Gate
from macros.records.places import ORGANISATION

from .downloads import FORMS, download
from .formatting import date_cell, links_cell, text_cell
from .parts import (
    Downloads,
    Fact,
    Facts,
    Notice,
    Part,
    RecordPage,
    Section,
    Tabular,
    crumbs,
    footer,
    tabular,
)
from .sections import anchor
from .small_tables import small_table
from .tables import Cell, Column, Kind, Row, Table
from .view import SiteView, gate_url

NOTHING = "No clause and no template names this gate yet."
NOT_BOUND = "–"
DECIDED = "decided"
"""The section of the decisions a gate has taken."""


def gate_page(gate: Gate, site: SiteView) -> RecordPage:
    """Everything about one gate."""
    page = gate_url(gate.id)
    listed = Checklist(gate, site.library)
    sections = (
        Section((_head(gate, site),)),
        *_section("Checklist", "checklist", _files(gate, site, page), _checklist(listed, site, page)),
        *_section("Lessons to have read", "lessons", _lessons(listed, site, page)),
        *_section("Projects that come here next", "projects", _projects(gate, site, page)),
        *_section("What it has decided", DECIDED, _decided(gate, site, page)),
    )
    return RecordPage(
        gate.title,
        gate.question or f"The decision at the end of the phase {gate.phase.label.lower()}.",
        crumbs(page, ("Gates", "gates/")),
        sections,
        footer(ORGANISATION, page, site),
    )


def _section(title: str, name: str, *parts: Part | None) -> Iterator[Section]:
    given = tuple(part for part in parts if part is not None)
    if given:
        yield Section(given, title, anchor(name))


def _head(gate: Gate, site: SiteView) -> Facts:
    known = in_order(site.organisation.gates)
    return Facts(
        (
            Fact("Ends the phase", Cell(gate.phase.label)),
            Fact("Gate", Cell(f"{known.index(gate) + 1} of {len(known)}")),
            Fact("Decided by", text_cell(gate.decided_by)),
            Fact("Decisions", Cell("Approved, conditional or rejected")),
        )
    )


def _checklist(listed: Checklist, site: SiteView, page: str) -> Part:
    tiers = site.organisation.tiers
    columns = (
        Column("item", "What is looked at"),
        *(Column(f"tier{tier.id}", f"Tier {tier.id}", facet=True) for tier in tiers),
        Column("evidence", "Shown by", "links"),
    )
    rows = tuple(
        Row(_cells(item, site, page), "Templates" if item.is_template else "Clauses") for item in listed.items
    )
    if not rows:
        return Notice(NOTHING)
    return Tabular(Table("checklist", f"Checklist for {listed.gate.title}", columns, rows, noun="item"))


def _cells(item: Item, site: SiteView, page: str) -> tuple[Cell, ...]:
    weights = (item.weight.get(tier.id) for tier in site.organisation.tiers)
    name = Cell(item.text if item.is_template else item.id, href=relative_url(item.url, page))
    if not item.is_template:
        name = Cell(item.id, href=name.href, note=item.text)
    return (
        name,
        *(Cell(weight or NOT_BOUND, values=(weight,) if weight else ()) for weight in weights),
        _evidence(item, site, page),
    )


def _evidence(item: Item, site: SiteView, page: str) -> Cell:
    if item.evidence:
        return links_cell(site.link(template, page) for template in item.evidence)
    return text_cell(item.shown_by)


def checklist_for(gate: Gate, tier: str, site: SiteView, page: str) -> Part | None:
    """The checklist of one tier, as a project's page shows it."""
    rows = [
        (
            Cell(
                item.text if item.is_template else item.id,
                href=relative_url(item.url, page),
                note="" if item.is_template else item.text,
            ),
            Cell(item.weight[tier]),
            _evidence(item, site, page),
        )
        for item in Checklist(gate, site.library).for_tier(tier)
    ]
    caption = f"What the gate “{gate.title}” looks at in tier {tier}"
    return tabular(
        small_table("checklist", caption, {"Item": "text", "Weight": "text", "Shown by": "links"}, rows)
    )


def _files(gate: Gate, site: SiteView, page: str) -> Downloads | None:
    offers = site.offers.gates.get(gate.id, ())
    files = tuple(download(offer, page, f"Checklist to fill in, {FORMS[offer.form]}") for offer in offers)
    return Downloads(files) if files else None


def _lessons(listed: Checklist, site: SiteView, page: str) -> Part | None:
    rows = [
        (
            Cell(lesson.fields.title, href=site.link(lesson, page).href, note=lesson.fields.recommendation),
            Cell(lesson.fields.level.label),
            date_cell(lesson.fields.date),
        )
        for lesson in listed.lessons
    ]
    caption = f"Checked lessons about the phase {listed.gate.phase.label.lower()}"
    return tabular(small_table("lessons", caption, {"Lesson": "text", "Level": "text", "Date": "date"}, rows))


def _projects(gate: Gate, site: SiteView, page: str) -> Part | None:
    rows = [
        (
            Cell(project.fields.title, href=site.link(project.record, page).href),
            Cell(f"Tier {project.fields.tier}"),
            Cell(project.fields.state.label),
            date_cell(_expected(gate, project.milestone_rows)),
        )
        for project in site.portfolio
        if (ahead := waiting(project)) and ahead[0] == gate
    ]
    headings: Mapping[str, Kind] = {"Project": "text", "Tier": "text", "State": "text", "Expected": "date"}
    return tabular(small_table("projects", "Projects whose next gate this is", headings, rows))


def _decided(gate: Gate, site: SiteView, page: str) -> Part | None:
    """Every decision on record, the newest first: the evidence that the gate is used."""
    taken = [
        (project, each) for project in site.portfolio for each in project.fields.gates if each.gate == gate.id
    ]
    rows = [
        (
            Cell(project.fields.title, href=site.link(project.record, page).href),
            Cell(f"Tier {project.fields.tier}"),
            Cell(each.decision.label, note=" ".join(each.conditions)),
            date_cell(each.date),
        )
        for project, each in sorted(taken, key=lambda one: one[1].date, reverse=True)
    ]
    headings: Mapping[str, Kind] = {"Project": "text", "Tier": "text", "Decision": "text", "Date": "date"}
    return tabular(small_table("decided", "Decisions of this gate, newest first", headings, rows))


def _expected(gate: Gate, rows: Sequence[MilestoneRow]) -> date | None:
    return next((row.expected for row in rows if row.gate == gate.id and row.dropped is None), None)
