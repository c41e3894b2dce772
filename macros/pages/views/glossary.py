"""The glossary as a list of terms."""

from markupsafe import Markup

from ..parts import Notice, Prose, Section
from ..rendering import render
from ..view import SiteView

EMPTY = "There is no term in glossary.yml yet."


def glossary(site: SiteView, page: str) -> tuple[Section, ...]:  # noqa: ARG001  every view takes both
    """Every term with its definition and source."""
    if not site.glossary.terms:
        return (Section((Notice(EMPTY),)),)
    html = render("glossary.html.jinja", terms=site.glossary.terms)
    return (Section((Prose(Markup(html)),)),)  # noqa: S704  a fragment escaped it
