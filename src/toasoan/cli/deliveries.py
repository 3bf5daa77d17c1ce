"""`toasoan deliveries` and `toasoan deliver`: what is under way, and send it."""

import json
import time
from typing import Any

import click
from django.db import close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.channels import actions
from toasoan.channels.messages import error_text
from toasoan.channels.models import Channel, Delivery
from toasoan.channels.tasks import settle_channel, unconfirmed_channels
from toasoan.organisations.models import Organisation

from .newsroom import organisation_option

STATES = [str(value) for value in Delivery.State.values]
LOOKS_EVERY = 0.5  # seconds


@click.command(help=_("List deliveries, oldest first."))
@organisation_option()
@click.option("--state", type=click.Choice(STATES), help=_("Only those in this state."))
@click.option("--json", "as_json", is_flag=True, help=_("A JSON object for each line."))
def deliveries(organisation: Organisation, state: str | None, as_json: bool) -> None:
    found = Delivery.objects.of(organisation).order_by("due_at", "pk")
    if state:
        found = found.filter(state=state)
    for one in found.select_related("story", "channel").iterator():
        row = _row(one)
        if as_json:
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            parts = [row["state"], row["channel"], row["headline"], row["url"]]
            click.echo("\t".join([*parts, error_text(row["error"])]).rstrip())


def _row(one: Delivery) -> dict[str, Any]:
    return {
        "id": one.pk,
        "key": str(one.key),
        "state": one.state,
        "channel": one.channel.name,
        "kind": one.channel.kind,
        "story": one.story_id,
        "headline": one.story.title,
        "due_at": one.due_at.isoformat(),
        "delivered_at": one.delivered_at.isoformat() if one.delivered_at else None,
        "external_id": one.external_id,
        "url": one.url,
        "attempts": one.attempts,
        "repost": one.repost,
        "correction": one.correction,
        "error": one.error_code,
        "detail": one.error_detail,
    }


@click.command(help=_("Send what is due, without the worker of `serve`."))
@click.option("--once", is_flag=True, help=_("Come back when nothing is left to do."))
def deliver(once: bool) -> None:
    while True:
        close_old_connections()
        actions.give_up_stale(now=timezone.now())
        worked = _round()
        if once and not worked:
            return
        if not worked:
            _settle()
            time.sleep(LOOKS_EVERY)


def _round() -> bool:
    """Work on each channel that has something to do; say whether one had.

    A channel at work on its own step, or another worker's, is waited for elsewhere.
    """
    now = timezone.now()
    waiting = Channel.objects.filter(pk__in=actions.waiting_channels(now))
    worked = False
    for channel in waiting.select_related("organisation"):
        before = _under(channel)
        actions.work_on(channel=channel)
        worked = worked or _under(channel) != before
    return worked


def _under(channel: Channel) -> list[Any]:
    """Return what tells whether anything happened on `channel`."""
    rows = Delivery.objects.open().filter(channel=channel)
    return list(
        rows.order_by("pk").values_list("pk", "state", "attempts", "not_before")
    )


def _settle() -> None:
    for pk in unconfirmed_channels():
        settle_channel.call(pk)
