"""The story editor's form: what each genre needs, and plain words when it lacks."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from .ownership import names_foreign, pictures_of

NO_CONSENT = _("Nobody noted that the people on this picture agree to be shown.")


class StoryForm(WagtailAdminPageForm):
    """Drafts may be unfinished; what is sent for approval may not."""

    class Media:
        css = {"all": ["stories/editor.css"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Rows of the form (channels' versions) ask whose story this is.
        self.organisation = _newsroom(kwargs.get("parent_page"), kwargs.get("instance"))
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # Made from the headline when it is left empty.
            self.fields["slug"].required = False
        self._offer_own_pictures()
        column = self._column()
        if "topics" in self.fields and column is not None:
            self.fields["topics"].queryset = column.topics.model.objects.filter(
                column_id=column.pk
            )

    def _offer_own_pictures(self) -> None:
        if "cover" in self.fields and self.organisation is not None:
            self.fields["cover"].queryset = pictures_of(self.organisation)

    def _column(self) -> Any:
        page = self.parent_page or (self.instance.path and self.instance.get_parent())
        return page.specific if page else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._check_shares()
        self._check_cover(cleaned)
        self._check_body(cleaned)
        if not self.is_deferred_validation:
            self._check_genre(cleaned)
        return cleaned

    def _check_shares(self) -> None:
        formset = self.formsets.get("credits")
        if formset is None or not formset.is_valid():
            return
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for data in formset.cleaned_data:
            if data and not data.get("DELETE"):
                sums[data["role"]] += data["share"]
        if any(total > 100 for total in sums.values()):
            self.add_error(
                None, _("The shares of one kind of work add up to more than 100 %.")
            )

    def _check_cover(self, cleaned: dict[str, Any]) -> None:
        cover = cleaned.get("cover")
        if not cover or self.is_deferred_validation:
            return
        if not cleaned.get("cover_alt"):
            self.add_error("cover_alt", _("Say in a few words what the picture shows."))
        if not cover.publishable:
            self.add_error("cover", NO_CONSENT)

    def _check_body(self, cleaned: dict[str, Any]) -> None:
        """Refuse pictures, files and pages of another newsroom, in drafts too."""
        body = cleaned.get("body")
        if not body or self.organisation is None:
            return
        references = body.stream_block.extract_references(body)
        if names_foreign(references, self.organisation):
            words = forms.ModelChoiceField.default_error_messages["invalid_choice"]
            self.add_error("body", words)

    def _check_genre(self, cleaned: dict[str, Any]) -> None:
        kinds = kinds_with_content(cleaned.get("body") or [])
        for genre, needed, message in GENRE_NEEDS:
            if cleaned.get("genre") == genre and not kinds & needed:
                self.add_error("body", message)
        if not cleaned.get("lead") and not kinds:
            self.add_error("lead", _("Write a lead or a body."))


class HomeForm(WagtailAdminPageForm):
    """The front page: its pictures are the newsroom's own, and may be shown."""

    PICTURES = ("logo", "banner")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation = getattr(self.instance, "organisation", None)
        for name in self.PICTURES:
            if name in self.fields and organisation is not None:
                self.fields[name].queryset = pictures_of(organisation)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name in self.PICTURES:
            if cleaned.get(name) and not cleaned[name].publishable:
                self.add_error(name, NO_CONSENT)
        return cleaned


def _newsroom(parent: Any, story: Any) -> Any:
    page = parent.specific if parent else story
    return page.organisation if page else None


def kinds_with_content(body: Any) -> set[str]:
    """Return the kinds of blocks in `body`, texts without a word left out."""
    return {
        block.block_type
        for block in body
        if block.block_type != "text" or strip_tags(block.value.source).strip()
    }


GENRE_NEEDS = (
    ("bai", {"text", "quote"}, _("An article needs a text.")),
    ("tai_lieu", {"document"}, _("A document story needs its file.")),
    ("anh", {"gallery", "picture"}, _("A photo story needs pictures.")),
    ("video", {"media"}, _("A video story needs a file or an address.")),
)
