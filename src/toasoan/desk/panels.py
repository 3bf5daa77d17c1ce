"""The admin's first screen: what must I still do today?"""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.forms import Media
from django.utils import timezone
from wagtail.admin.ui.components import Component

from toasoan.organisations.models import Organisation

from .approvals import drafts_of, sent_back_to, waiting_for
from .board import board
from .connections import channels_to_connect
from .deliveries import hands_for, troubles_for
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
    hands = hands_for(user, organisation, now)
    troubles = troubles_for(user, organisation, now)
    follow = followups_for(user, organisation)
    writes = holds(user, organisation, *WRITERS)
    return {
        "waiting": [one for one in waiting if one.deciding],
        "own_waiting": [one for one in waiting if not one.deciding],
        "hands": list(hands[:SHOWN]),
        "hands_count": hands.count(),
        "followups": list(follow[:SHOWN]),
        "followups_count": follow.count(),
        **channels_to_connect(organisation, now),
        "troubles": list(troubles[:SHOWN]),
        "troubles_count": troubles.count(),
        "writes": writes,
        "drafts": drafts_of(user, organisation) if writes else [],
        "sent_back": sent_back_to(user, organisation) if writes else [],
    }
