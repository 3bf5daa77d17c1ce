"""Which calendar slots a promise owes: pure arithmetic, no database.

The rules and their reasons stand in docs/coverage.md.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

DAY = timedelta(days=1)
LONGEST = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366, "none": 0}


@dataclass(frozen=True, slots=True)
class Promise:
    """At least `minimum` in every `every` periods, while it is active.

    `period` is day, week, month, quarter, year or none (nothing is owed). `weekdays`
    are ISO (1 is Monday). `season` holds two months, both included; it may wrap the
    new year. Both ends of the active range are included; an empty one owes nothing.
    """

    cadence_id: int
    plan_id: int
    column_id: int
    channel_id: int
    period: str
    every: int
    minimum: int
    weekdays: tuple[int, ...]
    season: tuple[int, int] | None
    active_from: date
    active_until: date

    @property
    def pair(self) -> tuple[int, int]:
        """Return (column id, channel id): the cell this promise is about."""
        return self.column_id, self.channel_id

    @property
    def each_day(self) -> bool:
        """Say whether this owes a slot of one day on each active day, and no other."""
        every = self.period == "day" and self.every <= 1 and self.minimum >= 1
        return every and not self.weekdays and self.season is None

    @property
    def owes_each_weekday(self) -> bool:
        """Say whether each of its weekdays owes; fewer than days only say when."""
        if self.period == "week":
            return 0 < len(set(self.weekdays)) <= self.minimum
        return self.period == "day" and bool(self.weekdays)

    @property
    def latest_end(self) -> date:
        """Return a day that no slot of this promise outlasts."""
        return self.active_until + DAY * LONGEST[self.period] * max(self.every, 1)

    def active_in(self, since: date, until: date) -> bool:
        """Say whether this promise holds on a day of [since, until]."""
        return max(since, self.active_from) <= min(until, self.active_until)


class Slot(NamedTuple):
    """From `starts_on` to `ends_on`, both included, at least `minimum` are owed."""

    starts_on: date
    ends_on: date
    minimum: int


def slots(promise: Promise, since: date, until: date) -> list[Slot]:
    """Return the slots of `promise` that touch [since, until], in order of time."""
    return list(each_slot(promise, since, until))


def each_slot(promise: Promise, since: date, until: date) -> Iterator[Slot]:
    """Return an iterator over `slots`, for those who count thousands of them."""
    if promise.period == "none" or promise.minimum < 1:
        return iter(())
    if promise.owes_each_weekday:
        return _weekday_slots(promise, since, until)
    if promise.period == "day" and promise.every <= 1:
        return _day_slots(promise, since, until)
    return (
        Slot(starts_on, ends_on, promise.minimum)
        for starts_on, ends_on in _windows(promise, since, until)
        if _in_season(promise, starts_on)
    )


def slot_on(promise: Promise, day: date) -> Slot | None:
    """Return the slot of `promise` that `day` lies in, or None."""
    found = slots(promise, day, day)
    return found[0] if found else None


def latest_start(promises: Iterable[Promise], day: date) -> date | None:
    """Return when the shortest slot around `day` began; None outside every slot.

    What goes out on `day` is late when it was due before that.
    """
    around = [slot_on(promise, day) for promise in promises]
    return max((slot.starts_on for slot in around if slot), default=None)


def number_of(period: str, day: date) -> int:
    """Return the number of the calendar `period` that `day` lies in.

    Periods that follow each other have numbers that follow each other. Weeks run
    from Monday to Sunday (ISO 8601), quarters begin in January, April, July, October.
    """
    if period == "day":
        return day.toordinal()
    if period == "week":
        return (day.toordinal() - 1) // 7
    if period == "month":
        return day.year * 12 + day.month - 1
    if period == "quarter":
        return day.year * 4 + (day.month - 1) // 3
    return day.year


def first_day(period: str, number: int) -> date:
    """Return the first day of the `period` with this `number`."""
    if period == "day":
        return date.fromordinal(number)
    if period == "week":
        return date.fromordinal(number * 7 + 1)
    if period == "month":
        return date(number // 12, number % 12 + 1, 1)
    if period == "quarter":
        return date(number // 4, number % 4 * 3 + 1, 1)
    return date(number, 1, 1)


def _day_slots(promise: Promise, since: date, until: date) -> Iterator[Slot]:
    """Yield a slot for each day: what `_windows` would, in a third of the time.

    Most promises are daily, and a year of them is most of a report's work.
    """
    minimum, season = promise.minimum, promise.season
    first = max(since, promise.active_from).toordinal()
    last = min(until, promise.active_until).toordinal()
    for number in range(first, last + 1):
        day = date.fromordinal(number)
        if season is None or _in_season(promise, day):
            yield Slot(day, day, minimum)


def _windows(promise: Promise, since: date, until: date) -> Iterator[tuple[date, date]]:
    """Yield first and last day of each owed window that touches [since, until]."""
    period, size = promise.period, max(promise.every, 1)
    anchor = _first_whole(period, promise.active_from)
    last = number_of(period, promise.active_until) - size + 1
    start = anchor + max(0, (number_of(period, since) - anchor) // size) * size
    stop = min(last, number_of(period, until))
    for number in range(start, stop + 1, size):
        yield first_day(period, number), first_day(period, number + size) - DAY


def _first_whole(period: str, day: date) -> int:
    """Return the number of the first period that begins on `day` or later."""
    number = number_of(period, day)
    return number if first_day(period, number) == day else number + 1


def _weekday_slots(promise: Promise, since: date, until: date) -> Iterator[Slot]:
    """Yield a one-day slot for each named weekday; `every` picks the weeks."""
    minimum = promise.minimum
    if promise.period == "week":
        minimum = ceil(promise.minimum / len(set(promise.weekdays)))
    day = max(since, promise.active_from)
    while day <= min(until, promise.active_until):
        if (
            day.isoweekday() in promise.weekdays
            and _in_season(promise, day)
            and _in_turn(promise, day)
        ):
            yield Slot(day, day, minimum)
        day += DAY


def _in_turn(promise: Promise, day: date) -> bool:
    """Say whether `day` lies in the first week of its window."""
    if promise.period == "day" or promise.every <= 1:
        return True
    weeks = number_of("week", day) - _first_whole("week", promise.active_from)
    return weeks >= 0 and weeks % promise.every == 0


def _in_season(promise: Promise, day: date) -> bool:
    if promise.season is None:
        return True
    first, last = promise.season
    if first <= last:
        return first <= day.month <= last
    return day.month >= first or day.month <= last
