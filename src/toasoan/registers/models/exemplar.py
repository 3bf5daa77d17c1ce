"""The register of exemplars (gương điển hình, mô hình hay)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.models import Orderable

from toasoan.organisations.models import Organisation, OwnedQuerySet
from toasoan.registers.forms import EntryForm
from toasoan.stories.models import Picture, StoryPage

from .entry import Entry

AGREED = ("nobody", "on_file", "child")


class Exemplar(Entry):
    """A person, a group, a model or an initiative worth telling of."""

    class Kind(models.TextChoices):
        PERSON = "ca-nhan", pgettext_lazy("kind of exemplar", "person")
        GROUP = "tap-the", pgettext_lazy("kind of exemplar", "group")
        MODEL = "mo-hinh", pgettext_lazy("kind of exemplar", "model")
        INITIATIVE = "sang-kien", pgettext_lazy("kind of exemplar", "initiative")

    class Consent(models.TextChoices):
        """Law 91/2025/QH15, articles 9 and 24: who agreed to be named."""

        UNKNOWN = "unknown", pgettext_lazy("consent", "not asked yet")
        NOBODY = "nobody", pgettext_lazy("consent", "no person is named")
        ON_FILE = "on_file", pgettext_lazy("consent", "consent on file")
        CHILD = "child", pgettext_lazy("consent", "child: child and guardian agree")
        REFUSED = "refused", pgettext_lazy("consent", "must not be published")

    name = models.CharField(pgettext_lazy("exemplar", "name"), max_length=200)
    kind = models.CharField(
        pgettext_lazy("exemplar", "kind"), max_length=10, choices=Kind.choices
    )
    area = models.CharField(
        pgettext_lazy("exemplar", "area"),
        max_length=120,
        blank=True,
        help_text=_("Economy, new countryside, schooling…"),
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1945), MaxValueValidator(2100)]
    )
    deed = models.TextField(_("what they did"), max_length=5000)
    recognition = models.CharField(
        _("recognition"),
        max_length=300,
        blank=True,
        help_text=_("Who honoured it, how and when."),
    )
    consent = models.CharField(
        _("consent of those named"),
        max_length=10,
        choices=Consent.choices,
        default=Consent.UNKNOWN,
    )
    picture = models.ForeignKey(
        Picture,
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    picture_alt = models.CharField(
        _("text for those who cannot see the picture"), max_length=250, blank=True
    )

    base_form_class = EntryForm

    class Meta(Entry.Meta):
        verbose_name = _("exemplar")
        verbose_name_plural = _("exemplars")
        ordering = ["-year", "-pk"]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(public=False) | Q(consent__in=AGREED),
                name="public_exemplar_agreed",
            ),
        ]

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("year")]),
        FieldPanel("area"),
        FieldPanel("deed"),
        FieldPanel("recognition"),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")
        ),
        InlinePanel("stories", heading=_("Stories that tell of it"), label=_("Story")),
        MultiFieldPanel(
            [FieldPanel("consent"), FieldPanel("public")], heading=_("Publication")
        ),
    ]

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"

    @property
    def heading(self) -> str:
        return self.name

    @property
    def publishable(self) -> bool:
        return self.consent in AGREED

    def identifying(self) -> tuple[object, ...]:
        return self.kind, self.year, self.name, self.area

    def told(self) -> str:
        return f"{self.area} {self.deed} {self.recognition}"

    def listed_on(self) -> date:
        return date(self.year, 1, 1)

    def clean(self) -> None:
        super().clean()
        if self.kind == self.Kind.PERSON and self.consent == self.Consent.NOBODY:
            raise ValidationError({"consent": _("A person is named here.")})
        if self.public and not self.publishable:
            raise ValidationError(
                {"public": _("Nobody noted that those named here agree to it.")}
            )
        if self.picture and not self.picture_alt:
            raise ValidationError(
                {"picture_alt": _("Say in a few words what the picture shows.")}
            )


class ExemplarStory(Orderable):
    """A story that tells of an exemplar."""

    exemplar = ParentalKey(Exemplar, on_delete=models.CASCADE, related_name="stories")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", editable=False
    )
    story = models.ForeignKey(
        StoryPage, verbose_name=_("story"), on_delete=models.CASCADE, related_name="+"
    )

    objects = OwnedQuerySet.as_manager()
    panels = [PageChooserPanel("story", "stories.StoryPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("story of an exemplar")
        verbose_name_plural = _("stories of exemplars")

    def __str__(self) -> str:
        return str(self.story)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.organisation_id = self.exemplar.organisation_id
        super().save(*args, **kwargs)
