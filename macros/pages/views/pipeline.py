"""Proposed work by objective and tier, with what each lacks for its first gate."""

from collections.abc import Iterator

from macros.portfolio.pipeline import WANTED, Candidate, candidates

from ..first_steps import empty_text
from ..formatting import money_cell, tags_cell, term_cell, text_cell
from ..parts import Section, Tabular
from ..tables import Cell, Column, Option, Row, Table
from ..view import SiteView

NO_OBJECTIVE = "No objective"
EMPTY = "No proposed work is waiting for its first gate."


def pipeline(site: SiteView, page: str) -> tuple[Section, ...]:
    """Every candidate under each of its objectives."""
    tiers = tuple(Option(tier.id, f"{tier.id} – {tier.title}") for tier in site.organisation.tiers)
    columns = (
        Column("project", "Project"),
        Column("tier", "Tier", facet=True, options=tiers),
        Column("state", "State", facet=True),
        Column("budget", "Budget asked for", "money"),
        Column("ready", f"Ready (of {len(WANTED)})", "number"),
        Column("missing", "Still missing", "tags", facet=True),
        Column("sponsor", "Sponsor"),
    )
    rows = tuple(_rows(candidates(site.portfolio), site, page))
    caption = "Proposed work, by objective; the readiest for its first gate first"
    return (Section((Tabular(Table("pipeline", caption, columns, rows, empty_text(site, EMPTY))),)),)


def _rows(found: list[Candidate], site: SiteView, page: str) -> Iterator[Row]:
    for objective in site.organisation.objectives:
        for candidate in found:
            if objective.id in candidate.project.fields.objectives:
                yield _row(candidate, objective.title, site, page)
    for candidate in found:
        if not candidate.project.fields.objectives:
            yield _row(candidate, NO_OBJECTIVE, site, page)


def _row(candidate: Candidate, group: str, site: SiteView, page: str) -> Row:
    project = candidate.project
    fields = project.fields
    return Row(
        (
            Cell(fields.title, href=site.link(project.record, page).href),
            Cell(f"{fields.tier} – {site.title('tier', fields.tier)}", values=(fields.tier,)),
            term_cell(fields.state),
            money_cell(fields.budget, project.currency),
            Cell(str(candidate.ready), sort=candidate.ready),
            tags_cell(candidate.missing),
            text_cell(fields.sponsor),
        ),
        group,
    )
