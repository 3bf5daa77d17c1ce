"""Run programs as one group: all up, one log, all down together.

`python -m toasoan.cli.supervisor ORDERS` is what `toasoan serve` becomes.
"""

import ctypes
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import IO

import click

from . import write_vietnamese

# Seconds before a child that died starts again; one that ran a while starts anew.
PAUSES = (0.2, 1, 2, 5, 10, 30)
STEADY = 60.0
# Seconds a child gets to end by itself; the whole group is down in ten.
GRACE = 8.0
PARENT_DIED = 1  # Linux's PR_SET_PDEATHSIG


@dataclass
class Child:
    """One program of the group."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    falls: int = 0
    start_at: float = 0.0
    rest: bytes = b""

    @property
    def output(self) -> IO[bytes]:
        """Return where it writes its lines; raises ProcessLookupError when down."""
        if self.process is None or self.process.stdout is None:
            raise ProcessLookupError(self.name)
        return self.process.stdout

    def start(self, environment: Mapping[str, str], now: float) -> None:
        """Start it in a process group of its own, so that nothing of it is left."""
        self.process = subprocess.Popen(  # noqa: S603
            self.command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )
        self.started = now

    def fell(self, now: float) -> float:
        """Note that it died; return the pause in seconds before the next start."""
        self.falls = 0 if now - self.started > STEADY else self.falls
        pause = PAUSES[min(self.falls, len(PAUSES) - 1)]
        self.falls += 1
        self.start_at = now + pause
        return pause

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program and all it started."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def lines(self, data: bytes) -> list[str]:
        """Return the whole lines of its output so far; keep the rest."""
        *whole, self.rest = (self.rest + data).split(b"\n")
        return [line.decode("utf-8", "replace").rstrip() for line in whole]


def end_with_parent() -> None:
    """Ask Linux to end this child when its parent is killed without warning."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DIED, signal.SIGTERM)


@dataclass
class Supervisor:
    """Keeps `children` running until SIGINT or SIGTERM.

    One thread, no files: what it knows dies with it, so nothing goes stale.
    """

    children: list[Child]
    say: Callable[[str, str], None]  # child's name, line
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    stopping: bool = False
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def run(self) -> None:
        """Start all children and come back when all are down again."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        while not self.stopping:
            self._start_due()
            self._read(0.2)
            self._bury()
        self._end_all()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _start_due(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.process is None and child.start_at <= now:
                child.start(self.environment, now)
                self.selector.register(child.output, selectors.EVENT_READ, child)

    def _read(self, wait: float) -> None:
        for key, _events in self.selector.select(wait):
            data = os.read(key.fd, 65536)
            if not data:
                self.selector.unregister(key.fileobj)
            for line in key.data.lines(data):
                self.say(key.data.name, line)

    def _bury(self) -> None:
        """Note the dead; what a dead child started is ended before its next start."""
        for child in self.children:
            if child.process is None or child.process.poll() is None:
                continue
            child.signal(signal.SIGKILL)
            code = child.process.wait()
            self._drain(child)
            self._let_go(child)
            pause = child.fell(time.monotonic())
            self.say(child.name, f"ended ({code}), starts again in {pause} s")

    def _drain(self, child: Child) -> None:
        """Say the last words of a child that is down: they tell why."""
        output = child.output.fileno()
        os.set_blocking(output, False)
        with suppress(BlockingIOError):
            while data := os.read(output, 65536):
                for line in child.lines(data):
                    self.say(child.name, line)

    def _let_go(self, child: Child) -> None:
        output = child.output
        if output in {key.fileobj for key in self.selector.get_map().values()}:
            self.selector.unregister(output)
        output.close()
        child.process = None

    def _end_all(self) -> None:
        for child in self.children:
            child.signal(signal.SIGTERM)
        limit = time.monotonic() + GRACE
        while time.monotonic() < limit and any(map(running, self.children)):
            self._read(0.1)
        for child in self.children:
            child.signal(signal.SIGKILL)
            if child.process:
                child.process.wait()
                self._drain(child)
                self._let_go(child)


def running(child: Child) -> bool:
    """Say whether `child` is up."""
    return child.process is not None and child.process.poll() is None


def orders(children: Sequence[Child], farewell: str) -> str:
    """Return what `main` is told: the programs, and what to say at the end."""
    told = [[child.name, list(child.command)] for child in children]
    return json.dumps({"children": told, "farewell": farewell})


def say(name: str, line: str) -> None:
    click.echo(f"{name:<6} │ {line}")


def main(told: str) -> None:
    """Do as `orders` says."""
    write_vietnamese()
    known = json.loads(told)
    children = [Child(name, command) for name, command in known["children"]]
    Supervisor(children, say).run()
    click.echo(known["farewell"])


if __name__ == "__main__":
    main(sys.argv[1])
