"""How a channel stands with its service: its keys, sealed, its troubles, its turn."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from toasoan.channels.adapters.base import DeliveryError, Standing
from toasoan.core.text import storable
from toasoan.organisations.models import Organisation, OwnedQuerySet

from .channel import Channel

# A worker that was killed while it asked for new keys does not come back.
ASKING = timedelta(seconds=120)


def a_turn() -> timedelta:
    """Return how long a worker that was killed holds its channel at most."""
    return timedelta(seconds=settings.DELIVERY_TURN_SECONDS)


class Connection(models.Model):
    """What one channel needs to talk to its service; the keys are sealed.

    Kept apart from the channel: who edits a channel neither sees nor writes this.
    """

    channel = models.OneToOneField(
        Channel, on_delete=models.CASCADE, primary_key=True, related_name="connection"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    sealed = models.TextField(blank=True, editable=False)
    private = models.BooleanField(default=False)
    account = models.CharField(_("account"), max_length=200, blank=True)
    token_until = models.DateTimeField(null=True, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    worked_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=60, blank=True)
    trouble_detail = models.TextField(blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    # Until the first in line is tried again; what is urgent may pass it.
    paused_until = models.DateTimeField(null=True, blank=True)
    # Until the service may be called again: it said so.
    rests_until = models.DateTimeField(null=True, blank=True)
    turn = models.UUIDField(null=True, editable=False)
    turn_until = models.DateTimeField(null=True, editable=False)
    asking_since = models.DateTimeField(null=True, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("connection")
        verbose_name_plural = _("connections")

    def __str__(self) -> str:
        return self.account or str(self.channel)

    @property
    def stopped(self) -> bool:
        return bool(self.trouble)

    def rests(self, now: datetime) -> bool:
        """Say whether nothing may go out here now."""
        return self.stopped or bool(self.rests_until and self.rests_until > now)

    def keeps_order(self, now: datetime) -> bool:
        """Say whether only what is urgent may go out here now."""
        return bool(self.paused_until and self.paused_until > now)

    def take_turn(self, now: datetime) -> uuid.UUID | None:
        """Take this channel for one worker; None when another one has it.

        A turn that is not given back ends by itself.
        """
        turn = uuid.uuid4()
        free = Q(turn=None) | Q(turn_until__lt=now)
        mine = Connection.objects.filter(free, pk=self.pk)
        taken = mine.update(turn=turn, turn_until=now + a_turn())
        return turn if taken else None

    def keep_turn(self, turn: uuid.UUID, now: datetime) -> bool:
        """Have the turn go on; False when it ended meanwhile."""
        mine = Connection.objects.filter(pk=self.pk, turn=turn)
        return bool(mine.update(turn_until=now + a_turn()))

    def give_turn_back(self, turn: uuid.UUID) -> None:
        mine = Connection.objects.filter(pk=self.pk, turn=turn)
        mine.update(turn=None, turn_until=None)

    def begin_asking(self, now: datetime) -> bool:
        """Be the only one who asks for new keys; False when somebody else does."""
        mine = Connection.objects.filter(self._nobody_asks(now), pk=self.pk)
        return bool(mine.update(asking_since=now))

    @staticmethod
    def _nobody_asks(now: datetime) -> Q:
        return Q(asking_since=None) | Q(asking_since__lt=now - ASKING)

    def keep_keys(self, sealed: str, instead_of: str | None, now: datetime) -> bool:
        """Keep the `sealed` keys that a person entered, whatever stood there.

        When some of `instead_of` are among them, only while those are the newest: False
        when somebody asks for new ones, or got them.
        """
        mine = Connection.objects.filter(pk=self.pk)
        if instead_of is not None:
            mine = mine.filter(self._nobody_asks(now), sealed=instead_of)
        return bool(mine.update(sealed=sealed, asking_since=None))

    def end_asking(self, began: datetime, sealed: str | None = None) -> None:
        """Let others ask; `sealed` are the new keys, if they came.

        Keys that a person entered since `began` stay.
        """
        changes = {} if sealed is None else {"sealed": sealed}
        mine = Connection.objects.filter(pk=self.pk, asking_since=began)
        mine.update(asking_since=None, **changes)

    def mark_working(self, now: datetime) -> None:
        """Note that the service took something."""
        Connection.objects.filter(pk=self.pk).update(worked_at=now)

    def mark_paused(self, until: datetime) -> None:
        """Send nothing here before `until`, except what is urgent."""
        Connection.objects.filter(pk=self.pk).update(paused_until=until)

    def mark_resting(self, until: datetime) -> None:
        """Call the service for nothing before `until`; a longer rest stands."""
        shorter = Q(rests_until=None) | Q(rests_until__lt=until)
        Connection.objects.filter(shorter, pk=self.pk).update(rests_until=until)

    def mark_stopped(self, error: DeliveryError, now: datetime) -> None:
        """Send nothing here until somebody has connected the account again."""
        Connection.objects.filter(pk=self.pk).update(
            trouble=error.code,
            trouble_detail=storable(error.detail, 2000),
            stopped_at=now,
        )

    def mark_checked(self, standing: Standing, now: datetime) -> None:
        """Note what the service said of itself: it knows us."""
        Connection.objects.filter(pk=self.pk).update(
            account=standing.name[:200],
            token_until=standing.until,
            warnings=list(standing.warnings),
            checked_at=now,
            trouble="",
            trouble_detail="",
            stopped_at=None,
            paused_until=None,
        )
