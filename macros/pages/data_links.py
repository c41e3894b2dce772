"""The line below a table that leads to its data: files, calendar and feeds."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros.portfolio.columns import Dataset
from macros.portfolio.published import (
    CALENDAR,
    FEEDS_OF,
    IN_CALENDAR,
    IN_WORKBOOK,
    WORKBOOK,
    csv_path,
    json_path,
    schema_path,
)
from macros.records.links import relative_url

from .tables import Link
from .view import SiteView

GUIDE = "docs/guides/data.md"
"""The page that says what the files hold, where there is one."""


@dataclass(frozen=True)
class DataLinks:
    """Where the rows of a dataset are published, as seen from a page. ``rows`` is what they are called."""

    rows: str
    files: tuple[Link, ...]
    others: tuple[Link, ...]
    guide: Link | None


def data_links(dataset: Dataset, page: str, site: SiteView) -> DataLinks:
    """The links for ``dataset`` on the page at the address ``page``."""
    guide = site.library.pages.get(GUIDE)
    return DataLinks(
        dataset.noun_plural,
        tuple(Link(text, relative_url(path, page)) for text, path in _files(dataset.name)),
        tuple(Link(text, relative_url(path, page)) for text, path in _others(dataset.name)),
        site.link(guide, page, "What these files hold") if guide else None,
    )


def _files(name: str) -> Iterator[tuple[str, str]]:
    yield "CSV", csv_path(name)
    if name in IN_WORKBOOK:
        yield "Excel", WORKBOOK
    yield "JSON", json_path(name)
    yield "JSON Schema", schema_path(json_path(name))


def _others(name: str) -> Iterator[tuple[str, str]]:
    if name in IN_CALENDAR:
        yield "Calendar", CALENDAR
    for feed in FEEDS_OF.get(name, ()):
        yield f"Feed: {feed.title.lower()}", feed.path
