"""What the worker does; ids in, action out."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from toasoan.core.queue import enqueue_once, work_of

from . import actions
from .adapters.base import DeliveryError
from .models import Channel, Delivery

logger = logging.getLogger(__name__)

# Before Wagtail's own tasks, which keep search and references in step: readers wait.
FIRST = 20
# A queue of its own: a service that hangs keeps no page from being rendered.
QUEUE = "channels"
# So many questions in one round may stay without an answer.
PATIENCE = 2


@work_of(priority=FIRST, queue_name=QUEUE)
def work_on_channel(channel_id: int) -> None:
    """Send what is due on one channel; come back for what is left."""
    channel = Channel.objects.select_related("organisation").get(pk=channel_id)
    left = actions.work_on(channel=channel)
    if left.more:
        enqueue_once(work_on_channel, channel_id)
    elif left.at:
        enqueue_once(work_on_channel, channel_id, at=left.at)


@work_of(priority=FIRST)
def sweep() -> None:
    """Once a minute: enqueue what is due, ask about what nobody confirmed.

    The row says what is due; a lost task costs a minute, never a post.
    """
    now = timezone.now()
    actions.give_up_stale(now=now)
    age = timedelta(seconds=settings.DELIVERY_STALE_SECONDS)
    actions.give_up_stale_followups(now=now, age=age)
    actions.give_up_stale_broadcasts(now=now)
    actions.leave_closed_channels(now=now)
    wake_channels(now)
    for pk in unconfirmed_channels():
        enqueue_once(settle_channel, pk)
    for channel in actions.to_be_checked(now):
        enqueue_once(check_connection, channel.pk)


def wake_channels(now: datetime) -> None:
    """Have the worker look after each channel that has something to do at `now`."""
    for pk in actions.waiting_channels(now):
        enqueue_once(work_on_channel, pk)
    for pk, at in actions.soon(now):
        enqueue_once(work_on_channel, pk, at=at)


def unconfirmed_channels() -> list[int]:
    """Return the channels with something that nobody confirmed."""
    unsure = Delivery.objects.filter(state=Delivery.State.UNCONFIRMED)
    return list(unsure.order_by().values_list("channel_id", flat=True).distinct())


@work_of(priority=FIRST, queue_name=QUEUE)
def settle_channel(channel_id: int) -> None:
    """Ask one channel what became of what nobody confirmed."""
    now = timezone.now()
    unsure = Delivery.objects.filter(
        state=Delivery.State.UNCONFIRMED, channel_id=channel_id
    ).select_related("channel", "organisation")
    silent = 0
    for one in unsure.order_by("claimed_at")[:50]:
        try:
            silent += not actions.settle(delivery=one, now=now)
            if silent > PATIENCE:
                return  # it does not answer: the others wait for the next sweep
        except Exception:
            # One that raises must not keep the others from being settled.
            logger.exception("delivery %s: could not be settled", one.pk)


@work_of(priority=FIRST)
def deliver_due_of(story_id: int) -> None:
    """Wake the channels of one story: called right after it went up."""
    due = Delivery.objects.due(timezone.now()).filter(story_id=story_id)
    for pk in due.order_by().values_list("channel_id", flat=True).distinct():
        enqueue_once(work_on_channel, pk)


@work_of(queue_name=QUEUE)
def check_connection(channel_id: int) -> None:
    """Once a day: ask whether a service still knows us, and how our posts did."""
    channel = Channel.objects.select_related("organisation").get(pk=channel_id)
    now = timezone.now()
    try:
        actions.check(channel=channel, now=now)
        actions.measure(channel=channel, now=now)
    except DeliveryError as error:
        logger.warning("channel %s: %s", channel.pk, error)
