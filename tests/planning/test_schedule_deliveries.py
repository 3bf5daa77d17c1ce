"""Where an approved story goes, and where it never goes by surprise."""

from datetime import timedelta

import pytest
import time_machine

from tests.factories import newsroom
from toasoan.channels.models import Delivery, Rendition
from toasoan.planning.models import Cadence
from toasoan.planning.schedule import catch_up
from toasoan.stories.actions import approve, submit
from toasoan.stories.models import StoryPage
from toasoan.stories.schedule import publish_due

State = Delivery.State
TONIGHT = newsroom.moment(hour=9)
MORNING = newsroom.moment(day=21, hour=0)


def promise(room, channel):
    Cadence.objects.create(
        organisation=room.organisation,
        plan=room.plan,
        column=room.column,
        channel=channel,
        period=Cadence.Period.DAY,
    )


def corrected(room, story, *renditions):
    """`story` after a correction that passed the approval."""
    story.lead = "Sửa một lỗi chữ."
    if renditions:
        story.renditions = list(renditions)
    story.save_revision(user=room.editor)
    submit(story=story, by=room.editor)
    approve(story=StoryPage.objects.get(pk=story.pk), by=room.approver)
    return StoryPage.objects.get(pk=story.pk)


def version(room, channel, **kwargs):
    return Rendition(channel=channel, organisation_id=room.organisation.pk, **kwargs)


def states(story):
    rows = story.deliveries.order_by("channel__position", "pk")
    return [(row.channel.kind, row.state) for row in rows]


def test_correction_goes_to_no_channel_the_plan_named_since(commune):
    story = newsroom.published(commune)
    later = newsroom.channel(commune.organisation, "Kênh mới", "other", "fake", 9)
    promise(commune, later)

    corrected(commune, story)

    assert list(later.deliveries.all()) == []


def test_correction_goes_to_a_new_channel_when_an_editor_ticks_it(commune):
    story = newsroom.published(commune)
    later = newsroom.channel(commune.organisation, "Kênh mới", "other", "fake", 9)

    corrected(commune, story, version(commune, later))

    assert [one.state for one in later.deliveries.all()] == [State.QUEUED]


def test_story_taken_down_and_put_up_again_is_owed_again(commune):
    story = newsroom.published(commune)
    story.unpublish()

    corrected(commune, StoryPage.objects.get(pk=story.pk))

    waiting = story.deliveries.filter(state=State.QUEUED)
    assert {one.channel for one in waiting} == {
        commune.fanpage,
        commune.zalo,
        commune.loudspeaker,
    }


def test_channel_unticked_before_the_hour_gets_nothing(commune):
    with time_machine.travel(TONIGHT, tick=False):
        story = newsroom.submitted(commune, go_live_at=MORNING)
        approve(story=story, by=commune.approver)
        unticked = version(commune, commune.fanpage, wanted=False)
        corrected(commune, StoryPage.objects.get(pk=story.pk), unticked)
    with time_machine.travel(MORNING, tick=False):
        publish_due(MORNING)
        due = Delivery.objects.due(MORNING)

    assert StoryPage.objects.get(pk=story.pk).live is True
    assert list(due) == []


def test_channel_unticked_and_ticked_again_gets_it(commune):
    story = newsroom.published(commune)
    corrected(commune, story, version(commune, commune.fanpage, wanted=False))

    corrected(
        commune, StoryPage.objects.get(pk=story.pk), version(commune, commune.fanpage)
    )

    waiting = commune.fanpage.deliveries.filter(state=State.QUEUED)
    assert waiting.count() == 1


def test_story_from_before_the_channels_floods_none_of_them(commune):
    story = newsroom.published(commune)
    story.deliveries.all().delete()
    StoryPage.objects.filter(pk=story.pk).update(
        last_published_at=MORNING - timedelta(days=30)
    )

    catch_up(MORNING)

    assert [one.channel for one in story.deliveries.all()] == [commune.portal]


@pytest.mark.parametrize("rows", [1, 3])
def test_newsroom_without_channels_is_not_asked_about_each_minute(
    commune, rows, django_assert_num_queries
):
    for number in range(rows):
        story = newsroom.published(commune, f"Tin {number}")
        story.deliveries.all().delete()
    commune.plan.delete()
    commune.organisation.channels.all().delete()

    with django_assert_num_queries(1):
        assert catch_up(MORNING) == 0
