"""What is owed, posted by hand, settled by a person, called off."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from toasoan.channels.adapters.base import Receipt, Way
from toasoan.channels.models import Channel, Delivery
from toasoan.channels.models.delivery_state import TAKEN_DOWN
from toasoan.channels.texts import item_for, item_of
from toasoan.organisations.models import Organisation
from toasoan.stories.models import StoryPage

from .tools import connection_of

CALLED_OFF = "called_off"
UNTICKED = "unticked"
CHANNEL_CLOSED = "channel_closed"


class NotPossible(Exception):
    """The delivery is not in a state that allows this."""


def queue(
    *,
    story: StoryPage,
    channel: Channel,
    due_at: datetime,
    repost: bool = False,
    correction: bool = False,
) -> Delivery | None:
    """Queue `story` for `channel`; return None when it is queued or out already.

    The database refuses a second open delivery and a second original, so a signal
    and the sweep may both ask. What a person called off stays off.
    """
    there = story.deliveries.filter(channel=channel)
    if not repost and there.filter(error_code=CALLED_OFF, repost=False).exists():
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
                correction=correction,
                urgent=story.urgent,
            )
    except IntegrityError:
        if not repost:
            _follow_the_hour(story, there, due_at)
        return None


def _follow_the_hour(story: StoryPage, there: Any, due_at: datetime) -> None:
    """Move what nobody tried yet to the hour the story was approved for since.

    What is due of a public story stays: approving a correction makes it no later.
    """
    untried = there.filter(state=Delivery.State.QUEUED, attempts=0, repost=False)
    moved = untried.filter(due_at__gt=due_at) if story.live else untried
    moved.update(due_at=due_at, due_on=story.organisation.local_day(due_at))
    untried.update(urgent=story.urgent)


def deliver_portal(*, story: StoryPage, channel: Channel, now: datetime) -> None:
    """Record that publishing brought `story` to the portal; once per story."""
    queue(story=story, channel=channel, due_at=story.first_published_at or now)
    waiting = Delivery.objects.open().filter(story=story, channel=channel).first()
    if waiting and story.live:
        url = item_for(story, channel).url
        receipt = Receipt(external_id=url[:200], url=url[:500])
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


def confirm_by_hand(
    *, delivery: Delivery, by: Any, now: datetime, url: str = "", at: datetime
) -> None:
    """Record that `by` posted or read it themselves, at `at`, seen at `url`.

    Raises NotPossible when it does not wait for that any more.
    """
    receipt = Receipt(
        external_id=url[:200] or f"by-hand-{at:%Y%m%dT%H%M}",
        url=url[:500],
        accepted_at=at,
    )
    if not delivery.sent:
        delivery.sent = asdict(item_of(delivery))
        Delivery.objects.filter(pk=delivery.pk, sent={}).update(sent=delivery.sent)
    if not delivery.mark_delivered(receipt=receipt, now=now, by=by):
        raise NotPossible


def undo_hand(*, delivery: Delivery) -> None:
    """Take back a person's confirmation. Raises NotPossible."""
    if not delivery.mark_not_handed():
        raise NotPossible


def try_again(*, delivery: Delivery, now: datetime) -> None:
    """Queue a failed delivery once more, or one that waits for its next try; now.

    Its channel no longer waits for the one that failed, but still for a service that
    wants to be left alone. Raises NotPossible.
    """
    failed = delivery.state == Delivery.State.FAILED
    if not failed and not delivery.waits_for_another_try:
        raise NotPossible
    if not delivery.mark_waiting(until=now, code="", detail=""):
        raise NotPossible
    connection_of(delivery.channel).mark_paused(now)


def settle_by_hand(
    *, delivery: Delivery, arrived: bool, by: Any, now: datetime, url: str = ""
) -> None:
    """A person looked: it is there, at `url`, or it surely is not.

    What failed they may have posted themselves. Raises NotPossible when the delivery
    neither failed nor is *not confirmed*.
    """
    if delivery.state not in (Delivery.State.UNCONFIRMED, Delivery.State.FAILED):
        raise NotPossible
    if arrived:
        tried = delivery.claimed_at if delivery.state != Delivery.State.FAILED else None
        confirm_by_hand(delivery=delivery, by=by, now=now, url=url, at=tried or now)
    elif delivery.off:
        delivery.mark_off()
    elif not delivery.mark_waiting(until=now, code="", detail=""):
        raise NotPossible


def call_off(*, delivery: Delivery) -> None:
    """Take a delivery that has not gone out off the list. Raises NotPossible.

    What may be there all the same is looked for first. Not the portal's: publishing is
    what brings a story there.
    """
    waits = delivery.state in (Delivery.State.QUEUED, Delivery.State.FAILED)
    if not waits or delivery.way == Way.PUBLISHED.value:
        raise NotPossible
    if not delivery.take_off(code=CALLED_OFF):
        raise NotPossible


def leave_closed_channels(*, now: datetime) -> int:
    """Take off the list what still waits on channels that are closed; how many.

    Posts that are out still follow their stories: they stand there.
    """
    shut = Channel.objects.filter(closed_on__lt=timezone.localdate(now))
    waiting = Delivery.objects.filter(state=Delivery.State.QUEUED, channel__in=shut)
    return sum(one.take_off(code=CHANNEL_CLOSED) for one in waiting)


def withdraw_story(*, story: StoryPage) -> None:
    """The page went down: its portal delivery is withdrawn, queued ones called off.

    What may be out all the same is looked for first.
    """
    for one in story.deliveries.filter(
        way=Way.PUBLISHED.value, state=Delivery.State.DELIVERED
    ):
        one.mark_withdrawn(code=TAKEN_DOWN)
    for one in story.deliveries.filter(
        state__in=(Delivery.State.QUEUED, Delivery.State.FAILED)
    ):
        one.take_off(code=TAKEN_DOWN)
