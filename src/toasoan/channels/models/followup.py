"""What must still be done to a post that is out: corrected, or taken back."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.channels.adapters.base import Way
from toasoan.core.text import storable
from toasoan.organisations.models import Organisation, OwnedQuerySet

from .delivery import Delivery

# What a program has not done by then, a person is told of.
STUCK_AFTER = timedelta(minutes=5)


class FollowUpQuerySet(OwnedQuerySet):
    def open(self) -> "FollowUpQuerySet":
        return self.filter(state__in=FollowUp.OPEN)

    def of_what_is_out(self) -> "FollowUpQuerySet":
        """Return the open ones whose post is known to be there."""
        return self.open().filter(delivery__state=Delivery.State.DELIVERED)

    def due(self, now: datetime) -> "FollowUpQuerySet":
        """Return what the worker may do now, oldest first."""
        ready = Q(not_before=None) | Q(not_before__lte=now)
        waiting = self.filter(ready, state=FollowUp.State.WAITING, way=Way.PUSHED.value)
        return waiting.of_what_is_out().order_by("pk")

    def for_a_person(self, now: datetime) -> "FollowUpQuerySet":
        """Return what somebody must decide or do: asked, by hand, failed or stuck."""
        mine = Q(state__in=(FollowUp.State.ASKED, FollowUp.State.FAILED))
        late = Q(way=Way.HANDED.value) | Q(asked_at__lt=now - STUCK_AFTER)
        waiting = Q(state=FollowUp.State.WAITING) & late
        return self.of_what_is_out().filter(mine | waiting)

    def drop_open(self) -> int:
        """There is no post to follow after all. Return how many were dropped."""
        return self.open().update(state=FollowUp.State.DROPPED)


class FollowUp(models.Model):
    """One post that a correction or a recall must reach; the row is the truth.

    Law 104/2016/QH13, article 22: an error is corrected where it was published. Both
    may be repeated at the service, so a crash in the middle only means once more. What
    is about a post still on its way waits until the post is known to be there.
    """

    class Kind(models.TextChoices):
        CORRECT = "correct", pgettext_lazy("follow-up", "correct")
        RECALL = "recall", pgettext_lazy("follow-up", "take back")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("follow-up", "still to do")
        DOING = "doing", pgettext_lazy("follow-up", "being done")
        DONE = "done", pgettext_lazy("follow-up", "done")
        FAILED = "failed", pgettext_lazy("follow-up", "must be done by hand")
        ASKED = "asked", pgettext_lazy("follow-up", "to be decided")
        DROPPED = "dropped", pgettext_lazy("follow-up", "no longer needed")

    OPEN = (State.ASKED, State.WAITING, State.DOING, State.FAILED)

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    delivery = models.ForeignKey(
        Delivery,
        verbose_name=_("delivery"),
        on_delete=models.PROTECT,
        related_name="followups",
    )
    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    way = models.CharField(max_length=10)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    notes = models.JSONField(default=dict, blank=True)
    error_code = models.CharField(max_length=60, blank=True)
    error_detail = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "kind"],
                condition=Q(state__in=["asked", "waiting", "doing", "failed"]),
                name="one_open_followup",
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "way"],
                condition=Q(state__in=["asked", "waiting", "doing", "failed"]),
                name="followup_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.delivery}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def by_hand(self) -> bool:
        """Say whether it waits for a person, or may be done by one as well.

        The program tries on; but a post that must go is not left to a dead token.
        """
        if self.state != self.State.WAITING:
            return self.state == self.State.FAILED
        late = timezone.now() - self.asked_at > STUCK_AFTER
        return self.way == Way.HANDED.value or late

    @property
    def waits_for_another_try(self) -> bool:
        """Say whether it was tried in vain and will be again by itself."""
        tried = self.state == self.State.WAITING and bool(self.error_code)
        later = self.not_before is not None and self.not_before > timezone.now()
        return tried and later

    def claim(self, now: datetime) -> bool:
        """Take this for doing; False when somebody else has it or it is not due."""
        ready = Q(not_before=None) | Q(not_before__lte=now)
        mine = FollowUp.objects.filter(ready, pk=self.pk, state=self.State.WAITING)
        taken = mine.update(
            state=self.State.DOING, begun_at=now, attempts=F("attempts") + 1
        )
        if taken:
            self.refresh_from_db()
        return bool(taken)

    def mark_wanted(self, *, by: Any) -> bool:
        """Somebody said yes: it shall be done."""
        return self._move((self.State.ASKED,), state=self.State.WAITING, asked_by=by)

    def mark_unwanted(self) -> bool:
        """Somebody said no: the post stays as it is."""
        return self._move((self.State.ASKED,), state=self.State.DROPPED)

    def mark_done(self, *, now: datetime, by: Any = None) -> bool:
        return self._move(
            self.OPEN,
            state=self.State.DONE,
            done_at=now,
            done_by=by,
            error_code="",
            error_detail="",
        )

    def mark_waiting(self, *, until: datetime, code: str, detail: str) -> bool:
        """Once more later: doing it twice does no harm."""
        return self._move(
            (self.State.DOING, self.State.FAILED),
            state=self.State.WAITING,
            not_before=until,
            error_code=code,
            error_detail=storable(detail, 2000),
        )

    def mark_pending(self, *, until: datetime) -> bool:
        """The service is at work: ask again then. It is no failed try."""
        return self._move(
            (self.State.DOING,),
            state=self.State.WAITING,
            not_before=until,
            attempts=F("attempts") - 1,
        )

    def mark_failed(self, *, code: str, detail: str) -> bool:
        return self._move(
            (self.State.DOING, self.State.WAITING),
            state=self.State.FAILED,
            error_code=code,
            error_detail=storable(detail, 2000),
        )

    def _move(self, origins: tuple[str, ...], **changes: Any) -> bool:
        mine = FollowUp.objects.filter(pk=self.pk, state__in=origins)
        try:
            with transaction.atomic():
                moved = mine.update(**changes)
        except IntegrityError:
            moved = 0
        self.refresh_from_db()
        return bool(moved)
