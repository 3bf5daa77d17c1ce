"""How the desk's templates show a state: by colour, sign and word, always all three."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import pgettext, pgettext_lazy

from toasoan.channels import retry
from toasoan.channels.messages import error_text
from toasoan.channels.models import Broadcast, Delivery, FollowUp
from toasoan.channels.texts import item_of
from toasoan.desk.deliveries import STUCK_AFTER

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


FOLLOW_SIGNS = {
    FollowUp.State.ASKED: ("owed", "?"),
    FollowUp.State.WAITING: ("scheduled", "◷"),
    FollowUp.State.DOING: ("scheduled", "◷"),
    FollowUp.State.DONE: ("done", "✓"),
    FollowUp.State.FAILED: ("late", "!"),
    FollowUp.State.DROPPED: ("none", "–"),
}


@register.inclusion_tag("desk/state.html")
def followup_state(followup: FollowUp) -> dict[str, Any]:
    """Show what must be done to a post, and how far it is."""
    tone, sign = FOLLOW_SIGNS[FollowUp.State(followup.state)]
    word = f"{followup.get_kind_display()}: {followup.get_state_display()}"
    if followup.by_hand:
        tone, sign = "owed", "○"
        word = pgettext("follow-up", "%(what)s: by hand") % {
            "what": followup.get_kind_display()
        }
    return {"tone": tone, "sign": sign, "word": word}


BROADCAST_SIGNS = {
    Broadcast.State.SENDING: ("scheduled", "◷"),
    Broadcast.State.SENT: ("done", "✓"),
    Broadcast.State.UNCONFIRMED: ("late", "?"),
    Broadcast.State.FAILED: ("late", "!"),
}


@register.inclusion_tag("desk/state.html")
def broadcast_state(one: Broadcast) -> dict[str, Any]:
    """Show what became of a broadcast."""
    tone, sign = BROADCAST_SIGNS[Broadcast.State(one.state)]
    return {"tone": tone, "sign": sign, "word": one.get_state_display()}


@register.filter
def right_text(followup: FollowUp) -> str:
    """Return what the post should say."""
    return item_of(followup.delivery).text


@register.filter
def words(code: str) -> str:
    """Return what an error code means and what to do."""
    return error_text(code)


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
    if delivery.error_code == "recalled":
        return pgettext("delivery", "taken back")
    if not delivery.error_code and _should_be_out(delivery):
        return pgettext(
            "delivery",
            "It should be out by now. Is the program running? “toasoan doctor” tells.",
        )
    said = error_text(delivery.error_code)
    if _gave_up(delivery):
        said += " " + pgettext(
            "delivery",
            "All tries are used up: press “Try again”, or post it yourself.",
        )
    return said


@register.filter
def hindrance(followup: FollowUp) -> str:
    """Return why `followup` is not done, and what to do, in plain words."""
    said = error_text(followup.error_code)
    if _gave_up(followup):
        said += " " + pgettext(
            "follow-up",
            "All tries are used up: press “Try again”, or do it there yourself.",
        )
    return said


def _gave_up(row: Delivery | FollowUp) -> bool:
    """Say whether the program has tried as often as it does."""
    return row.state == type(row).State.FAILED and retry.used_up(row.attempts)


FIGURES = {
    "views": pgettext_lazy("post", "seen %(n)s times"),
    "reached": pgettext_lazy("post", "by %(n)s people"),
    "reactions": pgettext_lazy("post", "%(n)s reactions"),
    "clicks": pgettext_lazy("post", "%(n)s clicks"),
}


@register.filter
def figures(delivery: Delivery) -> str:
    """Return how the post did, as its service counts; nothing when it does not say."""
    told = [
        str(words) % {"n": number_format(delivery.figures[name], force_grouping=True)}
        for name, words in FIGURES.items()
        if name in delivery.figures
    ]
    return " · ".join(told)


def _should_be_out(delivery: Delivery) -> bool:
    pushed = delivery.state == Delivery.State.QUEUED and delivery.way == "pushed"
    return pushed and delivery.due_at < timezone.now() - STUCK_AFTER


@register.filter
def opens(delivery: Delivery) -> str:
    """Return the address where `delivery` can be seen, or nothing."""
    if delivery.channel.exercise and delivery.url.startswith("#"):
        return reverse("desk:wall", args=[delivery.channel_id]) + delivery.url
    if delivery.url.startswith(("https://", "http://")):
        return delivery.url
    return ""
