"""Codes of adapters and problems, in plain words with what to do next.

Whether something is tried again no code can say: its row knows.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import registry
from .adapters.base import Problem

PROBLEMS = {
    "headline_too_long": gettext_lazy(
        "The headline has %(length)s characters; this channel shows %(limit)s."
    ),
    "lead_too_long": gettext_lazy(
        "The lead has %(length)s characters; this channel shows %(limit)s."
    ),
    "text_too_long": gettext_lazy(
        "The text has %(length)s characters; this channel takes %(limit)s."
    ),
    "no_text": gettext_lazy("There is no text yet."),
    "needs_picture": gettext_lazy("This channel wants a cover picture."),
    "too_many_pictures": gettext_lazy(
        "There are %(count)s pictures; this channel takes %(limit)s."
    ),
    "picture_too_small": gettext_lazy(
        "A picture is smaller than %(limit)s pixels and will look blurred."
    ),
}

ERRORS = {
    "worker_died": gettext_lazy(
        "The power or the program stopped while it was being sent. Look at the "
        "channel: is it there?"
    ),
    "adapter_broke": gettext_lazy(
        "Something unforeseen happened while it was being sent. Look at the "
        "channel: is it there?"
    ),
    "empty_receipt": gettext_lazy(
        "The channel answered without saying where it is. Look: is it there?"
    ),
    "not_found_there": gettext_lazy("It did not arrive."),
    "not_public": gettext_lazy("The page is not public yet."),
    "exercise_over": gettext_lazy("It was shown on the exercise wall only."),
    "channel_closed": gettext_lazy("The channel was closed before it went out."),
    "by_hand_only": gettext_lazy("This channel is posted by hand."),
    "long_overdue": gettext_lazy(
        "It should have gone out long ago: the program stood still, or an old backup"
        " was brought back. Look at the channel: is it there already?"
    ),
    "not_composed": gettext_lazy(
        "It could not be put together for this channel. Look whether a picture or"
        " file is lost, and tell the administrator."
    ),
    "not_connected": gettext_lazy(
        "The channel is not connected: its keys are missing. The administrator"
        " connects it under “Channels”."
    ),
    "secrets_key_lost": gettext_lazy(
        "The keys of this channel cannot be opened: the file that seals them was lost."
        " Enter the keys anew under “Channels”."
    ),
    "keys_are_being_renewed": gettext_lazy("The service is just giving new keys."),
    "keys_not_kept": gettext_lazy(
        "The service is giving this channel new keys, so nothing was kept. Enter yours"
        " again in about two minutes."
    ),
    "only_words": gettext_lazy(
        "A picture or film changed, and this service lets a program change words only."
        " Replace it there yourself, or take the post down and post it again."
    ),
    "wall_not_writable": gettext_lazy(
        "The exercise wall's folder cannot be written. Tell the administrator."
    ),
}


def problem_text(problem: Problem) -> dict[str, Any]:
    """Return a problem as the screens show it: words and whether it blocks."""
    words = PROBLEMS.get(problem.code)
    text = str(words or error_text(problem.code)) % problem.values
    return {"text": text, "blocking": problem.blocking}


def error_text(code: str) -> str:
    """Return what an error code means and what to do, in the user's language."""
    if not code:
        return ""
    if code in ERRORS:
        return str(ERRORS[code])
    said = adapters_words()
    if code in said:
        return _(said[code])
    return _("The channel reports: %(code)s") % {"code": code}


def adapters_words() -> dict[str, str]:
    """Return what the kinds of channel say of their own codes, in English."""
    return {
        code: text
        for kind in registry.kinds()
        for code, text in registry.adapter_class(kind).words.items()
    }
