"""Fifty thousand hostile requests to a real server: how many 5xx, and what they leave.

Usage: python -m bench.fuzz [REQUESTS] [SEED] [SECONDS]. The server is the one that
`toasoan serve` starts, on a newsroom made for the run in a temporary folder. Ends with
1 when there was a 5xx, when the page others see changed, or when anything was left on
the disk or in the table of pages.
"""

import itertools
import os
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

REQUESTS, SEED, SECONDS = 50_000, 20261120, 3600
SENDERS = 6
FOLDER = tempfile.TemporaryDirectory(prefix="toasoan-fuzz-")
VAR = Path(FOLDER.name)
os.environ.update(
    DJANGO_SETTINGS_MODULE="toasoan.settings.dev",
    TOASOAN_VAR=str(VAR),
    TOASOAN_DATABASE_URL=f"sqlite:///{VAR}/toasoan.sqlite3",
    TOASOAN_HOSTS="ban-mau.localhost,127.0.0.1",
    TOASOAN_LOG_LEVEL="ERROR",
)

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from tests.deploy import server  # noqa: E402
from tests.factories import newsroom  # noqa: E402
from tests.portal.hostile import Request, requests  # noqa: E402
from tests.portal.snapshots import world  # noqa: E402
from toasoan.portal.everything import addresses  # noqa: E402
from toasoan.portal.models import Snapshot  # noqa: E402
from toasoan.portal.snapshots import keep, startup  # noqa: E402

HOST = "ban-mau.localhost"
STATUS = slice(9, 12)


@dataclass
class Outcome:
    """What came back: how often each status; `broken` is what had a 5xx."""

    codes: Counter[str] = field(default_factory=Counter)
    broken: list[tuple[str, Request]] = field(default_factory=list)
    seconds: float = 0.0


def newsroom_of_its_own() -> newsroom.Newsroom:
    """Make a newsroom whose pages all stand as files."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    room = newsroom.commune("ban-mau", "Xã Bản Mẫu")
    world.furnish(room)
    startup.agree()
    while keep.refresh(room.organisation.pk, limit=100):
        pass
    return room


def line_of(request: Request) -> bytes:
    """Return `request` as it goes over the line."""
    head = [request.method.encode() + b" " + request.target + b" HTTP/1.1"]
    head += [f"{name}: ".encode() + value for name, value in request.headers]
    head += [b"Connection: close"]
    if request.body:
        head.append(b"Content-Length: %d" % len(request.body))
    return b"\r\n".join([*head, b"", request.body])


def code_of(port: int, request: Request) -> str:
    """Send `request` over a line of its own; return the status of the answer."""
    said = b""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
            line.sendall(line_of(request))
            while part := line.recv(65536):
                said += part
    except OSError:
        # The server may close before all was sent, as HTTP allows.
        pass
    return said[STATUS].decode("latin-1") or "none"


def fuzz(port: int, known: list[str], count: int, seed: int, limit: float) -> Outcome:
    """Send `count` requests, some at once; stop after `limit` seconds."""
    outcome, lock = Outcome(), threading.Lock()
    source = itertools.islice(requests(seed, known, HOST), count)
    begun = time.monotonic()

    def send() -> None:
        while time.monotonic() - begun < limit:
            with lock:
                request = next(source, None)
            if request is None:
                return
            code = code_of(port, request)
            with lock:
                outcome.codes[code] += 1
                if code >= "5" and code != "none":
                    outcome.broken.append((code, request))

    senders = [threading.Thread(target=send) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    outcome.seconds = time.monotonic() - begun
    return outcome


def standing() -> dict[Path, bytes]:
    """Return all files of public pages and what they hold."""
    root = VAR / "snapshots"
    return {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}


def main() -> int:
    given = [int(one) for one in sys.argv[1:]]
    count, seed, limit = given + [REQUESTS, SEED, SECONDS][len(given) :]
    room = newsroom_of_its_own()
    known = list(addresses(room.home))
    before, rows = standing(), Snapshot.objects.count()
    database = os.environ["TOASOAN_DATABASE_URL"]
    with server.running(VAR, TOASOAN_DATABASE_URL=database) as web:
        fuzz(web.port, known, 200, seed + 1, limit)
        held = web.memory()
        outcome = fuzz(web.port, known, count, seed, limit)
        grown = web.memory() - held
    left = Snapshot.objects.count() - rows
    changed = standing() != before
    told = ", ".join(f"{code}: {n:,}" for code, n in sorted(outcome.codes.items()))
    print(f"fuzz: {outcome.codes.total():,} requests, {outcome.seconds:,.0f} s; {told}")
    print(
        f"  5xx {len(outcome.broken)}; files changed: {changed}; rows of pages more:"
        f" {left}; memory {grown / 2**20:+.1f} MiB"
    )
    for code, request in outcome.broken[:20]:
        print(f"  {code} {request}")
    return int(bool(outcome.broken) or changed)


if __name__ == "__main__":
    sys.exit(main())
