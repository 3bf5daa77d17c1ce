"""What the screens share: the admin's frame, a choice, today."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.organisations.models import Organisation


def today_of(organisation: Organisation) -> date:
    """Return the calendar day it is now where `organisation` is."""
    return organisation.local_day(timezone.now())


def choice(request: HttpRequest, name: str, offered: Sequence[str]) -> str:
    """Return what the address wishes for `name`; the first one offered otherwise."""
    wish = request.GET.get(name, "")
    return wish if wish in offered else offered[0]


def screen(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    title: str,
    *above: tuple[str, str],
) -> HttpResponse:
    """Return `template` in the admin's frame; `above` are (label, address) pairs."""
    crumbs = [(_("Home"), reverse("wagtailadmin_home")), *above, (title, "")]
    return render(
        request,
        f"reports/{template}.html",
        {
            "header_title": title,
            "page_title": title,
            "breadcrumbs_items": [
                {"label": label, "url": address} for label, address in crumbs
            ],
            **context,
        },
    )
