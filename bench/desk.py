"""How long today's board takes on the server, and how many queries."""

import statistics
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.coverage import SIZES, timed
from bench.data import YEAR, filled

# A Friday morning in the data's year.
NOW = datetime(YEAR, 11, 20, 5, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def run() -> list[tuple[str, str]]:
    """Make the data and measure; a row is (what, figure)."""
    communes, stories, deliveries = SIZES[connection.vendor]
    with filled(communes, stories, deliveries) as rooms, time_machine.travel(NOW):
        client = Client()
        client.force_login(rooms[len(rooms) // 2].editor)
        rows = []
        for name, address in {
            "today's board": reverse("wagtailadmin_home"),
            "deliveries": reverse("desk:deliveries"),
        }.items():
            times, worked, queries = timed(client, address)
            took = (
                f"median {statistics.median(times):.0f} ms, slowest {max(times):.0f}"
                f" ms, of it processor {statistics.median(worked):.0f} ms"
            )
            label = f"{name}, {connection.vendor} (promised: under 150 ms)"
            rows.append((label, f"{took}, {queries} queries"))
        return rows


if __name__ == "__main__":
    for label, figure in run():
        print(f"{label}: {figure}")
