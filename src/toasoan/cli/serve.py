"""`toasoan serve`: web server, worker and clock as one group."""

import hashlib
import os
import socket
import sys
from pathlib import Path

import click
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from .supervisor import Child, Supervisor

# Measured on two cores, eight readers at once: four answer a third more than two.
WEB_THREADS = 4
WORKER_LOOKS_EVERY = 0.25  # seconds; what a publish waits for at most
COLLECTED = "collected.txt"


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
    click.echo(_("Stopped."))


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
    """Bring the database and the static files up to this version, saying so."""
    if pending_migrations():
        click.echo(_("Bringing the database up to date…"))
        call_command("migrate", interactive=False, verbosity=0)
    connections.close_all()
    if static_changed():
        click.echo(_("Collecting the static files…"))
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        Path(settings.STATIC_ROOT, COLLECTED).write_text(static_stamp(), "ascii")


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


def run(host: str, port: int) -> None:
    """Keep the three programs up until Ctrl-C or SIGTERM."""
    Supervisor(children(host, port), say).run()


def say(name: str, line: str) -> None:
    click.echo(f"{name:<6} │ {line}")


def children(host: str, port: int) -> list[Child]:
    """Return the programs of the group; no worker where tasks run elsewhere."""
    own = [sys.executable, "-m", "toasoan.cli"]
    worker = ["manage", "db_worker", "--no-startup-delay", "--interval"]
    group = [
        Child("web", web_command(host, port)),
        Child("clock", [*own, "clock"]),
    ]
    if str(settings.TASKS["default"]["BACKEND"]).endswith("DatabaseBackend"):
        group.append(Child("worker", [*own, *worker, str(WORKER_LOOKS_EVERY)]))
    return group


def web_command(host: str, port: int) -> list[str]:
    """Return the command of the web server; pictures go out without Python."""
    pictures = Path(settings.MEDIA_ROOT, "images")
    pictures.mkdir(parents=True, exist_ok=True)
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": "1",
        "--blocking-threads": str(WEB_THREADS),
        "--workers-kill-timeout": "5",
        "--respawn-interval": "0.5",
        "--static-path-route": f"{settings.MEDIA_URL}images",
        "--static-path-mount": str(pictures),
    }
    pairs = [part for pair in options.items() for part in pair]
    flags = ["--no-ws", "--respawn-failed-workers"]
    return [sys.executable, "-m", "granian", *pairs, *flags, "toasoan.wsgi:application"]
