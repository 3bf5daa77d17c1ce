"""The states of a delivery, and which deliveries are in which."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from toasoan.channels.adapters.base import Way
from toasoan.organisations.models import OwnedQuerySet
from toasoan.stories.models import StoryPage

EXERCISE_OVER = "exercise_over"
TAKEN_DOWN = "taken_down"


class State(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("delivery", "waiting")
    SENDING = "sending", pgettext_lazy("delivery", "being sent")
    DELIVERED = "delivered", pgettext_lazy("delivery", "delivered")
    FAILED = "failed", pgettext_lazy("delivery", "failed")
    UNCONFIRMED = "unconfirmed", pgettext_lazy("delivery", "not confirmed")
    WITHDRAWN = "withdrawn", pgettext_lazy("delivery", "withdrawn")


OPEN = (State.QUEUED, State.SENDING, State.UNCONFIRMED)
PERHAPS_OUT = (State.SENDING, State.UNCONFIRMED, State.DELIVERED)


class DeliveryQuerySet(OwnedQuerySet):
    def open(self) -> "DeliveryQuerySet":
        return self.filter(state__in=OPEN)

    def perhaps_out(self) -> "DeliveryQuerySet":
        """Return what is, or may turn out to be, somewhere else than on the portal."""
        maybe = self.filter(state__in=PERHAPS_OUT)
        return maybe.exclude(way=Way.PUBLISHED.value)

    def counted(self) -> "DeliveryQuerySet":
        """Return what went out; not what only says that something was wrong."""
        # `correction=False` is no comparison, so SQLite could not go by the index.
        return self.filter(state=State.DELIVERED, correction__in=[False])

    def due(self, now: datetime) -> "DeliveryQuerySet":
        """Return what the worker may send now."""
        ready = Q(not_before=None) | Q(not_before__lte=now)
        return self.going_out(Way.PUSHED, now).filter(ready)

    def for_a_hand(self, now: datetime) -> "DeliveryQuerySet":
        """Return what waits for a person to post or read it."""
        return self.going_out(Way.HANDED, now)

    def going_out(self, way: Way, now: datetime) -> "DeliveryQuerySet":
        """Return what waits to go `way`, of stories that may be seen at `now`.

        The hours are asked here too: after a power cut a story may have expired
        before the clock takes it down. What is closed carries nothing any more.
        """
        today = timezone.localdate(now)
        return self.filter(
            Q(channel__closed_on=None) | Q(channel__closed_on__gte=today),
            Q(story__embargo_until=None) | Q(story__embargo_until__lte=now),
            Q(story__expire_at=None) | Q(story__expire_at__gt=now),
            state=State.QUEUED,
            way=way.value,
            due_at__lte=now,
            story__live=True,
        ).order_by("-urgent", "due_at", "pk")

    def of_version(self, story: StoryPage) -> "DeliveryQuerySet":
        """Return those whose story is still the one that was published as `story`."""
        at = story.last_published_at
        if at is None:
            return self.filter(story__last_published_at__isnull=True)
        return self.filter(story__last_published_at=at)

    def under_way(self) -> "DeliveryQuerySet":
        """Return what its service is still at work on, next step first."""
        asked = self.filter(state=State.SENDING, not_before__isnull=False)
        return asked.order_by("not_before", "pk")

    def end_exercise(self) -> int:
        """Take all of these off the books: they were never posted. Return how many."""
        return self.exclude(state=State.WITHDRAWN).update(
            state=State.WITHDRAWN, error_code=EXERCISE_OVER
        )
