"""How many deliveries a second go out, and whether memory stays flat meanwhile."""

import multiprocessing
import os
import time
from multiprocessing.synchronize import Event
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from bench.data import filled
from bench.instant import service
from tests.factories import newsroom
from toasoan.channels.models import Channel, Delivery
from toasoan.cli.deliveries import deliver
from toasoan.stories.models import StoryPage

CHANNELS = 8
DELIVERIES = int(os.environ.get("TOASOAN_BENCH_DELIVERIES", 10_000))
# Workers, by database: one file has one writer.
WORKERS = {"sqlite": 1, "postgresql": 2}
PROMISED = {"sqlite": 20, "postgresql": 50}
MIB = 1024


def run() -> list[tuple[str, str]]:
    """Make the data and measure; a row is (what, figure)."""
    settings.CHANNEL_KINDS = {
        **settings.CHANNEL_KINDS,
        "instant": "bench.instant.Instant",
    }
    with (
        service() as (place, got),
        filled(1, DELIVERIES // CHANNELS, 0) as (room,),
    ):
        queue(room, place)
        took, memory = worked_off()
        left = Delivery.objects.exclude(state="delivered").count()
        twice = sum(1 for times in got.values() if times > 1)
        rate = len(got) / took
        name = connection.vendor
        return [
            (
                f"deliveries a second, {name} (promised: {PROMISED[name]})",
                (
                    f"{rate:.0f}: {len(got)} in {took:.0f} s over {CHANNELS} channels,"
                    f" {WORKERS[name]} worker(s); left {left}, twice {twice}"
                ),
            ),
            (
                f"memory of a worker meanwhile, {name}",
                (
                    f"{memory[len(memory) // 10] / MIB:.0f} MiB after a tenth,"
                    f" {memory[-1] / MIB:.0f} MiB at the end"
                ),
            ),
        ]


def queue(room: newsroom.Newsroom, place: str) -> None:
    """Queue each story for each channel at `place`."""
    channels = [
        Channel.objects.create(
            organisation=room.organisation,
            name=f"Dịch vụ {number}",
            medium="other",
            kind="instant",
            config={"place": place},
        )
        for number in range(CHANNELS)
    ]
    now = timezone.now()
    day = room.organisation.local_day(now)
    Delivery.objects.bulk_create(
        (
            Delivery(
                organisation=room.organisation,
                story=story,
                column=story.column,
                channel=channel,
                way="pushed",
                due_at=now,
                due_on=day,
            )
            for story in StoryPage.objects.select_related("column")
            for channel in channels
        ),
        batch_size=500,
    )


def worked_off() -> tuple[float, list[int]]:
    """Let the workers work; return seconds, and the first one's memory in KiB."""
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    go = fork.Event()
    workers = [
        fork.Process(target=work, args=(go,)) for _ in range(WORKERS[connection.vendor])
    ]
    for worker in workers:
        worker.start()
    begun = time.perf_counter()
    go.set()
    memory = []
    while any(worker.is_alive() for worker in workers):
        if workers[0].is_alive():
            memory.append(resident(workers[0].pid))
        time.sleep(0.5)
    return time.perf_counter() - begun, [one for one in memory if one]


def work(go: Event) -> None:
    go.wait()
    deliver.callback(once=True)  # type: ignore[misc]


def resident(pid: int | None) -> int:
    """Return the resident memory of `pid` in KiB; 0 when it just ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(one.split()[1]) for one in lines if one.startswith("VmRSS")), 0)


if __name__ == "__main__":
    for label, figure in run():
        print(f"{label}: {figure}")
