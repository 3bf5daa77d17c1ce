"""The story: one editorial item, written once for every channel."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from toasoan.core.text import findable, nfc
from toasoan.organisations.models import Organisation, OwnedQuerySet
from toasoan.stories import extensions
from toasoan.stories.blocks import BodyBlock
from toasoan.stories.forms import StoryForm
from toasoan.stories.permissions import StoryTester

from .pages import ColumnPage, Public, check_slug, give_slug
from .pictures import Picture


class Genre(models.TextChoices):
    NEWS = "tin", pgettext_lazy("genre", "news item")
    ARTICLE = "bai", pgettext_lazy("genre", "article")
    DOCUMENT = "tai_lieu", pgettext_lazy("genre", "document")
    PHOTO = "anh", pgettext_lazy("genre", "photo story")
    VIDEO = "video", pgettext_lazy("genre", "video clip")


class StoryPage(Public):
    Genre = Genre

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="stories",
        editable=False,
    )
    genre = models.CharField(
        _("genre"), max_length=10, choices=Genre.choices, default=Genre.NEWS
    )
    lead = models.TextField(
        _("lead"),
        blank=True,
        max_length=600,
        help_text=_("Two or three sentences: who, what, when, where."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    event_at = models.DateTimeField(_("when it happened"), null=True, blank=True)
    place = models.CharField(
        _("where"), max_length=120, blank=True, help_text=_("A village, a hall…")
    )
    topics = ParentalManyToManyField(
        "stories.Topic", verbose_name=_("topics"), blank=True, related_name="stories"
    )
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Only when the text comes from elsewhere: who wrote it first."),
    )
    cover = models.ForeignKey(
        Picture,
        verbose_name=_("cover picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    cover_alt = models.CharField(
        _("text for those who cannot see the picture"), max_length=250, blank=True
    )
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Before this no channel carries the story."),
    )
    pinned_until = models.DateTimeField(
        _("on top of the front page until"), null=True, blank=True, db_index=True
    )
    urgent = models.BooleanField(
        _("urgent"),
        default=False,
        help_text=_(
            "Goes out before all else that waits: floods, fires, danger to life."
        ),
    )
    search_text = models.TextField(editable=False, blank=True)
    # What the lists of the portal go by: where the story stands in the tree, and since
    # when it is public (empty while it is not). Wagtail keeps both in another table,
    # and no index reaches over two.
    column: Any = models.ForeignKey(
        ColumnPage,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    column.wagtail_reference_index_ignore = True
    listed_at = models.DateTimeField(null=True, editable=False)

    base_form_class = StoryForm
    parent_page_types = ["stories.ColumnPage"]
    subpage_types: list[str] = []
    show_in_menus_default = False

    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("search_text"),
        index.AutocompleteField("search_text"),
        index.FilterField("organisation"),
        index.FilterField("genre"),
        index.FilterField("first_published_at"),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        indexes = [
            models.Index(
                fields=["column", "listed_at", "page_ptr"], name="stories_of_column"
            ),
            models.Index(
                fields=["organisation", "listed_at", "page_ptr"],
                name="stories_of_newsroom",
            ),
        ]

    writing = [
        # The slug is made when saving: the browser's own knows no "đ".
        TitleFieldPanel(
            "title", heading=_("Headline"), placeholder=_("Headline"), targets=[]
        ),
        FieldPanel("genre"),
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("cover"), FieldPanel("cover_alt")],
            heading=_("Picture and description"),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("event_at"), FieldPanel("place")]),
                FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
                FieldPanel("source"),
            ],
            heading=_("Facts"),
        ),
        InlinePanel("credits", heading=_("Credits"), label=_("Credit")),
        InlinePanel(
            "corrections",
            heading=_("Corrections that readers see"),
            label=_("Correction"),
            classname="collapsed",
        ),
    ]
    timing = [
        PublishingPanel(),
        FieldPanel("urgent"),
        FieldPanel("embargo_until"),
        FieldPanel("pinned_until"),
        FieldPanel("slug"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(writing, heading=_("Write")),
            ObjectList(extensions.editor_panels, heading=_("Channels")),
            ObjectList(timing, heading=_("When and where")),
        ],
        base_form_class=StoryForm,
    )

    def permissions_for_user(self, user: Any) -> StoryTester:
        return StoryTester(user, self)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.take_place()
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        check_slug(self)
        if (
            self.expire_at
            and self.embargo_until
            and self.expire_at <= self.embargo_until
        ):
            raise ValidationError(
                {"expire_at": _("It would end before the embargo does.")}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.take_place()
        super().save(*args, **kwargs)

    # What the version said that is being changed.
    embargo_before: datetime | None = None

    def take_place(self) -> None:
        """Take what the tree says, keep the embargo, refresh the search text."""
        if self.path:
            self.take_column()
        self.listed_at = self.first_published_at if self.live else None
        self.title = nfc(self.title)
        give_slug(self)
        self.search_text = findable(
            self.title, f"{self.lead} {self.place} {self.plain_body()}"
        )
        self.follow_embargo()

    def follow_embargo(self) -> None:
        """Let the hour of publishing follow the embargo, also when it was shortened."""
        now, was = timezone.now(), self.embargo_before
        if was and was > now and self.go_live_at == was:
            self.go_live_at = None
        if self.embargo_until and self.embargo_until > now:
            self.go_live_at = max(
                self.embargo_until, self.go_live_at or self.embargo_until
            )

    def take_column(self) -> None:
        """Take the column above, and its organisation if there is none yet."""
        above = self.path[: -self.steplen]
        if self.column is None or self.column.path != above:
            self.column = ColumnPage.objects.get(path=above)
        if self.organisation_id is None:
            self.organisation_id = self.column.organisation_id

    def with_content_json(self, content: dict[str, Any]) -> "StoryPage":
        """Return a version of the story; its place is the tree's, not the version's."""
        version: StoryPage = super().with_content_json(content)
        version.column_id = self.column_id
        version.listed_at = self.listed_at
        version.embargo_before = version.embargo_until
        return version

    def plain_body(self) -> str:
        """Return the body's words without marks, for search and for speech."""
        words: list[str] = []
        for block in self.body:
            words.extend(block.block.get_searchable_content(block.value))
        return "\n".join(str(part) for part in words)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [
            ("", _("Portal")),
            *((mode.name, mode.label) for mode in extensions.preview_modes.values()),
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        mode = extensions.preview_modes.get(mode_name)
        if mode:
            return mode.render(request, self)
        response: HttpResponse = super().serve_preview(request, mode_name)
        return response


class Credit(Orderable):
    """A person and what they did on a story; shares add up to 100 at most."""

    class Role(models.TextChoices):
        AUTHOR = "author", pgettext_lazy("credit", "words")
        PHOTOGRAPHER = "photographer", pgettext_lazy("credit", "pictures")
        EDITOR = "editor", pgettext_lazy("credit", "editing")
        TRANSLATOR = "translator", pgettext_lazy("credit", "translation")
        VOICE = "voice", pgettext_lazy("credit", "voice")

    story = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="credits")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", editable=False
    )
    name = models.CharField(_("name or pen name"), max_length=120)
    role = models.CharField(
        _("did"), max_length=20, choices=Role.choices, default=Role.AUTHOR
    )
    share = models.DecimalField(
        _("share, %"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(100),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    objects = OwnedQuerySet.as_manager()
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("role"), FieldPanel("share")])
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("credit")
        verbose_name_plural = _("credits")

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.organisation_id is None:
            self.organisation_id = self.story.organisation_id
        super().save(*args, **kwargs)
