"""How much dearer a list is among 20,000 stories than among 200, and deep in it.

The two houses are measured in turn, and the best of many rounds counts: what others do
on the machine makes a round slower, never faster.
"""

from collections.abc import Iterator
from pathlib import Path

from bench.portal.house import FEW, MANY, enter, house
from bench.portal.places import deepest, lists, reader
from bench.portal.rows import Row, run
from bench.portal.timing import worked

TURNS, ROUNDS = 4, 4
MOST = 1.2


def measure() -> Iterator[Row]:
    """Yield each list with its ratio, then the deepest parts."""
    with house(FEW) as small:
        few = lists()
        with house(MANY) as large:
            for name, address in lists().items():
                before = best_in_turn([(small, few[name]), (large, address)])
                yield row(f"growth, {FEW} → {MANY:,} stories: {name}", *before)
            for name, (first, deep) in deepest(MANY).items():
                times = best_in_turn([(large, first), (large, deep)])
                yield row(f"deepest part ÷ first part: {name}", *times)


def row(what: str, first: float, second: float) -> Row:
    ratio = second / first
    return Row(
        what=what,
        measured=f"× {ratio:.2f} ({first:.1f} → {second:.1f} ms of processor)",
        promised=f"≤ × {MOST}",
        met=ratio <= MOST,
    )


def best_in_turn(places: list[tuple[Path, str]]) -> list[float]:
    """Return the least milliseconds of each (database, address)."""
    client = reader()
    best = [float("inf")] * len(places)
    for _turn in range(TURNS):
        for number, (database, address) in enumerate(places):
            enter(database)
            best[number] = min(best[number], *worked(client, address, ROUNDS))
    return best


if __name__ == "__main__":
    run(measure)
