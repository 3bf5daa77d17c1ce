"""The worker, with the clock and the channels' lanes beside it."""

import click
from apscheduler.schedulers.background import BackgroundScheduler
from django.core.management import call_command
from django.utils.translation import gettext as _

from .clock import schedule
from .lanes import Lanes

LOOKS_EVERY = 0.25  # seconds; what a publish waits for at most


@click.command(hidden=True, help=_("Run worker and clock; `serve` does so by itself."))
def work() -> None:
    # Threads of their own: they go on while the worker is busy, and end with it.
    schedule(BackgroundScheduler).start()
    lanes = Lanes()
    lanes.start()
    try:
        call_command("db_worker", startup_delay=False, interval=LOOKS_EVERY)
    finally:
        lanes.stop()
