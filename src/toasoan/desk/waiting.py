"""What waits for a person on the admin's first screen."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from toasoan.organisations.models import Organisation

from .approvals import drafts_of, sent_back_to, waiting_for
from .connections import channels_to_connect
from .deliveries import broadcasts_for, hands_for, troubles_for
from .door import WRITERS, holds
from .followups import followups_for

SHOWN = 6


def what_waits(user: Any, organisation: Organisation, now: datetime) -> dict[str, Any]:
    """Return what waits for `user`, each list cut to what one look can take."""
    waiting = waiting_for(user, organisation)
    hands, hands_count = first_of(hands_for(user, organisation, now))
    troubles, troubles_count = first_of(troubles_for(user, organisation, now))
    follow, follow_count = first_of(followups_for(user, organisation))
    writes = holds(user, organisation, *WRITERS)
    return {
        "waiting": [one for one in waiting if one.deciding],
        "own_waiting": [one for one in waiting if not one.deciding],
        "hands": hands,
        "hands_count": hands_count,
        "followups": follow,
        "followups_count": follow_count,
        "broadcasts": list(broadcasts_for(user, organisation)),
        **channels_to_connect(organisation, now),
        "troubles": troubles,
        "troubles_count": troubles_count,
        "writes": writes,
        "drafts": drafts_of(user, organisation) if writes else [],
        "sent_back": sent_back_to(user, organisation) if writes else [],
    }


def first_of(found: QuerySet[Any, Any]) -> tuple[list[Any], int]:
    """Return what one look can take of `found`, and how many there are in all."""
    rows = list(found[: SHOWN + 1])
    return rows[:SHOWN], found.count() if len(rows) > SHOWN else len(rows)
