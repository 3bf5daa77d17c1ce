"""Which channels a column's plan promises a story to, and when."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from toasoan.channels import actions as channel_actions
from toasoan.channels.adapters.base import Way
from toasoan.channels.models import Channel
from toasoan.stories.models import ColumnPage, StoryPage

from .models import Cadence, Plan


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

    The portal always carries what is published there.
    """
    day = story.organisation.local_day(now)
    chosen = {r.channel_id: r.wanted for r in story.renditions.all()}
    promised = set(promised_channels(story.column, now).values_list("pk", flat=True))
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
    for channel in channels_of(story, now):
        if channel.way is Way.PUBLISHED and story.live:
            channel_actions.deliver_portal(story=story, channel=channel, now=now)
        else:
            channel_actions.queue(story=story, channel=channel, due_at=due_at)


def catch_up(now: datetime) -> int:
    """Schedule live stories that a crash left without any delivery."""
    missed = StoryPage.objects.live().filter(deliveries=None)[:100]
    for story in missed:
        schedule_deliveries(story, now)
    return len(missed)
