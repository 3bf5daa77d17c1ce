"""One story due on one channel, and the only ways its state may change."""

import uuid
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from toasoan.channels.adapters.base import (
    ASKED,
    DOUBTED,
    Item,
    Media,
    Receipt,
    Way,
)
from toasoan.core.text import storable
from toasoan.organisations.models import Organisation
from toasoan.stories.models import ColumnPage, StoryPage

from .channel import Channel
from .delivery_state import (
    OPEN,
    PERHAPS_OUT,
    TAKEN_DOWN,
    DeliveryQuerySet,
    State,
)

# Among the notes: why it was taken off the list while it was perhaps there.
OFF = "off"
# How the names of posts begin that a person confirmed.
BY_HAND = ("by-hand-", "http://", "https://")


class Delivery(models.Model):
    """One story due on one channel; the row is the truth about it."""

    State = State
    OPEN = OPEN
    PERHAPS_OUT = PERHAPS_OUT

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
    # A post of its own that says what was wrong in an earlier one.
    correction = models.BooleanField(_("correction"), default=False)
    urgent = models.BooleanField(_("urgent"), default=False)
    due_at = models.DateTimeField(_("due"))
    not_before = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    # When the last call began: what its service is at work on has many.
    called_at = models.DateTimeField(null=True, blank=True)
    first_tried_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    # The organisation's calendar days: what coverage counts by.
    due_on = models.DateField()
    delivered_on = models.DateField(null=True, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    url = models.CharField(_("address"), max_length=500, blank=True)
    sent = models.JSONField(default=dict, blank=True)
    # What the service gave on the way, and how often it was asked in vain.
    notes = models.JSONField(default=dict, blank=True)
    looks = models.PositiveSmallIntegerField(default=0)
    # How the post did, as its service counts; sums only.
    figures = models.JSONField(default=dict, blank=True)
    # What the service said when it took it, as it said it.
    answer = models.JSONField(default=dict, blank=True)
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
                    "correction",
                    "delivered_on",
                    "column",
                    "channel",
                    "repost",
                ],
                name="delivery_coverage",
            ),
            models.Index(
                fields=[
                    "organisation",
                    "state",
                    "correction",
                    "delivered_on",
                    "column",
                    "channel",
                    "due_on",
                ],
                condition=Q(due_on__lt=F("delivered_on")),
                name="delivery_overdue",
            ),
            # One state each: SQLite finds no part of an index for `state IN (…)`.
            models.Index(
                fields=["way", "due_at"],
                condition=Q(state="queued"),
                name="delivery_queued",
            ),
            models.Index(
                fields=["claimed_at"],
                condition=Q(state="sending"),
                name="delivery_sending",
            ),
            models.Index(
                fields=["claimed_at"],
                condition=Q(state="unconfirmed"),
                name="delivery_unconfirmed",
            ),
            models.Index(
                fields=["organisation", "-due_at", "-id"], name="delivery_list"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story} → {self.channel}: {self.get_state_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.due_on is None:
            self.due_on = self.organisation.local_day(self.due_at)
        super().save(*args, **kwargs)

    def item_sent(self) -> Item:
        """Return what was sent, as it was composed then."""
        known = {one.name for one in fields(Item)}
        sent = {name: self.sent[name] for name in known & set(self.sent)}
        pictures = tuple(Media(**one) for one in sent.pop("pictures", ()))
        film = sent.pop("film", None)
        return Item(
            **{"headline": "", "text": "", "url": "", "medium": "", **sent},
            pictures=pictures,
            film=Media(**film) if film else None,
        )

    @property
    def known_there(self) -> bool:
        """Say whether the service named this post itself, and not a person."""
        return bool(self.external_id) and not self.external_id.startswith(BY_HAND)

    @property
    def waits_for_another_try(self) -> bool:
        """Say whether it was tried in vain and will be again by itself."""
        tried = self.state == self.State.QUEUED and bool(self.error_code)
        return tried and self.not_before is not None

    @property
    def sending_since(self) -> datetime | None:
        return self.claimed_at if self.state == self.State.SENDING else None

    def claim(self, *, now: datetime, sent: dict[str, Any]) -> bool:
        """Take this for sending; False when another has it or its story is newer."""
        due = Delivery.objects.due(now).filter(pk=self.pk).of_version(self.story)
        # The state stands in the UPDATE itself: PostgreSQL looks at it again after it
        # waited for somebody else's claim, and not at what a subquery found before.
        changes: dict[str, Any] = {
            "state": self.State.SENDING,
            "claimed_at": now,
            "called_at": now,
            "first_tried_at": Coalesce("first_tried_at", Value(now)),
            "attempts": F("attempts") + 1,
            "not_before": None,
            "looks": 0,
            "sent": sent,
            "error_code": "",
            "error_detail": "",
        }
        taken = Delivery.objects.filter(
            pk__in=due.order_by().values("pk"), state=self.State.QUEUED
        ).update(**changes)
        if taken:
            self.refresh_from_db(fields=changes)
        return bool(taken)

    def claim_step(self, now: datetime) -> bool:
        """Take the next step of what is being sent; False when somebody else has it."""
        mine = Delivery.objects.filter(
            pk=self.pk, state=self.State.SENDING, not_before=self.not_before
        )
        taken = mine.exclude(not_before=None).update(not_before=None, called_at=now)
        if taken:
            self.refresh_from_db()
        return bool(taken)

    def keep_notes(self, notes: dict[str, Any]) -> None:
        """Keep what the service gave, at once: the next line may be the last."""
        Delivery.objects.filter(pk=self.pk).update(notes=notes)
        self.notes = notes

    def mark_doubted(self) -> bool:
        """Note that its service must be looked at before it is sent."""
        notes = {**self.notes, DOUBTED: True}
        return self._move_this_try((self.State.QUEUED,), notes=notes)

    def mark_step(self, *, until: datetime) -> bool:
        """The service is at work: ask it again at `until`."""
        return self._move_this_try((self.State.SENDING,), not_before=until)

    def mark_looked(self, *, looks: int) -> bool:
        """Note that it was not there after `looks` looks; a later one may find it."""
        return self._move_this_try((self.State.UNCONFIRMED,), looks=looks)

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
            answer=receipt.raw,
            confirmed_by=by,
            error_code="",
            error_detail="",
        )

    def mark_waiting(self, *, until: datetime, code: str, detail: str) -> bool:
        """Back into the queue after a try that surely did not arrive."""
        return self._not_there(
            (*self.OPEN, self.State.FAILED),
            state=self.State.QUEUED,
            not_before=until,
            error_code=code,
            error_detail=storable(detail, 2000),
        )

    def mark_failed(self, *, code: str, detail: str) -> bool:
        return self._not_there(
            (self.State.SENDING, self.State.UNCONFIRMED, self.State.QUEUED),
            state=self.State.FAILED,
            error_code=code,
            error_detail=storable(detail, 2000),
        )

    def mark_unconfirmed(self, *, code: str, detail: str = "") -> bool:
        return self._move_this_try(
            (self.State.SENDING,),
            state=self.State.UNCONFIRMED,
            error_code=code,
            error_detail=storable(detail, 2000),
        )

    def mark_withdrawn(self, *, code: str) -> bool:
        """Take it back or off the list; `code` says why."""
        return self._move(
            (*self.OPEN, self.State.FAILED, self.State.DELIVERED),
            state=self.State.WITHDRAWN,
            error_code=code,
        )

    def take_off(self, *, code: str) -> bool:
        """Take off the list what was not seen there; `code` says why.

        What may be there is looked for first: *not confirmed* until then.
        """
        sending = self.state == self.State.SENDING
        if not sending and not self.notes.keys() & {ASKED, DOUBTED}:
            return self.mark_withdrawn(code=code)
        return self._move_this_try(
            (self.State.SENDING, self.State.QUEUED, self.State.FAILED),
            state=self.State.UNCONFIRMED,
            error_code=code,
            error_detail="",
            notes={**self.notes, OFF: code},
            looks=0,
        )

    @property
    def off(self) -> str:
        """Why it is not sent any more, should it not be there; or nothing."""
        code = str(self.notes.get(OFF) or "")
        up_again = code == TAKEN_DOWN and self.story.live
        return "" if up_again else code

    def mark_off(self) -> bool:
        """It was taken off the list, and is not there."""
        return self._not_there(
            (self.State.UNCONFIRMED,), state=self.State.WITHDRAWN, error_code=self.off
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
            sent={},
            notes={},
            answer={},
            confirmed_by=None,
        )

    @transaction.atomic
    def _not_there(self, origins: tuple[str, ...], **changes: Any) -> bool:
        """As `_move_this_try`; a post that is not there has nothing to follow."""
        moved = self._move_this_try(origins, **changes)
        if moved:
            self.followups.drop_open()
        return moved

    def _move_this_try(self, origins: tuple[str, ...], **changes: Any) -> bool:
        """As `_move`, unless another try began since: a late answer is not its own."""
        same = Q(attempts=self.attempts)
        return self._move(origins, same, **changes)

    def _move(
        self, origins: tuple[str, ...], condition: Q | None = None, **changes: Any
    ) -> bool:
        """Change state only from one of `origins`, in one conditional UPDATE.

        False too when another open delivery of the story stands in the way.
        """
        mine = Delivery.objects.filter(condition or Q(), pk=self.pk, state__in=origins)
        try:
            with transaction.atomic():
                moved = mine.update(**changes)
        except IntegrityError:
            moved = 0
        self.refresh_from_db(fields={"state", "attempts", *changes})
        return bool(moved)
