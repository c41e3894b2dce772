"""The page of a project: where it stands, what was agreed, and everything it is tied to."""

from collections.abc import Iterator

from macros.portfolio.gates import waiting
from macros.portfolio.status import ProjectStatus
from macros.records.library import Record
from macros.records.links import relative_url
from macros.records.models import Project

from . import (
    project_baseline,
    project_briefing,
    project_gates,
    project_history,
    project_standing,
    project_ties,
    project_warnings,
    report_tables,
)
from .downloads import download
from .formatting import date_cell, money_cell, number_cell, tags_cell, text_cell
from .forms.report import way_in
from .gate_page import checklist_for
from .parts import Downloads, Fact, Facts, Part, RecordPage, Section, crumbs, footer, present, prose, section
from .tables import Cell
from .view import SiteView, programme_url

WITHHELD = {"start": "Approved start", "finish": "Approved finish", "budget": "Approved budget"}


def project_page(status: ProjectStatus, site: SiteView) -> RecordPage:
    """Everything about one project as of the site's day."""
    record = status.record
    page = record.url
    sections = (
        project_standing.standing(status),
        section(record, "warnings", project_warnings.warnings(status)),
        *_reported(status),
        project_history.ratings(status),
        project_history.cost(status),
        section(record, "milestones", project_standing.milestones(status, site)),
        project_history.trend(status),
        _agreed(status, site),
        prose(record, site),
        section(record, "gates", project_gates.gates(status, site)),
        section(record, "briefing", project_briefing.briefing(status, site)),
        section(record, "templates", _checklist(status, site), _pack(record, site)),
        section(
            record,
            "changes",
            project_baseline.first_beside_now(status),
            project_baseline.moved_milestones(status),
            project_baseline.changes(record, status.currency),
        ),
        section(record, "dependencies", *project_ties.dependencies(record, site)),
        section(record, "people", project_ties.staffing(record, site)),
        section(record, "benefits", project_ties.benefits(record)),
        section(record, "lessons", *project_ties.lessons(record, site)),
        section(
            record,
            "reports",
            way_in(status, page),
            project_standing.reports(status, site),
            project_standing.left_out(status, site),
        ),
        section(record, "links", project_ties.links(record)),
    )
    return RecordPage(
        record.fields.title,
        record.fields.summary,
        crumbs(page, ("Projects", "projects/")),
        present(sections),
        footer(record.path, page, site),
    )


def _checklist(status: ProjectStatus, site: SiteView) -> Part | None:
    """What the next gate looks at."""
    ahead = waiting(status)
    return checklist_for(ahead[0], status.fields.tier, site, status.record.url) if ahead else None


def _pack(record: Record[Project], site: SiteView) -> Downloads | None:
    """The templates that the project needs next, filled in with what is known of it."""
    offer = site.offers.projects.get(record.id)
    return Downloads((download(offer, record.url, offer.title),)) if offer else None


def _reported(status: ProjectStatus) -> Iterator[Section | None]:
    """What the current report asks for and fears; nothing of it is left of a closed project."""
    report = status.current
    if report is None or not status.is_open:
        return
    yield section(status.record, "decisions", report_tables.decisions(report))
    yield section(status.record, "risks", report_tables.risks(report))
    yield section(status.record, "issues", report_tables.issues(report))


def _agreed(status: ProjectStatus, site: SiteView) -> Section | None:
    fields, currency = status.record.fields, status.currency
    withheld = tuple(
        Fact(WITHHELD.get(name, name.capitalize()), Cell(f"Withheld: {reason}"))
        for name, reason in fields.withheld.items()
    )
    facts = Facts(
        (
            Fact("Reference", text_cell(fields.reference)),
            Fact("Sponsor", text_cell(fields.sponsor)),
            Fact("Project manager", text_cell(fields.manager)),
            Fact("Programme", _programme(fields.programme, status, site)),
            Fact("Category", text_cell(site.title("category", fields.category))),
            Fact("Tier", text_cell(f"{fields.tier} – {site.title('tier', fields.tier)}")),
            Fact("Approved start", date_cell(fields.start)),
            Fact("Approved finish", date_cell(fields.finish)),
            Fact("Approved budget", money_cell(fields.budget, currency)),
            *withheld,
            Fact("Finished", date_cell(fields.finished)),
            Fact("Changes to the baseline", number_cell(status.rebaselines or None)),
            Fact(
                "Objectives", tags_cell(site.title("objective", objective) for objective in fields.objectives)
            ),
            Fact("Tags", tags_cell(fields.tags)),
        )
    )
    return section(status.record, "agreed", facts)


def _programme(id_: str | None, status: ProjectStatus, site: SiteView) -> Cell:
    if id_ is None:
        return Cell()
    return Cell(site.title("programme", id_), href=relative_url(programme_url(id_), status.record.url))
