"""`toasoan deliveries` and `toasoan deliver`: what is under way, and send it."""

import json
import logging
import time
from datetime import timedelta
from typing import Any

import click
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.channels import actions
from toasoan.channels.messages import error_text
from toasoan.channels.models import Channel, Delivery, FollowUp
from toasoan.channels.tasks import settle_channel, unconfirmed_channels
from toasoan.organisations.models import Organisation

from .newsroom import organisation_option

logger = logging.getLogger(__name__)

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
        "answer": one.answer,
    }


@click.command(help=_("Send what is due, without the worker of `serve`."))
@click.option("--once", is_flag=True, help=_("Come back when nothing is left to do."))
def deliver(once: bool) -> None:
    while True:
        if not once:
            # It runs for weeks; the database may have been started anew meanwhile.
            close_old_connections()
        _give_up_stale()
        if _round() or _settled():
            continue
        if once and not _goes_on_soon():
            return
        time.sleep(LOOKS_EVERY)


def _give_up_stale() -> None:
    now = timezone.now()
    actions.give_up_stale(now=now)
    age = timedelta(seconds=settings.DELIVERY_STALE_SECONDS)
    actions.give_up_stale_followups(now=now, age=age)
    actions.give_up_stale_broadcasts(now=now)


def _round() -> bool:
    """Work on each channel that has something to do; say whether one had.

    A channel that is another worker's is waited for elsewhere.
    """
    now = timezone.now()
    waiting = Channel.objects.filter(pk__in=actions.waiting_channels(now))
    worked = False
    for channel in waiting.select_related("organisation"):
        before = _open_on(channel)
        try:
            actions.work_on(channel=channel)
        except Exception:
            # One channel that raises must not keep the others waiting.
            logger.exception("channel %s: could not be worked on", channel.pk)
        worked = worked or _open_on(channel) != before
    return worked


def _open_on(channel: Channel) -> list[Any]:
    """Return what tells whether anything happened on `channel`."""
    what = ("pk", "state", "attempts", "not_before")
    rows = Delivery.objects.open().filter(channel=channel)
    after = FollowUp.objects.open().filter(delivery__channel=channel)
    return [list(one.order_by("pk").values_list(*what)) for one in (rows, after)]


def _settled() -> bool:
    """Ask about what nobody confirmed; say whether anything came of it."""
    before = _unconfirmed()
    for pk in unconfirmed_channels():
        settle_channel.call(pk)
    return _unconfirmed() != before


def _unconfirmed() -> int:
    return Delivery.objects.filter(state=Delivery.State.UNCONFIRMED).count()


def _goes_on_soon() -> bool:
    """Say whether a service is at work on something that ends within a minute."""
    soon = timezone.now() + timedelta(minutes=1)
    return Delivery.objects.under_way().filter(not_before__lte=soon).exists()
