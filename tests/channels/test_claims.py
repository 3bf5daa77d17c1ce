"""Two workers reach for the same delivery: one gets it."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from tests.factories import newsroom
from toasoan.channels import actions
from toasoan.channels.models import Delivery

WORKERS = 8
ROUNDS = 10


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """A database whose rows other connections see; restored afterwards.

    pytest-django's own kind leaves it without the rows of the migrations.
    """
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory cannot be shared between threads")
    with django_db_blocker.unblock():
        yield
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
        connection.creation.deserialize_db_from_string(
            connection._test_serialized_contents
        )


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
