"""Where a reader stands, asked above the lessons, so that those that fit best come first."""

from collections.abc import Iterable, Mapping
from typing import Any

from macros.portfolio.briefing import CHECKED, KIND, LEVELS, PHASE, TIER
from macros.records.vocabulary import LessonStatus, Phase

from ..parts import Choosing, Section, Situation
from ..table_macros import TABLE_MACROS
from ..view import SiteView

CATEGORY, WORD = 3, 4
"""What a category of lessons and each word weigh, beside the weights of the briefing."""


def lesson_situation(site: SiteView, page: str) -> tuple[Section, ...]:  # noqa: ARG001  every view takes both
    """The questions; the script shows them where there are lessons to find."""
    given = site.organisation
    lists = (
        Choosing("phase", "Phase", tuple((phase.value, phase.label) for phase in Phase)),
        Choosing("tier", "Tier", tuple((tier.id, f"{tier.id}: {tier.title}") for tier in given.tiers)),
        Choosing("kind", "Kind of project", _entries(given.categories)),
        Choosing("category", "Category", _entries(given.lesson_categories)),
    )
    asked = tuple(each for each in lists if each.values)
    return (Section((Situation(TABLE_MACROS["lesson_index"].id, asked, _data(site)),)),)


def _entries(entries: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((entry.id, entry.title) for entry in entries)


def _data(site: SiteView) -> Mapping[str, Any]:
    """What each tie weighs, and the kind of the projects that lessons come from."""
    sources = {record.fields.project for record in site.library.lessons.values()}
    projects = {id_: record for id_, record in site.library.projects.items() if id_ in sources}
    return {
        "weights": {"phase": PHASE, "kind": KIND, "tier": TIER, "category": CATEGORY, "word": WORD},
        "levels": {level.value: weight for level, weight in LEVELS.items()},
        "checked": sorted(status.value for status in CHECKED),
        "gone": LessonStatus.RETIRED.value,
        "kinds": {id_: record.fields.category for id_, record in projects.items()},
    }
