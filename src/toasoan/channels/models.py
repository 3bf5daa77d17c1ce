"""Channels, what each carries of a story, and whether it got there."""

import uuid
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from toasoan.organisations.models import Organisation, OwnedQuerySet
from toasoan.stories.models import ColumnPage, StoryPage

from . import registry
from .adapters.base import Receipt, Way


class Medium(models.TextChoices):
    """What a channel is to those it reaches."""

    PORTAL = "portal", pgettext_lazy("medium", "portal")
    FACEBOOK = "facebook", "Facebook"
    ZALO = "zalo", "Zalo"
    LOUDSPEAKER = "loudspeaker", pgettext_lazy("medium", "loudspeaker")
    BULLETIN = "bulletin", pgettext_lazy("medium", "printed bulletin")
    OTHER = "other", pgettext_lazy("medium", "other")


class ChannelQuerySet(OwnedQuerySet):
    def open_on(self, day: Any) -> "ChannelQuerySet":
        return self.filter(
            Q(opened_on=None) | Q(opened_on__lte=day),
            Q(closed_on=None) | Q(closed_on__gte=day),
        )


class Channel(models.Model):
    """One outlet of the newsroom: a portal, a page, a loudspeaker network."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="channels"
    )
    name = models.CharField(_("name"), max_length=120)
    medium = models.CharField(_("medium"), max_length=20, choices=Medium.choices)
    kind = models.CharField(_("how stories get there"), max_length=40)
    whose = models.CharField(_("whose"), max_length=60, default="commune")
    unit = models.ForeignKey(
        Organisation,
        verbose_name=_("unit that runs it"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    config = models.JSONField(default=dict, blank=True)
    opened_on = models.DateField(_("in use since"), null=True, blank=True)
    closed_on = models.DateField(_("in use until"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="channel_name_once"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(kind="portal", closed_on=None),
                name="one_open_portal",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def way(self) -> Way:
        return cast(Way, registry.adapter_class(self.kind).way)

    @property
    def exercise(self) -> bool:
        return bool(registry.adapter_class(self.kind).exercise)


class Rendition(Orderable):
    """What one channel does with a story: carries it or not, in which words.

    Part of the story's versions, so the words of every channel pass the approval.
    """

    story = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="renditions")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", editable=False
    )
    channel = models.ForeignKey(
        Channel, verbose_name=_("channel"), on_delete=models.PROTECT, related_name="+"
    )
    wanted = models.BooleanField(_("this channel carries the story"), default=True)
    text = models.TextField(
        _("own words for this channel"),
        blank=True,
        help_text=_("Leave empty to use the story's own text."),
    )

    objects = OwnedQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("channel's version")
        verbose_name_plural = _("channels' versions")

    def __str__(self) -> str:
        return f"{self.story} → {self.channel}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.organisation_id is None:
            self.organisation_id = self.story.organisation_id
        super().save(*args, **kwargs)


class DeliveryQuerySet(OwnedQuerySet):
    def open(self) -> "DeliveryQuerySet":
        return self.filter(state__in=Delivery.OPEN)

    def due(self, now: datetime) -> "DeliveryQuerySet":
        """Return what the worker may send now."""
        return self.filter(
            Q(not_before=None) | Q(not_before__lte=now),
            state=Delivery.State.QUEUED,
            way=Way.PUSHED.value,
            due_at__lte=now,
            story__live=True,
        ).order_by("due_at", "pk")

    def for_a_hand(self, now: datetime) -> "DeliveryQuerySet":
        """Return what waits for a person to post or read it."""
        return self.filter(
            state=Delivery.State.QUEUED,
            way=Way.HANDED.value,
            due_at__lte=now,
            story__live=True,
        ).order_by("due_at", "pk")


class Delivery(models.Model):
    """One story due on one channel; the row is the truth about it."""

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("delivery", "waiting")
        SENDING = "sending", pgettext_lazy("delivery", "being sent")
        DELIVERED = "delivered", pgettext_lazy("delivery", "delivered")
        FAILED = "failed", pgettext_lazy("delivery", "failed")
        UNCONFIRMED = "unconfirmed", pgettext_lazy("delivery", "not confirmed")
        WITHDRAWN = "withdrawn", pgettext_lazy("delivery", "withdrawn")

    OPEN = (State.QUEUED, State.SENDING, State.UNCONFIRMED)

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="deliveries"
    )
    story = models.ForeignKey(
        StoryPage,
        verbose_name=_("story"),
        on_delete=models.PROTECT,
        related_name="deliveries",
    )
    column = models.ForeignKey(
        ColumnPage,
        verbose_name=_("column"),
        on_delete=models.PROTECT,
        related_name="deliveries",
    )
    channel = models.ForeignKey(
        Channel,
        verbose_name=_("channel"),
        on_delete=models.PROTECT,
        related_name="deliveries",
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    way = models.CharField(_("how"), max_length=10)
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.QUEUED
    )
    repost = models.BooleanField(_("re-post"), default=False)
    due_at = models.DateTimeField(_("due"))
    not_before = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    # The organisation's calendar days: what coverage counts by.
    due_on = models.DateField()
    delivered_on = models.DateField(null=True, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    url = models.CharField(_("address"), max_length=500, blank=True)
    sent = models.JSONField(default=dict, blank=True)
    error_code = models.CharField(max_length=60, blank=True)
    error_detail = models.TextField(blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["story", "channel"],
                condition=Q(state__in=["queued", "sending", "unconfirmed"]),
                name="one_open_delivery",
            ),
            models.UniqueConstraint(
                fields=["story", "channel"],
                condition=Q(repost=False) & ~Q(state="withdrawn"),
                name="one_original_delivery",
            ),
            models.CheckConstraint(
                condition=~Q(state="delivered")
                | Q(delivered_at__isnull=False, delivered_on__isnull=False),
                name="delivered_has_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=[
                    "organisation",
                    "state",
                    "delivered_on",
                    "column",
                    "channel",
                    "repost",
                    "due_on",
                ],
                name="delivery_coverage",
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["queued", "sending", "unconfirmed"]),
                name="delivery_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story} → {self.channel}: {self.get_state_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.due_on is None:
            self.due_on = self.organisation.local_day(self.due_at)
        super().save(*args, **kwargs)

    @property
    def sending_since(self) -> datetime | None:
        return self.claimed_at if self.state == self.State.SENDING else None

    def claim(self, *, now: datetime, sent: dict[str, Any]) -> bool:
        """Take this delivery for sending; False when somebody else has it."""
        taken = (
            Delivery.objects.due(now)
            .filter(pk=self.pk)
            .update(
                state=self.State.SENDING,
                claimed_at=now,
                attempts=F("attempts") + 1,
                sent=sent,
                error_code="",
                error_detail="",
            )
        )
        if taken:
            self.refresh_from_db()
        return bool(taken)

    def mark_delivered(
        self, *, receipt: Receipt, now: datetime, by: Any = None
    ) -> bool:
        """Record the receipt; False when the state has moved on meanwhile."""
        at = receipt.accepted_at or now
        return self._move(
            (*self.OPEN, self.State.FAILED),
            state=self.State.DELIVERED,
            delivered_at=at,
            delivered_on=self.organisation.local_day(at),
            external_id=receipt.external_id,
            url=receipt.url,
            confirmed_by=by,
            error_code="",
            error_detail="",
        )

    def mark_waiting(self, *, until: datetime, code: str, detail: str) -> bool:
        """Back into the queue after a try that surely did not arrive."""
        return self._move(
            (self.State.SENDING, self.State.UNCONFIRMED, self.State.FAILED),
            state=self.State.QUEUED,
            not_before=until,
            error_code=code,
            error_detail=detail[:2000],
        )

    def mark_failed(self, *, code: str, detail: str) -> bool:
        return self._move(
            (self.State.SENDING, self.State.UNCONFIRMED, self.State.QUEUED),
            state=self.State.FAILED,
            error_code=code,
            error_detail=detail[:2000],
        )

    def mark_unconfirmed(self, *, code: str, detail: str = "") -> bool:
        return self._move(
            (self.State.SENDING,),
            state=self.State.UNCONFIRMED,
            error_code=code,
            error_detail=detail[:2000],
        )

    def mark_withdrawn(self, *, code: str) -> bool:
        """Take it back or off the list; `code` says why."""
        return self._move(
            (*self.OPEN, self.State.FAILED, self.State.DELIVERED),
            state=self.State.WITHDRAWN,
            error_code=code,
        )

    def mark_not_handed(self) -> bool:
        """Undo a person's confirmation: it waits for a hand again."""
        if self.way != Way.HANDED.value:
            return False
        return self._move(
            (self.State.DELIVERED,),
            state=self.State.QUEUED,
            delivered_at=None,
            delivered_on=None,
            external_id="",
            url="",
            confirmed_by=None,
        )

    def _move(self, origins: tuple[str, ...], **changes: Any) -> bool:
        """Change state only from one of `origins`, in one conditional UPDATE."""
        moved = Delivery.objects.filter(pk=self.pk, state__in=origins).update(**changes)
        self.refresh_from_db()
        return bool(moved)
