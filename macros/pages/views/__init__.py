"""Views of the whole portfolio: each makes the parts of a page from the site, and is a macro by its name."""

from collections.abc import Callable, Mapping

from ..forms.lesson import lesson_form
from ..parts import Section
from ..view import SiteView
from .alignment import alignment
from .dependencies import dependencies
from .gate_list import gate_list
from .glossary import glossary
from .heat_map import heat_map
from .lesson_insights import lesson_insights
from .lesson_situation import lesson_situation
from .milestone_timeline import milestone_timeline
from .money import money
from .performance import performance
from .period import period_changes, silent_projects
from .pipeline import pipeline
from .resources import resources
from .risk_matrix import risk_matrix
from .tailoring import tier_assessment, tier_requirements
from .template_library import template_library, template_packs
from .traceability import traceability
from .upkeep import reviews_due, whats_new
from .warning_kinds import warning_kinds

View = Callable[[SiteView, str], tuple[Section, ...]]
"""From the site and the address of the page that shows it to sections without titles."""

VIEWS: Mapping[str, View] = {
    "alignment": alignment,
    "dependency_table": dependencies,
    "gate_list": gate_list,
    "glossary": glossary,
    "heat_map": heat_map,
    "lesson_insights": lesson_insights,
    "lesson_form": lesson_form,
    "lesson_situation": lesson_situation,
    "milestone_timeline": milestone_timeline,
    "money_tables": money,
    "key_figures": performance,
    "period_changes": period_changes,
    "pipeline_table": pipeline,
    "resource_tables": resources,
    "risk_matrix": risk_matrix,
    "reviews_due": reviews_due,
    "silent_projects": silent_projects,
    "template_library": template_library,
    "template_packs": template_packs,
    "tier_assessment": tier_assessment,
    "tier_requirements": tier_requirements,
    "traceability": traceability,
    "warning_kinds": warning_kinds,
    "whats_new": whats_new,
}
"""Every view under the name of its macro."""

__all__ = ["VIEWS", "View"]
