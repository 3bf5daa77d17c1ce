"""Each channel's deliveries in their order, one at a time, whoever does them."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from toasoan.channels.models import (
    Channel,
    Connection,
    Delivery,
    DeliveryQuerySet,
    FollowUp,
)

from .followups import follow_up
from .sending import deliver, go_on
from .tools import connection_of

logger = logging.getLogger(__name__)

# Seconds one worker stays with a channel before others have their turn.
STAYS = 20.0
SWEEPS_EVERY = timedelta(minutes=1)
# Seconds between two signs of life, and between two looks for posts that must change.
KEEPS_EVERY = 5.0
LOOKS_EVERY = 1.0
# What may change while a worker stays with a channel.
STANDING = ["trouble", "paused_until", "rests_until"]


@dataclass(frozen=True)
class Left:
    """What a round left behind: `more` to do now, or the next step `at` that time."""

    more: bool = False
    at: datetime | None = None


def waiting_channels(now: datetime) -> list[int]:
    """Return the channels that have something to do at `now`, urgent ones first."""
    due = Delivery.objects.due(now).order_by()
    urgent = list(due.filter(urgent=True).values_list("channel_id", flat=True))
    steps = Delivery.objects.under_way().filter(not_before__lte=now).order_by()
    after = FollowUp.objects.due(now).order_by()
    rest = [
        *due.values_list("channel_id", flat=True).distinct(),
        *steps.values_list("channel_id", flat=True).distinct(),
        *after.values_list("delivery__channel_id", flat=True).distinct(),
    ]
    return list(dict.fromkeys([*urgent, *rest]))


def soon(now: datetime) -> list[tuple[int, datetime]]:
    """Return which channels have something due before the next sweep, and when."""
    due = Delivery.objects.due(now + SWEEPS_EVERY).filter(due_at__gt=now).order_by()
    found = due.values("channel_id", "due_at").distinct()
    return sorted((one["channel_id"], one["due_at"]) for one in found)


def work_on(
    *,
    channel: Channel,
    clock: Callable[[], datetime] = timezone.now,
    stays: float = STAYS,
) -> Left:
    """Do what waits on `channel`, first come first served, for `stays` seconds.

    One worker at a time: a channel that another one has is left to that one.
    """
    connection = connection_of(channel)
    turn = connection.take_turn(clock())
    if turn is None:
        connection.refresh_from_db(fields=["turn_until"])
        return Left(at=connection.turn_until)
    lane = _Lane(channel, connection, turn, clock)
    try:
        return lane.run(stays)
    finally:
        lane.leave()


class _Lane:
    """One turn at one channel."""

    def __init__(
        self,
        channel: Channel,
        connection: Connection,
        turn: UUID,
        clock: Callable[[], datetime],
    ) -> None:
        self.channel = channel
        self.connection = connection
        self.turn = turn
        self.clock = clock
        self.kept = self.looked = time.monotonic()
        self.worked_at: datetime | None = None
        self.after: list[FollowUp] = []

    def run(self, stays: float) -> Left:
        """Do one thing after another until nothing is left or the time is over."""
        self._look_after()
        ends = time.monotonic() + stays
        while time.monotonic() < ends:
            self.connection.refresh_from_db(fields=STANDING)
            if self.connection.rests(self.clock()) or not self._still_mine():
                return Left()
            step = Delivery.objects.filter(channel=self.channel).under_way().first()
            if step and step.not_before > self.clock():
                if not self._urgent():
                    return Left(at=step.not_before)
            elif not self._one(step):
                return Left()
        return Left(more=True)

    def leave(self) -> None:
        """Give the turn back; note that the service took something."""
        self.connection.give_turn_back(self.turn)
        if self.worked_at:
            self.connection.mark_working(self.worked_at)

    def _still_mine(self) -> bool:
        """Have the turn go on, now and then; False when it ended meanwhile."""
        if time.monotonic() - self.kept < KEEPS_EVERY:
            return True
        self.kept = time.monotonic()
        return self.connection.keep_turn(self.turn, self.clock())

    def _urgent(self) -> bool:
        """Send the first urgent story; False when none waits.

        It passes what the service is still at work on, and what is tried again.
        """
        urgent = Delivery.objects.filter(channel=self.channel, urgent=True)
        return self._send_first(urgent)

    def _one(self, step: Delivery | None) -> bool:
        """Do the first thing that waits here; False when nothing does.

        What readers must no longer see goes before what they have not seen yet.
        """
        now = self.clock()
        if step:
            step.channel = self.channel
            go_on(delivery=step, now=now)
            self._note(step)
            return True
        if time.monotonic() - self.looked > LOOKS_EVERY:
            self._look_after()
        if self.after:
            follow_up(followup=self.after.pop(0), now=now)
            return True
        if self.connection.keeps_order(now):
            sent = self._urgent()
        else:
            sent = self._send_first(Delivery.objects.filter(channel=self.channel))
        if sent:
            return True
        self._look_after()
        return bool(self.after)

    def _send_first(self, deliveries: DeliveryQuerySet) -> bool:
        """Send the first of `deliveries` that is due; False when none is."""
        now = self.clock()
        due = deliveries.due(now).select_related("story", "organisation").first()
        if due is None:
            return False
        due.channel = self.channel
        deliver(delivery=due, now=now)
        self._note(due)
        return True

    def _look_after(self) -> None:
        """See which posts must be corrected or taken back."""
        self.looked = time.monotonic()
        mine = FollowUp.objects.filter(delivery__channel=self.channel)
        self.after = list(mine.due(self.clock())[:50])

    def _note(self, delivery: Delivery) -> None:
        if delivery.state == Delivery.State.DELIVERED:
            self.worked_at = delivery.delivered_at
