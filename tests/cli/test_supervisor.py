"""A group of programs: up together, down together."""

import os
import signal
import subprocess
import sys
import time

import pytest

from toasoan.cli.supervisor import PAUSES, STEADY, Child

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no signals there")


class Group:
    def __init__(self, *names):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.group", *names],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.lines = []

    def read_until(self, enough):
        for line in self.process.stdout:
            self.lines.append(line.strip())
            if enough(self.lines):
                return self.lines
        return self.lines

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        started = time.monotonic()
        rest = self.process.communicate(timeout=20)[0].splitlines()
        return rest, time.monotonic() - started


@pytest.fixture
def group():
    made = []

    def start(*names):
        made.append(Group(*names))
        return made[-1]

    yield start
    for one in made:
        if one.process.poll() is None:
            one.process.kill()
        one.process.communicate()


def alive(pid):
    """Say whether process `pid` runs; one that is dead but not collected does not."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until_dead(pid):
    limit = time.monotonic() + 5
    while alive(pid) and time.monotonic() < limit:
        time.sleep(0.05)
    return not alive(pid)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_ends_the_whole_group(group, number):
    one = group("beat")
    pid = int(one.read_until(bool)[0].split()[-1])

    rest, seconds = one.end(number)

    assert rest[-1] == "all down"
    assert seconds < 10
    assert wait_until_dead(pid)


def test_lines_carry_the_childs_name_and_its_last_words(group):
    one = group("mayfly")

    lines = one.read_until(lambda lines: len(lines) >= 2)

    assert lines == ["mayfly: last words", "mayfly: ended (3), starts again in 0.2 s"]


def test_child_that_dies_starts_again_after_longer_pauses(group):
    one = group("mayfly")

    lines = one.read_until(lambda lines: len(lines) >= 4)

    assert lines[3] == "mayfly: ended (3), starts again in 1 s"


def test_killed_child_starts_again(group):
    one = group("beat")
    first = int(one.read_until(bool)[0].split()[-1])
    os.kill(first, signal.SIGKILL)

    lines = one.read_until(
        lambda lines: (
            "beat" in lines[-1]
            and str(first) not in lines[-1]
            and "ended" not in lines[-1]
        )
    )

    assert int(lines[-1].split()[-1]) != first


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_what_a_child_started_ends_with_the_group(group):
    one = group("parent")
    grandchild = int(one.read_until(bool)[0].split()[-1])

    one.end()

    assert wait_until_dead(grandchild)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells children")
def test_killed_supervisor_leaves_nothing_behind(group):
    one = group("beat")
    pid = int(one.read_until(bool)[0].split()[-1])

    one.process.kill()

    assert wait_until_dead(pid)


def test_deaf_child_is_killed_within_ten_seconds(group):
    one = group("deaf")
    one.read_until(bool)

    rest, seconds = one.end()

    assert rest[-1] == "all down"
    assert seconds < 10


def test_pauses_grow_and_start_over_after_a_steady_run():
    child = Child("web", [], started=0)

    pauses = [child.fell(now) for now in (1, 2, 3, 4, 5, 6, 7)]
    later = child.fell(STEADY + 8)

    assert pauses == [*PAUSES, PAUSES[-1]]
    assert later == PAUSES[0]
