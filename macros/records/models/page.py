"""The front matter a maintained page may have."""

from pydantic import Field

from ..fields import Day, Group, Line, Ratio, Sentence, Title, Version


class PageSearch(Group):
    """How search treats a page."""

    exclude: bool = False
    boost: Ratio = 1


class Page(Group):
    """A maintained page. Closed, so that no key switches anything on."""

    title: Title | None = None
    description: Sentence | None = None
    owner: Line | None = None
    version: Version | None = None
    reviewed: Day | None = None
    review_by: Day | None = None
    hide: list[str] = Field(default_factory=list)
    search: PageSearch = PageSearch()
