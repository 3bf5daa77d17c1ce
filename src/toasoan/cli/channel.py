"""`toasoan channel`: connect a channel to its service, ask how it stands."""

import json
import sys
from datetime import datetime, timedelta
from typing import Any

import click
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from toasoan.channels import actions
from toasoan.channels.adapters.base import DeliveryError
from toasoan.channels.messages import error_text
from toasoan.channels.models import Channel, Medium
from toasoan.organisations.models import Organisation

from .newsroom import organisation_option

# Failures older than this are no news.
LATELY = timedelta(days=1)
# What a channel of this kind is to those it reaches, when it is opened here.
MEDIA = {"facebook_page": Medium.FACEBOOK, "zalo_oa": Medium.ZALO}


@click.group(help=_("Channels and their connections."))
def channel() -> None:
    pass


@channel.command(
    help=_("Connect a channel of KIND with its keys; a new one if needed.")
)
@click.argument("kind")
@organisation_option()
@click.option("--name", help=_("The channel; needed where several could be meant."))
@click.option(
    "--set",
    "pairs",
    multiple=True,
    metavar="KEY=VALUE",
    help=_("One key; `KEY=@FILE` reads it from a file, `KEY=-` from the keyboard."),
)
def connect(
    kind: str, organisation: Organisation, name: str | None, pairs: tuple[str, ...]
) -> None:
    if kind not in settings.CHANNEL_KINDS or actions.keys_of(kind) is None:
        known = [k for k in settings.CHANNEL_KINDS if actions.keys_of(k)]
        raise click.BadParameter(
            _("there is no kind “%(kind)s” to connect; there are: %(kinds)s")
            % {"kind": kind, "kinds": ", ".join(known) or "–"}
        )
    keys = dict(_pair(text) for text in pairs)
    one = _meant(organisation, kind, name)
    try:
        # Who types commands on this machine may let it talk to its own network.
        actions.connect(channel=one, keys=keys, private=True, by=None)
    except actions.WrongKeys as error:
        raise click.ClickException(_wrong(kind, error)) from error
    except actions.KeysAreRenewed as error:
        raise click.ClickException(error_text("keys_not_kept")) from error
    click.echo(_("Channel “%(name)s” has its keys.") % {"name": one.name})
    _check(one)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise click.BadParameter(_("write KEY=VALUE, not “%(text)s”") % {"text": name})
    if value == "-":
        value = click.prompt(name, hide_input=True)
    elif value.startswith("@"):
        try:
            with open(value[1:], encoding="utf-8") as file:
                value = file.read().strip()
        except OSError as error:
            raise click.BadParameter(str(error)) from error
    return name, value


def _meant(organisation: Organisation, kind: str, name: str | None) -> Channel:
    """Return the channel meant: by name, else what is there for it, else a new one.

    There for it is the one of the kind, or the one of its medium that a person carries
    so far, or that is an exercise; of several the commune's own.
    """
    mine = Channel.objects.of(organisation)
    if name:
        found = mine.filter(name=name).first()
        return _of_kind(found, kind) if found else _new(organisation, kind, name)
    in_use = mine.not_closed_on(timezone.localdate())
    standing = in_use.filter(medium=MEDIA.get(kind, Medium.OTHER))
    for alike in (
        in_use.filter(kind=kind),
        standing.filter(kind="handed"),
        standing.filter(kind="fake"),
    ):
        if alike:
            return _of_kind(_only(list(alike)), kind)
    return _new(organisation, kind, kind)


def _only(alike: list[Channel]) -> Channel:
    """Return the one of `alike`, or the commune's own. Raises click.ClickException."""
    own = [one for one in alike if one.whose == "commune"]
    if len(alike) > 1 and len(own) != 1:
        names = ", ".join(one.name for one in alike)
        raise click.ClickException(
            _("Several channels could be meant: say which with --name: %(names)s.")
            % {"names": names}
        )
    return alike[0] if len(alike) == 1 else own[0]


def _of_kind(found: Channel, kind: str) -> Channel:
    found.kind = kind
    return found


def _new(organisation: Organisation, kind: str, name: str) -> Channel:
    return Channel(
        organisation=organisation,
        name=name,
        kind=kind,
        medium=MEDIA.get(kind, Medium.OTHER),
    )


def _wrong(kind: str, error: actions.WrongKeys) -> str:
    model = actions.keys_of(kind)
    names = ", ".join(model.model_fields) if model else "–"
    said = []
    if error.unknown:
        said.append(_("unknown: %(names)s") % {"names": ", ".join(error.unknown)})
    if error.wrong:
        said.append(
            _("missing or wrong: %(names)s") % {"names": ", ".join(error.wrong)}
        )
    said.append(_("keys of %(kind)s: %(names)s") % {"kind": kind, "names": names})
    return "; ".join(said)


@channel.command(help=_("Ask the service of channel NAME whether it knows us."))
@click.argument("name")
@organisation_option()
def check(name: str, organisation: Organisation) -> None:
    found = Channel.objects.of(organisation).filter(name=name).first()
    if found is None:
        raise click.BadParameter(_names(organisation, name))
    if actions.keys_of(found.kind) is None:
        click.echo(_("“%(name)s” needs no connection.") % {"name": name})
        return
    _check(found)


def _names(organisation: Organisation, name: str) -> str:
    names = Channel.objects.of(organisation).values_list("name", flat=True)
    return _("there is no channel “%(name)s”; there are: %(names)s") % {
        "name": name,
        "names": ", ".join(names) or "–",
    }


def _check(one: Channel) -> None:
    try:
        standing = actions.check(channel=one, now=timezone.now())
    except DeliveryError as error:
        click.echo(
            _("The service does not take us: %(why)s")
            % {"why": error_text(error.code)},
            err=True,
        )
        if error.detail:
            click.echo(f"  {error.detail}", err=True)
        sys.exit(1)
    click.echo(_("Connected as “%(name)s”.") % {"name": standing.name or one.name})
    click.echo(_("It can: %(verbs)s.") % {"verbs": ", ".join(actions.can(one.kind))})
    if standing.until:
        click.echo(
            _("Its token lives until %(day)s.")
            % {"day": date_format(timezone.localtime(standing.until), "d/m/Y H:i")}
        )
    for code in standing.warnings:
        click.echo(error_text(code))


@channel.command(name="list", help=_("The channels, their kinds and how they stand."))
@organisation_option()
@click.option("--json", "as_data", is_flag=True, help=_("Print it as JSON lines."))
def list_(organisation: Organisation, as_data: bool) -> None:
    now = timezone.now()
    queues = actions.queues(organisation=organisation, now=now, lately=LATELY)
    for one in Channel.objects.of(organisation).select_related("connection"):
        connection: Any = getattr(one, "connection", None)
        if as_data:
            queue = queues.get(one.pk, actions.Queue())
            click.echo(json.dumps(_metrics(one, connection, queue, now)))
            continue
        state = error_text(connection.trouble) if connection else ""
        click.echo("\t".join([one.name, one.kind, one.medium, state]).rstrip())


def _metrics(
    one: Channel, connection: Any, queue: actions.Queue, now: datetime
) -> dict[str, Any]:
    """Return what docs/channels.md promises to those who watch by machine."""
    age = (now - queue.oldest).total_seconds() if queue.oldest else 0
    return {
        "name": one.name,
        "kind": one.kind,
        "medium": one.medium,
        "waiting": queue.waiting,
        "oldest_seconds": round(age),
        "unconfirmed": queue.unconfirmed,
        "failed": queue.failed,
        "last_success": _iso(connection and connection.worked_at),
        "stopped": connection.trouble if connection else "",
        "token_until": _iso(connection and connection.token_until),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


@channel.command(name="reseal", help=_("Seal all keys anew with the newest key."))
def reseal() -> None:
    click.echo(_("%(count)s sealed.") % {"count": actions.reseal()})
