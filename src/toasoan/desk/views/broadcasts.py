"""Posts brought to the followers' phones: chosen, confirmed, sent, settled."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.channels import actions
from toasoan.channels.adapters.base import Disconnected
from toasoan.channels.messages import error_text
from toasoan.channels.models import Broadcast, Channel
from toasoan.desk.broadcast_form import BroadcastForm
from toasoan.desk.door import SENDERS, open_to
from toasoan.organisations.models import Organisation

SHOWN = 20


@require_http_methods(["GET", "POST"])
@open_to(*SENDERS)
def choose(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Choose posts, see once more what goes to whom, send it."""
    channel = _channel(organisation, pk)
    now = timezone.now()
    # Without a worker nobody sweeps; a person at the screen can still settle it.
    actions.give_up_stale_broadcasts(now=now)
    pending = channel.broadcasts.pending().first()
    if pending:
        # It is settled here, also where nothing can be sent any more.
        return _page(request, channel, pending=pending)
    if not _sends(channel):
        raise Http404
    try:
        may = actions.outlook(channel=channel, now=now)
    except Disconnected as error:
        messages.error(request, error_text(error.code))
        return redirect("wagtailadmin_home")
    form = BroadcastForm(
        request.POST or None,
        posts=actions.to_broadcast(channel=channel, now=now),
        most=may.most,
        initial={"posts": request.GET.getlist("post")},
    )
    chosen = request.method == "POST" and form.is_valid()
    if chosen and "confirmed" in request.POST:
        return _sent(request, channel, form)
    posts = form.cleaned_data["posts"] if chosen else []
    return _page(
        request, channel, pending=may.pending, may=may, form=form, chosen=posts
    )


def _page(request: HttpRequest, channel: Channel, **context: Any) -> HttpResponse:
    past = channel.broadcasts.select_related("asked_by", "settled_by")
    context |= {
        "channel": channel,
        "past": past.prefetch_related("posts__story")[:SHOWN],
    }
    return render(request, "desk/broadcast.html", context)


def _sent(request: HttpRequest, channel: Channel, form: BroadcastForm) -> HttpResponse:
    try:
        one = actions.broadcast(
            channel=channel,
            posts=form.cleaned_data["posts"],
            key=form.cleaned_data["key"],
            by=request.user,
            now=timezone.now(),
        )
    except actions.NotPossible:
        messages.error(
            request, _("It was not sent: it may not go now. This page says why.")
        )
    except Disconnected as error:
        messages.error(request, error_text(error.code))
    else:
        _tell(request, one)
    return redirect("desk:broadcast", channel.pk)


def _tell(request: HttpRequest, one: Broadcast) -> None:
    if one.state == Broadcast.State.SENT:
        messages.success(request, _("Sent to the followers' phones."))
    elif one.state == Broadcast.State.FAILED:
        why = error_text(one.error_code)
        messages.error(request, _("It was not sent: %(why)s") % {"why": why})
    else:
        messages.warning(request, error_text(one.error_code) or str(one))


@require_POST
@open_to(*SENDERS)
def settle(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Take a person's word for what became of one nobody confirmed."""
    one = get_object_or_404(Broadcast.objects.of(organisation), pk=pk)
    went_out = request.POST.get("went_out") == "yes"
    try:
        actions.settle_broadcast(one=one, went_out=went_out, by=request.user)
    except actions.NotPossible:
        messages.info(request, _("Nothing to do: it does not wait for that any more."))
    else:
        messages.success(request, _("Noted, thank you."))
    if not _sends(one.channel):
        return redirect("wagtailadmin_home")
    return redirect("desk:broadcast", one.channel_id)


def _channel(organisation: Organisation, pk: int) -> Channel:
    mine = Channel.objects.of(organisation).select_related("organisation")
    channel: Channel = get_object_or_404(mine, pk=pk)
    return channel


def _sends(channel: Channel) -> bool:
    """Say whether `channel` is one that reaches its followers' phones."""
    in_use = not channel.closed_by(timezone.localdate())
    return in_use and actions.broadcasts(channel.kind)
