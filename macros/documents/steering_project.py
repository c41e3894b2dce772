"""The steering pack's slide about one red or amber project."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from macros.portfolio.status import Portfolio, ProjectStatus
from macros.portfolio.wording import day, money, number, percent
from macros.records.models.report import Decision, Issue, Risk
from macros.records.vocabulary import Rating, State

from .deck import DeckWriter, Paragraph, Slide
from .deck_style import BOTTOM, FULL, MARGIN, TITLE_SIZE, TOP
from .deck_tables import (
    ABSENT,
    QUIET,
    SHAPES,
    STRONG,
    Cell,
    Column,
    Line,
    Look,
    Table,
    rating_cell,
    text_cell,
)
from .steering_lists import RUNNING
from .steering_sources import project_sources
from .text_fit import shortened, text_height, text_width
from .wording import change_of_money, days

SIZE = 12
SMALL = 11
WHY_SIZE = 14
BETWEEN = 10
LEFT = 424
"""Width of the key figures."""
RIGHT = FULL - LEFT - 16
"""Width of risks and issues."""
MOST_CONCERNS = 6
MOST_DECISIONS = 2
ASKED_HEIGHT = 80
"""Where two decisions take more than this, one is shown."""
WITHHELD = "Withheld"
NO_ROOM = "Risks and issues: see the current report."


def add_projects(deck: DeckWriter, portfolio: Portfolio) -> None:
    """One slide a red or amber project that is active or on hold, red ones first."""
    for rating in (Rating.RED, Rating.AMBER):
        for project in portfolio:
            if project.fields.state in RUNNING and project.rating is rating:
                _project(deck, project, rating)


def _project(deck: DeckWriter, project: ProjectStatus, rating: Rating) -> None:
    ending = f" – {SHAPES[rating]} {rating.label}"
    room = FULL - text_width(ending, TITLE_SIZE, bold=True)
    slide = deck.slide(f"{shortened(project.fields.title, TITLE_SIZE, room, bold=True)}{ending}")
    top: float = TOP
    ratings = _ratings(project)
    slide.table(ratings, MARGIN, top)
    top += ratings.height + BETWEEN
    top += _why(slide, project, top)
    asked = _asked(project, MOST_DECISIONS)
    if _height(asked) > ASKED_HEIGHT:
        asked = _asked(project, 1)
    asked_height = _height(asked)
    room = BOTTOM - asked_height - BETWEEN - top
    _figures(slide, project, top, room)
    _concerns(slide, project, top, room)
    slide.text("Decision asked", asked, MARGIN, BOTTOM - asked_height, FULL, asked_height)
    slide.notes(project_sources(project))


def _ratings(project: ProjectStatus) -> Table:
    assurance = project.assurance
    given = f", {day(assurance.date)}, {assurance.by}" if assurance else ""
    columns = (
        Column("Delivery confidence", 130),
        Column("Trend", 84),
        Column("Manager’s rating", 124),
        Column("Independent assurance", 260),
        Column("Phase", 100),
        Column("Latest report", 190),
    )
    cells = (
        rating_cell(project.rating),
        text_cell(project.trend.label if project.trend else None),
        rating_cell(project.manager_rating) if project.manager_rating else Cell(ABSENT, QUIET),
        _assured(assurance.rating, given) if assurance else Cell("None that is still valid", QUIET),
        Cell(_phase(project)),
        _reported(project),
    )
    return Table("How the project is rated", columns, (Line(cells),), SIZE)


def _phase(project: ProjectStatus) -> str:
    held = project.fields.state is State.ON_HOLD
    return f"{project.fields.phase.label}, on hold" if held else project.fields.phase.label


def _assured(rating: Rating, given: str) -> Cell:
    shown = rating_cell(rating)
    return text_cell(f"{shown.text}{given}", shown.look)


def _reported(project: ProjectStatus) -> Cell:
    if project.report_date is None or project.days_since_report is None:
        return Cell("None", QUIET)
    return Cell(f"{day(project.report_date)}, {days(project.days_since_report).lstrip('+')} ago")


def _why(slide: Slide, project: ProjectStatus, top: float) -> float:
    """The rationale; gives the height it takes, with the space below it."""
    reason = project.current.rationale if project.current else None
    text = reason or "The current report gives no reason for the rating."
    height = text_height(text, WHY_SIZE, FULL)
    slide.text("Why", [Paragraph(text, WHY_SIZE, Look() if reason else QUIET)], MARGIN, top, FULL, height)
    return height + BETWEEN


def _figures(slide: Slide, project: ProjectStatus, top: float, room: float) -> None:
    """Baseline and key figures; where texts around them are very long, the first of them."""
    for table in (_baseline(project), _measures(project)):
        shown = table.only(table.lines[: table.fitting(room)])
        if shown.lines:
            slide.table(shown, MARGIN, top)
            top, room = top + shown.height + BETWEEN, room - shown.height - BETWEEN


def _baseline(project: ProjectStatus) -> Table:
    """Finish and cost: approved against forecast, with the first approved ones where they have moved."""
    fields, currency = project.fields, project.currency
    first_finish, first_budget = project.first_finish, project.first_budget
    finish = (
        _approved(_date(first_finish), "finish", project),
        _approved(_date(fields.finish), "finish", project),
        text_cell(_date(project.forecast_finish)),
        text_cell(_slip(project)),
    )
    cost = (
        _approved(_amount(first_budget, currency), "budget", project),
        _approved(_amount(fields.budget, currency), "budget", project),
        text_cell(_amount(project.forecast_cost, currency)),
        text_cell(_overrun(project)),
    )
    start = 0 if project.rebaselines else 1
    headings = ["First approved", "Approved", "Forecast", "Difference"][start:]
    columns = (
        Column("Baseline", 58),
        *(Column(heading, (LEFT - 58) / len(headings), right=True) for heading in headings),
    )
    lines = tuple(
        Line((Cell(label, STRONG), *cells[start:]))
        for label, cells in (("Finish", finish), ("Cost", cost))
        if any(cell.text != ABSENT for cell in cells)
    )
    return Table("Finish and cost, approved against forecast", columns, lines, SMALL)


def _approved(value: str | None, field: str, project: ProjectStatus) -> Cell:
    return text_cell(WITHHELD if field in project.fields.withheld else value)


def _date(value: date | None) -> str | None:
    return None if value is None else day(value)


def _amount(value: float | None, currency: str) -> str | None:
    return None if value is None else money(value, currency)


def _slip(project: ProjectStatus) -> str | None:
    slip = project.finish_slip_days
    return None if slip is None else days(slip)


def _overrun(project: ProjectStatus) -> str | None:
    over, budget = project.cost_variance_at_finish, project.fields.budget
    if over is None:
        return None
    share = f" ({percent(100 * abs(over) / budget)})" if budget and over else ""
    return f"{change_of_money(over, project.currency)}{share}"


def _measures(project: ProjectStatus) -> Table:
    """What is defined of progress and earned value, and the next milestone."""
    columns = (Column("Key figure", 150), Column("Value", LEFT - 150))
    lines = tuple(Line((Cell(label, STRONG), text_cell(value))) for label, value in _measured(project))
    return Table("Key figures", columns, lines, SMALL)


def _measured(project: ProjectStatus) -> Iterator[tuple[str, str]]:
    earned = project.earned_value
    if project.percent_complete is not None:
        yield "Complete", percent(project.percent_complete)
    if earned.ac is not None:
        yield "Spent", money(earned.ac, project.currency)
    indices = {"CPI (cost)": earned.cpi, "SPI (schedule)": earned.spi}
    if defined := [f"{name} {number(value, 2)}" for name, value in indices.items() if value is not None]:
        yield "Performance indices", ", ".join(defined)
    if milestone := project.next_milestone:
        late = f" ({days(milestone.slip_days)})" if milestone.slip_days else ""
        yield "Next milestone", milestone.title
        yield "Expected", f"{day(milestone.expected)}{late}, approved {day(milestone.baseline)}"


def _concerns(slide: Slide, project: ProjectStatus, top: float, room: float) -> None:
    """As many of the gravest risks and issues as there is room for."""
    found = list(_grave(project))[:MOST_CONCERNS]
    left = MARGIN + LEFT + 16
    if not found:
        text = "The current report names no risk and no issue."
        slide.text("Risks and issues", [Paragraph(text, SIZE, QUIET)], left, top, RIGHT, 2 * SIZE)
        return
    columns = (
        Column("Kind", 42),
        Column("Top risks and issues", RIGHT - 42 - 46 - 108 - 74),
        Column("Score", 46, right=True),
        Column("Owner", 108),
        Column("Due", 74, right=True),
    )
    table = Table("Top risks and issues, with their scores of at most 25", columns, tuple(found), SMALL)
    part = table.only(found[: table.fitting(room)])
    if not part.lines:
        slide.text("Risks and issues", [Paragraph(NO_ROOM, SIZE, QUIET)], left, top, RIGHT, 2 * SIZE)
        return
    slide.table(part.only(sorted(part.lines, key=lambda line: line.cells[0].text != "Risk")), left, top)


def _grave(project: ProjectStatus) -> Iterator[Line]:
    """Risks and issues in turn, each kind by score."""
    report = project.current
    if report is None:
        return
    risks = [_Concern("Risk", each, each.likelihood * each.impact) for each in report.risks]
    issues = [_Concern("Issue", each, each.urgency * each.impact) for each in report.issues]
    for pair in zip_longest(*(sorted(kind, key=_gravest_first) for kind in (risks, issues))):
        yield from (concern.line for concern in pair if concern)


@dataclass(frozen=True)
class _Concern:
    kind: str
    entry: Risk | Issue
    score: int

    @property
    def line(self) -> Line:
        entry = self.entry
        cells = (text_cell(entry.title), Cell(str(self.score)), text_cell(entry.owner), Cell(day(entry.due)))
        return Line((Cell(self.kind), *cells))


def _gravest_first(concern: _Concern) -> tuple[int, date]:
    return -concern.score, concern.entry.due


def _asked(project: ProjectStatus, most: int) -> list[Paragraph]:
    decisions: Sequence[Decision] = project.current.decisions if project.current else ()
    if not decisions:
        return [Paragraph("Decision asked: none in the current report.", WHY_SIZE, QUIET)]
    today = project.context.today
    soonest = sorted(decisions, key=lambda decision: decision.due)[:most]
    lines = [Paragraph("Decision asked" if len(decisions) == 1 else "Decisions asked", WHY_SIZE, STRONG)]
    lines += [Paragraph(_decision(decision, today), WHY_SIZE) for decision in soonest]
    if more := len(decisions) - len(soonest):
        lines.append(Paragraph(f"And {more} more under Decisions needed.", SIZE, QUIET))
    return lines


def _decision(decision: Decision, today: date) -> str:
    overdue = ", overdue" if decision.due < today else ""
    return f"• {decision.title} ({text_cell(decision.by).text}, by {day(decision.due)}{overdue})"


def _height(paragraphs: Sequence[Paragraph]) -> float:
    return sum(text_height(each.text, each.size, FULL, bold=each.look.bold) for each in paragraphs)
