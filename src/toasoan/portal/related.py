"""What else there is beside a story: on its topics, then in its column."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.models import PageQuerySet

from toasoan.stories.models import ColumnPage, StoryPage, Topic

from .newest import for_cards, in_column, placed, public_stories
from .snapshots.collect import shows_list

RELATED = 3
MONTHS = timedelta(days=183)


def related_to(story: StoryPage, column: ColumnPage, now: datetime) -> list[StoryPage]:
    """Return stories of `column` published before `story`, those on its topics first.

    A new story so changes no page that stands. `before:7` names what stands just
    before story 7 in the column, `before:3:7` on topic 3: it changes when a story comes
    back between two others (see `gaps_of`).
    """
    stories = before(story, in_column(public_stories(column.organisation, now), column))
    topics = [topic.pk for topic in topics_of(story)]
    near = list(for_cards(stories)[:RELATED])
    alike: list[StoryPage] = []
    if topics:
        alike = list(for_cards(on_one_of(topics, stories, story))[:RELATED])
    note(story, near)
    for topic in topics:
        note(story, alike, f"{topic}:")
    shown = {one.pk: one for one in (*alike, *near)}
    return placed(list(shown.values())[:RELATED], [column])


def topics_of(story: StoryPage) -> list[Topic]:
    """Return the topics of `story`; read once for one page."""
    if not hasattr(story, "_shown_topics"):
        story._shown_topics = list(story.topics.all())
    known: list[Topic] = story._shown_topics
    return known


def before(story: StoryPage, stories: PageQuerySet) -> PageQuerySet:
    """Return those of `stories`, newest first, that came out before `story`."""
    since = story.first_published_at
    if since is None:
        return stories
    return stories.filter(
        Q(listed_at__lt=since) | Q(pk__lt=story.pk), listed_at__lte=since
    )


def on_one_of(
    topics: list[int], stories: PageQuerySet, story: StoryPage
) -> PageQuerySet:
    """Return those of `stories` on one of `topics`, from the months before `story`.

    However old the newsroom is: looking further back would cost more each year.
    """
    through = StoryPage.topics.through.objects
    found = through.filter(storypage=OuterRef("pk"), topic__in=topics)
    since = (story.first_published_at or timezone.now()) - MONTHS
    return stories.filter(Exists(found), listed_at__gt=since)


def note(story: StoryPage, found: list[StoryPage], topic: str = "") -> None:
    for place in [story, *found][:RELATED]:
        shows_list(f"before:{topic}{place.pk}")


def gaps_of(story: StoryPage, column: ColumnPage, now: datetime) -> Iterator[str]:
    """Yield the names of the gaps that `story` fills or leaves; none for the newest."""
    since = story.first_published_at
    later = public_stories(column.organisation, now).filter(
        Q(listed_at__gt=since) | Q(pk__gt=story.pk), listed_at__gte=since
    )
    nearest = in_column(later, column).order_by("listed_at", "pk")
    for pk in nearest.values_list("pk", flat=True)[:1]:
        yield f"before:{pk}"
    for topic in story.topics.all():
        for pk in nearest.filter(topics=topic).values_list("pk", flat=True)[:1]:
            yield f"before:{topic.pk}:{pk}"
