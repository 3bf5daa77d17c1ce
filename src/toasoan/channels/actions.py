"""The life of a delivery: queued, claimed, called, recorded, settled."""

import logging
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from toasoan.organisations.models import Organisation
from toasoan.stories.models import StoryPage

from . import registry, retry
from .adapters.base import (
    Adapter,
    DeliveryError,
    Item,
    Media,
    Receipt,
    Unavailable,
    Unconfirmed,
    Way,
)
from .models import Channel, Delivery
from .texts import item_for

logger = logging.getLogger(__name__)

CALLED_OFF = "called_off"
TAKEN_DOWN = "taken_down"
UNTICKED = "unticked"


class NotPossible(Exception):
    """The delivery is not in a state that allows this."""


def adapter_for(channel: Channel) -> Adapter:
    """Return the adapter of `channel`, built with its own configuration."""
    config = dict(channel.config)
    if channel.kind == "fake":
        config.setdefault("wall", str(settings.EXERCISE_WALL / str(channel.pk)))
    return registry.build(channel.kind, config)


def queue(
    *, story: StoryPage, channel: Channel, due_at: datetime, repost: bool = False
) -> Delivery | None:
    """Queue `story` for `channel`; return None when it is queued or out already.

    The database refuses a second open delivery and a second original, so a signal
    and the sweep may both ask. What a person called off stays off.
    """
    if (
        not repost
        and story.deliveries.filter(channel=channel, error_code=CALLED_OFF).exists()
    ):
        return None
    try:
        with transaction.atomic():
            return Delivery.objects.create(
                organisation_id=story.organisation_id,
                story=story,
                column_id=story.column.pk,
                channel=channel,
                way=channel.way.value,
                due_at=due_at,
                due_on=story.organisation.local_day(due_at),
                repost=repost,
            )
    except IntegrityError:
        return None


def deliver(*, delivery: Delivery, now: datetime) -> bool:
    """Claim `delivery`, send it, record the answer; False when it was not ours.

    The call stands between two short transactions. A process that dies in between
    leaves *being sent*, which the sweep makes *not confirmed*, never *waiting*.
    """
    # What can go wrong before the call does so before the claim: it stays waiting.
    item = item_for(delivery.story, delivery.channel)
    adapter = adapter_for(delivery.channel)
    if not delivery.claim(now=now, sent=asdict(item)):
        return False
    try:
        receipt = adapter.deliver(_with_files(item), str(delivery.key))
    except DeliveryError as error:
        _record_error(delivery, error, now)
    except Exception as error:
        # An adapter's own bug after the call may have posted: ask, do not resend.
        logger.exception("delivery %s: adapter raised", delivery.pk)
        _record_error(delivery, Unconfirmed("adapter_broke", repr(error)), now)
    else:
        _record_receipt(delivery, receipt, now)
    return True


def _record_receipt(delivery: Delivery, receipt: Receipt, now: datetime) -> None:
    if not receipt.external_id:
        delivery.mark_unconfirmed(code="empty_receipt")
        return
    delivery.mark_delivered(receipt=receipt, now=now)


def _record_error(delivery: Delivery, error: DeliveryError, now: datetime) -> None:
    if isinstance(error, Unconfirmed):
        delivery.mark_unconfirmed(code=error.code, detail=error.detail)
        return
    next_step = retry.decide(delivery.attempts, error, now)
    if isinstance(next_step, retry.TryAgain):
        delivery.mark_waiting(until=next_step.at, code=error.code, detail=error.detail)
    else:
        delivery.mark_failed(code=error.code, detail=error.detail)


def deliver_portal(*, story: StoryPage, channel: Channel, now: datetime) -> None:
    """Record that publishing brought `story` to the portal; once per story."""
    queue(story=story, channel=channel, due_at=story.first_published_at or now)
    waiting = Delivery.objects.open().filter(story=story, channel=channel).first()
    if waiting and story.live:
        receipt = adapter_for(channel).deliver(
            item_for(story, channel), str(waiting.key)
        )
        waiting.mark_delivered(receipt=receipt, now=now)


def record_old_site(
    *, organisation: Organisation, stories: Sequence[StoryPage], now: datetime
) -> None:
    """Record that `stories`, public for long, are on the portal; and only there.

    Raises NotPossible when there is no portal: a public story without any delivery
    would be taken for one that a crash left behind, and sent everywhere.
    """
    portals = Channel.objects.of(organisation).filter(kind="portal", closed_on=None)
    portal = portals.first()
    if portal is None and stories:
        raise NotPossible("no portal")
    Delivery.objects.bulk_create(_old(story, portal, now) for story in stories)


def _old(story: StoryPage, portal: Channel, now: datetime) -> Delivery:
    at = story.first_published_at or now
    url = story.full_url or ""
    day = story.organisation.local_day(at)
    return Delivery(
        organisation_id=story.organisation_id,
        story=story,
        column_id=story.column.pk,
        channel=portal,
        way=portal.way.value,
        state=Delivery.State.DELIVERED,
        due_at=at,
        due_on=day,
        delivered_at=at,
        delivered_on=day,
        external_id=url[:200],
        url=url[:500],
    )


def settle(*, delivery: Delivery, now: datetime) -> None:
    """Ask the channel what became of an unconfirmed `delivery`.

    There: delivered. Surely not there: waiting again. A channel that cannot look
    things up leaves it to a person.
    """
    adapter = adapter_for(delivery.channel)
    if not adapter.findable or _too_fresh(delivery, now):
        return
    try:
        receipt = adapter.find(str(delivery.key))
    except DeliveryError as error:
        logger.warning("delivery %s: find failed: %s", delivery.pk, error)
        return
    if receipt:
        delivery.mark_delivered(receipt=receipt, now=now)
    else:
        _record_error_of_lost(delivery, now)


def _record_error_of_lost(delivery: Delivery, now: datetime) -> None:
    next_step = retry.decide(delivery.attempts, Unavailable("not_found_there"), now)
    if isinstance(next_step, retry.TryAgain):
        delivery.mark_waiting(until=next_step.at, code="not_found_there", detail="")
    else:
        delivery.mark_failed(code="not_found_there", detail="")


def _too_fresh(delivery: Delivery, now: datetime) -> bool:
    age = timedelta(seconds=settings.DELIVERY_SETTLE_SECONDS)
    return delivery.claimed_at is not None and now - delivery.claimed_at < age


def give_up_stale(*, now: datetime) -> int:
    """Turn every *being sent* older than ten minutes into *not confirmed*."""
    age = timedelta(seconds=settings.DELIVERY_STALE_SECONDS)
    stale = Delivery.objects.filter(
        state=Delivery.State.SENDING, claimed_at__lt=now - age
    )
    return sum(one.mark_unconfirmed(code="worker_died") for one in stale)


def confirm_by_hand(
    *, delivery: Delivery, by: Any, now: datetime, url: str = "", at: datetime
) -> None:
    """Record that `by` posted or read it themselves, at `at`, seen at `url`.

    Raises NotPossible when it does not wait for that any more.
    """
    receipt = Receipt(
        external_id=url or f"by-hand-{at:%Y%m%dT%H%M}", url=url, accepted_at=at
    )
    Delivery.objects.filter(pk=delivery.pk, sent={}).update(
        sent=asdict(item_for(delivery.story, delivery.channel))
    )
    if not delivery.mark_delivered(receipt=receipt, now=now, by=by):
        raise NotPossible


def undo_hand(*, delivery: Delivery) -> None:
    """Take back a person's confirmation. Raises NotPossible."""
    if not delivery.mark_not_handed():
        raise NotPossible


def try_again(*, delivery: Delivery, now: datetime) -> None:
    """Queue a failed delivery once more, now. Raises NotPossible."""
    if delivery.state != Delivery.State.FAILED or not delivery.mark_waiting(
        until=now, code="", detail=""
    ):
        raise NotPossible


def settle_by_hand(
    *, delivery: Delivery, arrived: bool, by: Any, now: datetime, url: str = ""
) -> None:
    """A person looked: it arrived at `url`, or it surely did not.

    Raises NotPossible when the delivery is not *not confirmed*.
    """
    if delivery.state != Delivery.State.UNCONFIRMED:
        raise NotPossible
    if arrived:
        confirm_by_hand(
            delivery=delivery, by=by, now=now, url=url, at=delivery.claimed_at or now
        )
    elif not delivery.mark_waiting(until=now, code="", detail=""):
        raise NotPossible


def call_off(*, delivery: Delivery) -> None:
    """Take a delivery that has not gone out off the list. Raises NotPossible.

    Not the portal's: publishing is what brings a story there.
    """
    waits = delivery.state in (Delivery.State.QUEUED, Delivery.State.FAILED)
    if not waits or delivery.way == Way.PUBLISHED.value:
        raise NotPossible
    if not delivery.mark_withdrawn(code=CALLED_OFF):
        raise NotPossible


def withdraw_story(*, story: StoryPage) -> None:
    """The page went down: its portal delivery is withdrawn, queued ones called off."""
    for one in story.deliveries.filter(
        way=Way.PUBLISHED.value, state=Delivery.State.DELIVERED
    ):
        one.mark_withdrawn(code=TAKEN_DOWN)
    for one in story.deliveries.filter(
        state__in=(Delivery.State.QUEUED, Delivery.State.FAILED)
    ):
        one.mark_withdrawn(code=TAKEN_DOWN)


@transaction.atomic
def keep_channel(*, channel: Channel, by: Any) -> None:
    """Save a new or changed `channel`.

    What is out stays as it went out; what still waits goes the channel's new way.
    """
    action = "wagtail.edit" if channel.pk else "wagtail.create"
    channel.save()
    waiting = channel.deliveries.filter(state=Delivery.State.QUEUED)
    waiting.exclude(way=channel.way.value).update(way=channel.way.value)
    log(channel, action, user=by)


def _with_files(item: Item) -> Item:
    """Return `item` with picture names made paths of this machine."""
    pictures = tuple(
        Media(**{**asdict(p), "path": str(settings.MEDIA_ROOT / p.path)})
        for p in item.pictures
    )
    return Item(**{**asdict(item), "pictures": pictures})
