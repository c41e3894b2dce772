"""The glossary as a list of terms."""

from itertools import groupby

from markupsafe import Markup

from macros.records.glossary import Term

from ..parts import Notice, Prose, Section
from ..rendering import render
from ..view import SiteView

EMPTY = "There is no term in glossary.yml yet."


def glossary(site: SiteView, page: str) -> tuple[Section, ...]:  # noqa: ARG001  every view takes both
    """Every term with its definition and source."""
    if not site.glossary.terms:
        return (Section((Notice(EMPTY),)),)
    letters = [(letter, list(terms)) for letter, terms in groupby(site.glossary.terms, _letter)]
    html = render("glossary.html.jinja", letters=letters)
    return (Section((Prose(Markup(html)),)),)  # noqa: S704  a fragment escaped it


def _letter(term: Term) -> str:
    return term.term[0].upper()
