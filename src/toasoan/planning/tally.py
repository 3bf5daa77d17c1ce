"""Lay what went out beside what was promised: pure arithmetic, no database.

A slot belongs to the span it starts in, a delivery to the span of the day it went
out, so that spans that share out a range add up to the whole range. The rules and
their reasons stand in docs/coverage.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .slots import DAY, Promise, Slot, each_slot, first_day, number_of, slots

Pair = tuple[int, int]
WHOLE = "whole"
# (day something was due, how many), of what went out on a later day.
Overdue = tuple[tuple[date, int], ...]


@dataclass(slots=True)
class Count:
    """What went out on one day in one column on one channel."""

    originals: int = 0
    reposts: int = 0
    overdue: Overdue = ()

    @property
    def delivered(self) -> int:
        return self.originals + self.reposts

    def late(self, starts_on: date) -> int:
        """Return how many of these were due before the slot from `starts_on`."""
        return sum(number for due_on, number in self.overdue if due_on < starts_on)


Days = dict[date, Count]


@dataclass(frozen=True, slots=True)
class Span:
    """From `starts_on` to `ends_on`, both included."""

    starts_on: date
    ends_on: date


@dataclass(slots=True)
class Cell:
    """One column on one channel in one span; promised == met + missed + owed.

    `met` counts what was promised and came, never more than was promised per slot;
    `missed` what was promised in slots that are over; `owed` what slots that still
    run, or are to come, still want. `delivered` counts all that went out in the span.
    """

    column_id: int
    channel_id: int
    starts_on: date
    ends_on: date
    promised: int = 0
    met: int = 0
    missed: int = 0
    owed: int = 0
    originals: int = 0
    reposts: int = 0
    late: int = 0

    @property
    def delivered(self) -> int:
        return self.originals + self.reposts

    @property
    def on_time(self) -> int:
        return self.delivered - self.late

    def add_slot(self, slot: Slot, delivered: int, today: date) -> None:
        """Add what `slot` promised and what of it came, as things stand `today`."""
        met = min(slot.minimum, delivered)
        self.promised += slot.minimum
        self.met += met
        if slot.ends_on < today:
            self.missed += slot.minimum - met
        else:
            self.owed += slot.minimum - met

    def add_days(self, promise: Promise, today: date) -> None:
        """Add a slot for each day of this span that an `each_day` promise holds on.

        As if nothing had come; `keep` corrects it for the days on which something did.
        """
        first = max(self.starts_on, promise.active_from)
        end = min(self.ends_on, promise.active_until) + DAY
        days = max(0, (end - first).days)
        over = max(0, (min(end, today) - first).days)
        self.promised += promise.minimum * days
        self.missed += promise.minimum * over
        self.owed += promise.minimum * (days - over)

    def keep(self, number: int, over: bool) -> None:
        """Note that `number` of what `add_days` added came, on a day that is `over`."""
        self.met += number
        if over:
            self.missed -= number
        else:
            self.owed -= number

    def add_count(self, count: Count, late: int) -> None:
        """Add what went out on one day, `late` of it too late."""
        self.originals += count.originals
        self.reposts += count.reposts
        self.late += late

    def add(self, other: "Cell") -> None:
        """Add the figures of `other`, wherever and whenever it stands."""
        self.promised += other.promised
        self.met += other.met
        self.missed += other.missed
        self.owed += other.owed
        self.originals += other.originals
        self.reposts += other.reposts
        self.late += other.late


def spans(by: str, since: date, until: date) -> list[Span]:
    """Cut [since, until] at the bounds of `by`: day, week, month, year or whole."""
    if by == WHOLE:
        return [Span(since, until)]
    numbers = range(number_of(by, since), number_of(by, until) + 1)
    return [
        Span(max(since, first_day(by, n)), min(until, first_day(by, n + 1) - DAY))
        for n in numbers
    ]


def by_pair(promises: Iterable[Promise]) -> dict[Pair, list[Promise]]:
    """Return the promises by (column id, channel id)."""
    found: dict[Pair, list[Promise]] = defaultdict(list)
    for promise in promises:
        found[promise.pair].append(promise)
    return dict(found)


def due_slots(promises: Sequence[Promise], since: date, until: date) -> list[Slot]:
    """Return the slots that begin in [since, until]."""
    return [
        slot
        for promise in promises
        for slot in slots(promise, since, until)
        if slot.starts_on >= since
    ]


def delivered_in(slot: Slot, days: Days) -> int:
    """Return how many went out in `slot`, re-posts included."""
    length = (slot.ends_on - slot.starts_on).days
    around = (days.get(slot.starts_on + DAY * n) for n in range(length + 1))
    return sum(one.delivered for one in around if one)


def mark_start(starts: dict[date, date], slot: Slot) -> None:
    """Note when the shortest slot around each day began: due before that is late."""
    starts_on, ends_on = slot.starts_on, slot.ends_on
    for n in range((ends_on - starts_on).days + 1):
        day = starts_on + DAY * n
        starts[day] = max(starts_on, starts.get(day, starts_on))


def places_of(cuts: Sequence[Span]) -> dict[date, int]:
    """Return the place of the span that each day of `cuts` lies in."""
    return {
        cut.starts_on + DAY * n: place
        for place, cut in enumerate(cuts)
        for n in range((cut.ends_on - cut.starts_on).days + 1)
    }


def fill(
    row: Sequence[Cell],
    places: dict[date, int],
    promises: Sequence[Promise],
    days: Days,
    window: Span,
    today: date,
) -> None:
    """Count one pair into `row`, its cells in order of time; `places` as of its spans.

    Slots count that begin in the row, whatever of `days` keeps them; of the days
    themselves only those in `window` count as delivered.
    """
    daily = [promise for promise in promises if promise.each_day]
    others = [promise for promise in promises if not promise.each_day]
    for promise in daily:
        _fill_days(row, places, promise, days, today)
    starts = _fill_slots(row, places, others, days, today)
    for day, count in days.items():
        if window.starts_on <= day <= window.ends_on:
            late = 0
            if count.overdue:
                begun = any(one.active_in(day, day) for one in daily)
                late = count.late(day if begun else starts.get(day, date.min))
            row[places[day]].add_count(count, late)


def _fill_days(
    row: Sequence[Cell],
    places: dict[date, int],
    promise: Promise,
    days: Days,
    today: date,
) -> None:
    """Count the one-day slots of `promise`: what `_fill_slots` would, but faster.

    Most promises are daily; a slot for each day was a third of a year's figures.
    """
    first = max(row[0].starts_on, promise.active_from)
    last = min(row[-1].ends_on, promise.active_until)
    for cell in row:
        cell.add_days(promise, today)
    for day, count in days.items():
        if first <= day <= last:
            kept = min(promise.minimum, count.originals + count.reposts)
            row[places[day]].keep(kept, day < today)


def _fill_slots(
    row: Sequence[Cell],
    places: dict[date, int],
    promises: Iterable[Promise],
    days: Days,
    today: date,
) -> dict[date, date]:
    """Count the slots of `promises`; return when the shortest around each day began."""
    since, until = row[0].starts_on, row[-1].ends_on
    starts: dict[date, date] = {}
    for promise in promises:
        for slot in each_slot(promise, since, until):
            mark_start(starts, slot)
            if slot.starts_on >= since:
                delivered = delivered_in(slot, days)
                row[places[slot.starts_on]].add_slot(slot, delivered, today)
    return starts
