"""The portfolio in a few numbers: how many by rating, and money by currency."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from macros.portfolio.status import ProjectStatus
from macros.portfolio.totals import money_totals
from macros.records.links import relative_url
from macros.records.vocabulary import Phase, Rating, State

from .charts.counts import CountRow
from .figures import counts_figure
from .first_steps import NO_PROJECTS, nothing_yet
from .formatting import NOT_RATED, money_cell, number_cell
from .parts import Fact, Figure, Section, Tabular, Tiles
from .small_tables import small_table
from .tables import Cell, Column, Row, Table
from .view import SiteView, programme_url

RATINGS = (*Rating, None)
NO_PROGRAMME = "No programme"
K = TypeVar("K")


def summary_sections(projects: Sequence[ProjectStatus], site: SiteView, page: str) -> tuple[Section, ...]:
    """Counts of active projects by rating, of all by phase, state and programme, and money by currency."""
    if not projects:
        return (Section((nothing_yet(NO_PROJECTS),)),)
    tables = (Tabular(_counts(projects, site, page)), Tabular(money_by_currency(projects)))
    return (Section(tuple(part for part in (_tiles(projects), _chart(projects, site), *tables) if part)),)


def _chart(projects: Sequence[ProjectStatus], site: SiteView) -> Figure | None:
    """The ratings of active projects, a bar a programme."""
    counts: dict[str | None, Counter[str]] = {}
    for project in projects:
        if project.fields.state is State.ACTIVE:
            rating = project.rating.value if project.rating else "none"
            counts.setdefault(project.fields.programme, Counter())[rating] += 1
    titles = {each.id: each.title for each in site.organisation.programmes} | {None: NO_PROGRAMME}
    rows = [CountRow(title, counts[id_]) for id_, title in titles.items() if id_ in counts]
    caption = "Active projects by programme and delivery confidence."
    return counts_figure("ratings-by-programme", "Active projects by programme", rows, caption)


def _tiles(projects: Sequence[ProjectStatus]) -> Tiles:
    active = [project for project in projects if project.fields.state is State.ACTIVE]
    by_rating = Counter(project.rating for project in active)
    ratings = (
        Fact(f"{rating.label if rating else NOT_RATED}, active", number_cell(by_rating[rating]))
        for rating in RATINGS
    )
    return Tiles(
        (Fact("Projects", number_cell(len(projects))), Fact("Active", number_cell(len(active))), *ratings)
    )


def _counts(projects: Sequence[ProjectStatus], site: SiteView, page: str) -> Table:
    phases = {phase: Cell(phase.label) for phase in Phase}
    states = {state: Cell(state.label) for state in State}
    programmes: dict[str | None, Cell] = {
        each.id: Cell(each.title, href=relative_url(programme_url(each.id), page))
        for each in site.organisation.programmes
    }
    programmes[None] = Cell(NO_PROGRAMME)
    rows = (
        *_count_rows("By phase", ((project.fields.phase, project.rating) for project in projects), phases),
        *_count_rows("By state", ((project.fields.state, project.rating) for project in projects), states),
        *_count_rows(
            "By programme", ((project.fields.programme, project.rating) for project in projects), programmes
        ),
    )
    headings = ("Projects", *(rating.label if rating else NOT_RATED for rating in RATINGS))
    columns = (
        Column("what", "What"),
        *(Column(f"c{place}", label, "number") for place, label in enumerate(headings)),
    )
    caption = "Projects by phase, state and programme"
    return Table("counts", caption, columns, rows, searchable=False, noun="row")


def _count_rows(
    group: str, found: Iterable[tuple[K, Rating | None]], headings: Mapping[K, Cell]
) -> Iterator[Row]:
    """How many of each rating under each heading; a heading without projects is left out."""
    by_heading: dict[K, Counter[Rating | None]] = {}
    for heading, rating in found:
        by_heading.setdefault(heading, Counter())[rating] += 1
    for heading, cell in headings.items():
        if heading in by_heading:
            counts = by_heading[heading]
            cells = (number_cell(counts.total()), *(number_cell(counts[rating]) for rating in RATINGS))
            yield Row((cell, *cells), group)


def money_by_currency(projects: Iterable[ProjectStatus]) -> Table:
    """Approved, forecast and spent, one line a currency; cancelled projects are not counted."""
    rows = [
        (
            Cell(total.currency),
            number_cell(total.with_budget),
            money_cell(total.approved, total.currency),
            money_cell(total.forecast, total.currency),
            money_cell(total.spent, total.currency),
        )
        for total in money_totals(projects)
    ]
    return small_table(
        "money",
        "Money by currency, without cancelled projects",
        {
            "Currency": "text",
            "Projects with a budget": "number",
            "Approved": "money",
            "Forecast": "money",
            "Spent": "money",
        },
        rows,
    )
