"""Pictures, with the consent of the people on them, and files."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """A picture of one newsroom (by its collection)."""

    class Consent(models.TextChoices):
        """Law 91/2025/QH15, articles 9, 24 and 32: who agreed to be shown."""

        UNKNOWN = "unknown", pgettext_lazy("consent", "not asked yet")
        NOBODY = "nobody", pgettext_lazy("consent", "nobody can be recognised")
        PUBLIC = "public", pgettext_lazy("consent", "public event, notice was given")
        ON_FILE = "on_file", pgettext_lazy("consent", "consent on file")
        CHILD = "child", pgettext_lazy("consent", "child: child and guardian agree")
        REFUSED = "refused", pgettext_lazy("consent", "must not be published")

    consent = models.CharField(
        _("consent of the people shown"),
        max_length=10,
        choices=Consent.choices,
        default=Consent.UNKNOWN,
    )
    credit = models.CharField(_("photo by"), max_length=120, blank=True)

    # No tags: they are one list for all newsrooms; topics do their work.
    admin_form_fields = (
        *(name for name in Image.admin_form_fields if name != "tags"),
        "consent",
        "credit",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def publishable(self) -> bool:
        return self.consent not in {self.Consent.UNKNOWN, self.Consent.REFUSED}


class Crop(AbstractRendition):
    """A picture cut and sized for one use (Wagtail calls it a rendition)."""

    image = models.ForeignKey(
        Picture, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="crop_once"
            )
        ]


class File(AbstractDocument):
    """A document, sound or video file of one newsroom (by its collection)."""

    admin_form_fields = tuple(
        name for name in Document.admin_form_fields if name != "tags"
    )

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
