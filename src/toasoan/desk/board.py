"""Today's board: what each column still owes on each channel, today and this week.

Six queries whatever the size of the newsroom: the week's promises and counts, from
which today's are taken too (coverage's own figures), what is under way, columns,
channels.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count as CountOf

from toasoan.channels.models import Channel, Delivery
from toasoan.organisations.models import Organisation
from toasoan.planning import coverage, tally
from toasoan.planning.slots import Promise, Slot, slot_on
from toasoan.planning.tally import Days, Pair
from toasoan.stories.models import ColumnPage

State = Delivery.State
TROUBLE = (State.FAILED, State.UNCONFIRMED)


@dataclass(slots=True)
class UnderWay:
    """Deliveries of one column and channel that are not out yet, by the day due."""

    waiting: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    trouble: int = 0

    def until(self, day: date) -> int:
        """Return how many were meant to be out by the end of `day`, trouble too."""
        waiting = sum(
            number for due_on, number in self.waiting.items() if due_on <= day
        )
        return waiting + self.trouble


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One column on one channel.

    `owed` must still be written for a slot that ends today, `owed_later` for one that
    runs until `owed_until`. `late` was due on an earlier day, failed, or nobody knows.
    """

    column_id: int
    channel: Channel
    promised: bool = False
    delivered: int = 0
    scheduled: int = 0
    late: int = 0
    owed: int = 0
    owed_later: int = 0
    owed_until: date | None = None
    week: tally.Cell | None = None

    @property
    def done(self) -> bool:
        """Say whether nobody has to do anything here today."""
        return self.promised and not (
            self.owed or self.owed_later or self.scheduled or self.late
        )


@dataclass(frozen=True, kw_only=True)
class Row:
    column: ColumnPage
    cells: list[Cell]

    @property
    def stories_owed(self) -> int:
        """One story serves every channel of its column, so the most owed counts."""
        return max((cell.owed for cell in self.cells), default=0)


@dataclass(frozen=True, kw_only=True)
class Board:
    today: date
    monday: date
    sunday: date
    channels: list[Channel]
    rows: list[Row]

    @property
    def stories_owed(self) -> int:
        return sum(row.stories_owed for row in self.rows)

    @property
    def columns_owed(self) -> int:
        return sum(1 for row in self.rows if row.stories_owed)

    @property
    def late(self) -> int:
        return sum(cell.late for row in self.rows for cell in row.cells)


def board(organisation: Organisation, today: date) -> Board:
    """Return the board of `organisation` on its calendar day `today`."""
    monday = today - timedelta(days=today.weekday())
    sunday = monday + timedelta(days=6)
    promises = coverage.promises_of(organisation, monday, sunday)
    running = {
        pair: _running(ones, today) for pair, ones in tally.by_pair(promises).items()
    }
    counted = coverage.counts(
        organisation,
        _earliest(running, monday),
        coverage.last_day(promises, sunday),
    )
    week = _week(promises, counted, tally.Span(monday, sunday), today)
    under_way = _under_way(organisation)
    pairs = {*(pair for pair, slots in running.items() if slots), *week, *under_way}
    channels = _channels(organisation, pairs)
    cells = {
        pair: Cell(
            column_id=pair[0],
            channel=channels[pair[1]],
            week=week.get(pair),
            **_today(
                running.get(pair, []),
                counted.get(pair, {}),
                under_way.get(pair, UnderWay()),
                today,
            ),
        )
        for pair in pairs
    }
    shown = list(channels.values())
    return Board(
        today=today,
        monday=monday,
        sunday=sunday,
        channels=shown,
        rows=_rows(organisation, cells, shown),
    )


def _week(
    promises: list[Promise], counted: dict[Pair, Days], week: tally.Span, today: date
) -> dict[Pair, tally.Cell]:
    pairs = coverage.pairs_shown(promises, counted, week)
    found = coverage.lay(pairs, promises, counted, [week], week, today)
    return {(cell.column_id, cell.channel_id): cell for cell in found}


def _running(promises: list[Promise], today: date) -> list[Slot]:
    found = (slot_on(promise, today) for promise in promises)
    return [slot for slot in found if slot is not None]


def _earliest(running: dict[Pair, list[Slot]], monday: date) -> date:
    starts = [slot.starts_on for slots in running.values() for slot in slots]
    return min([monday, *starts])


def _under_way(organisation: Organisation) -> dict[Pair, UnderWay]:
    found: dict[Pair, UnderWay] = defaultdict(UnderWay)
    rows = (
        Delivery.objects.of(organisation)
        .filter(state__in=(*Delivery.OPEN, State.FAILED))
        .order_by()
        .values_list("column_id", "channel_id", "state", "due_on")
        .annotate(number=CountOf("*"))
    )
    for column_id, channel_id, state, due_on, number in rows:
        one = found[column_id, channel_id]
        if state in TROUBLE:
            one.trouble += number
        else:
            one.waiting[due_on] += number
    return dict(found)


def _today(
    slots: list[Slot], days: Days, under_way: UnderWay, today: date
) -> dict[str, Any]:
    """Return the figures of today's cell."""
    missing = {
        slot: slot.minimum
        - tally.delivered_in(slot, days)
        - under_way.until(slot.ends_on)
        for slot in slots
    }
    later = {slot: n for slot, n in missing.items() if n > 0 and slot.ends_on > today}
    overdue = sum(n for due_on, n in under_way.waiting.items() if due_on < today)
    horizon = max([today, *(slot.ends_on for slot in slots)])
    return {
        "promised": bool(slots),
        "delivered": days[today].delivered if today in days else 0,
        "scheduled": under_way.until(horizon) - under_way.trouble - overdue,
        "late": under_way.trouble + overdue,
        "owed": max([0, *(n for slot, n in missing.items() if slot not in later)]),
        "owed_later": max([0, *later.values()]),
        "owed_until": min((slot.ends_on for slot in later), default=None),
    }


def _channels(organisation: Organisation, pairs: set[Pair]) -> dict[int, Channel]:
    wanted = {channel_id for _column, channel_id in pairs}
    found = Channel.objects.of(organisation).filter(pk__in=wanted)
    return {channel.pk: channel for channel in found}


def _rows(
    organisation: Organisation, cells: dict[Pair, Cell], channels: list[Channel]
) -> list[Row]:
    columns = ColumnPage.objects.filter(
        organisation=organisation, pk__in={column_id for column_id, _channel in cells}
    ).order_by("path")
    return [
        Row(
            column=column,
            cells=[
                cells.get((column.pk, channel.pk))
                or Cell(column_id=column.pk, channel=channel)
                for channel in channels
            ],
        )
        for column in columns
    ]
