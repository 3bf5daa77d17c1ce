"""One task waits once, however often it is asked for."""

from datetime import UTC, datetime, timedelta

from django_tasks_db.models import DBTaskResult

from toasoan.channels.tasks import sweep, work_on_channel
from toasoan.core.queue import enqueue_once


def test_worker_that_was_down_finds_one_of_each(db):
    asked = [enqueue_once(sweep) for _ in range(3)]

    assert asked == [True, False, False]
    assert DBTaskResult.objects.ready().count() == 1


def test_done_work_is_asked_for_again(db):
    enqueue_once(sweep)
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=datetime.now(UTC))

    assert enqueue_once(sweep) is True


def test_work_for_another_channel_is_other_work(db):
    asked = [enqueue_once(work_on_channel, pk) for pk in (1, 2, 1)]

    assert asked == [True, True, False]


def test_work_for_later_is_asked_for_once_and_stands_in_no_ones_way(db):
    now = datetime.now(UTC)
    late, soon = now + timedelta(seconds=50), now + timedelta(seconds=3)

    asked = [enqueue_once(work_on_channel, 1, at=at) for at in (late, soon, late)]

    assert asked == [True, True, False]
    assert DBTaskResult.objects.ready().count() == 0
    assert enqueue_once(work_on_channel, 1) is True
