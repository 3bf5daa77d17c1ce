"""What each channel has not sent, and why."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from toasoan.channels.models import Delivery
from toasoan.organisations.models import Organisation


@dataclass(frozen=True, kw_only=True)
class Queue:
    """How many are `waiting`, the `oldest` due since then, how many `unconfirmed`.

    `failed` counts by code, the most frequent first.
    """

    waiting: int = 0
    oldest: datetime | None = None
    unconfirmed: int = 0
    failed: dict[str, int] = field(default_factory=dict)


def queues(
    *, organisation: Organisation, now: datetime, lately: timedelta
) -> dict[int, Queue]:
    """Return what stands on each channel by its id; failed of the time `lately`.

    Channels without anything are left out. Two queries.
    """
    mine = Delivery.objects.of(organisation).order_by()
    due = Q(state=Delivery.State.QUEUED, way="pushed", due_at__lte=now)
    unsure = Q(state=Delivery.State.UNCONFIRMED)
    standing = mine.filter(due | unsure).values_list("channel_id")
    rows = standing.annotate(
        waiting=Count("pk", filter=due),
        oldest=Min("due_at", filter=due),
        unconfirmed=Count("pk", filter=unsure),
    )
    failed: dict[int, dict[str, int]] = defaultdict(dict)
    gone = mine.filter(state=Delivery.State.FAILED, due_at__gte=now - lately)
    by_code = gone.values_list("channel_id", "error_code").annotate(n=Count("pk"))
    for channel, code, number in by_code.order_by("channel_id", "-n"):
        failed[channel][code] = number
    found = {
        channel: Queue(
            waiting=waiting,
            oldest=oldest,
            unconfirmed=unconfirmed,
            failed=failed.pop(channel, {}),
        )
        for channel, waiting, oldest, unconfirmed in rows
    }
    return found | {channel: Queue(failed=codes) for channel, codes in failed.items()}
