"""`toasoan demo`: a running newsroom of a made-up commune."""

import logging
import os
from collections.abc import Iterator

import click
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.channels.models import Channel
from toasoan.demo import accounts
from toasoan.demo.build import NotADemo, build, check_place, clear, move_to, stands
from toasoan.demo.commune import CODE

from .serve import check_port, prepare, run


@click.command(help=_("Show a newsroom with a month of made-up stories."))
@click.option("--reset", is_flag=True, help=_("Throw the demo away and start over."))
@click.option("--build-only", is_flag=True, help=_("Build it, do not serve it."))
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    envvar=["TOASOAN_PORT", "PORT"],
    default=8000,
    show_default=True,
    help=_("Port of the web server."),
)
@click.option("--host", envvar="TOASOAN_HOST", default="127.0.0.1", hidden=True)
def demo(reset: bool, build_only: bool, port: int, host: str) -> None:
    check_port(host, port)
    try:
        fill(reset, port)
    except NotADemo as error:
        raise click.ClickException(
            _(
                "There is a newsroom of your own here. The demo leaves it alone: set "
                "TOASOAN_VAR to an empty folder and unset TOASOAN_DATABASE_URL."
            )
        ) from error
    show(port)
    if not build_only:
        os.environ.setdefault("TOASOAN_BASE_URL", f"http://localhost:{port}")
        run(host, port)


def fill(reset: bool, port: int) -> None:
    """Build the demo where there is none, or only half of one; else keep it.

    Raises NotADemo when the place is taken.
    """
    check_place()
    if stands() and not reset:
        prepare()
        move_to(port)
        return
    clear()
    prepare()
    # A hundred pages made in a minute are no news.
    logging.getLogger("wagtail").setLevel(logging.WARNING)
    build(now=timezone.now(), port=port, say=click.echo)


def show(port: int) -> None:
    """Print where to look and who may sign in."""
    click.echo("")
    for name, path in places():
        click.echo(f"  {name:<28} http://localhost:{port}{path}")
    click.echo("")
    click.echo(accounts.kept())
    click.echo(_("Kept in %(path)s") % {"path": accounts.path()})
    click.echo(_("Ctrl-C stops everything."))


def places() -> Iterator[tuple[str, str]]:
    """Return what there is to see, and its address on this machine."""
    yield _("portal"), "/"
    yield _("desk"), reverse("wagtailadmin_home")
    channels = Channel.objects.filter(organisation__code=CODE)
    for channel in channels:
        if channel.exercise:
            yield channel.name, reverse("desk:wall", args=[channel.pk])
