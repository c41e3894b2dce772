"""Fields of the tables about projects: the projects themselves, their reports, their milestones.

Names are those of the records and of ``ProjectStatus.row``, labels what a heading says.
"""

from macros.records.vocabulary import Audience, Phase, Rating, State

from .columns import Dataset, Field, FieldKind
from .milestones import MilestoneState
from .vocabularies import References, entries, of_kind, rating, ratings, table, term, terms, trend
from .warnings import CHECKS

AUDIENCE = (
    term("audience", "Audience", Audience),
    Field("aliases", "Former ids", FieldKind.LIST),
    entries("not_a_leak", "Looks like a leak and is none"),
)
NO_PROGRAMME = "No programme"


def projects(refer: References) -> Dataset:
    """Every project: what was agreed, and what follows from its reports."""
    fields = table(
        *_agreed(refer),
        *AUDIENCE,
        *_baseline(),
        *_connections(refer),
        *_status(),
        *_forecast(),
        *_earned_value(),
    )
    columns = ("title", "programme", "tier", "phase", "rating", "trend", "finish", "forecast_finish")
    return Dataset("projects", "project", "projects", fields, columns, "title")


def reports(refer: References) -> Dataset:
    """Every report, with the project it belongs to."""
    fields = table(
        *of_kind(FieldKind.TEXT, id="Report id", url="Address"),
        refer.one("project", "Project", "project"),
        *of_kind(FieldKind.DATE, date="Report date"),
        *of_kind(FieldKind.TEXT, currency="Currency"),
        rating("rating", "Manager’s rating"),
        entries("assurance", "Assurance"),
        rating("assurance_rating", "Assurance rating"),
        *of_kind(FieldKind.DATE, assurance_date="Assurance date"),
        *of_kind(FieldKind.TEXT, assurance_by="Assurance by", rationale="Reason for the rating"),
        ratings("ratings", "Ratings by dimension"),
        *of_kind(FieldKind.PERCENT, percent_complete="Complete (%)"),
        *of_kind(FieldKind.MONEY, earned_value="Earned value", actual_cost="Actual cost"),
        *of_kind(FieldKind.MONEY, planned_value="Planned value", forecast_cost="Forecast cost"),
        *of_kind(FieldKind.DATE, forecast_finish="Forecast finish"),
        *of_kind(FieldKind.RATIO, points_completed="Points completed"),
        *of_kind(FieldKind.LIST, milestones="Milestones"),
        *of_kind(FieldKind.ENTRIES, risks="Risks", issues="Issues", decisions="Decisions needed"),
        *of_kind(FieldKind.ENTRIES, corrections="Corrections"),
        *AUDIENCE,
    )
    columns = ("project", "date", "rating", "assurance_rating", "percent_complete", "forecast_finish")
    return Dataset("reports", "report", "reports", fields, columns, "-date,project")


def milestones(refer: References) -> Dataset:
    """Every milestone of every project."""
    fields = table(
        *of_kind(FieldKind.TEXT, id="Project and milestone", url="Address"),
        refer.one("project", "Project", "project"),
        *of_kind(FieldKind.TEXT, milestone="Milestone id", title="Milestone"),
        refer.one("programme", "Programme", "programme", NO_PROGRAMME),
        term("project_state", "State of the project", State),
        refer.one("gate", "Gate", "gate", "No gate"),
        term("state", "State", MilestoneState),
        *of_kind(FieldKind.DATE, baseline="Approved date", first_baseline="First approved date"),
        *of_kind(FieldKind.DATE, forecast="Forecast date", actual="Reached on"),
        *of_kind(FieldKind.DATE, expected="Expected", dropped="Dropped on"),
        *of_kind(FieldKind.NUMBER, slip_days="Slip (days)"),
        *of_kind(FieldKind.NUMBER, slip_from_first_days="Slip from first date (days)"),
    )
    columns = ("title", "project", "baseline", "expected", "slip_days", "state")
    return Dataset("milestones", "milestone", "milestones", fields, columns, "expected,project")


def _agreed(refer: References) -> tuple[Field, ...]:
    return (
        *of_kind(FieldKind.TEXT, id="Project id", url="Address", title="Project", summary="Summary"),
        *of_kind(FieldKind.TEXT, sponsor="Sponsor", manager="Project manager"),
        refer.one("category", "Category", "category"),
        refer.one("tier", "Tier", "tier"),
        term("phase", "Phase", Phase, ranked=True),
        term("state", "State", State),
        *of_kind(FieldKind.TEXT, reference="Reference"),
        refer.one("programme", "Programme", "programme", NO_PROGRAMME),
        *of_kind(FieldKind.TEXT, currency="Currency"),
    )


def _baseline() -> tuple[Field, ...]:
    return (
        *of_kind(FieldKind.DATE, start="Approved start", finish="Approved finish", finished="Finished on"),
        *of_kind(FieldKind.MONEY, budget="Approved budget"),
        *of_kind(FieldKind.LIST, withheld="Withheld"),
        *of_kind(FieldKind.ENTRIES, planned="Planned value curve"),
        entries("milestones", "Milestones", "id"),
        entries("changes", "Baseline changes", "id"),
        *of_kind(FieldKind.NUMBER, rebaselines="Re-baselined (times)"),
        *of_kind(FieldKind.DATE, first_start="First approved start", first_finish="First approved finish"),
        *of_kind(FieldKind.MONEY, first_budget="First approved budget"),
    )


def _connections(refer: References) -> tuple[Field, ...]:
    return (
        refer.many("objectives", "Objectives", "objective"),
        refer.entries("gates", "Gate decisions", "gate", "gate"),
        refer.entries("depends_on", "Depends on", "project", "project"),
        refer.entries("staffing", "Staffing", "role", "role"),
        refer.entries("lessons", "Lessons taken over", "lesson", "lesson"),
        *of_kind(FieldKind.ENTRIES, benefits="Benefits", links="Links"),
        *of_kind(FieldKind.LIST, tags="Tags"),
    )


def _status() -> tuple[Field, ...]:
    checks = {check.id: check.title for check in CHECKS}
    return (
        rating("rating", "Delivery confidence"),
        rating("manager_rating", "Manager’s rating"),
        rating("assurance_rating", "Assurance rating"),
        trend("trend", "Trend"),
        ratings("ratings", "Ratings by dimension"),
        terms("last_ratings", "Last ratings", Rating),
        *of_kind(FieldKind.DATE, report_date="Last report"),
        *of_kind(FieldKind.NUMBER, days_since_report="Days since report"),
        *of_kind(FieldKind.PERCENT, percent_complete="Complete (%)"),
        Field("warnings", "Warnings", FieldKind.LIST, tuple(checks), checks),
    )


def _forecast() -> tuple[Field, ...]:
    return (
        *of_kind(FieldKind.DATE, forecast_finish="Forecast finish"),
        *of_kind(FieldKind.MONEY, forecast_cost="Forecast cost"),
        *of_kind(FieldKind.NUMBER, finish_slip_days="Finish slip (days)"),
        *of_kind(FieldKind.NUMBER, finish_slip_from_first_days="Slip from first finish (days)"),
        *of_kind(FieldKind.MONEY, cost_variance_at_finish="Cost variance at finish"),
        *of_kind(FieldKind.TEXT, next_milestone="Next milestone"),
        *of_kind(FieldKind.DATE, next_milestone_date="Next milestone expected"),
        *of_kind(FieldKind.NUMBER, next_milestone_slip_days="Next milestone slip (days)"),
        *of_kind(FieldKind.MONEY, burn_rate="Spend a month"),
        *of_kind(FieldKind.RATIO, velocity="Points a period"),
    )


def _earned_value() -> tuple[Field, ...]:
    return (
        *of_kind(FieldKind.MONEY, pv="Planned value (PV)", ev="Earned value (EV)", ac="Actual cost (AC)"),
        *of_kind(FieldKind.MONEY, cv="Cost variance (CV)", sv="Schedule variance (SV)"),
        *of_kind(FieldKind.RATIO, cpi="Cost performance index (CPI)"),
        *of_kind(FieldKind.RATIO, spi="Schedule performance index (SPI)"),
        *of_kind(FieldKind.MONEY, eac="Estimate at completion (EAC)", etc="Estimate to complete (ETC)"),
        *of_kind(FieldKind.MONEY, vac="Variance at completion (VAC)"),
        *of_kind(FieldKind.RATIO, tcpi="To-complete performance index (TCPI)"),
        *of_kind(FieldKind.MONEY, eac_plan_rate="EAC, rest as planned", eac_cpi_spi="EAC by CPI and SPI"),
        *of_kind(FieldKind.RATIO, tcpi_eac="TCPI to the EAC"),
        *of_kind(FieldKind.NUMBER, sv_t="Schedule variance in time (days)"),
        *of_kind(FieldKind.RATIO, spi_t="Schedule performance in time, SPI(t)"),
        *of_kind(FieldKind.DATE, earned_schedule_finish="Finish by earned schedule"),
    )
