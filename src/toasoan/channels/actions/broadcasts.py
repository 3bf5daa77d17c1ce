"""Posts brought to the followers' own phones, by a person's hand and once."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from toasoan.channels import registry
from toasoan.channels.adapters.base import (
    Adapter,
    DeliveryError,
    Disconnected,
    Unconfirmed,
    Way,
)
from toasoan.channels.models import Broadcast, Channel, Delivery, FollowUp

from .deliveries import NotPossible
from .tools import adapter_for, connection_of

logger = logging.getLogger(__name__)

# What is older is no news for anybody's phone.
FRESH = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """Whether `channel` may send now: `used` of `allowance` times this month.

    `opens_at` when the service is closed until then, `renews_at` when the next month
    begins, `most` posts in one, `pending` one whose end is not known yet.
    """

    used: int
    allowance: int
    most: int
    opens_at: datetime | None
    renews_at: datetime
    pending: Broadcast | None

    @property
    def open(self) -> bool:
        return not (self.pending or self.opens_at) and self.used < self.allowance


def broadcasts(kind: str) -> bool:
    """Say whether channels of `kind` reach their followers' phones."""
    return bool(registry.adapter_class(kind).broadcasting)


def outlook(*, channel: Channel, now: datetime) -> Outlook:
    """Return whether `channel` may send now. Raises Disconnected without keys."""
    return _outlook(channel, adapter_for(channel), now)


def _outlook(channel: Channel, adapter: Adapter, now: datetime) -> Outlook:
    rule = adapter.rule(now)
    month = now.astimezone(channel.organisation.zone).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    mine = Broadcast.objects.filter(channel=channel)
    return Outlook(
        used=mine.counted(month).count(),
        allowance=rule.a_month,
        most=rule.most,
        opens_at=rule.opens_at,
        renews_at=(month + timedelta(days=32)).replace(day=1),
        pending=mine.pending().first(),
    )


def to_broadcast(*, channel: Channel, now: datetime) -> list[Delivery]:
    """Return the posts of `channel` the public can read now, newest first."""
    going = FollowUp.objects.open().filter(kind=FollowUp.Kind.RECALL)
    posts = Delivery.objects.filter(
        channel=channel,
        way=Way.PUSHED.value,
        state=Delivery.State.DELIVERED,
        delivered_at__gt=now - FRESH,
        story__live=True,
    )
    found = posts.exclude(pk__in=going.values("delivery_id")).select_related("story")
    newest = found.order_by("-delivered_at", "-pk")[:50]
    return [one for one in newest if one.known_there]


def broadcast(
    *, channel: Channel, posts: Sequence[Delivery], key: UUID, by: Any, now: datetime
) -> Broadcast:
    """Send `posts` to all followers of `channel`; the same `key` is sent once.

    The row stands before the service is called, and says what it answered. Raises
    NotPossible when it may not be sent now, Disconnected when there is no account.
    """
    known = Broadcast.objects.filter(key=key, channel=channel).first()
    if known:
        return known
    adapter = adapter_for(channel)
    may = _outlook(channel, adapter, now)
    readable = {one.pk for one in to_broadcast(channel=channel, now=now)}
    fits = 1 <= len(posts) <= may.most and readable.issuperset(one.pk for one in posts)
    if not may.open or not fits or connection_of(channel).stopped:
        raise NotPossible
    try:
        made = _written(channel, posts, key, by, now)
    except IntegrityError as error:
        # Somebody else, or a second tap, was faster.
        raise NotPossible from error
    _call(made, adapter, [one.external_id for one in posts], now)
    return made


@transaction.atomic
def _written(
    channel: Channel, posts: Sequence[Delivery], key: UUID, by: Any, now: datetime
) -> Broadcast:
    made = Broadcast.objects.create(
        organisation_id=channel.organisation_id,
        channel=channel,
        key=key,
        asked_at=now,
        asked_by=by,
    )
    made.posts.set(posts)
    log(channel, "toasoan.broadcast", user=by, data={"broadcast": made.pk})
    return made


def _call(made: Broadcast, adapter: Adapter, posts: list[str], now: datetime) -> None:
    try:
        receipt = adapter.broadcast(posts, target={}, now=now)
    except Unconfirmed as error:
        made.mark_unconfirmed(code=error.code, detail=error.detail)
    except DeliveryError as error:
        made.mark_failed(code=error.code, detail=error.detail)
        if isinstance(error, Disconnected):
            connection_of(made.channel).mark_stopped(error, now)
    except Exception as error:
        # An adapter's own bug after the call may have sent it: ask, do not resend.
        logger.exception("broadcast %s: adapter raised", made.pk)
        made.mark_unconfirmed(code="adapter_broke", detail=repr(error))
    else:
        made.mark_sent(message_id=receipt.external_id)


def settle_broadcast(*, one: Broadcast, went_out: bool, by: Any) -> None:
    """A person looked whether it went out. Raises NotPossible when that is known."""
    if one.state != Broadcast.State.UNCONFIRMED:
        raise NotPossible
    moved = one.mark_sent(by=by) if went_out else one.mark_failed(code="", by=by)
    if not moved:
        raise NotPossible


def give_up_stale_broadcasts(*, now: datetime) -> int:
    """Turn every *being sent* whose program died into *not confirmed*."""
    age = timedelta(seconds=settings.DELIVERY_STALE_SECONDS)
    stale = Broadcast.objects.filter(
        state=Broadcast.State.SENDING, asked_at__lt=now - age
    )
    return sum(one.mark_unconfirmed(code="worker_died") for one in stale)
