"""Two workers reach for the same delivery: one gets it."""

import threading

import pytest
from django.db import connection, connections
from django.utils import timezone

from tests.factories import newsroom
from toasoan.channels import actions
from toasoan.channels.models import Delivery

WORKERS = 8


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_number", range(5))
def test_one_of_many_workers_claims_a_delivery(round_number):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory cannot be shared between threads")
    room = newsroom.commune("ban-mau", "Xã Bản Mẫu")
    story = newsroom.published(room)
    outlet = newsroom.channel(room.organisation, "Kênh", "other", "fake", 9)
    delivery = actions.queue(story=story, channel=outlet, due_at=timezone.now())
    start = threading.Barrier(WORKERS)
    claimed = []

    def claim():
        mine = Delivery.objects.get(pk=delivery.pk)
        start.wait()
        claimed.append(mine.claim(now=timezone.now(), sent={}))
        connections.close_all()

    threads = [threading.Thread(target=claim) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    delivery.refresh_from_db()
    assert sorted(claimed) == [False] * (WORKERS - 1) + [True]
    assert delivery.attempts == 1
