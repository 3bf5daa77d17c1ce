"""Django's own commands, under ours."""

import click
from django.core.management import execute_from_command_line
from django.utils.translation import gettext as _


@click.command(
    help=_("Run one of Django's or Wagtail's own commands."),
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    execute_from_command_line(["toasoan manage", *arguments])
