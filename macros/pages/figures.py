"""Charts as parts of pages: each drawn in every layout, described in words, with its numbers as a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from macros.records.vocabulary import Rating

from .charts.capacity import MonthLoad, capacity_chart
from .charts.counts import KINDS, CountRow, counts_chart
from .charts.curves import CostCurves, curve_chart
from .charts.elements import LAYOUTS, Layout, Mark, Marks, together
from .charts.ratings import Ratings, ratings_chart
from .charts.timeline import WORDS, TimelineGroup, in_window, parts, timeline_chart
from .charts.trend import MilestoneTrend, trend_chart
from .formatting import NOT_RATED, date_cell, day, money, money_cell, number_cell, rating_cell
from .parts import Figure
from .rendering import render
from .small_tables import small_table
from .tables import Cell, Column, Kind, Row, Table


@dataclass(frozen=True)
class Drawing:
    """A chart in one layout. ``id`` is unique on the page."""

    id: str
    layout: Layout
    chart: Any

    @property
    def marks(self) -> Sequence[Mark | Marks]:
        """The marks of the chart: one by one where a mouse can point at them, else as few paths as can be."""
        return together(self.chart.marks) if self.layout.is_narrow else self.chart.marks


Draw = Callable[[Layout], object | None]


@dataclass(frozen=True)
class Words:
    """What is said of a chart: its title, what it shows in a sentence or two, and the caption below it."""

    title: str
    description: str
    caption: str


def figure(fragment: str, id_: str, words: Words, draws: Sequence[Draw], table: Table) -> Figure | None:
    """A chart as a figure, in as many parts as ``draws`` has; nothing where none gives anything.

    ``fragment`` names a file of ``fragments/charts``, ``id_`` is unique on the page.
    """
    drawn = [
        part for number, draw in enumerate(draws, start=1) if (part := _drawings(f"{id_}-{number}", draw))
    ]
    if not drawn:
        return None
    svg = render(
        "charts/chart.html.jinja",
        parts=drawn,
        fragment=f"charts/{fragment}.svg.jinja",
        title=words.title,
        description=words.description,
    )
    return Figure(Markup(svg.strip()), words.caption, table)  # noqa: S704  a fragment escaped it


def _drawings(id_: str, draw: Draw) -> list[Drawing]:
    charts = [(layout, draw(layout)) for layout in LAYOUTS]
    return [Drawing(f"chart-{id_}-{layout.name}", layout, chart) for layout, chart in charts if chart]


def ratings_figure(id_: str, dates: Sequence[date], views: Sequence[Ratings]) -> Figure | None:
    """Ratings over time, oldest first. ``views`` are what is rated and by whom, one rating a date."""
    if not dates or not views:
        return None
    said = (f"{view.label}: {', '.join(_word(rating) for rating in view.ratings)}" for view in views)
    words = Words(
        f"Ratings at the last {len(dates)} reports" if len(dates) > 1 else "Rating at the report",
        f"From {day(dates[0])} to {day(dates[-1])}. {'. '.join(said)}.",
        "Circle: green. Triangle: amber. Octagon: red. Dashed ring: not rated.",
    )
    headings: dict[str, Kind] = {"Report": "date", **{view.label: "rating" for view in views}}
    rows = [
        (date_cell(when), *(rating_cell(view.ratings[place]) for view in views))
        for place, when in reversed(list(enumerate(dates)))
    ]
    table = small_table(f"{id_}-numbers", "Ratings, newest first", headings, rows)
    return figure("ratings", id_, words, [lambda layout: ratings_chart(dates, views, layout)], table)


def _word(rating: Rating | None) -> str:
    return rating.value if rating else NOT_RATED.lower()


def curve_figure(id_: str, curves: CostCurves, caption: str) -> Figure | None:
    """The S-curve."""
    words = Words("Planned value, earned value and actual cost over time", _curves_said(curves), caption)
    return figure(
        "curves", id_, words, [lambda layout: curve_chart(curves, layout)], _curves_table(id_, curves)
    )


def _curves_said(curves: CostCurves) -> str:
    said = [
        f"{kind} {money(amounts[-1][1], curves.currency)} on {day(amounts[-1][0])}"
        for kind, amounts in curves.named
    ]
    if curves.budget is not None:
        said.append(f"approved budget {money(curves.budget, curves.currency)}")
    said += [f"{name.lower()} {money(amount, curves.currency)}" for _, name, amount in curves.forecasts]
    if curves.finish:
        said.append(f"approved finish {day(curves.finish)}")
    if curves.forecast_finish:
        said.append(f"forecast finish {day(curves.forecast_finish)}")
    return f"Last values: {'; '.join(said)}."


def _curves_table(id_: str, curves: CostCurves) -> Table:
    """A row a day: what was cumulative on it, and what is approved and forecast for it."""
    lines = [dict(amounts) for amounts in (curves.planned, curves.earned, curves.actual)]
    days = sorted(set(curves.days))
    budget_on = curves.finish or curves.end or days[-1]
    ahead = {kind: amount for kind, _, amount in curves.forecasts}
    rows = [
        (
            date_cell(when),
            *(money_cell(line.get(when), curves.currency) for line in lines),
            money_cell(curves.budget if when == budget_on else None, curves.currency),
            *(
                money_cell(ahead.get(kind) if when == curves.end else None, curves.currency)
                for kind in ("forecast", "estimate")
            ),
        )
        for when in days
    ]
    headings: dict[str, Kind] = {
        "Date": "date",
        "Planned value": "money",
        "Earned value": "money",
        "Actual cost": "money",
        "Approved budget": "money",
        "Forecast cost": "money",
        "Estimate at completion": "money",
    }
    return small_table(
        f"{id_}-numbers", "Cumulative amounts, and what is approved and forecast", headings, rows
    )


def trend_figure(id_: str, reports: Sequence[date], milestones: Sequence[MilestoneTrend]) -> Figure | None:
    """The milestone trend chart; ``reports`` are the days of the reports, oldest first."""
    known = [milestone for milestone in milestones if milestone.forecasts]
    late = sum(milestone.path[-1][1] > milestone.path[0][1] for milestone in known)
    words = Words(
        "Forecast of each milestone at each report",
        f"{len(known)} milestones over {len(reports)} reports; {late} of them moved to a later day. "
        "Days of reports run to the right, forecast days upwards.",
        "A level line keeps its day and a rising one slips. A milestone is reached where its line meets the "
        "diagonal, on which the day of the report is the day itself.",
    )
    columns = (
        Column("milestone", "Milestone"),
        *(Column(f"r{place}", day(when), "date") for place, when in enumerate(reports)),
        Column("reached", "Reached", "date"),
    )
    rows = tuple(
        Row(
            (
                Cell(milestone.title),
                *(date_cell(dict(milestone.forecasts).get(when)) for when in reports),
                date_cell(milestone.reached) if not milestone.dropped else Cell("Dropped"),
            )
        )
        for milestone in known
    )
    table = Table(
        f"{id_}-numbers", "Forecast day at each report", columns, rows, noun="milestone", searchable=False
    )
    return figure("trend", id_, words, [lambda layout: trend_chart(known, layout)], table)


def timeline_figure(id_: str, groups: Sequence[TimelineGroup], today: date) -> Figure | None:
    """Milestones of the last and the next six months by project."""
    shown = in_window(groups, today)
    count = sum(len(group.items) for group in shown)
    words = Words(
        "Milestones of the last and the next six months",
        f"{count} milestones of {len(shown)} projects around {day(today)}: "
        "baseline, day reached or expected, and the slip between them.",
        "A bar leads from the approved day to the day reached or expected, with the days between them: "
        "+ is late, − is early. An arrow points to a day outside the drawing.",
    )
    rows = [
        (
            Cell(item.title),
            Cell(group.title),
            date_cell(item.baseline),
            date_cell(None if item.state == "dropped" else item.expected),
            number_cell(item.slip),
            Cell(WORDS[item.state]),
        )
        for group in shown
        for item in group.items
    ]
    headings: dict[str, Kind] = {
        "Milestone": "text",
        "Project": "text",
        "Baseline": "date",
        "Reached or expected": "date",
        "Slip (days)": "number",
        "State": "text",
    }
    table = small_table(f"{id_}-numbers", words.title, headings, rows)
    return figure("timeline", id_, words, [_timeline(part, today) for part in parts(shown)], table)


def _timeline(groups: Sequence[TimelineGroup], today: date) -> Draw:
    return lambda layout: timeline_chart(groups, today, layout)


def capacity_figure(id_: str, role: str, months: Sequence[MonthLoad]) -> Figure | None:
    """Demand for a role against its capacity, month by month."""
    over = [month for month in months if month.over]
    said = f"Over capacity in {len(over)} of {len(months)} months" if over else "Never over capacity"
    words = Words(
        f"{role}: demand and capacity by month",
        f"{said}. Full-time equivalents of active projects.",
        f"{role}: full-time equivalents that projects ask for. The line is what there is; "
        "what goes beyond it is hatched.",
    )
    rows = [
        (
            Cell(f"{month.month:%b %Y}", sort=month.month.isoformat(), kind="date"),
            number_cell(month.demand, 2),
            number_cell(month.capacity, 2),
            number_cell(month.over or None, 2),
        )
        for month in months
    ]
    headings: dict[str, Kind] = {
        "Month": "date",
        "Demand": "number",
        "Capacity": "number",
        "Over by": "number",
    }
    table = small_table(f"{id_}-numbers", f"{role}: full-time equivalents by month", headings, rows)
    return figure("capacity", id_, words, [lambda layout: capacity_chart(months, layout)], table)


def counts_figure(id_: str, title: str, rows: Sequence[CountRow], caption: str) -> Figure | None:
    """How many are green, amber, red and not rated, a bar a row."""
    said = "; ".join(f"{row.label}: {_counted(row)}" for row in rows if row.total)
    words = Words(title, f"{said}.", caption)
    cells = [
        (Cell(row.label), *(number_cell(row.counts.get(kind, 0)) for kind in KINDS), number_cell(row.total))
        for row in rows
    ]
    headings: dict[str, Kind] = {"What": "text", **dict.fromkeys(KINDS.values(), "number"), "Total": "number"}
    table = small_table(f"{id_}-numbers", title, headings, cells)
    return figure("counts", id_, words, [lambda layout: counts_chart(rows, layout)], table)


def _counted(row: CountRow) -> str:
    given = ((row.counts.get(kind, 0), word.lower()) for kind, word in KINDS.items())
    return ", ".join(f"{count:,} {word}" for count, word in given if count > 0)
