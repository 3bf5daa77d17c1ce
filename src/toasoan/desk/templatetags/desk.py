"""How the desk's templates show a state: by colour, sign and word, always all three."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import pgettext

from toasoan.channels.messages import error_text
from toasoan.channels.models import Delivery

register = template.Library()

SIGNS = {
    Delivery.State.QUEUED: ("scheduled", "◷"),
    Delivery.State.SENDING: ("scheduled", "◷"),
    Delivery.State.DELIVERED: ("done", "✓"),
    Delivery.State.FAILED: ("late", "!"),
    Delivery.State.UNCONFIRMED: ("late", "?"),
    Delivery.State.WITHDRAWN: ("none", "–"),
}


@register.inclusion_tag("desk/state.html")
def state(delivery: Delivery) -> dict[str, Any]:
    """Show the state of `delivery`."""
    tone, sign = SIGNS[Delivery.State(delivery.state)]
    return {"tone": tone, "sign": sign, "word": word_of(delivery)}


def word_of(delivery: Delivery) -> str:
    """Return the state in a word or two; a handed one waits for a person."""
    if delivery.state == Delivery.State.QUEUED and delivery.way == "handed":
        return pgettext("delivery", "waits for a hand")
    return str(delivery.get_state_display())


@register.filter
def reason(delivery: Delivery) -> str:
    """Return why `delivery` is where it is, and what to do, in plain words."""
    if delivery.error_code in ("called_off", "unticked"):
        return pgettext("delivery", "somebody called it off")
    if delivery.error_code == "taken_down":
        return pgettext("delivery", "the story was taken down")
    return error_text(delivery.error_code)


@register.filter
def opens(delivery: Delivery) -> str:
    """Return the address where `delivery` can be seen, or nothing."""
    if delivery.channel.exercise and delivery.url.startswith("#"):
        return reverse("desk:wall", args=[delivery.channel_id]) + delivery.url
    if delivery.url.startswith(("https://", "http://")):
        return delivery.url
    return ""
