"""Two workers reach for the same delivery: one gets it."""

import threading

import pytest
from django.db import connections
from django.utils import timezone

from tests.factories import newsroom
from toasoan.channels import actions
from toasoan.channels.models import Delivery

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
