"""Where a project stands: what its page says from its reports."""

from macros.portfolio.status import ProjectStatus

from .formatting import (
    date_cell,
    day,
    money_cell,
    number_cell,
    percent_cell,
    rating_cell,
    term_cell,
    text_cell,
    trend_cell,
)
from .parts import Fact, Facts, Notice, Section, Tabular, Tiles, section, tabular
from .small_tables import small_table
from .tables import Cell, Kind
from .view import SiteView


def standing(status: ProjectStatus) -> Section | None:
    """Ratings first, then the forecast, the dimensions and earned value."""
    if status.report_date is None:
        notice = Notice("No report has been published for this project yet.")
        return section(status.record, "status", _top(status), notice)
    return section(
        status.record, "status", _top(status), _dimensions(status), _forecast(status), _earned_value(status)
    )


def _top(status: ProjectStatus) -> Tiles:
    return Tiles(
        (
            Fact("Delivery confidence", rating_cell(status.rating)),
            Fact("Trend", trend_cell(status.trend)),
            Fact("Phase", term_cell(status.fields.phase)),
            Fact("State", term_cell(status.fields.state)),
        )
    )


def _dimensions(status: ProjectStatus) -> Facts | None:
    rated = {"Manager’s rating": status.manager_rating, "Assurance rating": status.assurance_rating}
    rated |= {dimension.label: rating for dimension, rating in status.ratings.items()}
    facts = tuple(Fact(label, rating_cell(rating)) for label, rating in rated.items() if rating)
    return Facts(facts, is_searched=False) if facts else None


def _forecast(status: ProjectStatus) -> Facts:
    milestone, currency = status.next_milestone, status.currency
    return Facts(
        (
            Fact("Latest report", date_cell(status.report_date)),
            Fact("Days since report", number_cell(status.days_since_report)),
            Fact("Complete", percent_cell(status.percent_complete)),
            Fact("Next milestone", text_cell(milestone.title if milestone else None)),
            Fact("Forecast finish", date_cell(status.forecast_finish)),
            Fact("Finish slip (days)", number_cell(status.finish_slip_days)),
            Fact("Forecast cost", money_cell(status.forecast_cost, currency)),
            Fact("Cost variance at finish", money_cell(status.cost_variance_at_finish, currency)),
        ),
        is_searched=False,
    )


def _earned_value(status: ProjectStatus) -> Facts | None:
    earned, currency = status.earned_value, status.currency
    facts = Facts(
        (
            Fact("Planned value", money_cell(earned.pv, currency)),
            Fact("Earned value", money_cell(earned.ev, currency)),
            Fact("Actual cost", money_cell(earned.ac, currency)),
            Fact("Cost performance index", number_cell(earned.cpi, 2)),
            Fact("Schedule performance index", number_cell(earned.spi, 2)),
            Fact("Estimate at completion", money_cell(earned.eac, currency)),
            Fact("Estimate to complete", money_cell(earned.etc, currency)),
            Fact("Variance at completion", money_cell(earned.vac, currency)),
            Fact("To-complete performance index", number_cell(earned.tcpi, 2)),
        ),
        is_searched=False,
    )
    return facts if facts.given else None


def milestones(status: ProjectStatus, site: SiteView) -> Tabular | None:
    """Every milestone with its gate, baseline, forecast, the day it was reached and its slip."""
    rows = [
        (
            Cell(row.title, note=f"Gate: {site.title('gate', row.gate)}" if row.gate else ""),
            date_cell(row.baseline),
            date_cell(row.forecast),
            date_cell(row.actual),
            number_cell(row.slip_days),
            Cell(row.state.label),
        )
        for row in status.milestone_rows
    ]
    headings: dict[str, Kind] = {
        "Milestone": "text",
        "Baseline": "date",
        "Forecast": "date",
        "Reached": "date",
        "Slip (days)": "number",
        "State": "text",
    }
    return tabular(small_table("milestones", "Milestones", headings, rows))


def reports(status: ProjectStatus, site: SiteView) -> Tabular | None:
    """The reports, newest first."""
    page = status.record.url
    rows = [
        (
            Cell(
                date_cell(report.date).text,
                sort=report.id,
                href=site.link(report, page, report.id).href,
                kind="date",
            ),
            rating_cell(report.fields.rating) if report.fields.rating else Cell(),
            rating_cell(report.fields.assurance.rating) if report.fields.assurance else Cell(),
            text_cell(report.fields.rationale),
        )
        for report in reversed(status.reports)
    ]
    return tabular(
        small_table(
            "reports",
            "Reports, newest first",
            {"Report": "date", "Manager's rating": "rating", "Assurance": "rating", "Why": "text"},
            rows,
        )
    )


def left_out(status: ProjectStatus, site: SiteView) -> Notice | None:
    """That reports are left out because they are dated after the site's day."""
    count = site.later_reports.get(status.id, 0)
    if not count:
        return None
    what = "One report is" if count == 1 else f"{count} reports are"
    return Notice(f"{what} dated after {day(site.today)}, the day this site stands for, and left out.")
