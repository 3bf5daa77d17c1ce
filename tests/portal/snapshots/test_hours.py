"""A page is gone at its very hour, also for a server that knows no hours."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from apscheduler.schedulers.background import BackgroundScheduler
from django_tasks_db.models import DBTaskResult

from tests.factories import newsroom
from toasoan.cli import clock
from toasoan.portal.models import Snapshot
from toasoan.portal.snapshots import keep

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path, monkeypatch):
    settings.SNAPSHOTS = tmp_path
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)


def file_of(room, address):
    return keep._file(keep.site_of(room.organisation.pk), address)


def ending(room, at):
    """Publish a story that ends at `at`, and render what stands."""
    story = newsroom.published(room, "Thông báo cắt điện", expire_at=at)
    keep.refresh(room.organisation.pk, limit=100)
    return story


def address_of(story):
    return f"/{story.get_parent().slug}/{story.slug}/"


def run_due(made):
    """Run the jobs of the clock whose moment has come, as its own thread would."""
    for job in made.get_jobs():
        if job.trigger.run_date <= datetime.now(UTC):
            job.func(*job.args)
            job.remove()


def test_clock_takes_a_page_away_at_its_hour(
    commune, django_capture_on_commit_callbacks
):
    made = BackgroundScheduler(timezone=UTC)
    with time_machine.travel(NOON, tick=False) as now:
        story = ending(commune, NOON + timedelta(minutes=5))
        file = file_of(commune, address_of(story))
        now.move_to(NOON + timedelta(minutes=4, seconds=1))
        clock.look_ahead(made)
        now.move_to(NOON + timedelta(minutes=4, seconds=59))
        run_due(made)
        before = file.exists()

        now.move_to(NOON + timedelta(minutes=5))
        with django_capture_on_commit_callbacks(execute=True):
            run_due(made)

        assert (before, file.exists()) == (True, False)
        tasks = DBTaskResult.objects.ready().values_list("task_path", flat=True)
        assert "toasoan.portal.snapshots.rounds.renew_pages" in set(tasks)


def test_page_about_to_end_is_left_to_django(commune):
    """The clock may have looked ahead just before it came."""
    with time_machine.travel(NOON, tick=False):
        story = ending(commune, NOON + timedelta(seconds=50))

        assert not file_of(commune, address_of(story)).exists()
        assert Snapshot.objects.get(address=address_of(story)).stale is True
        assert keep.refresh(commune.organisation.pk, limit=100) == 0


def test_clock_that_was_down_takes_away_what_is_over(
    commune, django_capture_on_commit_callbacks
):
    with time_machine.travel(NOON, tick=False) as now:
        story = ending(commune, NOON + timedelta(minutes=5))
        now.move_to(NOON + timedelta(hours=9))

        with django_capture_on_commit_callbacks(execute=True):
            clock.look_ahead(BackgroundScheduler(timezone=UTC))

        assert not file_of(commune, address_of(story)).exists()


def test_clock_looks_no_further_than_it_must(commune):
    with time_machine.travel(NOON, tick=False):
        ending(commune, NOON + timedelta(minutes=5))

        assert keep.next_hours(NOON) == []
        assert keep.next_hours(NOON + timedelta(minutes=4)) == [
            NOON + timedelta(minutes=5)
        ]
