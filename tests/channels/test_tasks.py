"""What the worker does each minute."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.channels import scripted
from tests.factories import newsroom
from toasoan.channels import actions
from toasoan.channels.adapters.base import Unconfirmed
from toasoan.channels.models import Delivery
from toasoan.channels.tasks import sweep

State = Delivery.State


@pytest.fixture(autouse=True)
def _kinds(settings):
    settings.CHANNEL_KINDS = {
        **settings.CHANNEL_KINDS,
        "scripted": "tests.channels.scripted.Scripted",
    }
    scripted.reset()


@pytest.fixture
def story(commune):
    return newsroom.published(commune)


@pytest.fixture
def outlets(commune):
    return [
        newsroom.channel(commune.organisation, f"Kênh {n}", "other", "scripted", n)
        for n in range(100)
    ]


def work():
    """Do all that is enqueued, as the worker does; a task that fails raises here."""
    while row := DBTaskResult.objects.ready().first():
        row.claim("tests")
        asked = row.task_result
        row.set_successful(row.task.call(*asked.args, **asked.kwargs))


def queue_all(story, outlets):
    now = timezone.now()
    return [
        actions.queue(story=story, channel=outlet, due_at=now) for outlet in outlets
    ]


def test_one_that_raises_among_a_hundred_stops_no_other(story, outlets, caplog):
    queue_all(story, outlets)
    scripted.script[:] = [None] * 40 + [RuntimeError("this one")]

    sweep.enqueue()
    work()

    states = Delivery.objects.filter(channel__in=outlets).values_list(
        "state", flat=True
    )
    assert sorted(states) == [State.DELIVERED] * 99 + [State.UNCONFIRMED]
    assert [r.getMessage() for r in caplog.records if "adapter raised" in r.message]


def test_sweep_settles_what_is_not_confirmed(story, outlets):
    delivery = queue_all(story, outlets[:1])[0]
    scripted.script[:] = [Unconfirmed("no_answer")]
    actions.deliver(delivery=delivery, now=timezone.now())
    Delivery.objects.update(claimed_at=timezone.now() - timedelta(minutes=5))
    scripted.posted[str(delivery.key)] = 1

    sweep.enqueue()
    work()

    delivery.refresh_from_db()
    assert delivery.state == State.DELIVERED


def test_one_that_cannot_be_settled_stops_no_other(story, outlets):
    deliveries = queue_all(story, outlets[:3])
    for delivery in deliveries:
        scripted.script[:] = [Unconfirmed("no_answer")]
        actions.deliver(delivery=delivery, now=timezone.now())
        scripted.posted[str(delivery.key)] = 1
    Delivery.objects.update(claimed_at=timezone.now() - timedelta(minutes=5))
    scripted.find_raises.append(RuntimeError("this one"))

    sweep.enqueue()
    work()

    states = Delivery.objects.filter(pk__in=[d.pk for d in deliveries])
    assert sorted(states.values_list("state", flat=True)) == [
        State.DELIVERED,
        State.DELIVERED,
        State.UNCONFIRMED,
    ]
