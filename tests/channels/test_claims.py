"""Two workers reach for the same delivery: one gets it."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from tests.factories import newsroom
from tests.factories.newsroom import moment
from toasoan.channels import actions
from toasoan.channels.models import Delivery
from toasoan.stories.models import StoryPage

NOW = moment()
WORKERS = 8
ROUNDS = 10


def claim_at_once(delivery):
    """Let all workers claim `delivery` in the same moment; return what each got."""
    start = threading.Barrier(WORKERS)
    claimed = []

    def claim():
        mine = Delivery.objects.get(pk=delivery.pk)
        start.wait(timeout=30)
        claimed.append(mine.claim(now=timezone.now(), sent={}))
        connections.close_all()

    threads = [threading.Thread(target=claim) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(claimed)


@pytest.mark.postgres  # SQLite in memory cannot be shared between threads
def test_one_of_many_workers_claims_a_delivery(committed):
    room = newsroom.commune("ban-mau", "Xã Bản Mẫu")
    story = newsroom.published(room)
    outlet = newsroom.channel(room.organisation, "Kênh", "other", "fake", 9)
    delivery = actions.queue(story=story, channel=outlet, due_at=timezone.now())

    for _ in range(ROUNDS):
        Delivery.objects.filter(pk=delivery.pk).update(state="queued", attempts=0)
        claimed = claim_at_once(delivery)

        delivery.refresh_from_db()
        assert claimed == [False] * (WORKERS - 1) + [True]
        assert delivery.attempts == 1


@pytest.fixture
def scripted_kind(settings):
    settings.CHANNEL_KINDS = {
        **settings.CHANNEL_KINDS,
        "scripted": "tests.channels.scripted.Scripted",
    }


def test_story_published_anew_meanwhile_is_read_again(commune, scripted_kind):
    story = newsroom.published(commune)
    outlet = newsroom.channel(commune.organisation, "Sổ", "other", "scripted", 9)
    one = actions.queue(story=story, channel=outlet, due_at=NOW)
    read = Delivery.objects.select_related("story").get(pk=one.pk)
    StoryPage.objects.filter(pk=story.pk).update(
        last_published_at=NOW + timedelta(seconds=5)
    )

    claimed = read.claim(now=NOW, sent={})
    fresh = Delivery.objects.select_related("story").get(pk=one.pk)

    assert (claimed, fresh.claim(now=NOW, sent={})) == (False, True)


def test_what_a_service_is_at_work_on_may_take_longer(commune, scripted_kind):
    outlet = newsroom.channel(commune.organisation, "Sổ", "other", "scripted", 9)
    rows = []
    for number, until in enumerate((None, NOW + timedelta(minutes=9))):
        story = newsroom.published(commune, f"Tin {number}")
        one = actions.queue(story=story, channel=outlet, due_at=NOW)
        one.claim(now=NOW, sent={})
        Delivery.objects.filter(pk=one.pk).update(not_before=until)
        rows.append(one)

    counts = [
        actions.give_up_stale(now=NOW + timedelta(minutes=age)) for age in (3, 5, 31)
    ]

    assert counts == [0, 1, 1]
