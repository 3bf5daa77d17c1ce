"""The clock: says each minute what the worker should look after."""

import logging
import signal
from datetime import UTC, datetime, timedelta
from types import FrameType

import click
from apscheduler.schedulers.blocking import BlockingScheduler
from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections
from django.utils.translation import gettext as _
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from toasoan.channels.tasks import sweep
from toasoan.planning.tasks import catch_up
from toasoan.stories.tasks import publish_due

logger = logging.getLogger(__name__)

EACH_MINUTE = (publish_due, catch_up, sweep)
KEEP_DAYS = 2


def enqueue_once(work: Task) -> bool:
    """Enqueue `work` unless it waits already: a worker that was down finds one."""
    waiting = DBTaskResult.objects.ready().filter(task_path=work.module_path)
    if waiting.exists():
        return False
    work.enqueue()
    return True


def each_minute() -> None:
    """Ask the worker for what is due; what fails now is asked again in a minute."""
    close_old_connections()
    try:
        for work in EACH_MINUTE:
            enqueue_once(work)
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


def schedule() -> BlockingScheduler:
    """Return the clock, not yet running. Missed rounds are made up for once."""
    made = BlockingScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None}
    )
    made.add_job(
        each_minute,
        "cron",
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
