"""Approved, forecast and spent money, project by project and by programme; never added over currencies."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from macros.portfolio.status import ProjectStatus
from macros.portfolio.totals import MoneyTotal
from macros.records.vocabulary import State

from ..first_steps import NO_PROJECTS, nothing_yet
from ..formatting import money_cell, number_cell, percent_cell
from ..parts import Section, Tabular
from ..summary import money_by_currency
from ..tables import Cell, Column, Row, Table
from ..view import SiteView

NO_PROGRAMME = "No programme"
EMPTY = "No project has a budget yet."


def money(site: SiteView, page: str) -> tuple[Section, ...]:
    """Totals by currency, by programme, then every project with a budget or costs."""
    counted = [project for project in site.portfolio if project.fields.state is not State.CANCELLED]
    if not counted:
        return (Section((nothing_yet(NO_PROJECTS),)),)
    with_money = [project for project in counted if _has_money(project)]
    parts = (money_by_currency(counted), _programmes(with_money, site), _projects(with_money, site, page))
    return (Section(tuple(Tabular(table) for table in parts)),)


def _has_money(project: ProjectStatus) -> bool:
    return any(
        value is not None for value in (project.fields.budget, project.forecast_cost, project.earned_value.ac)
    )


def _programmes(projects: Sequence[ProjectStatus], site: SiteView) -> Table:
    def key(project: ProjectStatus) -> tuple[str, str]:
        return project.fields.programme or "~", project.currency

    columns = (
        Column("programme", "Programme"),
        Column("projects", "Projects", "number"),
        Column("approved", "Approved", "money"),
        Column("forecast", "Forecast", "money"),
        Column("spent", "Spent", "money"),
    )
    rows = []
    for (programme, currency), own in groupby(sorted(projects, key=key), key):
        members = list(own)
        title = NO_PROGRAMME if programme == "~" else site.title("programme", programme)
        rows.append(Row((Cell(title), number_cell(len(members)), *_totals(members, currency))))
    return Table("programmes", "By programme", columns, tuple(rows), EMPTY, "line", searchable=False)


def _totals(projects: Iterable[ProjectStatus], currency: str) -> Iterator[Cell]:
    total = MoneyTotal(currency, tuple(projects))
    for amount in (total.approved, total.forecast, total.spent):
        yield money_cell(amount, currency)


def _projects(projects: Sequence[ProjectStatus], site: SiteView, page: str) -> Table:
    columns = (
        Column("project", "Project"),
        Column("state", "State", facet=True, shown=False),
        Column("first", "First approved", "money"),
        Column("approved", "Approved", "money"),
        Column("forecast", "Forecast", "money"),
        Column("variance", "Variance", "money"),
        Column("share", "Variance (%)", "percent"),
        Column("spent", "Spent", "money"),
        Column("burn", "Spend a month", "money"),
        Column("cpi", "CPI", "number"),
        Column("eac", "EAC", "money"),
    )
    rows = tuple(Row(tuple(_cells(project, site, page))) for project in projects)
    caption = "By project. Variance: forecast − approved. EAC: estimate at completion from earned value"
    return Table("money", caption, columns, rows, EMPTY).without_empty_columns()


def _cells(project: ProjectStatus, site: SiteView, page: str) -> Iterator[Cell]:
    fields, currency = project.fields, project.currency
    variance = project.cost_variance_at_finish
    yield Cell(fields.title, href=site.link(project.record, page).href)
    yield Cell(fields.state.label)
    yield money_cell(project.first_budget, currency)
    yield money_cell(fields.budget, currency)
    yield money_cell(project.forecast_cost, currency)
    yield money_cell(variance, currency)
    yield percent_cell(100 * variance / fields.budget if variance is not None and fields.budget else None)
    yield money_cell(project.earned_value.ac, currency)
    yield money_cell(project.burn_rate, currency)
    yield number_cell(project.earned_value.cpi, 2)
    yield money_cell(project.earned_value.eac, currency)
