"""What one dynamic render costs: no file stands, Django makes the page."""

import statistics
from collections.abc import Iterator

from bench.portal.house import MANY, house
from bench.portal.places import main_pages, reader
from bench.portal.rows import Row, run
from bench.portal.timing import queries, worked

ROUNDS = 60
MOST = 15.0  # milliseconds


def measure() -> Iterator[Row]:
    """Yield front page, column and story among 20,000 stories."""
    with house(MANY):
        client = reader()
        for name, address in main_pages().items():
            times = worked(client, address, ROUNDS)
            median = statistics.median(times)
            asked = queries(client, address)
            yield Row(
                what=f"one dynamic render: {name}",
                measured=f"{median:.1f} ms of processor (best {min(times):.1f}),"
                f" {asked} queries",
                promised=f"≤ {MOST:.0f} ms",
                met=median <= MOST,
            )


if __name__ == "__main__":
    run(measure)
