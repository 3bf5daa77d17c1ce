"""Memory of the whole group, and whether it stays there under load.

PSS of every process below the supervisor. TOASOAN_BENCH_LOAD_MINUTES (1) says for how
long readers come; the promise is for a day.
"""

import os
import threading
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from bench.portal.group import Group, serving
from bench.portal.house import FEW, house
from bench.portal.places import page_types
from bench.portal.rows import Row, run

MINUTES = float(os.environ.get("TOASOAN_BENCH_LOAD_MINUTES", 1))
READERS = 4
TERMS = 10_000
REST = 8.0  # seconds
MIB = 1024 * 1024
MOST = 300
# Growth that is none: pages in memory, threads' stacks, the allocator's own.
SLACK = 1.05


def measure() -> Iterator[Row]:
    """Yield the group at rest, and after readers came."""
    if not Path("/proc/self/smaps_rollup").exists():
        told = "not measured: only Linux tells it"
        yield Row(what="memory", measured=told, promised=f"≤ {MOST} MiB", met=None)
        return
    with house(FEW) as database:
        addresses = list(page_types().values())
        with serving(database) as group:
            group.stand(addresses)
            time.sleep(REST)
            yield at_rest(group)
            yield under_load(group, addresses)
            yield under_terms(group)


def at_rest(group: Group) -> Row:
    each = of_group(group)
    total = sum(each.values())
    parts = ", ".join(f"{name} {size / MIB:.0f}" for name, size in each.items())
    return Row(
        what="memory of the whole group at rest, PSS",
        measured=f"{total / MIB:.0f} MiB ({parts})",
        promised=f"≤ {MOST} MiB",
        met=total <= MOST * MIB,
    )


def under_load(group: Group, addresses: list[str]) -> Row:
    """Let readers come; compare a third of the time with the end of it."""
    seconds = MINUTES * 60
    stop = threading.Event()
    reads: list[int] = []
    readers = [
        threading.Thread(target=read_on, args=(group, addresses[number:], stop, reads))
        for number in range(READERS)
    ]
    for reader in readers:
        reader.start()
    time.sleep(seconds / 3)
    before = sum(of_group(group).values())
    time.sleep(seconds * 2 / 3)
    after = sum(of_group(group).values())
    stop.set()
    for reader in readers:
        reader.join()
    return Row(
        what=f"memory under load, {MINUTES:g} min, {sum(reads):,} pages read",
        measured=f"{before / MIB:.0f} → {after / MIB:.0f} MiB",
        promised="flat",
        met=after <= before * SLACK,
    )


def under_terms(group: Group) -> Row:
    """Ask for words nobody asked for before, while one reader opens the front page."""
    before, front = sum(of_group(group).values()), group.get("/")[2]
    numbers, waited = iter(range(TERMS)), []
    lock = threading.Lock()

    def ask() -> None:
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            group.get(f"/tim-kiem/?q=%C4%91i%E1%BB%83m+{number}")

    askers = [threading.Thread(target=ask) for _asker in range(READERS)]
    began = time.perf_counter()
    for asker in askers:
        asker.start()
    same = True
    while any(asker.is_alive() for asker in askers):
        asked = time.perf_counter()
        same = group.get("/")[2] == front and same
        waited.append(time.perf_counter() - asked)
        time.sleep(0.05)
    took, after = time.perf_counter() - began, sum(of_group(group).values())
    p95 = sorted(waited)[len(waited) * 95 // 100] * 1000
    return Row(
        what=f"{TERMS:,} search terms, all different",
        measured=f"{TERMS / took * 60:,.0f} a minute; "
        f"{before / MIB:.0f} → {after / MIB:.0f} MiB; "
        f"front page meanwhile p95 {p95:.0f} ms, {'the same' if same else 'CHANGED'}",
        promised="the page others see never changes, memory bounded",
        met=same and after <= before * SLACK,
    )


def read_on(
    group: Group, addresses: list[str], stop: threading.Event, reads: list[int]
) -> None:
    """Read page after page, each second time one that no file answers."""
    for number, address in enumerate(cycle(addresses)):
        if stop.is_set():
            reads.append(number)
            return
        group.get(f"{address}?lan={number}" if number % 2 else address)


def of_group(group: Group) -> dict[str, int]:
    """Return the bytes of each process of the group, by what it does."""
    found: dict[str, int] = {}
    for pid in below(group.process.pid):
        name = part_of(pid)
        found[name] = found.get(name, 0) + pss(pid)
    return found


def below(pid: int) -> list[int]:
    """Return `pid` and all that it started."""
    children: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        children.extend(map(int, (task / "children").read_text().split()))
    return [pid, *(one for child in children for one in below(child))]


def part_of(pid: int) -> str:
    """Return which part of the group a process is."""
    command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    names = {"granian": "web", "work": "worker", "clock": "clock"}
    return next((names[word] for word in command if word in names), "supervisor")


def pss(pid: int) -> int:
    """Return the bytes of a process, shared pages counted by share."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    run(measure)
