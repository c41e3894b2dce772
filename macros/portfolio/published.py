"""What the site publishes besides pages: every path once, for those who write, link and check it.

Paths are relative to the site's root.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .datasets import FIELDS

API_INDEX = "api/index.json"
WORKBOOK = "downloads/portfolio.xlsx"
CALENDAR = "calendar/milestones.ics"
STEERING_PACK = "downloads/portfolio.pptx"
"""Slides for a meeting; ``macros.documents`` makes them, all else comes from ``macros.exports``."""
IN_WORKBOOK = frozenset(
    {"projects", "milestones", "reports", "risks", "issues", "decisions", "lessons", "warnings"}
    | {"dependencies", "benefits", "demand", "kpis"}
)
"""Datasets that have a sheet in the workbook."""
IN_CALENDAR = frozenset({"projects", "milestones", "reports", "lessons", "templates", "standards"})
"""Datasets whose days stand in the calendar."""


@dataclass(frozen=True)
class Offer:
    """A file to download: where it lies, what it is, its size in bytes and its SHA-256."""

    path: str
    title: str
    form: str
    """``docx``, ``odt``, ``xlsx``, ``pptx`` or ``zip``."""
    size: int
    sha256: str
    is_example: bool = False


@dataclass(frozen=True)
class Offers:
    """Files of templates, packs, and previews as HTML that is not yet cleaned."""

    templates: Mapping[str, tuple[Offer, ...]] = field(default_factory=dict)
    previews: Mapping[str, str] = field(default_factory=dict)
    packs: tuple[Offer, ...] = ()
    projects: Mapping[str, Offer] = field(default_factory=dict)
    """The pack of each active project that has one."""
    gates: Mapping[str, tuple[Offer, ...]] = field(default_factory=dict)
    """The checklist of each gate."""


@dataclass(frozen=True)
class Feed:
    """An Atom feed. ``sections`` are the beginnings of the addresses of pages that name it in their head."""

    name: str
    title: str
    sections: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where it is published."""
        return f"feeds/{self.name}.xml"


REPORTS = Feed("reports", "Status reports", ("projects/", "portfolio/"))
RATINGS = Feed("ratings", "Rating changes", ("projects/", "portfolio/"))
LESSONS = Feed("lessons", "Lessons", ("lessons/",))
CHANGES = Feed("changes", "Changes of standards and templates", ("standards/", "templates/", "whats-new/"))
FEEDS = (REPORTS, RATINGS, LESSONS, CHANGES)
FEEDS_OF: Mapping[str, tuple[Feed, ...]] = {
    "projects": (REPORTS, RATINGS),
    "reports": (REPORTS, RATINGS),
    "lessons": (LESSONS,),
    "standards": (CHANGES,),
    "templates": (CHANGES,),
}
"""The feeds that tell what is new in a dataset."""


def json_path(dataset: str) -> str:
    """The dataset's rows as a list of objects."""
    return f"api/{dataset}.json"


def schema_path(path: str) -> str:
    """The schema of the JSON file at ``path``."""
    return f"{path.removesuffix('.json')}.schema.json"


def csv_path(dataset: str) -> str:
    """The dataset's rows with commas between values."""
    return f"downloads/{dataset}.csv"


def feeds_for(url: str) -> tuple[Feed, ...]:
    """The feeds that the page at ``url`` names in its head."""
    return tuple(feed for feed in FEEDS if url.startswith(feed.sections))


_JSON = (API_INDEX, *map(json_path, FIELDS))
PATHS = frozenset(
    {*_JSON, *map(schema_path, _JSON), *map(csv_path, FIELDS), WORKBOOK, CALENDAR, STEERING_PACK}
    | {feed.path for feed in FEEDS}
)
"""Every path."""
