"""A newsroom's site: the home page and its columns."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from toasoan.core.text import fold
from toasoan.organisations.models import Organisation, OwnedQuerySet
from toasoan.stories.permissions import SectionTester


class Section(Page):
    """What home pages and columns share: the administrator publishes them."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> SectionTester:
        return SectionTester(user, self)


class HomePage(Section):
    """The front page of one commune's site."""

    organisation = models.OneToOneField(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="home_page",
    )
    welcome = RichTextField(
        _("words of welcome"), blank=True, features=["bold", "italic", "link"]
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["stories.ColumnPage"]
    content_panels = [*Page.content_panels, FieldPanel("welcome")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class ColumnPage(Section):
    """A column (chuyên mục): what the plan promises, where stories stand."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="columns",
        editable=False,
    )
    folded_name = models.CharField(max_length=255, editable=False, db_index=True)
    introduction = models.TextField(_("introduction"), blank=True)

    search_fields = [
        *Page.search_fields,
        index.SearchField("folded_name"),
        index.AutocompleteField("folded_name"),
    ]
    parent_page_types = ["stories.HomePage"]
    subpage_types = ["stories.StoryPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        InlinePanel("topics", label=_("Topic"), heading=_("Topics")),
    ]

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.take_place()
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.take_place()
        super().save(*args, **kwargs)

    def take_place(self) -> None:
        """Take the organisation of the home page above, and the folded name."""
        self.folded_name = fold(self.title)
        if self.organisation_id is None and self.path:
            home = self.get_parent().specific
            self.organisation_id = home.organisation_id


class Topic(Orderable):
    """One kind of content that the plan asks of a column."""

    column = ParentalKey(ColumnPage, on_delete=models.CASCADE, related_name="topics")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", editable=False
    )
    text = models.CharField(_("topic"), max_length=600)

    objects = OwnedQuerySet.as_manager()
    panels = [FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.organisation_id is None:
            self.organisation_id = self.column.organisation_id
        super().save(*args, **kwargs)
