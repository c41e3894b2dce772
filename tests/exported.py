"""What tests of the open outputs share: a basis for any library, and values that would like to be code."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from macros.exports.basis import Basis
from macros.exports.files import output_files
from macros.pages.compose import composer
from macros.records.library import Library, load
from tests.builders import lesson, organisation, project, report, standard, template, write_library

TODAY = date(2026, 10, 31)
REPOSITORY = Path(__file__).parents[1]
FORMULA = "=cmd|' /C calc'!A0"
SCRIPT = "</title><script>alert(1)</script> & more"
ADDRESS = "https://pmo.example.org/office/"


def basis(library: Library, today: date = TODAY, base: str = "") -> Basis:
    """What outputs are made from, as the site makes it."""
    site = composer(library, (), today).site
    return Basis(site.library, site.portfolio, site.datasets, site.rows, base)


@cache
def sample(base: str = "") -> Basis:
    """The sample organisation of this repository."""
    return basis(load(REPOSITORY), base=base)


@cache
def sample_files(base: str = "") -> dict[str, str | bytes]:
    """Everything published for the sample organisation."""
    return dict(output_files(sample(base)))


def empty(root: Path) -> Basis:
    """A knowledge base with an organisation and nothing else."""
    return basis(write_library(root, organisation_yml={"name": "New Office", "currency": "EUR"}))


def hostile(root: Path) -> Library:
    """Records whose texts would like to be formulas and markup, each otherwise whole."""
    own: dict[str, Any] = {"title": FORMULA, "summary": SCRIPT}
    risk = {"likelihood": 4, "impact": 5, "strategy": "reduce", "owner": "@SUM(1+1)", "due": "2026-10-01"}
    issue = {"urgency": 2, "impact": 3, "owner": "-2+3", "due": "2026-12-01"}
    return write_library(
        root,
        organisation_yml=organisation(name="Ör & Co </title>"),
        projects={
            "alpha": project(
                **own,
                manager="+44 20 7946 0000",
                tags=["=1+1", "b; c"],
                milestones=[
                    {"id": "live", "title": "=1+1", "baseline": "2026-09-30", "gate": "ready-for-closing"},
                    {"id": "end", "title": "Line, with; signs\\", "baseline": "2026-12-31"},
                ],
            ),
            "beta": project(title="Beta", state="on-hold", budget=None, withheld={"budget": "=secret"}),
        },
        reports={
            "alpha": {
                "2026-08-31": report(rating="green"),
                "2026-09-30": report(
                    rationale=SCRIPT,
                    rating="red",
                    ratings={"schedule": "red", "cost": "amber"},
                    percent_complete=62.5,
                    earned_value=1000,
                    actual_cost=4000,
                    forecast_finish="2027-01-30",
                    milestones={"live": {"forecast": "2026-11-30"}},
                    risks=[{"title": FORMULA, **risk}],
                    issues=[{"title": "-1", **issue}],
                    decisions=[{"title": "+1", "by": "Board", "due": "2026-10-30"}],
                ),
            }
        },
        lessons={"data": lesson(**own, recommendation=SCRIPT)},
        templates={"charter": template(**own)},
        standards={"governance": standard(**own)},
    )
