"""From a publish to the reader: when each page shows it, and that none goes back.

The real group serves; stories are published beside it, every second time while the
worker renders the whole site anew. What counts is the time from the publish's return
to the first answer that shows the story; after that every answer must.
"""

import threading
import time
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from django.utils import timezone

from bench.portal.group import Group, serving
from bench.portal.house import FEW, house
from bench.portal.places import page_types
from bench.portal.rerender import room_of
from bench.portal.rows import Row, run
from tests.factories import newsroom
from toasoan.portal import addresses
from toasoan.portal.snapshots.keep import all_changed
from toasoan.portal.snapshots.rounds import renew_pages
from toasoan.stories.actions import approve

ROUNDS = 36
WATCHED = 1.5  # seconds after it was seen
LONGEST = 10.0
MOST = 0.2


def measure() -> Iterator[Row]:
    """Yield the 95th percentile over all places, and the answers that went back."""
    with house(FEW) as database:
        room = room_of()
        with serving(database) as group:
            group.stand(page_types().values())
            watched = list(islice(cycle(places(room)), ROUNDS))
            found = [
                publish(group, room, place, number)
                for number, place in enumerate(watched)
            ]
    waited = sorted(seconds for seconds, _older in found)
    p95 = waited[int(len(waited) * 0.95)]
    older = sum(count for _seconds, count in found)
    yield Row(
        what="publish → front, column, story, feeds, sitemap show it",
        measured=f"median {waited[len(waited) // 2] * 1000:.0f} ms,"
        f" p95 {p95 * 1000:.0f} ms of {ROUNDS}",
        promised=f"p95 ≤ {MOST * 1000:.0f} ms",
        met=p95 <= MOST,
    )
    yield Row(
        what="older answers after the first new one, also amid a render",
        measured=f"{older}",
        promised="0",
        met=older == 0,
    )


def places(room: Any) -> list[str]:
    """Return where a new story shows; `{story}` stands for its own address."""
    column = addresses.column_address(room.column)
    month = f"{room.organisation.local_day(timezone.now()):%Y-%m}"
    return [
        *("/", column, "{story}", "/rss.xml", "/atom.xml", "/feed.json"),
        *(f"{column}rss.xml", f"/sitemap-{month}.xml"),
    ]


def publish(group: Group, room: Any, place: str, number: int) -> tuple[float, int]:
    """Publish a story; return the seconds until `place` shows it, and older answers.

    Every second time the worker is rendering everything meanwhile.
    """
    story = newsroom.submitted(room, f"Tin mới số {number}")
    own = addresses.story_address(story, room.column)
    everywhere = [one.format(story=own) for one in places(room)]
    for address in everywhere:
        if address != own:
            group.get(address)
    if number % 2:
        all_changed(room.organisation)
        renew_pages.enqueue()
        time.sleep(0.4)
    approve(story=story, by=room.approver)
    start = time.perf_counter()
    address = place.format(story=own)
    while not shows(group, address, own):
        if time.perf_counter() - start > LONGEST:
            raise TimeoutError(address)
    seconds = time.perf_counter() - start
    return seconds, watch(group, everywhere, own)


def shows(group: Group, address: str, own: str) -> bool:
    """Say whether the answer at `address` is of after the publish."""
    status, _headers, body = group.get(address)
    return status == 200 and own.encode() in body


def watch(group: Group, everywhere: list[str], own: str) -> int:
    """Ask all places for a while, two readers at once; return the older answers.

    An answer is older when the same place has shown the story before.
    """
    older: list[str] = []
    seen: set[str] = set()
    limit = time.perf_counter() + WATCHED

    def look() -> None:
        for address in cycle(everywhere):
            if time.perf_counter() > limit:
                return
            before = address in seen
            if shows(group, address, own):
                seen.add(address)
            elif before:
                older.append(address)

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return len(older) + len(set(everywhere) - seen)


if __name__ == "__main__":
    run(measure)
