"""The steering pack's slides about the whole portfolio: summary, what changed, and the heat map."""

from collections import Counter
from collections.abc import Iterator, Sequence

from macros.portfolio.period import Movement, movements, not_reported, period_start
from macros.portfolio.status import Portfolio, ProjectStatus
from macros.portfolio.totals import MoneyTotal, money_totals
from macros.portfolio.wording import NOT_RATED, day, money
from macros.records.vocabulary import Dimension, Rating, State

from .deck import DeckWriter, Paragraph, Slide, numbered
from .deck_style import BOTTOM, FULL, MARGIN, TOP
from .deck_tables import ABSENT, QUIET, STRONG, Cell, Column, Line, Table, rating_cell, text_cell
from .steering_sources import money_source, movement_sources, rating_source
from .text_fit import LINE, line_count
from .wording import change_of_money, days, joined

RATINGS = (*Rating, None)
SHOWN = (State.ACTIVE, State.ON_HOLD)
ROWS = 12
"""Projects on a slide of the heat map."""
NOBODY = "There are no projects in the register yet."
NOTHING_ACTIVE = "No project is active or on hold."
BETWEEN = 14
"""Between what stands on a slide."""
LEFT = 320
"""Width of the left column."""
SIZE = 12
SILENT_LINES = 3


def add_overview(deck: DeckWriter, portfolio: Portfolio) -> None:
    """Summary with what changed, then the heat map; of an empty portfolio the summary says so."""
    if not portfolio.projects:
        slide = deck.slide("Summary")
        slide.text("Summary", [Paragraph(NOBODY, 20)], MARGIN, TOP + BETWEEN, FULL, 40)
        slide.notes(["Counted from docs/projects/*/index.md: no record."])
        return
    _summary(deck, portfolio)
    _heat_map(deck, portfolio)


def _summary(deck: DeckWriter, portfolio: Portfolio) -> None:
    slide = deck.slide(_headline(portfolio))
    counts = _counts(portfolio)
    slide.table(counts, MARGIN, TOP)
    below = TOP + counts.height + BETWEEN
    height = _also(slide, portfolio, below)
    totals = _money(portfolio)
    first, *others = totals.parts(BOTTOM - TOP, BOTTOM - TOP)
    slide.table(first, MARGIN + LEFT + BETWEEN, TOP)
    slide.notes(_summary_notes(portfolio))
    for place, part in enumerate(others, start=2):
        more = deck.slide(numbered("Money by currency", place, len(others) + 1))
        more.table(part, MARGIN, TOP)
        more.notes(source for line in part.lines for source in line.sources)
    _changes(deck, slide, portfolio, max(below + height, TOP + first.height) + BETWEEN)


def _headline(portfolio: Portfolio) -> str:
    active = [project for project in portfolio if project.fields.state is State.ACTIVE]
    counts = Counter(project.rating for project in active)
    words = [
        f"{counts[rating]} {(rating.label if rating else NOT_RATED).lower()}"
        for rating in RATINGS
        if counts[rating]
    ]
    if not active:
        return "Summary: no project is active"
    what = "project" if len(active) == 1 else "projects"
    return f"Summary: {len(active)} active {what} – {joined(words)}"


def _counts(portfolio: Portfolio) -> Table:
    found = Counter((project.rating, project.fields.state) for project in portfolio)
    lines = [
        Line((rating_cell(rating), *(Cell(str(found[rating, state])) for state in SHOWN)))
        for rating in RATINGS
    ]
    sums = (sum(found[rating, state] for rating in RATINGS) for state in SHOWN)
    lines.append(Line((Cell("All", STRONG), *(Cell(str(sum_), STRONG) for sum_ in sums))))
    columns = (
        Column("Delivery confidence", 150),
        *(Column(state.label, (LEFT - 150) / 2, right=True) for state in SHOWN),
    )
    return Table("Projects by delivery confidence", columns, tuple(lines), SIZE)


def _also(slide: Slide, portfolio: Portfolio, top: float) -> float:
    """What else the register holds and who is silent, below the counts; gives its height."""
    states = Counter(project.fields.state for project in portfolio)
    others = [
        f"{states[state]} {state.label.lower()}" for state in State if states[state] and state not in SHOWN
    ]
    told = [f"Also in the register: {joined(others)}."] if others else []
    since = day(period_start(portfolio))
    if silent := [project.fields.title for project in not_reported(portfolio)]:
        told.append(_named(f"No report since {since}: ", silent))
    else:
        told.append(f"Every active project has reported since {since}.")
    height = sum(line_count(text, SIZE, LEFT) for text in told) * SIZE * LINE
    slide.text("Further counts", [Paragraph(text, SIZE) for text in told], MARGIN, top, LEFT, height)
    return height


def _named(start: str, titles: Sequence[str]) -> str:
    """The titles, or as many as go on a few lines and how many more there are."""
    for count in range(len(titles), 0, -1):
        rest = len(titles) - count
        shown = [*titles[:count], *([f"{rest} more"] if rest else [])]
        text = f"{start}{joined(shown)}."
        if line_count(text, SIZE, LEFT) <= SILENT_LINES or count == 1:
            return text
    return start


def _money(portfolio: Portfolio) -> Table:
    columns = (
        Column("Money by currency", 118),
        Column("Projects with a budget", 96, right=True),
        *(Column(heading, 85, right=True) for heading in ("Approved", "Forecast", "Difference", "Spent")),
    )
    lines = [_money_line(total) for total in money_totals(portfolio)]
    return Table("Money by currency, without cancelled projects", columns, tuple(lines), SIZE)


def _money_line(total: MoneyTotal) -> Line:
    moved = total.difference
    return Line(
        (
            Cell(total.currency, STRONG),
            Cell(str(total.with_budget)),
            _amount(total.approved),
            _amount(total.forecast),
            Cell(ABSENT, QUIET) if moved is None else Cell(change_of_money(moved, "")),
            _amount(total.spent),
        ),
        tuple(map(money_source, total.projects)),
    )


def _amount(amount: float | None) -> Cell:
    return Cell(ABSENT, QUIET) if amount is None else Cell(money(amount, "").strip())


def _summary_notes(portfolio: Portfolio) -> Iterator[str]:
    yield "Counts: phase and state from docs/projects/<id>/index.md, ratings as follows."
    yield from map(rating_source, portfolio)
    yield (
        "Money: approved budgets from the project records; forecast cost and actual cost from the current "
        "reports; a project without a forecast counts with its budget; cancelled projects are left out."
    )
    for total in money_totals(portfolio):
        yield from map(money_source, total.projects)


def _changes(deck: DeckWriter, slide: Slide, portfolio: Portfolio, top: float) -> None:
    since = day(period_start(portfolio))
    moved = list(movements(portfolio))
    if not moved:
        text = f"No report since {since} says anything else than the one before."
        slide.text("What changed", [Paragraph(text, SIZE)], MARGIN, top, FULL, 2 * SIZE)
        return
    columns = (
        Column(f"Changed since {since}", 372),
        Column("Delivery confidence", 170),
        Column("Forecast finish", 110, right=True),
        Column("Forecast cost", 130, right=True),
        Column("Report", 106, right=True),
    )
    table = Table("What this period’s reports changed", columns, tuple(map(_moved, moved)), SIZE)
    first, *others = table.parts(BOTTOM - top, BOTTOM - TOP)
    if first.lines:
        slide.table(first, MARGIN, top)
    elif others:
        others = list(table.parts(BOTTOM - TOP, BOTTOM - TOP))
    for place, part in enumerate(others, start=1):
        more = deck.slide(numbered(f"What changed since {since}", place, len(others)))
        more.table(part, MARGIN, TOP)
        more.notes(source for line in part.lines for source in line.sources)


def _moved(movement: Movement) -> Line:
    project = movement.project
    return Line(
        (
            text_cell(project.fields.title),
            _rating_change(movement),
            Cell(days(movement.finish_days)) if movement.finish_days else Cell(ABSENT, QUIET),
            Cell(change_of_money(movement.cost, project.currency)) if movement.cost else Cell(ABSENT, QUIET),
            Cell(day(project.reports[-1].date)),
        ),
        movement_sources(project),
    )


def _rating_change(movement: Movement) -> Cell:
    if movement.rating is None:
        return Cell(ABSENT, QUIET)
    before, now = movement.rating
    shown = rating_cell(now)
    return Cell(f"{before.label if before else NOT_RATED} → {shown.text}", shown.look)


def _heat_map(deck: DeckWriter, portfolio: Portfolio) -> None:
    shown = [project for project in portfolio if project.fields.state in SHOWN]
    title = "Heat map of active projects and those on hold"
    if not shown:
        slide = deck.slide(title)
        slide.text(title, [Paragraph(NOTHING_ACTIVE, 20)], MARGIN, TOP + BETWEEN, FULL, 40)
        slide.notes(["State: docs/projects/<id>/index.md."])
        return
    columns = (
        Column("Project", 220),
        Column("Delivery confidence", 92),
        Column("Trend", 68),
        *(Column(dimension.label, 72.5) for dimension in Dimension),
        Column("Report", 73, right=True),
    )
    lines = tuple(_rated(project) for project in sorted(shown, key=_worst_first))
    table = Table("Projects by dimension, from each project’s current report", columns, lines, 11)
    deck.flow(title, table, ["Dimensions and trend: each project’s current report."], ROWS)


def _worst_first(project: ProjectStatus) -> tuple[int, str]:
    order = [Rating.RED, Rating.AMBER, Rating.GREEN, None]
    return order.index(project.rating), project.fields.title.casefold()


def _rated(project: ProjectStatus) -> Line:
    held = " (on hold)" if project.fields.state is State.ON_HOLD else ""
    dimensions = (project.ratings.get(dimension) for dimension in Dimension)
    return Line(
        (
            text_cell(f"{project.fields.title}{held}"),
            rating_cell(project.rating),
            text_cell(project.trend.label if project.trend else None),
            *(rating_cell(rating) if rating else Cell(ABSENT, QUIET) for rating in dimensions),
            text_cell(day(project.report_date) if project.report_date else None),
        ),
        (rating_source(project),),
    )
