"""Promise 3: killed at any moment, nothing is posted twice and nothing is lost."""

import random
import sqlite3

import pytest

from tests.channels.killing.ledger import Deadly, Service
from tests.channels.killing.programs import Programs, wait_until

DELIVERIES = 200
KILLS = 8
LONGEST = 240  # seconds, on a busy machine; a quarter of it on an idle one


@pytest.fixture
def programs(tmp_path, migrated):
    programs = Programs(tmp_path, migrated)
    yield programs
    programs.close()


@pytest.fixture
def service(programs):
    service = Service(programs.kill, KILLS)
    yield service
    service.close()


def states(folder):
    """Return state -> count of the deliveries to the ledger's channels."""
    with sqlite3.connect(f"file:{folder}/kill.sqlite3?mode=ro", uri=True) as database:
        database.execute("PRAGMA busy_timeout=20000")
        rows = database.execute(
            "SELECT state, count(*) FROM channels_delivery"
            " WHERE way = 'pushed' GROUP BY state"
        )
        found = dict(rows.fetchall())
    database.close()
    return found


def keep_up_or_kill(programs):
    """Start what is down; now and then kill what publishes or the clock."""
    programs.keep_up()
    if random.random() < 0.005:
        programs.kill(random.choice(["server", "clock"]))


@pytest.mark.kill
def test_killed_programs_post_each_delivery_exactly_once(tmp_path, service, programs):
    programs.set_up(service.place)

    done = wait_until(
        lambda: states(tmp_path) == {"delivered": DELIVERIES},
        seconds=LONGEST,
        meanwhile=lambda: keep_up_or_kill(programs),
    )

    assert done, (states(tmp_path), (tmp_path / "log.txt").read_text()[-3000:])
    assert len(service.arrived) == DELIVERIES
    assert set(service.arrived.values()) == {1}
    assert programs.kills["worker"] == KILLS


@pytest.fixture
def deadly():
    service = Deadly()
    yield service
    service.close()


@pytest.mark.kill
def test_two_hundred_kills_between_answer_and_writing_post_nothing_twice(
    tmp_path, deadly, programs
):
    outlets = [{"place": deadly.place}] * 5
    programs.run(f"newsroom.queue_for({outlets!r}, stories=40)")

    programs.run("newsroom.die_often()", timeout=LONGEST)

    assert deadly.killed == DELIVERIES
    assert len(deadly.arrived) == DELIVERIES
    assert set(deadly.arrived.values()) == {1}
    assert states(tmp_path) == {"delivered": DELIVERIES}
