"""A channel and its service: connected, asked, and what it says."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.channels import actions
from toasoan.channels.adapters.base import DeliveryError
from toasoan.channels.messages import error_text
from toasoan.channels.models import Channel
from toasoan.desk.door import open_to
from toasoan.desk.key_forms import KeysForm
from toasoan.organisations.models import Organisation, Role


@require_http_methods(["GET", "POST"])
@open_to(Role.ADMINISTRATOR)
def connect(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Enter a channel's keys; then its service is asked at once."""
    channel = _channel(organisation, pk)
    installer = bool(request.user.is_superuser)
    form = KeysForm(request.POST or None, channel=channel, installer=installer)
    if request.method == "POST" and form.is_valid() and _kept(request, form):
        _ask(request, channel)
        return redirect("desk:channels")
    return render(request, "desk/connect.html", {"form": form, "channel": channel})


def _kept(request: HttpRequest, form: KeysForm) -> bool:
    try:
        actions.connect(
            channel=form.channel,
            keys=form.keys(),
            private=form.installer,
            by=request.user,
        )
    except actions.WrongKeys as error:
        form.refuse(error)
        return False
    except actions.KeysAreRenewed:
        form.add_error(None, error_text("keys_not_kept"))
        return False
    return True


@require_POST
@open_to(Role.ADMINISTRATOR)
def check(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Ask the service whether it knows us."""
    _ask(request, _channel(organisation, pk))
    return redirect("desk:channels")


def _ask(request: HttpRequest, channel: Channel) -> None:
    try:
        standing = actions.check(channel=channel, now=timezone.now())
    except DeliveryError as error:
        messages.error(
            request,
            _("“%(name)s” is not connected: %(why)s")
            % {"name": channel.name, "why": error_text(error.code)},
        )
        return
    messages.success(
        request,
        _("“%(name)s” is connected as “%(account)s”.")
        % {"name": channel.name, "account": standing.name or channel.name},
    )


def _channel(organisation: Organisation, pk: int) -> Channel:
    channel: Channel = get_object_or_404(Channel.objects.of(organisation), pk=pk)
    if actions.keys_of(channel.kind) is None:
        raise Http404
    return channel
