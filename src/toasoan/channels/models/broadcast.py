"""Posts that a person sent to the phones of a channel's followers."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.core.text import storable
from toasoan.organisations.models import Organisation, OwnedQuerySet

from .channel import Channel
from .delivery import Delivery


class BroadcastQuerySet(OwnedQuerySet):
    def counted(self, since: datetime) -> "BroadcastQuerySet":
        """Return what the service has counted since then, or may have."""
        return self.filter(asked_at__gte=since).exclude(state=Broadcast.State.FAILED)

    def pending(self) -> "BroadcastQuerySet":
        """Return those whose end is not known yet; until then no other may go."""
        states = (Broadcast.State.SENDING, Broadcast.State.UNCONFIRMED)
        return self.filter(state__in=states)

    def unconfirmed(self) -> "BroadcastQuerySet":
        """Return those of which a person must say what became."""
        return self.filter(state=Broadcast.State.UNCONFIRMED)


class Broadcast(models.Model):
    """One message to all followers; it cannot be taken back, so it is never repeated.

    Written as *being sent* before the service is called: who dies in between leaves
    that, and a person says what became of it.
    """

    class State(models.TextChoices):
        SENDING = "sending", pgettext_lazy("broadcast", "being sent")
        SENT = "sent", pgettext_lazy("broadcast", "sent")
        UNCONFIRMED = "unconfirmed", pgettext_lazy("broadcast", "not confirmed")
        FAILED = "failed", pgettext_lazy("broadcast", "not sent")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    channel = models.ForeignKey(
        Channel,
        verbose_name=_("channel"),
        on_delete=models.PROTECT,
        related_name="broadcasts",
    )
    # Of the form a person sent: the same form sent twice is one broadcast.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    posts = models.ManyToManyField(Delivery, related_name="broadcasts")
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.SENDING
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    message_id = models.CharField(max_length=200, blank=True)
    error_code = models.CharField(max_length=60, blank=True)
    error_detail = models.TextField(blank=True)

    objects = BroadcastQuerySet.as_manager()

    class Meta:
        verbose_name = _("broadcast")
        verbose_name_plural = _("broadcasts")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel"],
                condition=Q(state__in=["sending", "unconfirmed"]),
                name="one_open_broadcast",
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.get_state_display()}"

    def mark_sent(self, *, message_id: str = "", by: Any = None) -> bool:
        return self._move(
            (self.State.SENDING, self.State.UNCONFIRMED),
            state=self.State.SENT,
            message_id=message_id[:200],
            settled_by=by,
            error_code="",
            error_detail="",
        )

    def mark_unconfirmed(self, *, code: str, detail: str = "") -> bool:
        return self._move(
            (self.State.SENDING,),
            state=self.State.UNCONFIRMED,
            error_code=code,
            error_detail=storable(detail, 2000),
        )

    def mark_failed(self, *, code: str, detail: str = "", by: Any = None) -> bool:
        """Note that it surely did not go out."""
        return self._move(
            (self.State.SENDING, self.State.UNCONFIRMED),
            state=self.State.FAILED,
            settled_by=by,
            error_code=code,
            error_detail=storable(detail, 2000),
        )

    def _move(self, origins: tuple[str, ...], **changes: Any) -> bool:
        mine = Broadcast.objects.filter(pk=self.pk, state__in=origins)
        moved = mine.update(**changes)
        self.refresh_from_db(fields=changes)
        return bool(moved)
