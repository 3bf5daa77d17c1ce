"""Events as an iCalendar file (RFC 5545), for any phone's calendar."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from .models import Event
from .occurrences import Every, Rhythm

PRODUCT = "-//Toa soan//Lich//VI"
# Every calendar has that day in each month.
IN_EVERY_MONTH = 28
# How long an event without an end stands in a calendar.
AN_HOUR = timedelta(hours=1)


def calendar_of(
    events: Iterable[Event],
    *,
    name: str,
    zone: ZoneInfo,
    address_of: Callable[[Event], str],
) -> bytes:
    """Return `events` as one calendar called `name`; the same events, the same bytes.

    `address_of` gives the full address of an event's own page.
    """
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", zone.key)
    for event in events:
        made.add_component(_entry(event, address_of(event)))
    made.add_missing_timezones()
    return bytes(made.to_ical(sorted=True))


def _entry(event: Event, address: str) -> Any:
    rhythm = event.rhythm
    entry = CalendarEvent()
    entry.add("uid", str(event.uid))
    entry.add("dtstamp", event.updated_at.astimezone(UTC))
    entry.add("last-modified", event.updated_at.astimezone(UTC))
    entry.add("summary", event.title)
    entry.add("dtstart", rhythm.first)
    entry.add("dtend", rhythm.first + (event.length or AN_HOUR))
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    entry.add("url", address)
    if event.place:
        entry.add("location", event.place)
    if about := "\n".join(filter(None, (event.audience, event.agenda, event.contact))):
        entry.add("description", about)
    if rhythm.every:
        entry.add("rrule", rule(rhythm))
    return entry


def rule(rhythm: Rhythm) -> dict[str, Any]:
    """Return the recurrence rule of a `rhythm`, RFC 5545, 3.3.10.

    A plain monthly rule leaves out the months that lack the day; here the last of the
    days up to it is taken, so that calendars show the days the portal shows.
    """
    parts: dict[str, Any] = {"freq": str(rhythm.every).upper()}
    day = rhythm.first.day
    if rhythm.every is Every.MONTH and day > IN_EVERY_MONTH:
        parts["bymonthday"] = list(range(IN_EVERY_MONTH, day + 1))
        parts["bysetpos"] = -1
    if rhythm.until:
        last = datetime.combine(rhythm.until, rhythm.first.timetz())
        parts["until"] = last.astimezone(UTC)
    return parts
