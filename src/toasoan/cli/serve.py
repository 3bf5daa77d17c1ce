"""`toasoan serve`: web server, worker and clock as one group."""

import hashlib
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import click
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from toasoan.portal.snapshots import startup

from .supervisor import Child, orders

# Measured on two cores, eight readers at once: four answer a third more than two. Two
# more, since up to four may wait for those who send slowly (wsgi.SENDERS).
WEB_THREADS = 6
A_YEAR = 365 * 24 * 3600
COLLECTED = "collected.txt"
OWN = [sys.executable, "-m", "toasoan.cli"]
# glibc's malloc keeps what large pictures took unless told to give it back.
GIVES_BACK = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "262144",
    "MALLOC_TRIM_THRESHOLD_": "262144",
}


@click.command(help=_("Run the newsroom: web server, worker and clock in one."))
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    envvar=["TOASOAN_PORT", "PORT"],
    default=8000,
    show_default=True,
    help=_("Port of the web server."),
)
@click.option(
    "--host",
    envvar="TOASOAN_HOST",
    default="127.0.0.1",
    show_default=True,
    help=_("Address to listen on; 0.0.0.0 for every machine of the network."),
)
def serve(port: int, host: str) -> None:
    check_port(host, port)
    prepare()
    click.echo(
        _("Listening on http://%(host)s:%(port)s – Ctrl-C stops everything.")
        % {"host": host, "port": port}
    )
    run(host, port)


def check_port(host: str, port: int) -> None:
    """Raise click.ClickException, saying what to do, when `port` is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                _(
                    "Port %(port)s cannot be used (%(reason)s). Choose another: "
                    "PORT=8001 make demo, or toasoan serve --port 8001."
                )
                % {"port": port, "reason": error.strerror}
            ) from error


def prepare() -> None:
    """Bring the database and the static files up to this version, saying so.

    Both at once: a first start takes ten seconds for either.
    """
    with ThreadPoolExecutor(1) as beside:
        collected = None
        if static_changed():
            click.echo(_("Collecting the static files…"))
            collected = beside.submit(collect)
        if pending_migrations():
            click.echo(_("Bringing the database up to date…"))
            call_command("migrate", interactive=False, verbosity=0)
    if collected and not collected.result():
        raise click.ClickException(_("The static files could not be collected."))
    startup.agree()
    connections.close_all()


def collect() -> bool:
    """Collect the static files in a process of its own; say whether it could."""
    stamp = static_stamp()
    done = subprocess.run(  # noqa: S603, our own command
        [*OWN, "manage", "collectstatic", "--no-input", "--verbosity=0", "--clear"],
        check=False,
    )
    if done.returncode == 0:
        Path(settings.STATIC_ROOT, COLLECTED).write_text(stamp, "ascii")
    return done.returncode == 0


def pending_migrations() -> int:
    """Return how many migrations the database lacks."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def static_changed() -> bool:
    """Say whether the collected static files are missing or of another version."""
    if settings.DEBUG:
        return False
    known = Path(settings.STATIC_ROOT, COLLECTED)
    return not known.exists() or known.read_text("ascii") != static_stamp()


def static_stamp() -> str:
    """Return a mark of all static files as they are: names, sizes and times."""
    marks = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = os.stat(storage.path(name))
            marks.append(f"{name} {state.st_size} {state.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(marks)).encode()).hexdigest()


def run(host: str, port: int) -> NoReturn:
    """Keep the programs up until Ctrl-C or SIGTERM; does not come back.

    The supervisor takes the place of this process: it needs nothing of Django, which
    takes as much memory as a whole web server elsewhere.
    """
    told = orders(children(host, port), _("Stopped."))
    command = [sys.executable, "-m", f"{__package__}.supervisor", told]
    sys.stdout.flush()
    os.execve(sys.executable, command, {**GIVES_BACK, **os.environ})  # noqa: S606


def children(host: str, port: int) -> list[Child]:
    """Return the programs of the group; no worker where tasks run elsewhere.

    The clock strikes inside the worker, which saves the memory of a third Django.
    """
    works = str(settings.TASKS["default"]["BACKEND"]).endswith("DatabaseBackend")
    second = (
        Child("worker", [*OWN, "work"]) if works else Child("clock", [*OWN, "clock"])
    )
    return [Child("web", web_command(host, port)), second]


def web_command(host: str, port: int) -> list[str]:
    """Return the command of the web server; pictures go out without Python.

    Their names change with what they show, so readers keep them for a year.
    """
    pictures = Path(settings.MEDIA_ROOT, "images")
    pictures.mkdir(parents=True, exist_ok=True)
    options = {
        "--interface": "wsgi",
        "--http": "1",
        "--http1-header-read-timeout": "10000",
        "--host": host,
        "--port": str(port),
        "--workers": "1",
        "--blocking-threads": str(WEB_THREADS),
        "--workers-kill-timeout": "5",
        "--respawn-interval": "0.5",
        "--static-path-route": f"{settings.MEDIA_URL}images",
        "--static-path-mount": str(pictures),
        "--static-path-expires": str(A_YEAR),
    }
    pairs = [part for pair in options.items() for part in pair]
    flags = ["--no-ws", "--respawn-failed-workers"]
    return [sys.executable, "-m", "granian", *pairs, *flags, "toasoan.wsgi:application"]
