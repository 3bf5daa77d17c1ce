"""What the worker does; ids in, action out."""

import logging
from datetime import datetime

from django.utils import timezone
from django_tasks import task

from .actions import deliver, give_up_stale, settle
from .models import Delivery

logger = logging.getLogger(__name__)

# Before Wagtail's own tasks, which keep search and references in step: readers wait.
FIRST = 20


@task(priority=FIRST)
def deliver_one(delivery_id: int) -> None:
    """Send one delivery if it is still due."""
    one = (
        Delivery.objects.due(timezone.now())
        .filter(pk=delivery_id)
        .select_related("story", "channel", "organisation")
        .first()
    )
    if one:
        deliver(delivery=one, now=timezone.now())


@task(priority=FIRST)
def sweep() -> None:
    """Once a minute: enqueue what is due, ask about what nobody confirmed.

    The row says what is due; a lost task costs a minute, never a post.
    """
    now = timezone.now()
    give_up_stale(now=now)
    for pk in Delivery.objects.due(now).values_list("pk", flat=True)[:500]:
        deliver_one.enqueue(pk)
    _settle_all(now)


def _settle_all(now: datetime) -> None:
    unconfirmed = Delivery.objects.filter(
        state=Delivery.State.UNCONFIRMED
    ).select_related("channel", "organisation")
    for one in unconfirmed[:200]:
        try:
            settle(delivery=one, now=now)
        except Exception:
            # One that raises must not keep the others from being settled.
            logger.exception("delivery %s: could not be settled", one.pk)


@task(priority=FIRST)
def deliver_due_of(story_id: int) -> None:
    """Send what is due of one story: called right after it went up."""
    due = Delivery.objects.due(timezone.now()).filter(story_id=story_id)
    for pk in due.values_list("pk", flat=True):
        deliver_one.enqueue(pk)
