"""Several real workers, on one database and on another engine than the database."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager

import pytest
from django.db import connection

from tests.channels.killing.ledger import Hanging, Service
from tests.channels.killing.programs import IN_NEWSROOM, TOASOAN, Programs, wait_until
from tests.factories import newsroom
from toasoan.channels import actions
from toasoan.channels.models import Delivery
from toasoan.cli.lanes import LANES
from toasoan.stories.models import StoryPage

REDIS = shutil.which("redis-server") or shutil.which("valkey-server")
RQ_WORKER = ("manage", "rqworker", "channels", "default", "--with-scheduler")
STORIES = 12
OUTLETS = 5
# Seconds; with what a program takes to start.
WHILE_OTHERS_HANG = 30 + 15


@pytest.fixture
def service():
    service = Service(kill=None, kills=0)
    yield service
    service.close()


def queue_all(place):
    """Queue 12 stories for 5 channels at `place`."""
    room = newsroom.commune("ban-mau", "Xã Bản Mẫu")
    stories = [newsroom.published(room, f"Tin {n}") for n in range(STORIES)]
    for number in range(OUTLETS):
        outlet = newsroom.channel(
            room.organisation, f"Sổ {number}", "other", "ledger", number
        )
        outlet.config = {"place": place}
        outlet.save()
        for story in stories:
            due_at = StoryPage.objects.get(pk=story.pk).first_published_at
            actions.queue(story=story, channel=outlet, due_at=due_at)


@pytest.mark.postgres  # SQLite in memory cannot be shared between processes
def test_two_workers_send_each_delivery_once(committed, settings, service, tmp_path):
    settings.CHANNEL_KINDS = {
        **settings.CHANNEL_KINDS,
        "ledger": "tests.channels.killing.ledger_adapter.Ledger",
    }
    queue_all(service.place)
    database = connection.settings_dict
    port = database["PORT"] or 5432
    user, password = database["USER"], database["PASSWORD"]
    who = f"{user}:{password}" if password else user
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.channels.killing.settings",
        "KILL_TEST_FOLDER": str(tmp_path),
        "TOASOAN_DATABASE_URL": (
            f"postgres://{who}@{database['HOST']}:{port}/{database['NAME']}"
        ),
    }

    workers = [
        subprocess.Popen([*TOASOAN, "deliver", "--once"], env=environment)
        for _ in range(2)
    ]

    assert [worker.wait(timeout=300) for worker in workers] == [0, 0]
    sent = Delivery.objects.filter(channel__kind="ledger")
    assert set(sent.values_list("state", flat=True)) == {"delivered"}
    assert len(service.arrived) == STORIES * OUTLETS
    assert set(service.arrived.values()) == {1}


@contextmanager
def redis(folder):
    """A Redis (or Valkey) of our own; gives its address."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    command = [REDIS, "--port", str(port), "--dir", str(folder), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()


def wait_for(port):
    for _ in range(200):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("Redis does not listen")


def states(folder):
    with closing(sqlite3.connect(f"{folder}/kill.sqlite3")) as database:
        database.execute("PRAGMA busy_timeout=20000")
        return dict(
            database.execute(
                "SELECT state, count(*) FROM channels_delivery"
                " WHERE way = 'pushed' GROUP BY state"
            ).fetchall()
        )


@pytest.mark.kill
@pytest.mark.skipif(not REDIS, reason="needs redis-server or valkey-server")
def test_same_tasks_run_on_another_engine(tmp_path, service, migrated, monkeypatch):
    with redis(tmp_path) as address:
        monkeypatch.setenv("TOASOAN_TASKS_BACKEND", "rq")
        monkeypatch.setenv("TOASOAN_QUEUE_URL", address)
        programs = Programs(tmp_path, migrated)
        programs.set_up(service.place)
        started = [
            programs.begin(command)
            for command in (
                [
                    *TOASOAN,
                    "manage",
                    "rqworker",
                    "default",
                    "channels",
                    "--with-scheduler",
                ],
                [*TOASOAN, "clock"],
                [sys.executable, "-c", f"{IN_NEWSROOM} newsroom.publish(12)"],
            )
        ]
        try:
            done = wait_until(
                lambda: states(tmp_path).get("delivered") == 60,
                seconds=180,
                meanwhile=lambda: time.sleep(0.2),
            )
        finally:
            for process in started:
                programs.end(process)
            programs.close()

    assert done, (states(tmp_path), (tmp_path / "log.txt").read_text()[-3000:])
    assert set(service.arrived.values()) == {1}


@pytest.fixture
def hanging():
    service = Hanging()
    yield service
    service.close()


@pytest.mark.kill
def test_services_that_hang_hold_up_another_for_half_a_minute_at_most(
    tmp_path, service, hanging, migrated, monkeypatch
):
    monkeypatch.setenv("KILL_TEST_BREATH", "30")
    programs = Programs(tmp_path, migrated)
    silent = {"place": hanging.place, "timeout": 20}
    outlets = [*[silent] * LANES, {"place": service.place}]
    programs.run(
        f"newsroom.STEP *= 0; newsroom.queue_for({outlets!r}, stories={STORIES})"
    )
    worker = programs.begin([*TOASOAN, "work"])
    try:
        done = wait_until(
            lambda: len(service.arrived) == STORIES,
            seconds=WHILE_OTHERS_HANG,
            meanwhile=lambda: time.sleep(0.2),
        )
    finally:
        programs.end(worker)
        programs.close()

    assert done, (states(tmp_path), (tmp_path / "log.txt").read_text()[-3000:])
    assert states(tmp_path).get("delivered", 0) >= STORIES - 1
