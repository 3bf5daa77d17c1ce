"""Cutting pictures, as work for the worker."""

import logging

from toasoan.core.queue import work_of
from toasoan.stories.models import Picture

from .cut import cut_all, forget
from .names import RECIPE, name_of

logger = logging.getLogger(__name__)

AFTER_ALL_ELSE = -10
# Cutting takes a second for each.
A_ROUND = 20


@work_of(priority=AFTER_ALL_ELSE)
def cut_waiting() -> int:
    """Once a minute: cut what was forgotten, or cut by an older recipe."""
    found = uncut(A_ROUND)
    for pk in found:
        cut_picture.enqueue(pk)
    return len(found)


def uncut(count: int) -> list[int]:
    """Return pictures the worker has not cut by this recipe, the newest first."""
    waiting = Picture.objects.exclude(cut__startswith=RECIPE).exclude(
        consent__in=[Picture.Consent.UNKNOWN, Picture.Consent.REFUSED]
    )
    return list(waiting.order_by("-pk").values_list("pk", flat=True)[:count])


@work_of(priority=AFTER_ALL_ELSE)
def cut_picture(pk: int) -> None:
    """Cut one picture in every size and format; pages that show it follow.

    The crops before these stay a while: pages kept elsewhere still name them.
    """
    picture = Picture.objects.filter(pk=pk).first()
    if picture is None or not picture.publishable or picture.cut == name_of(picture):
        return
    before, name = picture.cut, name_of(picture)
    try:
        size = cut_all(picture)
    except (OSError, ValueError):
        logger.exception("picture %s cannot be cut", pk)
        picture.mark_cut(name)
        return
    picture.mark_cut(name, size)
    forget(pk, keep=(before, name, f"{name}-p"))
