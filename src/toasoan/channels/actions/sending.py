"""Claimed, called, recorded, settled: how one delivery gets out."""

import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Coalesce

from toasoan.channels import registry, retry
from toasoan.channels.adapters.base import (
    DOUBTED,
    Adapter,
    DeliveryError,
    Disconnected,
    Item,
    Pending,
    Receipt,
    Sending,
    Unavailable,
    Unconfirmed,
)
from toasoan.channels.models import Delivery
from toasoan.channels.models.delivery_state import TAKEN_DOWN
from toasoan.channels.pictures import outgoing
from toasoan.channels.texts import item_of

from .tools import adapter_for, connection_of, notes_of

logger = logging.getLogger(__name__)

# What waited longer is looked for before it is sent, where one can look.
LOOKED_AT = timedelta(minutes=5)
# So often a channel waits for its first in line; then others may pass it.
KEEPS_ORDER = 3
# What cannot be composed (a full disk, a lost file) is tried again for this long.
COMPOSING = timedelta(hours=1)
# So long a service may be at work on an article or a film; a slow line takes a quarter
# of an hour for a large one.
UNDER_WAY = timedelta(minutes=30)
COMPOSE_AGAIN = timedelta(minutes=5)


def deliver(*, delivery: Delivery, now: datetime) -> bool:
    """Claim `delivery`, send it, record the answer; False when nothing was sent.

    The call stands between two short transactions. A process that dies in between
    leaves *being sent*, which the sweep makes *not confirmed*, never *waiting*.
    """
    # What can go wrong before the call does so before the claim: it stays waiting.
    try:
        item = item_of(delivery)
        adapter = adapter_for(delivery.channel)
        ready = outgoing(item, adapter.pictures)
    except Disconnected as error:
        connection_of(delivery.channel).mark_stopped(error, now)
        return False
    except Exception as error:
        logger.exception("delivery %s: could not be composed", delivery.pk)
        _not_composed(delivery, repr(error), now)
        return False
    late = _overdue(delivery, now)
    if late > LOOKED_AT and adapter.findable and not adapter.exercise:
        # Before the claim: whoever goes on after a crash must look too.
        delivery.mark_doubted()
    if not delivery.claim(now=now, sent=asdict(item)):
        return False
    long_overdue = late > timedelta(seconds=settings.DELIVERY_OVERDUE_SECONDS)
    if long_overdue and not adapter.findable and not adapter.exercise:
        delivery.mark_unconfirmed(code="long_overdue")
        return True
    sending = sending_of(delivery, ready)
    _call(delivery, lambda: _look_and_deliver(adapter, sending), now)
    return True


def _look_and_deliver(adapter: Adapter, sending: Sending) -> Receipt | Pending:
    """Deliver; what is doubted is looked for first, until that was answered."""
    if sending.notes.get(DOUBTED):
        found = adapter.find(sending)
        if found:
            return found
        sending.notes.keep(**{DOUBTED: None})
    return adapter.deliver(sending)


def _overdue(delivery: Delivery, now: datetime) -> timedelta:
    """Return how long ago `delivery` should have gone out.

    The longer, the rather is the database a backup that was brought back, and the post
    there already.
    """
    return now - max(delivery.due_at, delivery.not_before or delivery.due_at)


def go_on(*, delivery: Delivery, now: datetime) -> bool:
    """Take the next step of a delivery its service was still at work on.

    Not when its story was taken down meanwhile: the last step shows it to everybody.
    """
    if not delivery.claim_step(now):
        return False
    if not delivery.story.live:
        delivery.take_off(code=TAKEN_DOWN)
        return True

    def step() -> Receipt | Pending:
        adapter = adapter_for(delivery.channel)
        return adapter.deliver(sending_of(delivery, _as_sent(delivery, adapter)))

    _call(delivery, step, now)
    return True


def _as_sent(delivery: Delivery, adapter: Adapter) -> Item:
    """Return the item of `delivery` as it was when the first step was taken."""
    return outgoing(delivery.item_sent(), adapter.pictures)


def sending_of(delivery: Delivery, item: Item) -> Sending:
    """Return `delivery` as its adapter gets it."""
    others = Delivery.objects.filter(
        channel_id=delivery.channel_id, story_id=delivery.story_id
    ).exclude(pk=delivery.pk)
    known = others.exclude(external_id="").values_list("external_id", flat=True)
    return Sending(
        key=str(delivery.key),
        item=item,
        since=_since(delivery),
        notes=notes_of(delivery),
        others=frozenset(known),
    )


def _since(delivery: Delivery) -> datetime:
    """Return when `delivery` can be there at the earliest.

    A backup that was brought back does not know of the tries made after it.
    """
    doubted = delivery.notes.get(DOUBTED)
    tried = None if doubted else delivery.first_tried_at
    return tried or delivery.created_at


def _call(
    delivery: Delivery, verb: Callable[[], Receipt | Pending], now: datetime
) -> None:
    """Call the service and record what it says."""
    try:
        answer = verb()
    except DeliveryError as error:
        _record_error(delivery, error, now)
    except Exception as error:
        # An adapter's own bug after the call may have posted: ask, do not resend.
        logger.exception("delivery %s: adapter raised", delivery.pk)
        delivery.mark_unconfirmed(code="adapter_broke", detail=repr(error))
    else:
        _record_answer(delivery, answer, now)


def _record_answer(
    delivery: Delivery, answer: Receipt | Pending, now: datetime
) -> None:
    if isinstance(answer, Pending):
        delivery.mark_step(until=now + timedelta(seconds=answer.again_in))
        return
    if not answer.external_id:
        delivery.mark_unconfirmed(code="empty_receipt")
        return
    delivery.mark_delivered(receipt=answer, now=now)


def _record_error(delivery: Delivery, error: DeliveryError, now: datetime) -> None:
    connection = connection_of(delivery.channel)
    if isinstance(error, Unconfirmed):
        delivery.mark_unconfirmed(code=error.code, detail=error.detail)
        breath = timedelta(seconds=settings.DELIVERY_BREATH_SECONDS)
        connection.mark_paused(now + breath)
        return
    if isinstance(error, Disconnected):
        # It surely did not arrive: it goes out once the account is connected again.
        delivery.mark_waiting(until=now, code=error.code, detail=error.detail)
        connection.mark_stopped(error, now)
        return
    next_step = retry.decide(delivery.attempts, error, now)
    if isinstance(next_step, retry.GiveUp):
        delivery.mark_failed(code=error.code, detail=error.detail)
        return
    delivery.mark_waiting(until=next_step.at, code=error.code, detail=error.detail)
    if isinstance(error, Unavailable) and error.retry_after is not None:
        connection.mark_resting(next_step.at)
    elif delivery.attempts <= KEEPS_ORDER:
        connection.mark_paused(next_step.at)


def _not_composed(delivery: Delivery, detail: str, now: datetime) -> None:
    if now - delivery.due_at < COMPOSING:
        until = now + COMPOSE_AGAIN
        delivery.mark_waiting(until=until, code="not_composed", detail=detail)
    else:
        delivery.mark_failed(code="not_composed", detail=detail)


def settle(*, delivery: Delivery, now: datetime) -> bool:
    """Ask the channel what became of an unconfirmed `delivery`.

    There: delivered. Surely not there, after as many looks as the channel wants:
    waiting again. A channel that cannot look things up leaves it to a person. False
    when the service did not answer.
    """
    kind = registry.adapter_class(delivery.channel.kind)
    if not kind.findable or _too_fresh(delivery, now):
        return True
    try:
        adapter = adapter_for(delivery.channel)
        found = adapter.find(sending_of(delivery, _as_sent(delivery, adapter)))
    except DeliveryError as error:
        logger.warning("delivery %s: find failed: %s", delivery.pk, error)
        return False
    if isinstance(found, Receipt):
        delivery.mark_delivered(receipt=found, now=now)
    elif found is None:
        _record_look(delivery, adapter, now)
    return True


def _record_look(delivery: Delivery, adapter: Adapter, now: datetime) -> None:
    looks = delivery.looks + 1
    if looks < adapter.looks:
        delivery.mark_looked(looks=looks)
        return
    if delivery.off:
        delivery.mark_off()
        return
    next_step = retry.decide(delivery.attempts, Unavailable("not_found_there"), now)
    if isinstance(next_step, retry.TryAgain):
        delivery.mark_waiting(until=next_step.at, code="not_found_there", detail="")
    else:
        delivery.mark_failed(code="not_found_there", detail="")


def _too_fresh(delivery: Delivery, now: datetime) -> bool:
    age = timedelta(seconds=settings.DELIVERY_SETTLE_SECONDS)
    return delivery.claimed_at is not None and now - delivery.claimed_at < age


def give_up_stale(*, now: datetime) -> int:
    """Turn every *being sent* nobody is at work on any more into *not confirmed*.

    What its service is at work on may take longer.
    """
    age = timedelta(seconds=settings.DELIVERY_STALE_SECONDS)
    dead = Q(not_before=None, last_call__lt=now - age)
    endless = Q(claimed_at__lt=now - UNDER_WAY)
    sending = Delivery.objects.filter(state=Delivery.State.SENDING)
    last_call = Coalesce("called_at", "claimed_at")
    stale = sending.alias(last_call=last_call).filter(dead | endless)
    return sum(one.mark_unconfirmed(code="worker_died") for one in stale)
