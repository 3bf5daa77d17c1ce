"""Where stories are, why not, and what a person can do about it."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin.utils import get_valid_next_url_from_request

from toasoan.channels import actions
from toasoan.channels.adapters.base import Way
from toasoan.channels.models import Delivery, FollowUp
from toasoan.desk.connections import hour_of
from toasoan.desk.deliveries import may_settle, of_newsroom
from toasoan.desk.door import CARRIERS, SENDERS, WRITERS, holds, open_to
from toasoan.desk.forms import DeliveryFilter, SettleForm
from toasoan.organisations.models import Organisation, Role
from toasoan.stories.models import StoryPage

PAGE = 50
SECOND_TAP = timedelta(minutes=1)


@open_to()
def index(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """List the newsroom's deliveries, newest first, fifty a page."""
    form = DeliveryFilter(organisation, request.GET)
    found = form.narrow(Delivery.objects.of(organisation))
    # Sorting ids alone, then reading one page, spares carrying every row along.
    ids = list(
        _after(found, request.GET.get("after", "")).values_list("pk", flat=True)[
            : PAGE + 1
        ]
    )
    shown = list(
        of_newsroom(organisation).filter(pk__in=ids[:PAGE]).order_by("-due_at", "-pk")
    )
    context = {
        "organisation": organisation,
        "form": form,
        "rows": _with_rights(request, shown),
        "older": _address_after(request, shown[-1]) if len(ids) > PAGE else "",
    }
    return render(request, "desk/deliveries.html", context)


def _after(found: QuerySet[Delivery], mark: str) -> QuerySet[Delivery]:
    """Return what follows `mark` (time due and id of the last row shown)."""
    ordered = found.order_by("-due_at", "-pk")
    at, _sep, pk = mark.rpartition("_")
    moment = _moment(at)
    if moment is None or not pk.isdecimal():
        return ordered
    return ordered.filter(Q(due_at__lt=moment) | Q(due_at=moment, pk__lt=int(pk)))


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


def _address_after(request: HttpRequest, last: Delivery) -> str:
    query = request.GET.copy()
    query["after"] = f"{last.due_at.isoformat()}_{last.pk}"
    return f"?{query.urlencode()}"


def _with_rights(
    request: HttpRequest, rows: list[Delivery]
) -> list[tuple[Delivery, bool]]:
    return [(row, may_settle(request.user, row)) for row in rows]


@open_to()
def story(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Show where one story is out, since when, at which address."""
    one = get_object_or_404(StoryPage.objects.filter(organisation=organisation), pk=pk)
    found = of_newsroom(organisation).filter(story=one)
    rows = list(found.order_by("channel__position", "pk"))
    context = {
        "story": one,
        "rows": _with_rights(request, rows),
        "phones": _for_phones(request, organisation, one, rows),
        "followups": _followups(request, organisation, one),
        "writes": holds(request.user, organisation, *WRITERS),
        "recalls": (one.live or bool(actions.out(one)))
        and holds(request.user, organisation, Role.APPROVER, Role.ADMINISTRATOR),
    }
    return render(request, "desk/story.html", context)


def _for_phones(
    request: HttpRequest,
    organisation: Organisation,
    story: StoryPage,
    rows: list[Delivery],
) -> list[Delivery]:
    """Return the posts that may be brought to the followers' phones."""
    if not story.live or not holds(request.user, organisation, *SENDERS):
        return []
    today = timezone.localdate()
    there = [one for one in rows if one.state == Delivery.State.DELIVERED]
    return [
        one
        for one in there
        if actions.broadcasts(one.channel.kind) and not one.channel.closed_by(today)
    ]


def _followups(
    request: HttpRequest, organisation: Organisation, story: StoryPage
) -> list[tuple[FollowUp, bool]]:
    found = FollowUp.objects.of(organisation).filter(delivery__story=story)
    rows = found.select_related(
        "delivery__story", "delivery__channel", "delivery__organisation"
    ).order_by("-pk")
    return [(row, may_settle(request.user, row.delivery)) for row in rows]


@require_POST
@open_to(*CARRIERS)
def try_again(
    request: HttpRequest, organisation: Organisation, pk: int
) -> HttpResponse:
    """Queue what failed once more, or have what waits for its next try go now."""
    delivery = _delivery(request, organisation, pk)
    now = timezone.now()
    try:
        actions.try_again(delivery=delivery, now=now)
    except actions.NotPossible:
        messages.info(request, _("Nothing to do: it does not wait for that any more."))
        return _back(request)
    rests_until = actions.connection_of(delivery.channel).rests_until
    if rests_until and rests_until > now:
        words = _("It will be sent again at %(at)s: the service asked for a pause.")
        messages.success(request, words % {"at": hour_of(rests_until, now)})
    else:
        messages.success(request, _("It will be sent again within a minute."))
    return _back(request)


@require_http_methods(["GET", "POST"])
@open_to(*CARRIERS)
def settle(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Ask a person whether an unconfirmed delivery is there; believe them."""
    delivery = _delivery(request, organisation, pk)
    # Without a worker nobody sweeps; a person at the screen can still settle it.
    actions.give_up_stale(now=timezone.now())
    delivery.refresh_from_db(fields=["state", "error_code"])
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _settled(request, delivery, form)
    return render(request, "desk/settle.html", {"delivery": delivery, "form": form})


def _settled(
    request: HttpRequest, delivery: Delivery, form: SettleForm
) -> HttpResponse:
    try:
        actions.settle_by_hand(
            delivery=delivery,
            arrived=form.cleaned_data["arrived"],
            by=request.user,
            now=timezone.now(),
            url=form.cleaned_data["url"],
        )
    except actions.NotPossible:
        messages.info(request, _("Nothing to do: it does not wait for that any more."))
    else:
        messages.success(request, _("Noted, thank you."))
    return _back(request)


@require_http_methods(["GET", "POST"])
@open_to(*CARRIERS)
def call_off(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Take what is not out off the list, once the person said yes."""
    delivery = _delivery(request, organisation, pk)
    if request.method == "GET":
        return render(request, "desk/call_off.html", {"delivery": delivery})
    try:
        actions.call_off(delivery=delivery)
    except actions.NotPossible:
        messages.info(request, _("Nothing to do: it does not wait for that any more."))
    else:
        messages.success(request, _("Taken off the list."))
    return _back(request)


@require_http_methods(["GET", "POST"])
@open_to(*CARRIERS)
def repost(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Send a story to the same channel once more, once the person said yes."""
    delivery = _delivery(request, organisation, pk)
    if delivery.way == Way.PUBLISHED.value or not delivery.story.live:
        raise PermissionDenied
    if request.method == "GET":
        return render(request, "desk/repost.html", {"delivery": delivery})
    queued = None if _just_asked(delivery) else _queue_again(delivery)
    if queued is None:
        messages.info(request, _("It waits to be sent already."))
    else:
        messages.success(request, _("It goes out once more, counted as a re-post."))
    return _back(request)


def _just_asked(delivery: Delivery) -> bool:
    """Say whether this is a second tap: the first may have gone out since."""
    same = delivery.story.deliveries.filter(channel=delivery.channel, repost=True)
    return bool(same.filter(created_at__gt=timezone.now() - SECOND_TAP).exists())


def _queue_again(delivery: Delivery) -> Delivery | None:
    return actions.queue(
        story=delivery.story,
        channel=delivery.channel,
        due_at=timezone.now(),
        repost=True,
    )


def _delivery(request: HttpRequest, organisation: Organisation, pk: int) -> Delivery:
    delivery: Delivery = get_object_or_404(of_newsroom(organisation), pk=pk)
    if not may_settle(request.user, delivery):
        raise PermissionDenied
    return delivery


def _back(request: HttpRequest) -> Any:
    return redirect(get_valid_next_url_from_request(request) or "desk:deliveries")
