"""Risks of open projects in a matrix of five by five."""

from collections import Counter

from ..first_steps import empty_text
from ..parts import Section, Tabular
from ..tables import Cell, Column, Row, Table, Tone
from ..view import SiteView

SCALE = (1, 2, 3, 4, 5)
LIKELIHOOD = {1: "very low", 2: "low", 3: "medium", 4: "high", 5: "very high"}
HIGH, MEDIUM = 15, 8
"""From these scores on a risk is high, or medium: the bands of the RAID log."""
EMPTY = "No current report names a risk."


def risk_matrix(site: SiteView, page: str) -> tuple[Section, ...]:  # noqa: ARG001  every view takes both
    """How many risks have each likelihood and impact, from the current reports of open projects."""
    counts = Counter(
        (risk.likelihood, risk.impact)
        for project in site.portfolio
        if project.is_open and project.current
        for risk in project.current.risks
    )
    columns = (
        Column("likelihood", "Likelihood", sortable=False),
        *(Column(f"i{impact}", f"Impact {impact}", "number", sortable=False) for impact in SCALE),
    )
    rows = tuple(
        Row(
            (
                Cell(f"{likelihood} – {LIKELIHOOD[likelihood]}"),
                *(_cell(counts, likelihood, impact) for impact in SCALE),
            )
        )
        for likelihood in reversed(SCALE)
    )
    caption = "Number of risks by likelihood and impact (score = likelihood × impact)"
    table = Table(
        "matrix", caption, columns, rows if counts else (), empty_text(site, EMPTY), "row", searchable=False
    )
    return (Section((Tabular(table),)),)


def _cell(counts: Counter[tuple[int, int]], likelihood: int, impact: int) -> Cell:
    count, score = counts[likelihood, impact], likelihood * impact
    if not count:
        return Cell(kind="number", tone=_tone(score))
    return Cell(str(count), sort=count, kind="number", note=f"score {score}", tone=_tone(score))


def _tone(score: int) -> Tone:
    return "high" if score >= HIGH else "medium" if score >= MEDIUM else "low"
