"""What else there is beside a story, and when its page changes for it."""

import pytest

from tests.factories import newsroom
from tests.portal.test_archive import aged
from toasoan.portal.related import gaps_of, related_to
from toasoan.portal.snapshots.collect import collecting
from toasoan.stories.models import StoryPage

NOW = newsroom.moment(2026, 12)


def on(room, title, day, *topics):
    made = aged(room, title, newsroom.moment(2026, 11, day))
    story = StoryPage.objects.get(pk=made.pk)
    story.topics.set(topics)
    story.save()
    return story


@pytest.fixture
def topics(commune):
    return list(commune.column.topics.order_by("pk"))


def beside(room, story):
    return [one.title for one in related_to(story, room.column, NOW)]


def test_stories_on_the_same_topics_come_first(commune, topics):
    on(commune, "Cùng nội dung, xưa", 1, topics[0])
    on(commune, "Khác nội dung", 2, topics[1])
    on(commune, "Không nội dung", 3)
    on(commune, "Cùng nội dung", 4, topics[0])
    story = on(commune, "Tin này", 5, topics[0])
    on(commune, "Sau tin này", 6, topics[0])

    assert beside(commune, story) == [
        "Cùng nội dung",
        "Cùng nội dung, xưa",
        "Không nội dung",
    ]


def test_story_without_topics_is_beside_its_column(commune, topics, neighbour):
    on(commune, "Một", 1, topics[0])
    on(commune, "Hai", 2)
    on(neighbour, "LÂN-CẬN", 3)

    assert beside(commune, on(commune, "Tin này", 5)) == ["Hai", "Một"]


def test_story_on_two_shared_topics_stands_once(commune, topics):
    on(commune, "Một", 1, *topics)

    assert beside(commune, on(commune, "Tin này", 5, *topics)) == ["Một"]


@pytest.mark.parametrize("day", [1, 2, 3, 4])
def test_page_changes_for_what_comes_back_among_its_stories(commune, topics, day):
    """Whichever is away when the page is made: its coming back is noted there."""
    stories = {n: on(commune, f"Ngày {n}", n, topics[n % 2]) for n in (1, 2, 3, 4)}
    story = on(commune, "Tin này", 5, topics[0])
    away = stories[day]
    StoryPage.objects.filter(pk=away.pk).update(live=False)
    with collecting() as shown:
        without = beside(commune, story)
    StoryPage.objects.filter(pk=away.pk).update(live=True)
    changes = beside(commune, story) != without

    gaps = {f"list:{gap}" for gap in gaps_of(away, commune.column, NOW)}

    assert bool(gaps & shown.tags) or not changes
    assert gaps != set()


def test_newest_story_changes_no_page_that_stands(commune, topics):
    on(commune, "Cũ", 1, topics[0])

    assert list(gaps_of(on(commune, "Mới", 2, topics[0]), commune.column, NOW)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_related_stories_take_four_queries(
    commune, topics, django_assert_num_queries, count
):
    for n in range(count):
        on(commune, f"Ngày {n}", n + 1, topics[0])
    story = on(commune, "Tin này", 9, topics[0])
    story = StoryPage.objects.get(pk=story.pk)

    with django_assert_num_queries(4):
        assert len(beside(commune, story)) == count
