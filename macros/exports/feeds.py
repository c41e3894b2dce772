"""``/feeds/*.xml``: what is new, for feed readers and chat rooms (Atom, RFC 4287)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from html import escape
from io import StringIO

from feedgenerator import Atom1Feed

from macros.portfolio.published import CHANGES, FEEDS, LESSONS, RATINGS, REPORTS, Feed

from .basis import Basis
from .identity import urn
from .news import Entry, change_entries, lesson_entries, newest, rating_entries, report_entries

ENTRIES: Mapping[Feed, Callable[[Basis], Iterable[Entry]]] = {
    REPORTS: lambda basis: report_entries(basis.portfolio),
    RATINGS: lambda basis: rating_entries(basis.portfolio),
    LESSONS: lambda basis: lesson_entries(basis.library),
    CHANGES: lambda basis: change_entries(basis.library, basis.today),
}
"""Where each feed's entries come from."""


class _Atom(Atom1Feed):  # type: ignore[misc]  # the library has no types
    def latest_post_date(self) -> datetime:
        """Of an empty feed the day of the data, where the library would take the clock's."""
        days: list[datetime] = [item["updateddate"] for item in self.items]
        return max(days, default=self.feed["as_of"])


def feed_files(basis: Basis) -> Iterator[tuple[str, str]]:
    """Path and text of each feed: the newest entries, all text escaped."""
    for feed in FEEDS:
        yield feed.path, _text(feed, newest(ENTRIES[feed](basis)), basis)


def _text(feed: Feed, entries: Iterable[Entry], basis: Basis) -> str:
    organisation = basis.organisation
    atom = _Atom(
        title=f"{organisation.name}: {feed.title}",
        link=basis.address(feed.sections[0], feed.path),
        description=None,
        language="en",
        author_name=organisation.pmo,
        feed_url=basis.address(feed.path, feed.path),
        feed_guid=urn(organisation, "feeds", feed.name),
        as_of=_moment(basis.today),
    )
    for entry in entries:
        atom.add_item(
            title=entry.title,
            link=basis.address(entry.url, feed.path),
            description="".join(f"<p>{escape(text)}</p>" for text in entry.paragraphs) or None,
            pubdate=_moment(entry.published),
            updateddate=_moment(entry.updated),
            unique_id=urn(organisation, feed.name, entry.key),
            categories=entry.categories,
        )
    file = StringIO()
    atom.write(file, "utf-8")
    return f"{file.getvalue()}\n"


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
