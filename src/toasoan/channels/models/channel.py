"""An outlet of the newsroom, and what it makes of a story."""

from datetime import date
from typing import Any, cast

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from toasoan.channels import registry
from toasoan.channels.adapters.base import Way
from toasoan.organisations.models import Organisation, OwnedQuerySet
from toasoan.stories.models import StoryPage


class Medium(models.TextChoices):
    """What a channel is to those it reaches."""

    PORTAL = "portal", pgettext_lazy("medium", "portal")
    FACEBOOK = "facebook", "Facebook"
    ZALO = "zalo", "Zalo"
    LOUDSPEAKER = "loudspeaker", pgettext_lazy("medium", "loudspeaker")
    BULLETIN = "bulletin", pgettext_lazy("medium", "printed bulletin")
    OTHER = "other", pgettext_lazy("medium", "other")


class ChannelQuerySet(OwnedQuerySet):
    def open_on(self, day: date) -> "ChannelQuerySet":
        begun = Q(opened_on=None) | Q(opened_on__lte=day)
        return self.not_closed_on(day).filter(begun)

    def not_closed_on(self, day: date) -> "ChannelQuerySet":
        """Return what is in use on `day`, its last one too, or will be."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gte=day))


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

    def closed_by(self, day: date) -> bool:
        """Say whether its last day was before `day`."""
        return self.closed_on is not None and self.closed_on < day


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
