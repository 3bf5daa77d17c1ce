"""Visits counted in the memory of the web server, put on disk as sums.

When the process is killed, at most the last ten seconds are lost; nothing is ever
counted twice. The memory in use does not grow with the number of visits.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable
from multiprocessing.util import Finalize
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any
from uuid import uuid4

from .lines import line_of
from .visits import is_visit

logger = logging.getLogger(__name__)

EVERY = 10.0  # seconds
MOST = 20_000  # stories between two writes; more than that is not counted
HOUR = 3600

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]


class Tally:
    """How often each address was asked for in this hour; written to `folder`."""

    def __init__(self, folder: Path, every: float = EVERY) -> None:
        self.folder = folder
        self.every = every
        self.counts: Counter[tuple[int, str, str]] = Counter()
        self.lock = Lock()
        self.stopped = Event()
        self.started = False

    def add(self, host: str, path: str) -> None:
        """Count one visit."""
        key = int(time.time() // HOUR), host, path
        with self.lock:
            if key in self.counts or len(self.counts) < MOST:
                self.counts[key] += 1
            first, self.started = not self.started, True
        if first:
            self.start()

    def start(self) -> None:
        """Write from now on; begun in the process that serves, not in its parent."""
        # Granian's workers are forked: those never come to what atexit holds.
        Finalize(None, self.stop, exitpriority=1)
        Thread(target=self._write_on, name="readers", daemon=True).start()

    def stop(self) -> None:
        """Write what is left."""
        self.stopped.set()
        self.write()

    def _write_on(self) -> None:
        while not self.stopped.wait(self.every):
            self.write()

    def write(self) -> None:
        """Put what was counted on disk, whole or not at all."""
        with self.lock:
            counts, self.counts = self.counts, Counter()
        if not counts:
            return
        try:
            self._put("".join(line_of(*key, count) for key, count in counts.items()))
        except OSError:
            logger.exception("visits could not be written; they wait in memory")
            with self.lock:
                self.counts.update(counts)

    def _put(self, lines: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"web-{uuid4().hex}"
        part = self.folder / f"{name}.part"
        part.write_text(lines, encoding="ascii", errors="replace")
        part.rename(self.folder / f"{name}.log")


class Counted:
    """A WSGI application before another: counts the stories that it answers with."""

    def __init__(self, application: Application, tally: Tally, session: str) -> None:
        self.application = application
        self.tally = tally
        self.session = f"{session}="

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if not is_visit(environ, self.session):
            return self.application(environ, start)

        def noted(status: str, headers: Any, *error: Any) -> Any:
            if status[:3] in ("200", "304"):
                host = environ.get("HTTP_HOST", "").partition(":")[0].lower()
                self.tally.add(host, environ["PATH_INFO"])
            return start(status, headers, *error)

        return self.application(environ, noted)
