"""The command `toasoan`: run a newsroom, bring things in, ask how it stands."""

import os
import sys
from importlib import import_module

import click
import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

from toasoan import __version__
from toasoan.core import env

COMMANDS = {
    "serve": "serve:serve",
    "demo": "demo:demo",
    "plan": "plan:plan",
    "story": "story:story",
    "coverage": "coverage:coverage",
    "channel": "channel:channel",
    "deliveries": "deliveries:deliveries",
    "deliver": "deliveries:deliver",
    "doctor": "doctor:doctor",
    "clock": "clock:clock",
    "work": "work:work",
    "manage": "manage:manage",
}


class Commands(click.Group):
    """Commands found by name and imported once the settings are in place."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        set_up()
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), name)
        return command


def set_up() -> None:
    """Read the settings and speak their language.

    Raises click.ClickException, which says what to do, when they cannot be read.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toasoan.settings.dev")
    try:
        django.setup()
    except (env.MissingSetting, ImproperlyConfigured, ImportError, OSError) as error:
        raise click.ClickException(str(error)) from error
    translation.activate(env.text("LANGUAGE", settings.LANGUAGE_CODE))


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="toasoan")
def toasoan() -> None:
    """Tòa soạn: the newsroom of a commune."""


def main() -> None:
    """Run the command line; the way in of the console script."""
    write_vietnamese()
    toasoan(prog_name="toasoan")


def write_vietnamese() -> None:
    """Let a terminal or pipe without UTF-8 not stop Vietnamese words."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
