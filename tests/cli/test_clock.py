"""The clock asks, the worker does."""

from datetime import UTC, datetime, timedelta

from django_tasks_db.models import DBTaskResult

from toasoan.channels.tasks import sweep
from toasoan.cli import clock


def waiting():
    return sorted(
        path.rsplit(".", 1)[1]
        for path in DBTaskResult.objects.ready().values_list("task_path", flat=True)
    )


def test_each_minute_asks_for_all_that_may_be_due(db, monkeypatch):
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)

    clock.each_minute()

    assert waiting() == [
        "catch_up",
        "count_readers",
        "cut_waiting",
        "publish_due",
        "renew_pages",
        "sweep",
    ]


def test_each_night_forgets_what_is_done_and_what_was_cut_off(db, monkeypatch):
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)
    old = datetime.now(UTC) - timedelta(days=3)
    for status in ("SUCCESSFUL", "FAILED", "RUNNING", "READY"):
        sweep.enqueue()
        DBTaskResult.objects.filter(status="READY", started_at=None).update(
            status=status, started_at=old, finished_at=old
        )

    clock.each_night()

    assert [row.status for row in DBTaskResult.objects.all()] == ["READY"]


def test_missed_rounds_are_made_up_for_once():
    made = clock.schedule()

    assert made._job_defaults["coalesce"] is True
    assert made._job_defaults["misfire_grace_time"] is None
    assert len(made.get_jobs()) == 3
