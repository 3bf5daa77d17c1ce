"""A supervised group for the tests: `python -m tests.cli.group NAME…`."""

import os
import signal
import subprocess
import sys
import time

import click

from toasoan.cli.supervisor import Child, Supervisor


def beat():
    while True:
        click.echo(f"beat {os.getpid()}")
        time.sleep(0.1)


def mayfly():
    click.echo("last words")
    sys.exit(3)


def parent():
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    click.echo(f"grandchild {child.pid}")
    time.sleep(600)


def deaf():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    click.echo("deaf")
    time.sleep(600)


KINDS = {"beat": beat, "mayfly": mayfly, "parent": parent, "deaf": deaf}


def supervise(names):
    own = [sys.executable, "-m", "tests.cli.group", "--be"]
    children = [Child(name, [*own, name]) for name in names]
    Supervisor(children, lambda name, line: click.echo(f"{name}: {line}")).run()
    click.echo("all down")


if __name__ == "__main__":
    if sys.argv[1] == "--be":
        KINDS[sys.argv[2]]()
    else:
        supervise(sys.argv[1:])
