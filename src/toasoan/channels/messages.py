"""Codes of adapters and problems, in plain words with what to do next."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
    "not_found_there": gettext_lazy("It did not arrive; it will be sent again."),
    "not_public": gettext_lazy("The page is not public yet."),
    "by_hand_only": gettext_lazy("This channel is posted by hand."),
    "wall_not_writable": gettext_lazy(
        "The exercise wall's folder cannot be written. Tell the administrator."
    ),
}


def problem_text(problem: Problem) -> dict[str, Any]:
    """Return a problem as the screens show it: words and whether it blocks."""
    words = PROBLEMS.get(problem.code)
    text = str(words) % problem.values if words else problem.code
    return {"text": text, "blocking": problem.blocking}


def error_text(code: str) -> str:
    """Return what an error code means and what to do, in the user's language."""
    if not code:
        return ""
    return str(ERRORS.get(code) or _("The channel reports: %(code)s") % {"code": code})
