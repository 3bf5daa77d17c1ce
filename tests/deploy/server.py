"""Our own server as `toasoan serve` starts it, without a database, in a folder."""

import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.nginx import free_port, started, wait_for
from toasoan.cli.serve import web_command

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Server:
    """A running web server; `pid` is of the process that Granian works in."""

    port: int
    process: subprocess.Popen

    def memory(self):
        """Return what all processes of the server hold, in bytes."""
        return sum(map(resident, [self.process.pid, *children_of(self.process.pid)]))


def children_of(pid):
    said = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in said]


def resident(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


@contextmanager
def running(var, before=(), **environment):
    """Run the web server with its data in `var`; `before` leads its command."""
    (var / "media").mkdir(exist_ok=True)
    port = free_port()
    given = {
        "PYTHONPATH": f"{ROOT / 'src'}",
        "DJANGO_SETTINGS_MODULE": "toasoan.settings.dev",
        "TOASOAN_VAR": str(var),
        "TOASOAN_SNAPSHOTS": str(var / "snapshots"),
        "TOASOAN_MEDIA_ROOT": str(var / "media"),
        "TOASOAN_READERS": str(var / "readers"),
        "TOASOAN_DATABASE_URL": f"sqlite:///{var}/none.sqlite3",
        **environment,
    }
    command = [*before, *web_command("127.0.0.1", port)]
    with started(command, var / "web.log", **given) as process:
        wait_for(port, process, var / "web.log")
        yield Server(port, process)


def said_to(port, data, wait=5.0):
    """Send `data` over a connection of its own; return all that comes back.

    Ends when the server closes, or after half a second of silence following an answer.
    """
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(data)
        return heard(line, wait)


def heard(line, wait):
    ends, parts = time.monotonic() + wait, []
    while time.monotonic() < ends:
        line.settimeout(0.5 if parts else max(0.01, ends - time.monotonic()))
        try:
            part = line.recv(65536)
        except (TimeoutError, ConnectionResetError):
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts)
