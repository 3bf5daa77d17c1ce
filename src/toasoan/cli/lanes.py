"""Threads beside the worker that look after the channels.

A service that hangs keeps its own lane waiting, and no page from being rendered.
"""

import logging
import threading
import time
from contextlib import suppress

from django.db import OperationalError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from toasoan.channels.tasks import QUEUE

logger = logging.getLogger(__name__)

# So many services may hang at once before another has to wait for one of them.
LANES = 4
LOOKS_EVERY = 0.25  # seconds
LAST_CALL = 6  # seconds for what is under way; the group is down in ten


class Lanes:
    """Up to `most` threads that work off the channels' queue while there is any."""

    def __init__(self, most: int = LANES) -> None:
        self.most = most
        self.stopping = threading.Event()
        self.busy: list[threading.Thread] = []
        self.looker = threading.Thread(target=self._look, daemon=True)

    def start(self) -> None:
        self.looker.start()

    def stop(self) -> None:
        """Let what is under way come to its end, for a while."""
        self.stopping.set()
        ends = time.monotonic() + LAST_CALL
        for lane in self.busy:
            lane.join(max(ends - time.monotonic(), 0))

    def _look(self) -> None:
        while not self.stopping.wait(LOOKS_EVERY):
            self.busy = [one for one in self.busy if one.is_alive()]
            for _lane in range(min(self._waiting(), self.most - len(self.busy))):
                lane = threading.Thread(target=self._work_off, daemon=True)
                lane.start()
                self.busy.append(lane)

    def _waiting(self) -> int:
        close_old_connections()
        try:
            ready = DBTaskResult.objects.ready().filter(queue_name=QUEUE)
            return len(ready.values_list("pk")[: self.most])
        except OperationalError:
            logger.exception("lanes: the database did not answer")
            return 0

    def _work_off(self) -> None:
        worker = Worker(
            queue_names=[QUEUE],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"lane-{threading.get_ident()}",
            excluded_queue_names=[],
        )
        try:
            worker.run()
        except Exception:
            logger.exception("lanes: one ended early; the next look starts another")
        finally:
            with suppress(OperationalError):
                connection.close()
