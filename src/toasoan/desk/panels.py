"""The admin's first screen: what must I still do today?"""

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.forms import Media
from django.utils import timezone
from wagtail.admin.ui.components import Component

from toasoan.organisations.models import Organisation

from .board import board
from .waiting import what_waits


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
