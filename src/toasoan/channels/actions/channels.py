"""Channels opened and changed."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from toasoan.channels.models import Channel, Connection, Delivery

from .deliveries import NotPossible

NOT_OUT = (Delivery.State.QUEUED, Delivery.State.FAILED, Delivery.State.UNCONFIRMED)


def may_be_exercise(channel: Channel) -> bool:
    """Say whether nothing ever went out on `channel` in earnest."""
    out = channel.deliveries.exclude(state=Delivery.State.WITHDRAWN)
    return channel.exercise or not out.exists()


def _begin_anew(channel: Channel, before: Channel) -> None:
    """Forget what was set for another kind, its keys, and what troubled it."""
    if channel.config == before.config:
        channel.config = {}
    # Kinds have names of keys in common: one's token must not go to the other.
    Connection.objects.filter(pk=channel.pk).update(
        sealed="",
        asking_since=None,
        private=False,
        account="",
        token_until=None,
        checked_at=None,
        trouble="",
        trouble_detail="",
        stopped_at=None,
        paused_until=None,
        rests_until=None,
        warnings=[],
    )


@transaction.atomic
def keep_channel(*, channel: Channel, by: Any) -> None:
    """Save a new or changed `channel`.

    What is out stays as it went out; what still waits goes the channel's new way. But
    what an exercise showed never counts as posted, nor is its rest ever posted.
    Raises NotPossible when a channel that was in earnest would become an exercise.
    """
    before = Channel.objects.filter(pk=channel.pk).first()
    action = "wagtail.edit" if before else "wagtail.create"
    if before and channel.exercise and not may_be_exercise(before):
        raise NotPossible("in earnest")
    if before and before.kind != channel.kind:
        _begin_anew(channel, before)
    channel.save()
    if before and before.exercise and not channel.exercise:
        channel.deliveries.end_exercise()
    waiting = channel.deliveries.filter(state__in=NOT_OUT)
    waiting.exclude(way=channel.way.value).update(way=channel.way.value)
    log(channel, action, user=by)
