"""The real group of programs on a house: web server, worker and clock."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from wagtail.models import Site

from bench.portal import HOST
from toasoan.portal.crops.work import uncut
from toasoan.portal.models import Snapshot

PATIENCE = 600.0  # seconds


@dataclass(frozen=True)
class Group:
    """A running group; `process` is its supervisor."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def site(self) -> str:
        return f"http://{HOST}:{self.port}"

    def get(self, address: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers (names in small letters) and body."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            asked.request("GET", address, headers={"Host": f"{HOST}:{self.port}"})
            answer = asked.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, headers, answer.read()
        finally:
            asked.close()

    def stand(self, addresses: Iterable[str]) -> None:
        """Ask for `addresses` and wait until all pages of the portal stand as files.

        A new installation has hundreds to render, and its pictures to cut.
        """
        limit = time.monotonic() + PATIENCE
        wanted = [address for address in addresses if "?" not in address]
        while waiting := [one for one in wanted if not self._stands(one)]:
            if time.monotonic() > limit:
                raise TimeoutError(", ".join(waiting))
            while uncut(1) or Snapshot.objects.filter(stale=True).exists():
                if time.monotonic() > limit:
                    raise TimeoutError("the worker does not get through")
                time.sleep(0.5)

    def _stands(self, address: str) -> bool:
        status, _headers, _body = self.get(address)
        assert status == 200, f"{address}: {status}"
        return Snapshot.objects.filter(address=address, stale=False).exists()


@contextmanager
def serving(database: Path) -> Iterator[Group]:
    """Run `toasoan serve` on `database` at a free port; the clock strikes often."""
    port = free_port()
    Site.objects.update(port=port)
    connection.close()
    command = [sys.executable, "-m", "toasoan.cli", "serve", "--port", str(port)]
    environment = {
        **os.environ,
        "TOASOAN_DATABASE_URL": f"sqlite:///{database}",
        "TOASOAN_CLOCK_SECONDS": "*/2",
    }
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    group = Group(process, port)
    try:
        wait_for(group)
        yield group
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(group: Group) -> None:
    """Come back when the front page is there. Raises TimeoutError."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit and group.process.poll() is None:
        try:
            if group.get("/")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the group does not answer")
