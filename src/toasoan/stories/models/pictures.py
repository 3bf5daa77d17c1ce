"""Pictures, with the consent of the people on them, and files."""

from typing import Any

from django.core.files import File as Upload
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.image_operations import FilterOperation
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image

# What a camera or a program writes into a picture: place, owner, device, remarks.
METADATA = ("exif", "xmp", "comment", "photoshop")


class WithoutMetadata(FilterOperation):
    """Drop what would tell where and by whom a picture was taken.

    Wagtail keeps it in every crop.
    """

    def construct(self) -> None:
        pass

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> Any:
        bare = willow.image.copy()
        for name in METADATA:
            bare.info.pop(name, None)
        return type(willow)(bare)


class BareFilter(Filter):
    """A way to cut pictures that leaves nothing but the picture."""

    @property
    def filter_operations(self) -> list[FilterOperation]:
        return [*super().filter_operations, WithoutMetadata("bare")]


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
    # Under which name the portal's crops lie, and the size of the whole, upright.
    cut = models.CharField(max_length=24, blank=True, editable=False)
    cut_width = models.PositiveIntegerField(null=True, editable=False)
    cut_height = models.PositiveIntegerField(null=True, editable=False)

    # No tags: they are one list for all newsrooms; topics do their work.
    admin_form_fields = (
        *(name for name in Image.admin_form_fields if name != "tags"),
        "consent",
        "credit",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file_hash:
            self._set_file_hash()
        super().save(*args, **kwargs)

    def mark_cut(self, name: str, size: tuple[int, int] | None = None) -> None:
        """Note the name of its crops; no `size`: there are none, and none can be."""
        self.cut = name
        self.cut_width, self.cut_height = size or (None, None)
        self.save(update_fields=["cut", "cut_width", "cut_height"])

    def generate_rendition_file(
        self, filter: Filter, *, source: Upload | None = None
    ) -> Upload:
        """Cut the picture; law 91/2025/QH15: its place and camera stay with us."""
        bare = BareFilter(spec=filter.spec)
        made: Upload = super().generate_rendition_file(bare, source=source)
        return made

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
