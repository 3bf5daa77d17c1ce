"""What was wrong in a public story, and what is right: readers see both."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from toasoan.organisations.models import Organisation, OwnedQuerySet


class Correction(Orderable):
    """A note of correction, part of the story's versions, so approved like its text.

    Law 104/2016/QH13, article 22: an error is corrected in the form in which it was
    published: on the same page, where it is read first.
    """

    story = ParentalKey(
        "stories.StoryPage", on_delete=models.CASCADE, related_name="corrections"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", editable=False
    )
    text = models.TextField(
        _("what was wrong, what is right"),
        max_length=600,
        help_text=_("Readers see it above the text, with today's date."),
    )
    corrected_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OwnedQuerySet.as_manager()
    panels = [FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.organisation_id is None:
            self.organisation_id = self.story.organisation_id
        super().save(*args, **kwargs)
