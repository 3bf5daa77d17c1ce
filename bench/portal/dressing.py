"""What makes bare stories a portal: words, pictures, days, topics, documents."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from html import escape
from itertools import islice
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db.models import QuerySet
from wagtail.rich_text import RichText
from wagtail.search.backends import get_search_backend

from bench.data import BATCH, YEAR
from tests.factories import newsroom, registers
from toasoan.core.text import TITLE_END, findable
from toasoan.demo.pictures import SCENES, draw
from toasoan.demo.stories import DemoStory, load_stories
from toasoan.organisations.models import Organisation
from toasoan.registers.models import DirectiveDocument
from toasoan.stories.models import ColumnPage, Credit, Picture, StoryPage, Topic
from toasoan.stories.ownership import folder_of

WORDS = 400  # of a story, as in the peers' measurement
PICTURES = 16
NEWEST = datetime(YEAR, 11, 20, 2, 0, tzinfo=UTC)
SPAN = timedelta(days=5 * 365)
# The second column: 40 stories in the newest month, and of many an old site's half,
# brought over on one day.
THIS_MONTH = 40
OLD_SITE = datetime(YEAR - 4, 3, 2, tzinfo=UTC)
# In as many titles of a small house as of a large one.
RARE, RARELY = "Quýt hồng", 10


@dataclass
class Wardrobe:
    """Dresses the stories of one house; give `dress` to `bench.data.filled`."""

    pictures: list[Picture] = field(default_factory=list)

    @cached_property
    def told(self) -> list[DemoStory]:
        return load_stories()

    @cached_property
    def bodies(self) -> list[tuple[str, str]]:
        """The body of each told story as HTML, and its words as they are searched."""
        found = []
        for place, one in enumerate(self.told):
            text = long_text(self.told, place)
            html = "".join(f"<p>{escape(line)}</p>" for line in text)
            rest = f"{one.lead} {one.place} {' '.join(text)}"
            found.append((html, findable("", rest).partition(TITLE_END)[2]))
        return found

    def dress(
        self, column: ColumnPage, batch: list[StoryPage], first: int, number: int
    ) -> None:
        """Give each story its words, its picture and its day."""
        if not self.pictures:
            self.pictures = draw_pictures(column.organisation)
        alone = column.slug.startswith("chuyen-muc-so-2")
        for place, story in enumerate(batch, first):
            which = place % len(self.told)
            one, (html, rest) = self.told[which], self.bodies[which]
            rare = (
                f"{RARE}: " if column.slug.endswith("so-3") and place < RARELY else ""
            )
            story.title = story.draft_title = f"{rare}{one.headline}"
            story.lead, story.place = one.lead, one.place
            story.body = [("text", RichText(html))]
            head = findable(story.title, "").partition(TITLE_END)[0]
            story.search_text = f"{head}{TITLE_END}{rest}"
            story.cover = self.pictures[place % PICTURES]
            story.cover_alt = one.cover.alt
            back = number - 1 - place
            at = brought_over(back, number) if alone else spread(back, number)
            story.first_published_at = story.last_published_at = story.listed_at = at


def long_text(told: list[DemoStory], place: int) -> list[str]:
    """Return paragraphs of some WORDS words, those of the story at `place` first."""
    lines: list[str] = []
    while sum(len(line.split()) for line in lines) < WORDS:
        lines.extend(told[place % len(told)].body)
        place += 1
    return lines


def spread(back: int, number: int) -> datetime:
    """Return the moment of the story `back` places from the newest, evenly in SPAN."""
    return NEWEST - SPAN * (back / number)


def brought_over(back: int, number: int) -> datetime:
    """Return its moment in the column whose old site was brought over."""
    if back < THIS_MONTH:
        return NEWEST - timedelta(hours=back)
    if back >= number // 2:
        return OLD_SITE + timedelta(seconds=number - back)
    return spread(back, number) - timedelta(days=31)


def draw_pictures(organisation: Organisation) -> list[Picture]:
    """Draw and keep PICTURES pictures, 1600 by 1000."""
    return [
        Picture.objects.create(
            title=scene,
            file=ImageFile(ContentFile(draw(scene, 1)), name=f"{scene}.jpg"),
            consent=Picture.Consent.NOBODY,
            credit="Tranh vẽ",
            collection=folder_of(organisation),
        )
        for scene in islice(SCENES, PICTURES)
    ]


def furnish(room: newsroom.Newsroom) -> None:
    """Add what hangs on stories that are kept: credits, topics, search, registers."""
    organisation = room.organisation
    stories = StoryPage.objects.filter(organisation=organisation).order_by("pk")
    for batch in batches(stories):
        Credit.objects.bulk_create(
            Credit(story_id=one.pk, organisation=organisation, name="Lò Thị Mẫu")
            for one in batch
        )
        get_search_backend().add_bulk(StoryPage, batch)
    topics = Topic.objects.of(organisation).select_related("column")
    link = StoryPage.topics.through
    for topic in topics:
        mine = stories.filter(path__startswith=topic.column.path).values_list("pk")
        link.objects.bulk_create(
            link(storypage_id=pk, topic_id=topic.pk) for (pk,) in mine
        )
    file_documents(organisation, stories.count())
    registers.event(room)
    registers.exemplar(room)


def batches(stories: QuerySet[Any]) -> Any:
    """Yield `stories` by BATCH."""
    walk = stories.iterator(BATCH)
    while batch := list(islice(walk, BATCH)):
        yield batch


def file_documents(organisation: Organisation, number: int) -> None:
    """File `number` documents of three kinds, over the years of the stories."""
    kinds = ("ke-hoach", "thong-bao", "quyet-dinh")
    rows = []
    for place in range(number):
        one = DirectiveDocument(
            organisation=organisation,
            public=True,
            kind=kinds[place % len(kinds)],
            number=f"{place + 1}-KH/ĐU",
            issued_on=spread(number - 1 - place, number).date(),
            issuer="Đảng ủy xã",
            abstract="Tuyên truyền chuyển đổi số, phòng chống cháy rừng mùa khô",
        )
        one.take_form()
        rows.append(one)
    DirectiveDocument.objects.bulk_create(rows, batch_size=BATCH)
