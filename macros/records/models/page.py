"""The front matter a maintained page may have."""

from pydantic import Field

from ..fields import Group, Ratio, Sentence, Title


class PageSearch(Group):
    """How search treats a page."""

    exclude: bool = False
    boost: Ratio = 1


class Page(Group):
    """A maintained page. Closed, so that no key switches anything on."""

    title: Title | None = None
    description: Sentence | None = None
    hide: list[str] = Field(default_factory=list)
    search: PageSearch = PageSearch()
