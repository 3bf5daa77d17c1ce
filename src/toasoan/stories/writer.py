"""Write many stories at once: Wagtail's own way takes a score of queries for each."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.files.images import ImageFile
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.rich_text import RichText
from wagtail.search.backends import get_search_backend

from toasoan.core.text import slug
from toasoan.organisations.models import Organisation

from .incoming import Incoming, Unfit
from .models import ColumnPage, Credit, ImportedStory, Picture, StoryPage
from .ownership import folder_of
from .signals import stories_brought_over

IMPORTED = "stories.story.import"
PICTURES = {".jpg", ".jpeg", ".png", ".webp"}


class Writer:
    """Writes the stories of one import run into one newsroom."""

    def __init__(
        self, organisation: Organisation, *, publish: bool, now: datetime
    ) -> None:
        self.organisation = organisation
        self.publish = publish
        self.now = now
        self.slugs: dict[int, set[str]] = {}
        self.pictures: dict[tuple[Path, str], Picture] = {}

    def check(self, told: Incoming) -> None:
        """Raise Unfit when `told` may not be published or its picture not be kept."""
        if told.cover and told.cover.suffix.lower() not in PICTURES:
            raise Unfit(_("“%(name)s” is not a picture") % {"name": told.cover.name})
        if not told.cover or not self.publish:
            return
        if not told.cover_alt:
            raise Unfit(_("cover_alt is missing: what does the picture show?"))
        if not Picture(consent=told.consent).publishable:
            raise Unfit(_("consent is missing: do the people shown agree?"))

    def write(self, told: Sequence[tuple[Incoming, ColumnPage]]) -> list[StoryPage]:
        """Write the stories with their version, log, search words and credits."""
        stories = [self._story(one, column) for one, column in told]
        self._take_places(stories, [column for _one, column in told])
        self._save_pages(stories)
        self._save_credits(stories, [one for one, _column in told])
        self._save_versions(stories)
        self._remember(stories, [one for one, _column in told])
        live = [story for story in stories if story.live]
        stories_brought_over.send(
            StoryPage, organisation=self.organisation, stories=live, now=self.now
        )
        return stories

    def _story(self, told: Incoming, column: ColumnPage) -> StoryPage:
        at = told.publish_at or self.now
        live = self.publish and at <= self.now
        story = StoryPage(
            title=told.headline,
            draft_title=told.headline,
            slug=self._free_slug(column, told.headline),
            locale_id=column.locale_id,
            organisation=self.organisation,
            column=column,
            genre=told.genre,
            lead=told.lead,
            body=[("text", RichText(told.body))] if told.body else [],
            place=told.place,
            event_at=told.event_at,
            cover=self._picture(told),
            cover_alt=told.cover_alt,
            live=live,
            has_unpublished_changes=not live,
            first_published_at=at if live else None,
            last_published_at=at if live else None,
            go_live_at=at if self.publish and not live else None,
            latest_revision_created_at=at if live else self.now,
        )
        story.take_place()
        return story

    def _free_slug(self, column: ColumnPage, headline: str) -> str:
        if column.pk not in self.slugs:
            children = column.get_children()
            self.slugs[column.pk] = set(children.values_list("slug", flat=True))
        taken = self.slugs[column.pk]
        wanted, number = slug(headline) or "tin", 1
        free = wanted
        while free in taken:
            number += 1
            free = f"{wanted}-{number}"
        taken.add(free)
        return free

    def _picture(self, told: Incoming) -> Picture | None:
        """Return the cover, kept once however many stories show it."""
        if told.cover is None:
            return None
        key = (told.cover, told.consent)
        if key not in self.pictures:
            with told.cover.open("rb") as file:
                self.pictures[key] = Picture.objects.create(
                    title=(told.cover_alt or told.cover.stem)[:255],
                    file=ImageFile(file, name=told.cover.name),
                    consent=told.consent,
                    collection=folder_of(self.organisation),
                )
        return self.pictures[key]

    def _take_places(
        self, stories: list[StoryPage], columns: Sequence[ColumnPage]
    ) -> None:
        """Put each story after the last one of its column, in Wagtail's tree."""
        for column in {column.pk: column for column in columns}.values():
            mine = [
                story
                for story, its in zip(stories, columns, strict=True)
                if its.pk == column.pk
            ]
            # Locked: nobody else adds a page below it meanwhile.
            parent = Page.objects.select_for_update().get(pk=column.pk)
            last = parent.get_children().order_by("-path").first()
            step = Page._str2int(last.path[-Page.steplen :]) if last else 0
            for place, story in enumerate(mine, step + 1):
                story.depth = parent.depth + 1
                story.path = Page._get_path(parent.path, story.depth, place)
                story.url_path = f"{parent.url_path}{story.slug}/"
            Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(mine))

    def _save_pages(self, stories: list[StoryPage]) -> None:
        """Insert pages and stories; Django itself refuses to do both at once."""
        names = [field.attname for field in Page._meta.concrete_fields]
        pages = [
            Page(**{name: getattr(story, name) for name in names}) for story in stories
        ]
        for story, page in zip(stories, Page.objects.bulk_create(pages), strict=True):
            story.pk = story.page_ptr_id = story.id = page.pk
            # Only the story's own table; quiet, since the signals work one by one.
            story._state.adding = True
            story.save_base(raw=True, force_insert=True)

    def _save_credits(self, stories: list[StoryPage], told: Sequence[Incoming]) -> None:
        rows = [
            Credit(
                story_id=story.pk,
                organisation=self.organisation,
                name=credit.name,
                role=credit.role,
                share=credit.share,
                sort_order=place,
            )
            for story, one in zip(stories, told, strict=True)
            for place, credit in enumerate(one.credits)
        ]
        Credit.objects.bulk_create(rows)
        for story in stories:
            mine = [row for row in rows if row.story_id == story.pk]
            story.credits = mine

    def _save_versions(self, stories: list[StoryPage]) -> None:
        """Keep each story as its first version, which is the public one if live."""
        kind = ContentType.objects.get_for_model(StoryPage)
        base = ContentType.objects.get_for_model(Page)
        versions = Revision.objects.bulk_create(
            Revision(
                content_type=kind,
                base_content_type=base,
                object_id=str(story.pk),
                created_at=story.latest_revision_created_at,
                object_str=str(story),
                content=story.serializable_data(),
                approved_go_live_at=story.go_live_at,
            )
            for story in stories
        )
        for story, version in zip(stories, versions, strict=True):
            story.latest_revision = version
            story.live_revision = version if story.live else None
        Page.objects.bulk_update(stories, ["latest_revision", "live_revision"])

    def _remember(self, stories: list[StoryPage], told: Sequence[Incoming]) -> None:
        """Note the keys, the log, the words to find them by and what they show."""
        ImportedStory.objects.bulk_create(
            ImportedStory(organisation=self.organisation, key=one.key, story=story)
            for story, one in zip(stories, told, strict=True)
        )
        kind = ContentType.objects.get_for_model(StoryPage)
        PageLogEntry.objects.bulk_create(
            PageLogEntry(
                content_type=kind,
                label=story.title,
                action=IMPORTED,
                timestamp=self.now,
                page_id=story.pk,
                revision_id=story.latest_revision_id,
                data={"key": one.key, "published": story.live},
            )
            for story, one in zip(stories, told, strict=True)
        )
        get_search_backend().add_bulk(StoryPage, stories)
        for story in stories:
            if story.cover_id:
                ReferenceIndex.create_or_update_for_object(story)
