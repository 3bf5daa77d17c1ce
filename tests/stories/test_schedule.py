"""Stories go up and come down at their hour, each for itself."""

from datetime import timedelta

import pytest
import time_machine

from tests.factories import newsroom
from toasoan.channels.models import Delivery
from toasoan.stories.actions import approve
from toasoan.stories.models import StoryPage
from toasoan.stories.schedule import publish_due

TONIGHT = newsroom.moment(hour=9)
MORNING = newsroom.moment(day=21, hour=0)


def scheduled(room, title):
    story = newsroom.submitted(room, title, go_live_at=MORNING)
    approve(story=story, by=room.approver)
    return StoryPage.objects.get(pk=story.pk)


def live(*stories):
    pks = [story.pk for story in stories]
    return list(
        StoryPage.objects.filter(pk__in=pks)
        .order_by("pk")
        .values_list("live", flat=True)
    )


def test_story_goes_up_at_its_hour_and_not_before(commune):
    with time_machine.travel(TONIGHT, tick=False):
        story = scheduled(commune, "Họp sáng mai")
        early = publish_due(MORNING - timedelta(minutes=1))
    with time_machine.travel(MORNING, tick=False):
        due = publish_due(MORNING)

    assert (early.published, due.published, due.failed) == (0, 1, [])
    assert live(story) == [True]


def test_story_that_goes_up_is_delivered_to_the_portal(commune):
    with time_machine.travel(TONIGHT, tick=False):
        story = scheduled(commune, "Họp sáng mai")
    with time_machine.travel(MORNING, tick=False):
        publish_due(MORNING)

    portal = story.deliveries.get(channel=commune.portal)
    assert (portal.state, portal.delivered_at) == (Delivery.State.DELIVERED, MORNING)


def test_one_that_raises_stops_no_other(commune, monkeypatch):
    with time_machine.travel(TONIGHT, tick=False):
        stories = [scheduled(commune, title) for title in ("Một", "Hai", "Ba")]
    publish = StoryPage.publish

    def broken(self, *args, **kwargs):
        if self.pk == stories[1].pk:
            raise RuntimeError("this one")
        return publish(self, *args, **kwargs)

    monkeypatch.setattr(StoryPage, "publish", broken)
    with time_machine.travel(MORNING, tick=False):
        outcome = publish_due(MORNING)

    assert live(*stories) == [True, False, True]
    assert outcome.published == 2
    assert [("Hai" in words, "this one" in words) for words in outcome.failed] == [
        (True, True)
    ]


def test_failed_story_goes_up_in_the_next_round(commune, monkeypatch):
    with time_machine.travel(TONIGHT, tick=False):
        story = scheduled(commune, "Một")
    with monkeypatch.context() as patch, time_machine.travel(MORNING, tick=False):
        patch.setattr(StoryPage, "publish", lambda *args, **kwargs: 1 / 0)
        publish_due(MORNING)
    with time_machine.travel(MORNING + timedelta(minutes=1), tick=False):
        publish_due(MORNING + timedelta(minutes=1))

    assert live(story) == [True]


def test_expired_story_comes_down(commune):
    story = newsroom.published(commune)
    StoryPage.objects.filter(pk=story.pk).update(expire_at=MORNING)

    kept = publish_due(MORNING)
    outcome = publish_due(MORNING + timedelta(seconds=1))

    story = StoryPage.objects.get(pk=story.pk)
    assert (kept.expired, outcome.expired) == (0, 1)
    assert (story.live, story.expired) == (False, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_nothing_due_asks_the_database_twice(commune, rows, django_assert_num_queries):
    for number in range(rows):
        newsroom.published(commune, f"Tin {number}")

    with django_assert_num_queries(2):
        publish_due(MORNING)
