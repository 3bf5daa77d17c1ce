"""Processor time of one request, without the load of others on this machine."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from toasoan.portal.shared import PAGES

READY = 2


def worked(client: Client, address: str, rounds: int) -> list[float]:
    """Return the milliseconds of processor time of each of `rounds` requests."""
    for _ in range(READY):
        get(client, address)
    return [spent(lambda: get(client, address)) for _ in range(rounds)]


def spent(work: Callable[[], Any]) -> float:
    """Return the milliseconds of processor time that `work` takes in this process."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def get(client: Client, address: str) -> Any:
    """Return the answer, which must be the page, made for this visitor."""
    PAGES.clear()
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return answer


def queries(client: Client, address: str) -> int:
    """Return how often the database is asked for `address`."""
    with CaptureQueriesContext(connection) as asked:
        get(client, address)
    return len(asked.captured_queries)
