"""Who the portal belongs to, how to reach them, what there is and for whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from toasoan.channels.models import Channel
from toasoan.organisations.models import Organisation

from . import newest
from .days import end_of
from .identity import asked_home
from .snapshots.collect import shows_list, shows_until


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show all there is on the portal: columns with their topics, lists, feeds."""
    home = asked_home(request)
    topics = newest.topics_by_column(home)
    columns = [
        {"column": column, "topics": topics.get(column.pk, [])}
        for column in newest.columns_of(home)
        if column.live
    ]
    return render(request, "portal/overview.html", {"parts": columns})


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Show who answers for the portal, as NĐ 174/2026 (article 93) wants it."""
    return render(request, "portal/contact.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what the portal does for people with disabilities.

    TT 22/2023/TT-BTTTT, appendix II, asks State sites for WCAG 2.0 at least.
    """
    return render(request, "portal/accessibility.html")


@require_safe
def channels(request: HttpRequest) -> HttpResponse:
    """List the channels the commune speaks through.

    NĐ 224/2026, article 10: the agency manages, controls and announces its channels.
    """
    home = asked_home(request)
    shows_list("channels")
    shown = open_channels(home.organisation)
    return render(request, "portal/channels.html", {"channels": shown})


def open_channels(organisation: Organisation) -> list[Channel]:
    """Return the channels in earnest that are in use today."""
    today = organisation.local_day(timezone.now())
    known = Channel.objects.of(organisation).select_related("unit")
    earnest = [channel for channel in known if not channel.exercise]
    if any(
        (channel.opened_on and channel.opened_on > today)
        or (channel.closed_on and channel.closed_on >= today)
        for channel in earnest
    ):
        shows_until(end_of(today, organisation.zone))
    in_use = Channel.objects.of(organisation).open_on(today)
    keys = set(in_use.values_list("pk", flat=True))
    return [channel for channel in earnest if channel.pk in keys]
