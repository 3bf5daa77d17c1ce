"""What a story's body may hold."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("Text for those who cannot see the picture"), max_length=250
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "stories/blocks/picture.html"


class GalleryBlock(blocks.ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(PictureBlock(), min_num=1, max_num=30, **kwargs)

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "stories/blocks/gallery.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=pgettext_lazy("quote", "Words"), rows=3)
    speaker = blocks.CharBlock(label=_("Who said it"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "stories/blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=["bold", "italic", "ul"])

    class Meta:
        icon = "info-circle"
        label = _("Note to readers")
        template = "stories/blocks/callout.html"


class ContactBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name or office"), max_length=200)
    telephone = blocks.CharBlock(label=_("Telephone"), required=False, max_length=40)
    email = blocks.EmailBlock(label=_("E-mail"), required=False)
    place = blocks.CharBlock(label=_("Place"), required=False, max_length=200)

    class Meta:
        icon = "user"
        label = _("Contact")
        template = "stories/blocks/contact.html"


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=250)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "stories/blocks/document.html"


class MediaBlock(blocks.StructBlock):
    """A video or sound: a file of our own, or an address of a video service."""

    file = DocumentChooserBlock(label=_("Video or sound file"), required=False)
    # A plain address: looking it up would need the network while one writes.
    address = blocks.URLBlock(label=_("or its address"), required=False)
    transcript = blocks.TextBlock(
        label=_("What is said, in writing"), required=False, rows=3
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["file"] and not cleaned["address"]:
            raise ValidationError(_("Choose a file or give an address."))
        return cleaned

    class Meta:
        icon = "media"
        label = _("Video or sound")
        template = "stories/blocks/media.html"


class BodyBlock(blocks.StreamBlock):
    # May stay empty: a new story opens with one, and drafts are saved half-written.
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES, required=False)
    quote = QuoteBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    document = DocumentBlock()
    media = MediaBlock()
    table = TableBlock(label=_("Table"))
    callout = CalloutBlock()
    contact = ContactBlock()
