"""The channels of a newsroom, kept by its administrator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.channels import actions
from toasoan.channels.models import Channel
from toasoan.desk.connections import standings
from toasoan.desk.door import open_to
from toasoan.desk.house_forms import ChannelForm
from toasoan.organisations.models import Organisation, Role


@open_to(Role.ADMINISTRATOR)
def index(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """List all channels, closed ones too, and how each stands with its service."""
    rows = standings(organisation, timezone.now())
    return render(request, "desk/channels.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@open_to(Role.ADMINISTRATOR)
def add(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Open a channel."""
    form = ChannelForm(request.POST or None, organisation=organisation)
    return _kept(request, form) or _page(request, form, _("New channel"))


@require_http_methods(["GET", "POST"])
@open_to(Role.ADMINISTRATOR)
def edit(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Change a channel; it is closed by a date, never deleted."""
    channel = get_object_or_404(Channel.objects.of(organisation), pk=pk)
    title = channel.name
    form = ChannelForm(
        request.POST or None, instance=channel, organisation=organisation
    )
    return _kept(request, form) or _page(request, form, title)


def _kept(request: HttpRequest, form: ChannelForm) -> HttpResponse | None:
    if request.method != "POST" or not form.is_valid():
        return None
    actions.keep_channel(channel=form.instance, by=request.user)
    messages.success(
        request, _("Channel “%(name)s” saved.") % {"name": form.instance.name}
    )
    if actions.keys_of(form.instance.kind) and not form.instance.config:
        return redirect("desk:connect", form.instance.pk)
    return redirect("desk:channels")


def _page(request: HttpRequest, form: ChannelForm, title: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "back": "desk:channels",
        "back_name": _("Channels"),
    }
    return render(request, "desk/form.html", context)
