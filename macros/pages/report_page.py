"""The page of a status report: a snapshot of one project on one day."""

from macros.portfolio.status import ProjectStatus
from macros.records.library import Record
from macros.records.models import Report

from . import report_tables
from .formatting import date_cell, day, money_cell, number_cell, percent_cell, rating_cell, text_cell
from .parts import (
    Fact,
    Facts,
    Notice,
    RecordPage,
    Section,
    Tabular,
    Tiles,
    crumbs,
    footer,
    present,
    prose,
    section,
    tabular,
)
from .small_tables import small_table
from .tables import Cell
from .view import SiteView

CURRENT_BOOST = 0.2
"""The current report stays far below standards and templates in search; older ones are left out."""


def report_page(record: Record[Report], status: ProjectStatus, site: SiteView) -> RecordPage:
    """The report as it was, with the way to newer and older ones."""
    current = record is status.reports[-1]
    project = status.record
    sections = (
        Section(tuple(_neighbours(record, status, site))),
        _rating(record),
        prose(record, site),
        section(record, "figures", _figures(record, status)),
        section(record, "milestones", _milestones(record, status)),
        section(record, "decisions", report_tables.decisions(record.fields)),
        section(record, "risks", report_tables.risks(record.fields)),
        section(record, "issues", report_tables.issues(record.fields)),
        section(record, "corrections", _corrections(record)),
    )
    return RecordPage(
        f"{project.fields.title}: status on {day(record.date)}",
        record.fields.rationale or "",
        crumbs(record.url, ("Projects", "projects/"), (project.fields.title, project.url)),
        present(sections),
        footer(record.path, record.url, site),
        CURRENT_BOOST if current else 0,
    )


def _neighbours(record: Record[Report], status: ProjectStatus, site: SiteView) -> list[Notice]:
    newest = status.reports[-1]
    if record is newest:
        return []
    link = site.link(newest, record.url, f"Read the report of {day(newest.date)}")
    return [Notice("A newer report supersedes this one.", link=link)]


def _rating(record: Record[Report]) -> Section:
    fields = record.fields
    tiles = [Fact("Manager's rating", rating_cell(fields.rating))] if fields.rating else []
    if fields.assurance:
        cell = rating_cell(fields.assurance.rating)
        by = f"{fields.assurance.by}, {day(fields.assurance.date)}"
        tiles.append(Fact("Assurance", Cell(cell.text, kind="rating", values=cell.values, note=by)))
    tiles += [Fact(dimension.label, rating_cell(rating)) for dimension, rating in fields.ratings.items()]
    return Section((Tiles(tuple(tiles)),))


def _figures(record: Record[Report], status: ProjectStatus) -> Facts | None:
    fields, money = record.fields, status.currency
    facts = Facts(
        (
            Fact("Complete", percent_cell(fields.percent_complete)),
            Fact("Planned value", money_cell(fields.planned_value, money)),
            Fact("Earned value", money_cell(fields.earned_value, money)),
            Fact("Actual cost", money_cell(fields.actual_cost, money)),
            Fact("Forecast finish", date_cell(fields.forecast_finish)),
            Fact("Forecast cost", money_cell(fields.forecast_cost, money)),
            Fact("Points completed", number_cell(fields.points_completed)),
        ),
        is_searched=False,
    )
    return facts if facts.given else None


def _milestones(record: Record[Report], status: ProjectStatus) -> Tabular | None:
    known = {milestone.id: milestone for milestone in status.record.fields.milestones}
    rows = [
        (
            Cell(known[id_].title),
            date_cell(known[id_].baseline),
            date_cell(entry.forecast),
            date_cell(entry.actual),
        )
        for id_, entry in record.fields.milestones.items()
        if id_ in known
    ]
    return tabular(
        small_table(
            "milestones",
            "Milestones in this report",
            {"Milestone": "text", "Baseline": "date", "Forecast": "date", "Reached": "date"},
            rows,
        )
    )


def _corrections(record: Record[Report]) -> Tabular | None:
    rows = [(date_cell(entry.date), text_cell(entry.reason)) for entry in record.fields.corrections]
    return tabular(
        small_table("corrections", "Corrections since publication", {"Date": "date", "Reason": "text"}, rows)
    )
