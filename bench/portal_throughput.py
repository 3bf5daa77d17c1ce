"""One page to 32 readers at once: our two ways beside nginx with a plain static file.

Usage: python -m bench.portal_throughput [SECONDS]. Needs Debian's nginx with its brotli
module, wrk and taskset: the servers run on one core, wrk on another. Each round asks
the targets in turn, so that what else the machine does meets them alike; the figures
are medians of the rounds. The last rounds replace the page twice a second.

The static file is served twice: with `open_file_cache` as nginx has it by default, so
that a replaced file may show for a minute, and looked at each time, as ours are.

On a machine that others use too, the ratio of the CPU time a request costs the server
says more than that of the rates: who runs with more threads gets more of a busy core.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toasoan.settings.test")
django.setup()

from bench.portal.rows import Row, run  # noqa: E402
from tests.deploy import nginx, server  # noqa: E402
from toasoan.portal.snapshots import files  # noqa: E402
from toasoan.portal.snapshots.headers import headers_of  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
HOST = "xa.example.vn"
PHONE = "User-Agent: Mozilla/5.0 (Linux; Android 9) Chrome/120.0 Mobile Safari/537.36"
CONNECTIONS = 32
ROUNDS = 3
SECONDS = 5
REPLACED_EVERY = 0.5
STATIC = "nginx, static file"
FRESH = "nginx, static file, looked at each time"
OURS = "nginx way"
EMBEDDED = "embedded"
# Ratio to the static file, 99th percentile in ms.
PROMISES = {OURS: (0.95, 5.0), EMBEDDED: (0.5, 10.0)}
# What a page of the portal weighs at most: one round trip.
SIZE = 14_000
SERVERS = """
server {{
    listen 127.0.0.1:{static};
    root {var}/snapshots/{host};
    gzip_static on;
    brotli_static on;
    open_file_cache max=500;
    include mime.types;
}}
server {{
    listen 127.0.0.1:{fresh};
    root {var}/snapshots/{host};
    gzip_static on;
    brotli_static on;
    include mime.types;
}}
server {{
    listen 127.0.0.1:{ours};
    server_name {host};
    include toasoan/server.conf;
}}
"""


@dataclass(frozen=True)
class Figures:
    """What wrk saw of one target: requests a second, 99th percentile in ms.

    `cpu` is what a request cost the server in microseconds.
    """

    rate: float
    cpu: float
    p99: float
    worst: float
    errors: int


def page(number: int = 0) -> files.Page:
    """Return a page of Vietnamese text of the usual weight."""
    text = (ROOT / "docs/vi/huong-dan.md").read_text(encoding="utf-8")
    body = f"<!doctype html><html lang=vi>{number:06}<p>{text}".encode()[:SIZE]
    return files.Page(body=body, headers=tuple(headers_of("/").items()))


def put(var: Path, number: int = 0) -> None:
    """Make the page stand as a file, in place of what stood there."""
    file = files.place(var / "snapshots", HOST, "/")
    assert file
    files.write(file, page(number))


def ask(port: int, seconds: int) -> Figures:
    """Let wrk ask for the page on the second core."""
    command = ["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}"]
    command += [f"-d{seconds}s", "--latency", "-H", f"Host: {HOST}", "-H", PHONE]
    command += ["-H", "Accept-Encoding: gzip, deflate, br", f"http://127.0.0.1:{port}/"]
    before = cpu_of(listeners(port))
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    return read(run.stdout, cpu_of(listeners(port)) - before)


def listeners(port: int) -> set[str]:
    """Return the processes that listen at `port`."""
    lines = Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
    rows = [line.split() for line in lines]
    own = {f"socket:[{row[9]}]" for row in rows if row[1].endswith(f":{port:04X}")}
    held = Path("/proc").glob("[0-9]*/fd/*")
    return {place.parts[2] for place in held if target_of(place) in own}


def target_of(place: Path) -> str:
    try:
        return str(place.readlink())
    except OSError:
        return ""


def cpu_of(processes: set[str]) -> float:
    """Return the CPU seconds that `processes` have had so far."""
    ticks = 0
    for process in processes:
        said = Path("/proc", process, "stat").read_text("ascii").rpartition(")")[2]
        ticks += sum(map(int, said.split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def read(said: str, cpu: float) -> Figures:
    """Read what wrk printed; `cpu` is what the server spent meanwhile, in seconds."""
    total = matched(r"(\d+) requests in", said)
    rate = matched(r"Requests/sec:\s+([\d.]+)", said)
    p99 = matched(r"99%\s+([\d.]+)(us|ms|s)", said)
    worst = matched(r"Latency\s+\S+\s+\S+\s+([\d.]+)(us|ms|s)", said)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    lost = re.search(r"Socket errors: (.*)", said)
    errors = int(bad[1]) if bad else 0
    errors += sum(map(int, re.findall(r"\d+", lost[1]))) if lost else 0
    return Figures(
        float(rate[1]),
        cpu / int(total[1]) * 1e6,
        in_ms(*p99.groups()),
        in_ms(*worst.groups()),
        errors,
    )


def matched(pattern: str, said: str) -> re.Match[str]:
    match = re.search(pattern, said)
    assert match, said
    return match


def in_ms(value: str, unit: str) -> float:
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


@contextmanager
def replacing(var: Path) -> Iterator[None]:
    """Replace the page again and again."""
    over = threading.Event()

    def replace() -> None:
        number = 0
        while not over.wait(REPLACED_EVERY):
            number += 1
            put(var, number)

    thread = threading.Thread(target=replace)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def targets() -> Iterator[tuple[Path, dict[str, int]]]:
    """Run the three servers; give their data folder and their ports."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        var, etc = Path(folder, "var"), Path(folder, "etc")
        for made in (var, etc):
            made.mkdir()
        put(var)
        on_first = ("taskset", "-c", "0")
        own = running.enter_context(server.running(var, on_first))
        ports = {name: nginx.free_port() for name in (STATIC, FRESH, OURS)}
        ports[EMBEDDED] = own.port
        more = SERVERS.format(
            static=ports[STATIC],
            fresh=ports[FRESH],
            ours=ports[OURS],
            var=var,
            host=HOST,
        )
        running.enter_context(nginx.running(etc, var, [HOST], own.port, more, on_first))
        yield var, ports


def measure(seconds: int = SECONDS) -> dict[str, dict[str, Figures]]:
    """Return for `calm` and `replaced` the median figures of each target."""
    with targets() as (var, ports):
        for port in ports.values():
            ask(port, 1)
        calm = median_of(lambda port: ask(port, seconds), ports)
        with replacing(var):
            replaced = median_of(lambda port: ask(port, seconds), ports)
    return {"calm": calm, "replaced": replaced}


def median_of(
    take: Callable[[int], Figures], ports: dict[str, int]
) -> dict[str, Figures]:
    rounds = [{name: take(port) for name, port in ports.items()} for _ in range(ROUNDS)]
    return {name: middle([one[name] for one in rounds]) for name in ports}


def middle(found: list[Figures]) -> Figures:
    return Figures(
        statistics.median(one.rate for one in found),
        statistics.median(one.cpu for one in found),
        statistics.median(one.p99 for one in found),
        statistics.median(one.worst for one in found),
        sum(one.errors for one in found),
    )


def missing() -> str:
    """Return what this machine lacks to measure, or nothing."""
    lacks = [name for name in ("wrk", "taskset", "openssl") if not shutil.which(name)]
    return ", ".join([*lacks, *([nginx.WHY] if nginx.MISSING else [])])


def rows() -> Iterator[Row]:
    """Yield each target beside the static file, calm and while the page is replaced."""
    if missing():
        yield Row(what="requests/s", measured=missing(), promised="–", met=None)
        return
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    for when, figures in measure(seconds).items():
        for name, one in figures.items():
            yield row(f"{name}, {when}", one, figures[STATIC], PROMISES.get(name))


def row(
    what: str, one: Figures, plain: Figures, promised: tuple[float, float] | None
) -> Row:
    ratio, by_cpu = one.rate / plain.rate, plain.cpu / one.cpu
    told = (
        f"{one.rate:,.0f}/s, ratio {ratio:.2f}; {one.cpu:.1f} µs CPU, ratio"
        f" {by_cpu:.2f}; p99 {one.p99:.1f} ms, worst {one.worst:.0f};"
        f" {one.errors} errors"
    )
    if promised is None:
        return Row(what=f"requests/s, {what}", measured=told, promised="–", met=None)
    least, most = promised
    return Row(
        what=f"requests/s, {what}",
        measured=told,
        promised=f"ratio ≥ {least}, p99 ≤ {most:.0f} ms",
        met=ratio >= least and one.p99 <= most and not one.errors,
    )


if __name__ == "__main__":
    run(rows)
