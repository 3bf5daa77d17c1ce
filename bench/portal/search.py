"""How long a search takes among 20,000 stories; on the database of the settings.

`TOASOAN_DATABASE_URL=postgres://…` measures PostgreSQL.
"""

import time
from collections.abc import Iterator
from urllib.parse import quote_plus

from django.db import connection
from django.test import Client

from bench.portal.house import MANY, house
from bench.portal.places import reader
from bench.portal.rows import Row, run
from bench.portal.timing import get, spent

ROUNDS = 6
MOST = 50.0  # milliseconds
# A word of every story, of many, of few, and of none; two and three words.
SPELLED = (
    *("xã", "đường", "Quýt hồng", "thôn", "hội nghị", "nhà văn hóa"),
    *("chuyển đổi số", "lừa đảo", "tiêm chủng", "sân bay"),
)
FOLDED = (
    *("xa", "duong", "quyt hong", "thon", "hoi nghi", "nha van hoa"),
    *("chuyen doi so", "lua dao", "tiem chung", "san bay"),
)


def measure() -> Iterator[Row]:
    """Yield the 95th percentile with and without diacritics."""
    with house(MANY):
        client = reader()
        for how, asked in (("with", SPELLED), ("without", FOLDED)):
            found = [times(client, text) for text in asked for _ in range(ROUNDS)]
            waited = at_95(one for one, _worked in found)
            processor = at_95(one for _waited, one in found)
            yield Row(
                what=f"search, {MANY:,} stories, {connection.vendor}, {how} diacritics",
                measured=f"p95 {waited:.0f} ms, of it processor {processor:.0f} ms",
                promised=f"p95 < {MOST:.0f} ms",
                met=waited < MOST,
            )


def times(client: Client, text: str) -> tuple[float, float]:
    """Return the milliseconds by the clock and of the processor."""
    address = f"/tim-kiem/?q={quote_plus(text)}"
    start = time.perf_counter()
    processor = spent(lambda: get(client, address))
    return (time.perf_counter() - start) * 1000, processor


def at_95(times: Iterator[float]) -> float:
    """Return the 95th percentile."""
    ordered = sorted(times)
    return ordered[int(len(ordered) * 0.95)]


if __name__ == "__main__":
    run(measure)
