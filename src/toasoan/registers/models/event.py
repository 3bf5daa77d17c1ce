"""The calendar: conferences (tuyên vận, báo cáo viên) and other events."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
)
from wagtail.models import Orderable

from toasoan.organisations.models import Organisation, OwnedQuerySet
from toasoan.registers.forms import EntryForm
from toasoan.registers.occurrences import LONGEST_OF_EACH, Every, Rhythm
from toasoan.stories.models import ColumnPage, File

from .entry import Entry, EntryQuerySet


class EventQuerySet(EntryQuerySet):
    def once(self) -> "EventQuerySet":
        return self.filter(recurrence=Event.Recurrence.NONE)

    def recurring(self) -> "EventQuerySet":
        return self.exclude(recurrence=Event.Recurrence.NONE)


class Event(Entry):
    """Something that takes place, once or again and again."""

    class Kind(models.TextChoices):
        PROPAGANDISTS = (
            "bao-cao-vien",
            pgettext_lazy("kind of event", "propagandists' conference"),
        )
        MOBILISATION = (
            "tuyen-van",
            pgettext_lazy("kind of event", "communication conference"),
        )
        MEETING = "hop", pgettext_lazy("kind of event", "meeting")
        RECEPTION = "tiep-dan", pgettext_lazy("kind of event", "citizens' reception")
        TRAINING = "tap-huan", pgettext_lazy("kind of event", "training")
        CULTURE = "van-hoa", pgettext_lazy("kind of event", "culture and sport")
        HEALTH = "y-te", pgettext_lazy("kind of event", "health")
        OTHER = "khac", pgettext_lazy("kind of event", "other")

    class Recurrence(models.TextChoices):
        NONE = "", pgettext_lazy("recurrence", "once")
        WEEKLY = Every.WEEK.value, pgettext_lazy("recurrence", "every week")
        MONTHLY = Every.MONTH.value, pgettext_lazy("recurrence", "every month")

    # Calendars know an event again by it, whatever becomes of its address.
    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    title = models.CharField(_("name of the event"), max_length=250)
    kind = models.CharField(
        pgettext_lazy("event", "kind"), max_length=20, choices=Kind.choices
    )
    starts_at = models.DateTimeField(_("begins"), db_index=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("where"), max_length=200, blank=True)
    audience = models.CharField(_("who is invited"), max_length=300, blank=True)
    agenda = models.TextField(_("agenda"), max_length=5000, blank=True)
    contact = models.CharField(
        _("contact"),
        max_length=200,
        blank=True,
        help_text=_("An office and its telephone; the public sees it."),
    )
    recurrence = models.CharField(
        _("takes place"),
        max_length=10,
        choices=Recurrence.choices,
        default=Recurrence.NONE,
        blank=True,
        help_text=_(
            "Every month: on the same day; in shorter months on their last day."
        ),
    )
    recurs_until = models.DateField(
        _("the last time not after"),
        null=True,
        blank=True,
        help_text=_("Only for what recurs; empty while no end is set."),
    )
    column = models.ForeignKey(
        ColumnPage,
        verbose_name=_("column"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    cancelled = models.BooleanField(
        _("called off"),
        default=False,
        help_text=_("It stays in the calendar, marked as called off."),
    )

    objects = EventQuerySet.as_manager()
    base_form_class = EntryForm

    class Meta(Entry.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-starts_at", "-pk"]

    panels = [
        FieldPanel("title"),
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("audience")]),
        FieldPanel("agenda"),
        InlinePanel("materials", heading=_("Materials"), label=_("File")),
        FieldPanel("contact"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("recurrence"), FieldPanel("recurs_until")])],
            heading=_("Recurrence"),
        ),
        FieldPanel("column"),
        FieldRowPanel([FieldPanel("public"), FieldPanel("cancelled")]),
    ]

    def __str__(self) -> str:
        if not self.starts_at:
            return self.title
        local = self.starts_at.astimezone(self.organisation.zone)
        return f"{self.title} · {date_format(local, 'H:i d/m/Y')}"

    @property
    def heading(self) -> str:
        return self.title

    def identifying(self) -> tuple[object, ...]:
        at = self.starts_at.timestamp() if self.starts_at else ""
        return at, self.title

    def told(self) -> str:
        return f"{self.place} {self.audience} {self.agenda}"

    def listed_on(self) -> date:
        return self.organisation.local_day(self.starts_at)

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("It would end before it begins.")})
        if self._meets_itself():
            raise ValidationError(
                {"ends_at": _("It would not be over before its next time.")}
            )
        if self.recurs_until and self.starts_at:
            first = self.organisation.local_day(self.starts_at)
            if self.recurs_until < first:
                raise ValidationError(
                    {"recurs_until": _("It would end before it begins.")}
                )

    def _meets_itself(self) -> bool:
        longest = LONGEST_OF_EACH.get(self.recurrence)
        if longest is None or self.starts_at is None or self.length is None:
            return False
        return self.length > longest

    @property
    def rhythm(self) -> Rhythm:
        """When it takes place, in the time of the newsroom."""
        return Rhythm(
            first=self.starts_at.astimezone(self.organisation.zone),
            every=Every(self.recurrence) if self.recurrence else None,
            until=self.recurs_until,
        )

    @property
    def length(self) -> timedelta | None:
        return self.ends_at - self.starts_at if self.ends_at else None


class EventFile(Orderable):
    """Material of an event, to be downloaded."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="materials")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", editable=False
    )
    file = models.ForeignKey(
        File, verbose_name=_("file"), on_delete=models.PROTECT, related_name="+"
    )

    objects = OwnedQuerySet.as_manager()
    panels = [FieldPanel("file")]

    class Meta(Orderable.Meta):
        verbose_name = _("material of an event")
        verbose_name_plural = _("materials of events")

    def __str__(self) -> str:
        return str(self.file)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.organisation_id = self.event.organisation_id
        super().save(*args, **kwargs)
