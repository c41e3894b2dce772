"""``/calendar/milestones.ics``: days of the portfolio for any calendar program (RFC 5545)."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event, vCategory, vDDDTypes, vText, vUri
from icalendar.parser import Contentline

from macros.portfolio.published import CALENDAR

from .basis import Basis
from .calendar_days import CalendarDay, calendar_days
from .identity import domain

ONE_DAY = timedelta(days=1)
FOLDED_FROM = 75
"""Octets of a line that has to be broken."""
TRANSPARENT = vText("TRANSPARENT")


def calendar_files(basis: Basis) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the calendar: all-day events that block no time, without alarms."""
    organisation = basis.organisation
    name = f"{organisation.name}: milestones and due days"
    calendar = Calendar()
    calendar.add("prodid", f"-//{organisation.name}//PMO knowledge base//EN")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    stamp = vDDDTypes(datetime.combine(basis.today, time(), UTC))
    for day in calendar_days(basis):
        calendar.add_component(_event(day, stamp, basis))
    lines = (line for line in calendar.content_lines() if line)
    yield CALENDAR, b"".join(b"%b\r\n" % _octets(line) for line in lines)


def _event(day: CalendarDay, stamp: vDDDTypes, basis: Basis) -> Event:
    event = Event()
    event["uid"] = vText(f"{day.key}@{domain(basis.organisation)}")
    event["dtstamp"] = stamp
    event["dtstart"] = vDDDTypes(day.day)
    event["dtend"] = vDDDTypes(day.day + ONE_DAY)
    event["summary"] = vText(day.title)
    event["categories"] = vCategory([day.category])
    event["transp"] = TRANSPARENT
    if day.about:
        event["description"] = vText(day.about)
    if address := basis.absolute(day.url):
        event["url"] = vUri(address)
    return event


def _octets(line: Contentline) -> bytes:
    """A line as it stands in the file; the library looks at every character of the short ones too."""
    octets = line.encode()
    if len(octets) < FOLDED_FROM:
        return octets
    folded: bytes = line.to_ical()  # type: ignore[no-untyped-call]  # the one method that has no types
    return folded
