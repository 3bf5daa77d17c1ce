"""What a person posts or reads themselves: the ready text, then the confirmation."""

import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_valid_next_url_from_request

from toasoan.channels import actions
from toasoan.channels.adapters.base import Item, Media, Way
from toasoan.channels.models import Delivery, Medium
from toasoan.channels.spoken import duration_seconds
from toasoan.channels.texts import item_for
from toasoan.desk.archive import Entry, zipped
from toasoan.desk.deliveries import hands_for, may_settle, of_newsroom
from toasoan.desk.door import CARRIERS, open_to
from toasoan.desk.forms import AiredForm, HandForm
from toasoan.desk.pictures import Ready, ready_pictures
from toasoan.organisations.models import Organisation


@open_to(*CARRIERS)
def index(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """List what waits for this person's hand."""
    waiting = hands_for(request.user, organisation, timezone.now())[:200]
    context = {"organisation": organisation, "hands": waiting}
    return render(request, "desk/hands.html", context)


@open_to(*CARRIERS)
def one(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Show the ready text and pictures of one delivery, or its confirmation."""
    delivery = _delivery(request, organisation, pk)
    now = timezone.localtime(timezone.now())
    form = _form_class(delivery)(initial={"at": now.replace(second=0, microsecond=0)})
    return _page(request, delivery, form)


@require_POST
@open_to(*CARRIERS)
def confirm(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Record that it was posted or aired."""
    delivery = _delivery(request, organisation, pk)
    form = _form_class(delivery)(request.POST)
    if not form.is_valid():
        return _page(request, delivery, form, status=422)
    try:
        actions.confirm_by_hand(
            delivery=delivery,
            by=request.user,
            now=timezone.now(),
            url=form.cleaned_data.get("url") or "",
            at=form.cleaned_data["at"],
        )
    except actions.NotPossible:
        messages.info(request, _("Nothing to do: it was confirmed or taken off."))
    return redirect("desk:hand", pk)


@require_POST
@open_to(*CARRIERS)
def undo(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Take back a confirmation: it waits for a hand again."""
    delivery = _delivery(request, organisation, pk)
    try:
        actions.undo_hand(delivery=delivery)
    except actions.NotPossible:
        messages.info(request, _("Nothing to undo."))
    else:
        messages.success(request, _("Undone: it waits for a hand again."))
    return redirect(get_valid_next_url_from_request(request) or delivery_page(delivery))


def delivery_page(delivery: Delivery) -> Any:
    """Return where the page of `delivery` is."""
    return redirect("desk:hand", delivery.pk).url


@open_to(*CARRIERS)
def pictures(request: HttpRequest, organisation: Organisation, pk: int) -> Any:
    """Send the text and all pictures as one zip, made while it is sent."""
    item = item_for_hand(_delivery(request, organisation, pk))
    entries = [_text_entry(item), *map(_entry, ready_pictures(item.pictures))]
    return StreamingHttpResponse(
        zipped(entries),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="tin-{pk}.zip"'},
    )


def _text_entry(item: Item) -> Entry:
    words = [item.text, *(f"\n[{p.alt}]" for p in item.pictures)]
    return "noi-dung.txt", lambda: io.BytesIO("\n".join(words).encode())


def _entry(picture: Ready) -> Entry:
    return picture.name, lambda: picture.full.file.storage.open(picture.full.file.name)


def item_for_hand(delivery: Delivery) -> Item:
    """Return what to post; once confirmed, what was posted then."""
    if delivery.state == Delivery.State.DELIVERED and delivery.sent:
        pictures = tuple(Media(**one) for one in delivery.sent["pictures"])
        return Item(**{**delivery.sent, "pictures": pictures})
    return item_for(delivery.story, delivery.channel)


def _form_class(delivery: Delivery) -> type[HandForm]:
    loud = delivery.channel.medium == Medium.LOUDSPEAKER
    return AiredForm if loud else HandForm


def _delivery(request: HttpRequest, organisation: Organisation, pk: int) -> Delivery:
    found = of_newsroom(organisation).filter(way=Way.HANDED.value, story__live=True)
    delivery: Delivery = get_object_or_404(found, pk=pk)
    if not may_settle(request.user, delivery):
        raise PermissionDenied
    return delivery


def _page(
    request: HttpRequest, delivery: Delivery, form: HandForm, status: int = 200
) -> HttpResponse:
    item = item_for_hand(delivery)
    seconds = duration_seconds(item.text)
    context: dict[str, Any] = {
        "delivery": delivery,
        "item": item,
        "form": form,
        "pictures": ready_pictures(item.pictures),
        "minutes": max(1, round(seconds / 60)),
        "waits": delivery.state == Delivery.State.QUEUED,
    }
    loud = delivery.channel.medium == Medium.LOUDSPEAKER
    template = "desk/script.html" if loud else "desk/hand.html"
    return render(request, template, context, status=status)
