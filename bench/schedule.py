"""Whether 1,000 scheduled deliveries keep their hour while the worker is killed.

The worker with its clock and lanes, as `toasoan serve` runs it, gets SIGKILL at random
and is started again after three seconds, as the supervisor does.
"""

import os
import random
import signal
import statistics
import subprocess
import sys
import time
from datetime import timedelta

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from bench.channels import CHANNELS, queue
from bench.data import filled
from bench.instant import service
from toasoan.channels.models import Delivery

DELIVERIES = int(os.environ.get("TOASOAN_BENCH_SCHEDULED", 1_000))
OVER = int(os.environ.get("TOASOAN_BENCH_OVER", 300))  # seconds
KILLS_EVERY = (5.0, 20.0)
WITHIN = 60.0
PATIENCE = 300  # seconds after the last is due


def run() -> list[tuple[str, str]]:
    """Make the data and measure; a row is (what, figure)."""
    rng = random.Random(7)
    with service() as (place, got), filled(1, DELIVERIES // CHANNELS, 0) as (room,):
        queue(room, place)
        begun = timezone.now() + timedelta(seconds=15)
        for one in Delivery.objects.filter(channel__kind="instant"):
            one.due_at = begun + timedelta(seconds=rng.uniform(0, OVER))
            one.save(update_fields=["due_at"])
        kills = under_kills(rng, OVER + PATIENCE)
        rows = Delivery.objects.filter(channel__kind="instant")
        late = sorted(
            (one.delivered_at - one.due_at).total_seconds()
            for one in rows.filter(state="delivered")
        )
        states = sorted(set(rows.values_list("state", flat=True)))
        share = sum(1 for seconds in late if seconds <= WITHIN) / DELIVERIES
        figure = (
            f"{share:.1%} of {DELIVERIES}, median {statistics.median(late):.1f} s,"
            f" slowest {late[-1]:.0f} s, {kills} kills, states {states},"
            f" twice {sum(1 for times in got.values() if times > 1)}"
        )
        return [
            (f"within 60 s of their time, {connection.vendor} (promised: 99 %)", figure)
        ]


def under_kills(rng: random.Random, seconds: float) -> int:
    """Keep the worker up and kill it now and then until all is settled."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "TOASOAN_DATABASE_URL": address(),
    }
    command = [sys.executable, "-m", "toasoan.cli", "work"]
    ends = time.monotonic() + seconds
    kills = 0
    worker = subprocess.Popen(command, env=environment, start_new_session=True)
    kill_at = time.monotonic() + 15 + rng.uniform(*KILLS_EVERY)
    try:
        while time.monotonic() < ends and open_ones():
            time.sleep(0.5)
            if time.monotonic() > kill_at:
                os.killpg(worker.pid, signal.SIGKILL)
                worker.wait()
                kills += 1
                time.sleep(3)
                worker = subprocess.Popen(
                    command, env=environment, start_new_session=True
                )
                # It takes seconds to start: no kill before it has worked at all.
                kill_at = time.monotonic() + 5 + rng.uniform(*KILLS_EVERY)
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    return kills


def open_ones() -> int:
    found = Delivery.objects.filter(channel__kind="instant")
    number = found.exclude(state="delivered").count()
    connections.close_all()
    return number


def address() -> str:
    """Return the address of the bench's own database."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    who = f"{known['USER']}:{known['PASSWORD']}" if known["PASSWORD"] else known["USER"]
    return f"postgres://{who}@{known['HOST']}:{known['PORT'] or 5432}/{known['NAME']}"


if __name__ == "__main__":
    settings.CHANNEL_KINDS = {
        **settings.CHANNEL_KINDS,
        "instant": "bench.instant.Instant",
    }
    for label, figure in run():
        print(f"{label}: {figure}")
