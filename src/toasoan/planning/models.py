"""Plans: what was promised, for whom, how often, and who does what."""

import hashlib
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.channels.models import Channel
from toasoan.core.text import nfc
from toasoan.organisations.models import Organisation, OwnedQuerySet
from toasoan.stories.models import ColumnPage


class PlanQuerySet(OwnedQuerySet):
    def in_force(self, day: date) -> "PlanQuerySet":
        return self.filter(valid_from__lte=day, valid_until__gte=day)

    def overlapping(self, first: date, last: date) -> "PlanQuerySet":
        """Return the plans that hold on some day from `first` to `last`."""
        return self.filter(valid_from__lte=last, valid_until__gte=first)

    def same_as(self, text: str, valid_from: date) -> "PlanQuerySet":
        """Return the plan confirmed from this very document for this very start."""
        return self.filter(fingerprint=fingerprint(text), valid_from=valid_from)


def fingerprint(text: str) -> str:
    """Return what tells a document from others; blanks and line ends do not count."""
    words = " ".join(nfc(text).split())
    return hashlib.sha256(words.encode()).hexdigest()


class Plan(models.Model):
    """A plan as confirmed by a person; `draft` keeps what was read and corrected."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="plans"
    )
    title = models.CharField(_("title"), max_length=500)
    number = models.CharField(_("number"), max_length=40, blank=True)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    valid_from = models.DateField(_("in force from"))
    valid_until = models.DateField(_("in force until"))
    replaces = models.ForeignKey(
        "self",
        verbose_name=_("replaces"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
    )
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    text = models.TextField(_("the document"))
    # Set on confirming: what a double click may not write a second time.
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    draft = models.JSONField(_("what was understood"), default=dict)
    confirmed_at = models.DateTimeField(_("confirmed"), default=timezone.now)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")),
                name="plan_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["organisation", "fingerprint", "valid_from"],
                condition=Q(fingerprint__gt=""),
                name="plan_confirmed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def end_on(self, day: date) -> None:
        """End this plan with `day`: a later one takes over."""
        self.valid_until = day
        self.save(update_fields=["valid_until"])


class Cadence(models.Model):
    """A promise: so many on this channel for this column in each period."""

    class Period(models.TextChoices):
        DAY = "day", pgettext_lazy("period", "day")
        WEEK = "week", pgettext_lazy("period", "week")
        MONTH = "month", pgettext_lazy("period", "month")
        QUARTER = "quarter", pgettext_lazy("period", "quarter")
        YEAR = "year", pgettext_lazy("period", "year")
        NONE = "none", pgettext_lazy("period", "when needed")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="cadences"
    )
    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="cadences"
    )
    column = models.ForeignKey(
        ColumnPage,
        verbose_name=_("column"),
        on_delete=models.PROTECT,
        related_name="cadences",
    )
    channel = models.ForeignKey(
        Channel,
        verbose_name=_("channel"),
        on_delete=models.PROTECT,
        related_name="cadences",
    )
    period = models.CharField(_("period"), max_length=8, choices=Period.choices)
    every = models.PositiveSmallIntegerField(_("every so many periods"), default=1)
    minimum = models.PositiveSmallIntegerField(_("at least"), default=1)
    unit = models.CharField(_("counted in"), max_length=60, blank=True)
    weekdays = models.JSONField(_("on these weekdays"), default=list, blank=True)
    season_from = models.PositiveSmallIntegerField(null=True, blank=True)
    season_to = models.PositiveSmallIntegerField(null=True, blank=True)
    times = models.JSONField(_("at these times"), default=list, blank=True)
    text = models.CharField(_("as written"), max_length=500, blank=True)
    line = models.PositiveIntegerField(_("line"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("cadence")
        verbose_name_plural = _("cadences")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.column} · {self.channel} · {self.get_period_display()}"


class Assignment(models.Model):
    """Who does what by when, as the plan says."""

    class Role(models.TextChoices):
        LEAD = "lead", pgettext_lazy("assignment", "leads")
        WITH = "with", pgettext_lazy("assignment", "takes part")
        EXECUTES = "executes", pgettext_lazy("assignment", "carries out")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="assignments"
    )
    plan = models.ForeignKey(
        Plan,
        verbose_name=_("plan"),
        on_delete=models.CASCADE,
        related_name="assignments",
    )
    unit = models.CharField(_("unit"), max_length=200)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    task = models.TextField(_("task"))
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    recurs = models.CharField(
        _("comes back every"), max_length=8, choices=Cadence.Period.choices, blank=True
    )
    recurs_day = models.PositiveSmallIntegerField(null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    evidence = models.TextField(_("proof"), blank=True)
    line = models.PositiveIntegerField(_("line"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.unit}: {self.task[:60]}"

    def mark_done(self, *, day: date, evidence: str) -> None:
        self.done_on = day
        self.evidence = evidence
        self.save(update_fields=["done_on", "evidence"])

    def mark_open(self) -> None:
        self.done_on = None
        self.save(update_fields=["done_on"])
