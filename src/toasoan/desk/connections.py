"""How each channel stands with its service, in words for its administrator."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.channels import actions
from toasoan.channels.messages import error_text
from toasoan.channels.models import Channel, Connection
from toasoan.organisations.models import Organisation

from .house_forms import way_of

# A pause shorter than this is not worth a word.
WORTH_SAYING = timedelta(minutes=2)
LATELY = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One channel: how stories get there, and what is to be said of its connection.

    `connects` when it has keys, `broadcasts` when it reaches its followers' phones,
    `trouble` what stopped it, `notes` what to look after, `failed` why and how often.
    """

    channel: Channel
    how: str
    connects: bool
    connection: Connection | None
    trouble: str
    can: list[str]
    broadcasts: bool
    notes: list[str]
    queue: actions.Queue
    failed: list[tuple[str, int]]


def standings(organisation: Organisation, now: datetime) -> list[Standing]:
    """Return how each channel of `organisation` stands, in three queries."""
    channels = Channel.objects.of(organisation).select_related("unit", "connection")
    queues = actions.queues(organisation=organisation, now=now, lately=LATELY)
    nothing = actions.Queue()
    return [standing_of(one, queues.get(one.pk, nothing)) for one in channels]


def standing_of(channel: Channel, queue: actions.Queue) -> Standing:
    """Return how `channel` (with its connection joined) stands."""
    connection = getattr(channel, "connection", None)
    connects = actions.keys_of(channel.kind) is not None
    closed = channel.closed_by(timezone.localdate())
    return Standing(
        channel=channel,
        how=way_of(channel.kind),
        connects=connects,
        connection=connection,
        trouble=_trouble(channel, connection, connects),
        can=actions.can(channel.kind) if connects else [],
        broadcasts=not closed and actions.broadcasts(channel.kind),
        notes=_notes(connection) if connection else [],
        queue=queue,
        failed=[(error_text(code), number) for code, number in queue.failed.items()],
    )


def _trouble(channel: Channel, connection: Connection | None, connects: bool) -> str:
    if connects and (connection is None or not connection.sealed):
        return error_text("not_connected")
    return error_text(connection.trouble) if connection else ""


def _notes(connection: Connection) -> list[str]:
    now = timezone.now()
    notes = [error_text(code) for code in connection.warnings]
    if actions.dying(connection, now):
        notes.append(
            _("Its token dies soon: connect it anew before then, or nothing goes out.")
        )
    if connection.rests_until and connection.rests_until - now > WORTH_SAYING:
        notes.append(
            _("The service asked for a pause until %(at)s.")
            % {"at": hour_of(connection.rests_until, now)}
        )
    return notes


def hour_of(moment: datetime, now: datetime) -> str:
    """Return the hour of `moment`, and its day when that is not today's."""
    at = timezone.localtime(moment)
    today = at.date() == timezone.localdate(now)
    return f"{at:%H:%M}" if today else f"{at:%H:%M %d/%m/%Y}"


def channels_to_connect(
    organisation: Organisation, now: datetime
) -> dict[str, list[Any]]:
    """Return what is `stopped` and why, and what is `dying` and when; one query."""
    found = actions.to_connect_anew(organisation.pk, now)
    return {
        "stopped": [
            (one.channel, error_text(one.trouble)) for one in found if one.trouble
        ],
        "dying": [(one.channel, one.token_until) for one in found if not one.trouble],
    }
