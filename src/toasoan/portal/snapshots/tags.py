"""Which lists and addresses a story has a part in."""

from collections.abc import Iterator

from django.utils import timezone

from toasoan.portal.related import gaps_of
from toasoan.stories.models import ColumnPage, StoryPage


def lists_of(story: StoryPage) -> Iterator[str]:
    """Yield the tags of the lists that `story` enters or leaves."""
    column_path = story.path[: -StoryPage.steplen]
    column = ColumnPage.objects.filter(path=column_path).first()
    if column:
        yield f"list:column:{column.pk}"
    if column and story.first_published_at:
        month = story.organisation.local_day(story.first_published_at)
        yield f"list:month:{column.pk}:{month:%Y-%m}"
        for gap in gaps_of(story, column, timezone.now()):
            yield f"list:{gap}"
    for topic in story.topics.all():
        yield f"list:topic:{topic.pk}"


def addresses_of(story: StoryPage) -> list[str]:
    """Return the addresses that `story` gives the portal: its own."""
    return [below_home(story.url_path)]


def below_home(url_path: str) -> str:
    """Return the address of a page from its path in the tree: `/home/a/` is `/a/`."""
    return "/" + "/".join(url_path.split("/")[2:])
