"""The clock: says each minute what the worker should look after."""

import logging
import signal
from datetime import UTC, datetime, timedelta
from types import FrameType

import click
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from toasoan.channels.tasks import sweep
from toasoan.core.queue import enqueue_once
from toasoan.planning.tasks import catch_up
from toasoan.portal.crops.work import cut_waiting
from toasoan.portal.snapshots.keep import next_hours, outdated
from toasoan.portal.snapshots.rounds import renew_pages, wake
from toasoan.portal.tasks import count_readers
from toasoan.stories.tasks import publish_due

logger = logging.getLogger(__name__)

EACH_MINUTE = (
    *(publish_due, renew_pages, catch_up, sweep),
    *(cut_waiting, count_readers),
)
KEEP_DAYS = 2


def each_minute() -> None:
    """Ask the worker for what is due; what fails now is asked again in a minute."""
    close_old_connections()
    try:
        for work in EACH_MINUTE:
            enqueue_once(work)
    finally:
        close_old_connections()


def look_ahead(clock: BaseScheduler) -> None:
    """Wind `clock` for the hours of the next minute at which public pages end."""
    close_old_connections()
    try:
        outdated(datetime.now(UTC))
        for hour in next_hours(datetime.now(UTC)):
            clock.add_job(
                at_the_hour, "date", run_date=hour, id=str(hour), replace_existing=True
            )
    finally:
        close_old_connections()


def at_the_hour() -> None:
    """Take away the pages whose hour has come, and have them rendered."""
    close_old_connections()
    try:
        if outdated(datetime.now(UTC)):
            wake()
    finally:
        close_old_connections()


def each_night() -> None:
    """Forget finished tasks; the deliveries themselves are kept for good."""
    close_old_connections()
    call_command("prune_db_task_results", min_age_days=KEEP_DAYS, verbosity=0)
    # A worker that was killed leaves its task running for ever; nobody resumes it.
    DBTaskResult.objects.running().filter(
        started_at__lt=datetime.now(UTC) - timedelta(days=KEEP_DAYS)
    ).delete()


def schedule(kind: type[BaseScheduler] = BlockingScheduler) -> BaseScheduler:
    """Return the clock, not yet running. Missed rounds are made up for once."""
    made = kind(
        timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None}
    )
    made.add_job(
        each_minute,
        "cron",
        second=settings.CLOCK_SECONDS,
        next_run_time=datetime.now(UTC),
    )
    made.add_job(
        look_ahead,
        "cron",
        args=[made],
        second=settings.CLOCK_SECONDS,
        next_run_time=datetime.now(UTC),
    )
    made.add_job(each_night, "cron", hour=20, minute=30)  # 3:30 in Vietnam
    return made


@click.command(hidden=True, help=_("Run the clock alone; `serve` does so by itself."))
def clock() -> None:
    made = schedule()

    def stop(number: int, frame: FrameType | None) -> None:
        made.shutdown(wait=False)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    made.start()
