"""The admin's first screen: what must I still do today?"""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.forms import Media
from django.utils import timezone
from wagtail.admin.ui.components import Component

from toasoan.organisations.models import Organisation

from .approvals import drafts_of, sent_back_to, waiting_for
from .board import board
from .connections import channels_to_connect
from .deliveries import broadcasts_for, hands_for, troubles_for
from .door import WRITERS, holds
from .followups import followups_for

SHOWN = 6


class TodayPanel(Component):
    """Hôm nay: the board, and what waits for this very person."""

    name = "today"
    order = 0
    template_name = "desk/today.html"

    @property
    def media(self) -> Media:
        return Media(css={"all": ["desk/desk.css"]}, js=["desk/desk.js"])

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        context: dict[str, Any] = {
            "request": request,
            "csrf_token": parent_context["csrf_token"],
            "newsrooms": list(Organisation.objects.for_user(request.user)),
        }
        if not request.organisation:
            return context
        organisation = copy(request.organisation)  # the row, not its lazy stand-in
        now = timezone.now()
        return {
            **context,
            "organisation": organisation,
            "now": now,
            "board": board(organisation, organisation.local_day(now)),
            **what_waits(request.user, organisation, now),
        }


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
