"""``/calendar/milestones.ics``: days of the portfolio for any calendar program (RFC 5545).

The library escapes text and folds lines. Its objects for events and properties would take as long as
the whole of the other outputs, so the lines, of which there are few kinds, are put together here.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from icalendar import vText
from icalendar.parser import Contentline

from macros.portfolio.published import CALENDAR

from .basis import Basis
from .calendar_days import CalendarDay, calendar_days
from .identity import domain

ONE_DAY = timedelta(days=1)
FOLDED_FROM = 75
"""Octets of a line that has to be broken."""


def calendar_files(basis: Basis) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the calendar: all-day events that block no time, without alarms."""
    yield CALENDAR, b"".join(b"%b\r\n" % _octets(line) for line in _lines(basis))


def _lines(basis: Basis) -> Iterator[str]:
    organisation = basis.organisation
    name = _text(f"{organisation.name}: milestones and due days")
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{_text(f'-//{organisation.name}//PMO knowledge base//EN')}"
    yield f"NAME:{name}"
    yield f"X-WR-CALNAME:{name}"
    at, stamp = domain(organisation), f"{basis.today:%Y%m%d}T000000Z"
    for day in calendar_days(basis):
        yield from _event(day, f"{day.key}@{at}", stamp, basis.absolute(day.url))
    yield "END:VCALENDAR"


def _event(day: CalendarDay, uid: str, stamp: str, address: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{_day(day.day)}"
    yield f"DTEND;VALUE=DATE:{_day(day.day + ONE_DAY)}"
    yield f"SUMMARY:{_text(day.title)}"
    if day.about:
        yield f"DESCRIPTION:{_text(day.about)}"
    yield f"CATEGORIES:{day.category}"
    yield "TRANSP:TRANSPARENT"
    if address:
        yield f"URL:{address}"
    yield "END:VEVENT"


def _text(value: str) -> str:
    return vText(value).to_ical().decode()


def _day(value: date) -> str:
    return f"{value:%Y%m%d}"


def _octets(line: str) -> bytes:
    """A line as it stands in the file; the library looks at every character of the short ones too."""
    octets = line.encode()
    if len(octets) < FOLDED_FROM:
        return octets
    folded: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call]  # the library's own
    return folded
