"""When an event takes place: once, every week or every month."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import count, takewhile
from typing import Any

WEEK = timedelta(days=7)
MONTHS = 12


class Every(StrEnum):
    WEEK = "weekly"
    MONTH = "monthly"


# How long one time may last, so that it is over before the next begins.
LONGEST_OF_EACH: dict[str, timedelta] = {
    Every.WEEK: WEEK,
    Every.MONTH: timedelta(days=28),
}


@dataclass(frozen=True)
class Rhythm:
    """The `first` time, in local time, and what follows it up to the day `until`."""

    first: datetime
    every: Every | None = None
    until: date | None = None

    def day(self, place: int) -> date:
        """Return the day of the occurrence at `place`, from 0.

        What takes place each month on a day that a month lacks takes place on the last
        day of that month.
        """
        first = self.first.date()
        if self.every is Every.WEEK:
            return first + place * WEEK
        months = first.year * MONTHS + first.month - 1 + place
        year, month = divmod(months, MONTHS)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(first.day, last))

    def place_near(self, day: date) -> int:
        """Return a place at or before the first occurrence on or after `day`."""
        first = self.first.date()
        if self.every is Every.WEEK:
            return max(0, (day - first) // WEEK)
        months = (day.year - first.year) * MONTHS + day.month - first.month
        return max(0, months)


@dataclass(frozen=True)
class Occurrence:
    """One time an event takes place, in local time."""

    event: Any
    starts_at: datetime
    ends_at: datetime | None

    @property
    def over_at(self) -> datetime:
        """When it is over: without an end, with its day."""
        if self.ends_at:
            return self.ends_at
        midnight = self.starts_at.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=1)


def days(rhythm: Rhythm, since: date, until: date) -> Iterator[date]:
    """Return the days of `rhythm` from `since` to `until`, both counted."""
    last = min(until, rhythm.until) if rhythm.until else until
    if rhythm.every is None:
        first = rhythm.first.date()
        return iter([first] if since <= first <= until else [])
    places = count(rhythm.place_near(since))
    coming = takewhile(lambda day: day <= last, map(rhythm.day, places))
    return (day for day in coming if day >= since)


def occurrences(event: Any, since: date, until: date) -> Iterator[Occurrence]:
    """Return when `event` takes place from `since` to `until`, both days counted.

    What began before `since` and goes on is among it.
    `event` has a `rhythm` and a `length`. Each occurrence begins at the hour of the
    first one where it takes place, whatever the clocks do there.
    """
    rhythm, length = event.rhythm, event.length
    begun = since - timedelta(days=length.days + 1) if length else since
    for day in days(rhythm, begun, until):
        starts_at = datetime.combine(day, rhythm.first.timetz())
        ends_at = starts_at + length if length is not None else None
        midnight = datetime.combine(since, datetime.min.time(), starts_at.tzinfo)
        if day >= since or (ends_at and ends_at > midnight):
            yield Occurrence(event, starts_at, ends_at)
