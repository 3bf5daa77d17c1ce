"""How long the coverage year view takes on the server, and how many queries."""

import gc
import statistics
import time
from datetime import UTC, datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.data import YEAR, filled, newsroom

ROUNDS = 30
SIZES = {"sqlite": (1, 20_000, 100_000), "postgresql": (99, 1_000, 5_000)}


def run() -> list[tuple[str, str]]:
    """Make the data and measure; a row is (what, figure)."""
    size = SIZES[connection.vendor]
    with filled(*size) as rooms:
        return measure(rooms[len(rooms) // 2], size)


def measure(
    room: newsroom.Newsroom, size: tuple[int, int, int]
) -> list[tuple[str, str]]:
    """Measure the year view of `room` on a database of `size`."""
    communes, stories, deliveries = size
    about = (
        f"{connection.vendor}, {communes} × ({stories:,} stories, {deliveries:,}"
        " deliveries)"
    )
    client = Client()
    client.force_login(room.editor)
    rows = [("coverage: data", about)]
    for name, address in views().items():
        times, worked, queries = timed(client, address)
        took = (
            f"median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms,"
            f" of it processor {statistics.median(worked):.0f} ms"
        )
        label = f"coverage: {name} (promised: under 150 ms)"
        rows.append((label, f"{took}, {queries} queries"))
    return rows


def views() -> dict[str, str]:
    """Return what is measured: name and address."""
    year = f"{reverse('reports:coverage')}?year={YEAR}"
    return {"year by month": year, "year, all plans": f"{year}&plan=all"}


def timed(client: Client, address: str) -> tuple[list[float], list[float], int]:
    """Return each round's milliseconds by clock and processor; one round's queries."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    queries = len(captured)
    gc.collect()
    gc.freeze()  # as toasoan.wsgi does
    times, worked = [], []
    for _ in range(ROUNDS):
        start, start_work = time.perf_counter(), time.process_time()
        response = client.get(address)
        times.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - start_work) * 1000)
        assert response.status_code == 200
    return times, worked, queries


if __name__ == "__main__":
    print(f"{datetime.now(UTC):%Y-%m-%d}")
    for label, figure in run():
        print(f"{label}: {figure}")
