"""``/downloads/portfolio.pptx``: what a steering committee decides from, with sources in the notes."""

from macros.portfolio.status import Portfolio
from macros.portfolio.wording import day

from .deck import DeckWriter
from .steering_lists import add_decisions, add_milestones
from .steering_overview import add_overview
from .steering_project import add_projects

TITLE = "Portfolio steering pack"


def steering_pack(portfolio: Portfolio) -> bytes:
    """The pack as a PowerPoint file. The same portfolio gives the same bytes."""
    organisation, today = portfolio.context.organisation, portfolio.today
    as_at = f"as at {day(today)}"
    deck = DeckWriter(organisation, today, f"{organisation.name} · {organisation.pmo} · {as_at}")
    front = deck.front(TITLE, [organisation.name, f"{organisation.pmo}, {as_at}"])
    front.notes(
        [
            f"Made from the project records and status reports as at {today.isoformat()}.",
            "The notes of each slide say which file and which report its figures come from.",
        ]
    )
    add_overview(deck, portfolio)
    if portfolio.projects:
        add_projects(deck, portfolio)
        add_milestones(deck, portfolio)
        add_decisions(deck, portfolio)
    return deck.to_bytes(f"{TITLE}: {organisation.name}")
