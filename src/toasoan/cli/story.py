"""`toasoan story import`: bring an old site over."""

import logging
import sys
from pathlib import Path
from typing import TextIO

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toasoan.channels.models import Channel
from toasoan.organisations.models import Organisation
from toasoan.stories.imports import Tally, import_stories

from .newsroom import organisation_option


@click.group(help=_("Bring stories in."))
def story() -> None:
    pass


@story.command(
    "import",
    help=_(
        "Bring the stories of an old site over: FILE has one JSON object a line. Run "
        "it again after a break: what is there already is not added twice."
    ),
)
@click.argument("file", type=click.File(encoding="utf-8", lazy=True))
@organisation_option()
@click.option(
    "--publish",
    is_flag=True,
    help=_(
        "Publish each story as of its publish_at, on the portal only; a later time "
        "schedules it. Without this all are drafts."
    ),
)
def import_(file: TextIO, organisation: Organisation, publish: bool) -> None:
    if publish:
        check_portal(organisation)
    logging.getLogger("wagtail").setLevel(logging.WARNING)
    lines = file.readlines()
    folder = Path(getattr(file, "name", ".")).parent
    with click.progressbar(length=len(lines), file=sys.stderr) as bar:
        tally = import_stories(
            organisation=organisation,
            lines=lines,
            folder=folder,
            publish=publish,
            now=timezone.now(),
            progress=bar.update,
        )
    report(tally)


def check_portal(organisation: Organisation) -> None:
    """Raise click.ClickException when there is no portal to publish on."""
    portals = Channel.objects.of(organisation).filter(kind="portal", closed_on=None)
    if not portals.exists():
        raise click.ClickException(
            _("This newsroom has no portal yet: open that channel first.")
        )


def report(tally: Tally) -> None:
    """Print what was done and what is wrong in which line; exit 1 if anything is."""
    for bad in tally.bad:
        click.echo(
            _("line %(line)s: %(reason)s") % {"line": bad.line, "reason": bad.reason},
            err=True,
        )
    counts = (
        ngettext("%(count)s story added", "%(count)s stories added", tally.added)
        % {"count": tally.added},
        _("%(count)s known already") % {"count": tally.known},
        _("%(count)s lines passed over") % {"count": len(tally.bad)},
    )
    click.echo(", ".join(counts))
    if tally.bad:
        sys.exit(1)
