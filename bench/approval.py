"""From the leader's tap to the story on the portal, with a worker at work beside."""

import os
import statistics
import subprocess
import sys
import time

from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.data import filled, newsroom
from toasoan.stories.models import StoryPage

STORIES = 60
LONGEST = 10.0  # seconds


def run() -> list[tuple[str, str]]:
    """Approve one story after another; measure until the portal shows it."""
    with filled(1, 2_000, 4_000) as rooms:
        room = rooms[0]
        waiting = [newsroom.submitted(room, f"Tin chờ số {n}") for n in range(STORIES)]
        worker = start_worker()
        try:
            times = [approve_and_see(room, story) for story in waiting]
        finally:
            worker.terminate()
            worker.wait()
    times.sort()
    p95 = times[int(len(times) * 0.95)]
    figure = f"median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms"
    return [("approval → on the portal (promised: p95 under 1,000 ms)", figure)]


def approve_and_see(room: newsroom.Newsroom, story: StoryPage) -> float:
    """Return the milliseconds until the portal answers with `story`."""
    desk, reader = Client(), Client(headers={"host": "xa-00.localhost"})
    desk.force_login(room.approver)
    decide = reverse("desk:decide", args=(story.pk,))
    form = {"decision": "approve", "revision": story.latest_revision_id}
    path = story.get_url_parts()[2]
    start = time.perf_counter()
    desk.post(decide, form)
    while reader.get(path).status_code != 200:
        if time.perf_counter() - start > LONGEST:
            raise TimeoutError(path)
        time.sleep(0.005)
    return (time.perf_counter() - start) * 1000


def start_worker() -> subprocess.Popen[bytes]:
    """Start the real worker on the same database file."""
    name = connection.settings_dict["NAME"]
    environment = {**os.environ, "TOASOAN_DATABASE_URL": f"sqlite:///{name}"}
    command = [sys.executable, "-m", "django", "db_worker", "--interval", "0.2"]
    return subprocess.Popen(
        command,
        env={**environment, "DJANGO_SETTINGS_MODULE": "toasoan.settings.test"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    for label, figure in run():
        print(f"{label}: {figure}")
