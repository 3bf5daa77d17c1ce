"""Pages that Django has just rendered, for all who come before they stand as files.

What a change takes off the disk is rendered by the first visitor, not by each of them
until the worker is through. A page holds while nothing of its newsroom has changed
since, by the number of its edition, and until time alone changes it; a minute at most.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from weakref import WeakValueDictionary

from django.http import HttpResponse

from .snapshots.collect import collecting

MOST_BYTES = 8 * 1024 * 1024
# So long a page is kept, in seconds: by then the worker has made a file of it.
KEPT_FOR = 60.0
# So long a visitor waits for another's page, in seconds, and then renders it too.
PATIENCE = 2.0

Key = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """An answer as Django made it at `edition`; `made` and `until` are seconds."""

    edition: int
    made: float
    until: float | None
    content: bytes
    headers: dict[str, str]

    def holds(self, edition: int) -> bool:
        """Say whether it may be shown to who came at `edition`."""
        now = time.time()
        # What was made later than now is of a clock that has been put right.
        ends = min(self.until or math.inf, self.made + KEPT_FOR)
        in_time = self.made <= now < ends
        return self.edition >= edition and in_time

    def response(self) -> HttpResponse:
        return HttpResponse(self.content, headers=self.headers)


class Pages:
    """The pages of one process; its threads may all ask at once."""

    def __init__(self) -> None:
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.size = 0
        self.lock = Lock()
        self.under_way: WeakValueDictionary[Key, Lock] = WeakValueDictionary()

    def get(
        self,
        key: Key,
        edition: int,
        make: Callable[[], HttpResponse],
        may_keep: Callable[[HttpResponse], bool],
    ) -> HttpResponse:
        """Return the page `key` of `edition` or later, made by `make` if need be.

        While one visitor makes it, those who come for it wait.
        """
        page = self.pages.get(key)
        if page and page.holds(edition):
            return page.response()
        with self._turn(key):
            page = self.pages.get(key)
            if page and page.holds(edition):
                return page.response()
            began = time.time()
            with collecting() as shown:
                response = make()
            if may_keep(response):
                self._keep(
                    key,
                    Page(
                        edition=edition,
                        made=began,
                        until=shown.until.timestamp() if shown.until else None,
                        content=response.content,
                        headers=dict(response.items()),
                    ),
                )
            return response

    @contextmanager
    def _turn(self, key: Key) -> Iterator[None]:
        """Wait until nobody else makes the page `key`, but not too long."""
        with self.lock:
            mine = self.under_way.setdefault(key, Lock())
        got = mine.acquire(timeout=PATIENCE)
        try:
            yield
        finally:
            if got:
                mine.release()

    def _keep(self, key: Key, page: Page) -> None:
        """Keep `page`, and of the others the newest that there is room for."""
        with self.lock:
            self._drop(key)
            self.pages[key] = page
            self.size += len(page.content)
            while self.size > MOST_BYTES:
                self._drop(next(iter(self.pages)))

    def _drop(self, key: Key) -> None:
        old = self.pages.pop(key, None)
        self.size -= len(old.content) if old else 0

    def clear(self) -> None:
        """Forget all pages."""
        with self.lock:
            self.pages.clear()
            self.size = 0


PAGES = Pages()
