"""What the entries of all three registers share."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from toasoan.core.text import findable, fold, folded_words, nfc, slug
from toasoan.organisations.models import Organisation, OwnedQuerySet

from .word import forget_words, keep_words

IDENTITY_LENGTH = 500
MOST_WORDS = 12


class EntryQuerySet(OwnedQuerySet):
    def public_of(self, organisation: Organisation) -> Any:
        """Return what `organisation` shows on its portal."""
        # Django writes `public=True` without a comparison, and SQLite then goes through
        # all entries instead of the index.
        return self.of(organisation).filter(public__in=[True])

    def taken_off(self) -> Any:
        """Return what stood on the portal once and does no more."""
        return self.filter(public=False, shown_at__isnull=False)

    def matching(self, text: str) -> Any:
        """Return entries in which each word of `text` begins some word.

        Diacritics and case do not count.
        """
        found = self
        for word in folded_words(text).split()[:MOST_WORDS]:
            found = found.filter(search_text__contains=f" {word}")
        return found


class Entry(ClusterableModel):
    """One line of a register, of one newsroom."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", editable=False
    )
    public = models.BooleanField(
        _("shown on the portal"),
        default=False,
        help_text=_("Without it only the newsroom sees this entry."),
    )
    # What two lines are told apart by; the same thing cannot be entered twice.
    identity = models.CharField(max_length=IDENTITY_LENGTH, editable=False)
    search_text = models.TextField(editable=False, blank=True)
    # When it first stood on the portal; kept when it is taken off again.
    shown_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: list[models.BaseConstraint] = [
            models.UniqueConstraint(
                fields=["organisation", "identity"], name="%(class)s_once"
            )
        ]
        indexes: list[models.Index] = [
            models.Index(
                fields=["organisation", "public", "-shown_at"], name="%(class)s_shown"
            )
        ]

    @property
    def heading(self) -> str:
        """What the entry is called in lists and addresses."""
        raise NotImplementedError

    def identifying(self) -> tuple[object, ...]:
        """Return what tells this entry from all others of its newsroom."""
        raise NotImplementedError

    def told(self) -> str:
        """Return what else than the heading can be searched for."""
        raise NotImplementedError

    def listed_on(self) -> date:
        """Return the day by which lists put the entry in its place."""
        raise NotImplementedError

    @property
    def slug(self) -> str:
        return slug(self.heading, limit=60) or "muc"

    def clean(self) -> None:
        super().clean()
        self.take_form()
        if self.is_known():
            raise ValidationError(_("This is in the register already."))

    def is_known(self) -> bool:
        """Say whether another line of the register is about the same thing."""
        others = type(self).objects.filter(
            organisation_id=self.organisation_id, identity=self.identity
        )
        return bool(others.exclude(pk=self.pk).exists())

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        self.take_form()
        if self.public and self.shown_at is None:
            self.shown_at = timezone.now()
        super().save(*args, **kwargs)
        keep_words(self, self.listed_on())

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> Any:
        forget_words(self._meta.model_name or "", self.pk)
        return super().delete(*args, **kwargs)

    def take_form(self) -> None:
        """Put all texts into NFC, refresh the identity and the search text."""
        for field in self._meta.concrete_fields:
            if isinstance(field, (models.CharField, models.TextField)):
                setattr(self, field.attname, nfc(getattr(self, field.attname)))
        parts = (fold(str(part)) for part in self.identifying())
        self.identity = "|".join(parts)[:IDENTITY_LENGTH]
        self.search_text = findable(self.heading, self.told())
