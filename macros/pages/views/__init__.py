"""Views of the whole portfolio: each makes the parts of a page from the site, and is a macro by its name."""

from collections.abc import Callable, Mapping

from ..parts import Section
from ..view import SiteView
from .alignment import alignment
from .dependencies import dependencies
from .heat_map import heat_map
from .milestone_timeline import milestone_timeline
from .money import money
from .performance import performance
from .period import period_changes, silent_projects
from .pipeline import pipeline
from .resources import resources
from .risk_matrix import risk_matrix
from .warning_kinds import warning_kinds

View = Callable[[SiteView, str], tuple[Section, ...]]
"""From the site and the address of the page that shows it to sections without titles."""

VIEWS: Mapping[str, View] = {
    "alignment": alignment,
    "dependency_table": dependencies,
    "heat_map": heat_map,
    "milestone_timeline": milestone_timeline,
    "money_tables": money,
    "key_figures": performance,
    "period_changes": period_changes,
    "pipeline_table": pipeline,
    "resource_tables": resources,
    "risk_matrix": risk_matrix,
    "silent_projects": silent_projects,
    "warning_kinds": warning_kinds,
}
"""Every view under the name of its macro."""

__all__ = ["VIEWS", "View"]
