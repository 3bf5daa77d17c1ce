"""Which channels a column's plan promises a story to, and when."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from toasoan.channels import actions as channel_actions
from toasoan.channels.adapters.base import Way
from toasoan.channels.models import Channel, Delivery
from toasoan.stories.models import ColumnPage, StoryPage

from .models import Cadence, Plan

# A story without deliveries that is public for longer was not left by a crash.
CRASH_IS_RECENT = timedelta(days=7)


def promised_channels(column: ColumnPage, now: datetime) -> QuerySet[Channel]:
    """Return the channels that plans in force at `now` promise for `column`."""
    day = column.organisation.local_day(now)
    plans = Plan.objects.of(column.organisation).in_force(day)
    cadences = Cadence.objects.filter(plan__in=plans, column_id=column.pk)
    channels: QuerySet[Channel] = (
        Channel.objects.of(column.organisation)
        .open_on(day)
        .filter(pk__in=cadences.values("channel_id"))
    )
    return channels


def channels_of(story: StoryPage, now: datetime) -> list[Channel]:
    """Return where `story` goes: what the plan promises, less unticked, plus added.

    The plan is asked once: a correction of last year's story goes where the story
    went, not to what was promised since. The portal always carries what is published
    there.
    """
    day = story.organisation.local_day(now)
    chosen = {r.channel_id: r.wanted for r in story.renditions.all()}
    promised = set(story.deliveries.values_list("channel_id", flat=True))
    if not promised:
        plans = promised_channels(story.column, now)
        promised = set(plans.values_list("pk", flat=True))
    every = Channel.objects.of(story.organisation).open_on(day)
    return [
        channel
        for channel in every
        if channel.way is Way.PUBLISHED
        or chosen.get(channel.pk, channel.pk in promised)
    ]


@transaction.atomic
def schedule_deliveries(story: StoryPage, now: datetime) -> None:
    """Queue what an approved `story` owes, each channel once.

    A story that goes up later is queued for then; nothing leaves before it is public.
    All or nothing: a crash leaves a story without deliveries, which `catch_up` finds.
    """
    go_live = story.go_live_at if not story.live else None
    due_at = go_live or now
    _call_off_unticked(story)
    for channel in channels_of(story, now):
        if channel.way is Way.PUBLISHED and story.live:
            channel_actions.deliver_portal(story=story, channel=channel, now=now)
        else:
            channel_actions.queue(story=story, channel=channel, due_at=due_at)


def _call_off_unticked(story: StoryPage) -> None:
    """Take off what waits for channels that the approved version has unticked.

    A re-post stays: a person asked for it. Ticked again, the channel gets the story.
    """
    unticked = {one.channel_id for one in story.renditions.all() if not one.wanted}
    for one in story.deliveries.filter(
        channel__in=unticked,
        state__in=(Delivery.State.QUEUED, Delivery.State.FAILED),
        repost=False,
    ).exclude(way=Way.PUBLISHED.value):
        one.take_off(code=channel_actions.UNTICKED)


def catch_up(now: datetime) -> int:
    """Schedule live stories that a crash left without any delivery, newest first.

    What is public for long, from before the newsroom kept its channels here, is
    noted for the portal alone: the channels of today are not flooded with it.
    """
    channels = Channel.objects.filter(organisation=OuterRef("organisation"))
    missed = (
        StoryPage.objects.live()
        .filter(Exists(channels), deliveries=None)
        .order_by("-last_published_at", "-pk")[:100]
    )
    for story in missed:
        if story.last_published_at and now - story.last_published_at > CRASH_IS_RECENT:
            with suppress(channel_actions.NotPossible):
                channel_actions.record_old_site(
                    organisation=story.organisation, stories=[story], now=now
                )
        else:
            schedule_deliveries(story, now)
    return len(missed)
