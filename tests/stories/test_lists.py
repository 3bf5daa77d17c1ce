"""Which column a story is listed in, and since when."""

from tests.factories import newsroom
from toasoan.stories.actions import open_column
from toasoan.stories.models import StoryPage


def listed(story):
    kept = StoryPage.objects.get(pk=story.pk)
    return kept.column, kept.listed_at


def test_draft_knows_its_column_and_is_not_listed(commune):
    story = newsroom.draft(commune)

    assert listed(story) == (commune.column, None)


def test_public_story_is_listed_since_it_was_first_published(commune):
    story = newsroom.published(commune)

    assert listed(story) == (commune.column, story.first_published_at)


def test_story_taken_down_is_not_listed(commune):
    story = newsroom.published(commune)
    story.unpublish()

    assert listed(story) == (commune.column, None)


def test_moved_draft_is_listed_where_it_stands(commune):
    other = open_column(organisation=commune.organisation, name="Khác", topics=[])
    story = newsroom.draft(commune)
    story.move(other, pos="last-child")

    kept = StoryPage.objects.get(pk=story.pk)
    kept.get_latest_revision().publish(skip_permission_checks=True)

    published = StoryPage.objects.get(pk=story.pk)
    assert listed(story) == (other, published.first_published_at)
