"""Diagrams of the method on pages: each drawn in every layout, with what it shows as a list of words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from macros.records.models import Organisation

from .charts.elements import Layout
from .drawings.change_control import change_control
from .drawings.elements import LAYOUTS, Diagram, Drawing
from .drawings.escalation import escalation
from .drawings.governance import governance
from .drawings.lessons_loop import lessons_loop
from .drawings.life_cycle import life_cycle
from .rendering import render
from .view import SiteView

DIAGRAMS: Mapping[str, Callable[[Organisation], Diagram]] = {
    "life-cycle": life_cycle,
    "governance": governance,
    "escalation": escalation,
    "change-control": change_control,
    "lessons-loop": lessons_loop,
}
"""Every diagram under the name that pages call."""


@dataclass(frozen=True)
class Drawn:
    """A diagram in one layout. ``id`` is unique on the page."""

    id: str
    layout: Layout
    drawing: Drawing


def diagram(name: str, site: SiteView, id_: str = "") -> Markup:
    """The diagram of this name as a figure: one block of HTML without blank lines.

    ``id_`` is unique on the page. Raises ``KeyError`` for an unknown name.
    """
    made = DIAGRAMS[name](site.organisation)
    own_id = id_ or f"diagram-{name}"
    drawn = [Drawn(f"{own_id}-{layout.name}", layout, made.draw(layout)) for layout in LAYOUTS]
    html = render("diagrams/figure.html.jinja", diagram=made, drawn=drawn)
    return Markup(html.strip())  # noqa: S704  a fragment escaped it
