"""The register of directive documents (văn bản chỉ đạo)."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.decorators import display
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
)
from wagtail.models import Orderable

from toasoan.organisations.models import Organisation, OwnedQuerySet
from toasoan.registers.fields import MonthInput
from toasoan.registers.forms import EntryForm
from toasoan.registers.validity import Validity, validity
from toasoan.stories.models import ColumnPage, File, Topic

from .entry import Entry, EntryQuerySet
from .number import ways_to_write

# In force since the day it names, or else since it was issued.
SINCE = Coalesce("effective_from", "issued_on")


class DocumentQuerySet(EntryQuerySet):
    def with_replaced_on(self) -> "DocumentQuerySet":
        """Read with each document since when another stands in its place."""
        return self.annotate(replaced_on=Subquery(_replaced_on()))

    def valid_on(self, day: date) -> "DocumentQuerySet":
        """Return what is in force on `day`; as `validity`, asked of the database."""
        return self.alias(since=SINCE, until=Subquery(_replaced_on())).filter(
            Q(effective_until=None) | Q(effective_until__gte=day),
            Q(until=None) | Q(until__gt=day),
            since__lte=day,
        )


def _replaced_on() -> Any:
    later = Coalesce("document__effective_from", "document__issued_on")
    return (
        Replacement.objects.filter(replaced=OuterRef("pk"))
        .order_by()
        .values("replaced")
        .annotate(first=Min(later))
        .values("first")
    )


class DirectiveDocument(Entry):
    """A document that guides the commune's work, as its head states it.

    Kinds are those of NĐ 30/2020/NĐ-CP, article 7, and of the Party's documents that
    a commune receives; NĐ 42/2022/NĐ-CP asked of a public list of documents: kind,
    number, date, effective date, abstract, file to download.
    """

    class Kind(models.TextChoices):
        LAW = "luat", pgettext_lazy("kind of document", "law")
        DECREE = "nghi-dinh", pgettext_lazy("kind of document", "decree")
        CIRCULAR = "thong-tu", pgettext_lazy("kind of document", "circular")
        RESOLUTION = "nghi-quyet", pgettext_lazy("kind of document", "resolution")
        DECISION = "quyet-dinh", pgettext_lazy("kind of document", "decision")
        DIRECTIVE = "chi-thi", pgettext_lazy("kind of document", "directive")
        CONCLUSION = "ket-luan", pgettext_lazy("kind of document", "conclusion")
        REGULATION = "quy-dinh", pgettext_lazy("kind of document", "regulation")
        RULES = "quy-che", pgettext_lazy("kind of document", "rules of procedure")
        PROGRAMME = "chuong-trinh", pgettext_lazy("kind of document", "programme")
        PLAN = "ke-hoach", pgettext_lazy("kind of document", "plan")
        GUIDANCE = "huong-dan", pgettext_lazy("kind of document", "guidance")
        NOTICE = "thong-bao", pgettext_lazy("kind of document", "notice")
        REPORT = "bao-cao", pgettext_lazy("kind of document", "report")
        TELEGRAM = "cong-dien", pgettext_lazy("kind of document", "urgent telegram")
        LETTER = "cong-van", pgettext_lazy("kind of document", "official letter")
        MATERIAL = "tai-lieu", pgettext_lazy("kind of document", "material")
        OTHER = "khac", pgettext_lazy("kind of document", "other")

    class Level(models.TextChoices):
        """Districts ended on 01/07/2025; their documents stay readable."""

        CENTRAL = "central", pgettext_lazy("level", "central")
        PROVINCE = "province", pgettext_lazy("level", "province")
        DISTRICT = "district", pgettext_lazy("level", "district (until 06/2025)")
        COMMUNE = "commune", pgettext_lazy("level", "commune")

    kind = models.CharField(
        pgettext_lazy("document", "kind"), max_length=20, choices=Kind.choices
    )
    number = models.CharField(
        _("number and symbol"),
        max_length=80,
        blank=True,
        help_text=_("As written on the document: 12-KH/ĐU, 287/2026/NĐ-CP."),
    )
    issued_on = models.DateField(_("issued on"))
    issuer = models.CharField(_("issued by"), max_length=200)
    level = models.CharField(
        _("level of the issuer"),
        max_length=10,
        choices=Level.choices,
        default=Level.COMMUNE,
    )
    abstract = models.TextField(
        _("abstract"), max_length=1000, help_text=_("What the document is about.")
    )
    signer = models.CharField(_("signed by"), max_length=120, blank=True)
    effective_from = models.DateField(
        _("in force from"),
        null=True,
        blank=True,
        help_text=_("Empty: from the day it was issued."),
    )
    effective_until = models.DateField(
        _("in force until"),
        null=True,
        blank=True,
        help_text=_("The last day in force; empty while no end is set."),
    )
    column = models.ForeignKey(
        ColumnPage,
        verbose_name=_("column"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    topics = ParentalManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="+"
    )
    conference_month = models.DateField(
        _("material for the conference of"),
        null=True,
        blank=True,
        help_text=_("The month whose propagandists' conference works with it."),
    )

    objects = DocumentQuerySet.as_manager()
    base_form_class = EntryForm

    class Meta(Entry.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-issued_on", "-pk"]
        indexes = [
            *Entry.Meta.indexes,
            models.Index(
                fields=["organisation", "public", "-issued_on", "-id"],
                name="document_newest",
            ),
            models.Index(
                fields=["organisation", "public", "kind", "-issued_on", "-id"],
                name="document_newest_of_kind",
            ),
            # What the public list can be narrowed by is read from these alone.
            models.Index(
                fields=["organisation", "public", "kind", "issuer", "issued_on"],
                name="document_choices",
            ),
            models.Index(
                fields=["organisation", "public", "conference_month"],
                condition=Q(conference_month__isnull=False),
                name="document_conferences",
            ),
        ]

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("number")]),
        FieldRowPanel([FieldPanel("issued_on"), FieldPanel("signer")]),
        FieldRowPanel([FieldPanel("issuer"), FieldPanel("level")]),
        FieldPanel("abstract"),
        InlinePanel("files", heading=_("Files"), label=_("File")),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("effective_from"), FieldPanel("effective_until")]
                ),
                InlinePanel("replacements", label=_("Document it replaces")),
            ],
            heading=_("Validity"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("column"),
                FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
                FieldPanel("conference_month", widget=MonthInput),
            ],
            heading=_("What it serves"),
        ),
        FieldPanel("public"),
    ]

    def __str__(self) -> str:
        return f"{self.heading} · {self.abstract[:80]}"

    @property
    @display(description=_("Document"))
    def heading(self) -> str:
        """The kind and the number, as documents are cited."""
        kind = self.get_kind_display()
        kind = f"{kind[:1].upper()}{kind[1:]}"
        return f"{kind} {self.number}" if self.number else f"{kind}: {self.abstract}"

    @property
    def citation(self) -> str:
        """The heading as a sentence names it: "Công văn số 1204/UBND-VX"."""
        if not self.number:
            return self.heading
        kind = capfirst(self.get_kind_display())
        return str(_("%(kind)s %(number)s") % {"kind": kind, "number": self.number})

    def identifying(self) -> tuple[object, ...]:
        number = self.number or self.abstract[:200]
        return self.kind, number, self.issued_on, self.issuer

    def told(self) -> str:
        number = f"số {' '.join(ways_to_write(self.number))}" if self.number else ""
        return f"{self.abstract} {self.issuer} {self.signer} {number}"

    def listed_on(self) -> date:
        return self.issued_on

    def clean(self) -> None:
        super().clean()
        first = self.effective_from or self.issued_on
        if first and self.effective_until and self.effective_until < first:
            raise ValidationError(
                {"effective_until": _("It would end before it begins.")}
            )

    def take_form(self) -> None:
        if self.conference_month:
            self.conference_month = self.conference_month.replace(day=1)
        super().take_form()

    @cached_property
    def replaced_on(self) -> date | None:
        """Since when another document stands in its place; see `with_replaced_on`."""
        first: date | None = self.replaced_in.aggregate(
            first=Min(Coalesce(F("document__effective_from"), F("document__issued_on")))
        )["first"]
        return first

    @property
    def since(self) -> date:
        return self.effective_from or self.issued_on

    def validity_on(self, day: date) -> Validity:
        """Return whether it is in force on `day`."""
        return validity(
            day,
            since=self.since,
            until=self.effective_until,
            replaced_on=self.replaced_on,
        )


class Replacement(Orderable):
    """`document` stands in the place of `replaced`."""

    document = ParentalKey(
        DirectiveDocument, on_delete=models.CASCADE, related_name="replacements"
    )
    replaced = models.ForeignKey(
        DirectiveDocument,
        verbose_name=_("replaced document"),
        on_delete=models.CASCADE,
        related_name="replaced_in",
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = OwnedQuerySet.as_manager()
    panels = [FieldPanel("replaced")]

    class Meta(Orderable.Meta):
        verbose_name = _("replacement")
        verbose_name_plural = _("replacements")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "replaced"], name="replacement_once"
            ),
            models.CheckConstraint(
                condition=~Q(document=F("replaced")), name="replaces_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document.heading} → {self.replaced.heading}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.organisation_id = self.document.organisation_id
        super().save(*args, **kwargs)


class DocumentFile(Orderable):
    """A file of a document, to be downloaded."""

    document = ParentalKey(
        DirectiveDocument, on_delete=models.CASCADE, related_name="files"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", editable=False
    )
    file = models.ForeignKey(
        File, verbose_name=_("file"), on_delete=models.PROTECT, related_name="+"
    )

    objects = OwnedQuerySet.as_manager()
    panels = [FieldPanel("file")]

    class Meta(Orderable.Meta):
        verbose_name = _("file of a document")
        verbose_name_plural = _("files of documents")

    def __str__(self) -> str:
        return str(self.file)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.organisation_id = self.document.organisation_id
        super().save(*args, **kwargs)
