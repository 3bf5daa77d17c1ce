"""What the kill test's newsroom does: `set_up`, then `publish` until all is out.

Run inside a process of its own, after `django.setup()`.
"""

import os
from datetime import timedelta

from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from tests.factories import newsroom
from toasoan.channels import actions
from toasoan.channels.models import Channel, Delivery
from toasoan.channels.texts import item_of
from toasoan.organisations.models import Role, User
from toasoan.planning.models import Cadence
from toasoan.stories.actions import approve
from toasoan.stories.models import StoryPage

STORIES = 40
OUTLETS = 5
# Longer than all that a killed worker leaves behind lasts, by killing.settings.
STEP = timedelta(seconds=15)


def set_up(place):
    """Leave 40 stories waiting for approval, promised to 5 channels each."""
    call_command("migrate", verbosity=0)
    room = newsroom.commune("ban-mau", "Xã Bản Mẫu")
    room.plan.cadences.exclude(channel=room.portal).delete()
    room.plan.valid_from = room.plan.valid_from.replace(year=2000)
    room.plan.valid_until = room.plan.valid_until.replace(year=2100)
    room.plan.save()
    for number in range(OUTLETS):
        outlet = Channel.objects.create(
            organisation=room.organisation,
            name=f"Sổ {number}",
            medium="other",
            kind="ledger",
            config={"place": place},
        )
        Cadence.objects.create(
            organisation=room.organisation,
            plan=room.plan,
            column=room.column,
            channel=outlet,
            period=Cadence.Period.DAY,
        )
    for number in range(STORIES):
        newsroom.submitted(room, f"Tin số {number}")


def publish(most=STORIES):
    """Approve what waits, one after another, as the leader's browser asks for."""
    leader = User.objects.get(memberships__role=Role.APPROVER)
    waiting = StoryPage.objects.filter(live=False).values_list("pk", flat=True)
    for pk in waiting[:most]:
        approve(story=StoryPage.objects.get(pk=pk), by=leader)


def queue_for(outlets, stories):
    """Queue `stories` stories for each of `outlets`: the configs of their channels.

    Due one after another, as if they had been published `STEP` apart.
    """
    call_command("migrate", verbosity=0)
    room = newsroom.commune("ban-mau", "Xã Bản Mẫu")
    room.plan.cadences.exclude(channel=room.portal).delete()
    now, number = timezone.now(), 0
    channels = [
        newsroom.channel(room.organisation, f"Sổ {place}", "other", "ledger", place)
        for place in range(len(outlets))
    ]
    for channel, config in zip(channels, outlets, strict=True):
        Channel.objects.filter(pk=channel.pk).update(config=config)
    for story in [newsroom.published(room, f"Tin số {n}") for n in range(stories)]:
        for channel in channels:
            due_at = now + STEP * number
            actions.queue(story=story, channel=channel, due_at=due_at)
            number += 1


def waiting():
    return Delivery.objects.filter(way="pushed").exclude(state="delivered")


def die_often():
    """Have child after child send what is due, until all is out.

    Time is counted, not waited for. What kills the children is the service.
    """
    now = timezone.now()
    # What each child would else load, or work out, anew.
    item_of(waiting().first())
    while waiting().exists():
        now += STEP
        connections.close_all()
        child = os.fork()
        if child == 0:
            send_due(now)
            os._exit(0)
        os.waitpid(child, 0)


def send_due(now):
    """Do what sweep, settling and worker do at `now`."""
    actions.give_up_stale(now=now)
    for one in waiting().filter(state="unconfirmed").select_related("channel"):
        actions.settle(delivery=one, now=now)
    for pk in actions.waiting_channels(now):
        actions.work_on(channel=Channel.objects.get(pk=pk), clock=lambda: now)
