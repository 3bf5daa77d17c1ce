"""What is taken off the list while it may be there already is looked for first."""

from datetime import timedelta

import pytest

from tests.channels import scripted
from tests.factories import newsroom
from tests.factories.newsroom import moment
from toasoan.channels import actions
from toasoan.channels.adapters.base import Pending, Unavailable
from toasoan.channels.models import Delivery, FollowUp
from toasoan.stories.models import StoryPage

State = Delivery.State
NOW = moment()
# A minute and more after the try, so that it may be looked for.
AFTER = NOW + timedelta(minutes=20)


@pytest.fixture(autouse=True)
def _kinds(settings):
    settings.CHANNEL_KINDS = {
        **settings.CHANNEL_KINDS,
        "scripted": "tests.channels.scripted.Scripted",
    }
    scripted.reset()


@pytest.fixture
def story(commune):
    return newsroom.published(commune)


@pytest.fixture
def delivery(commune, story):
    outlet = newsroom.channel(commune.organisation, "Kênh thử", "other", "scripted", 9)
    return actions.queue(story=story, channel=outlet, due_at=NOW)


def tried(delivery, *steps):
    scripted.script[:] = steps
    actions.deliver(delivery=Delivery.objects.get(pk=delivery.pk), now=NOW)


def settled(delivery, looks=1):
    """Look for `delivery`; return its state and why."""
    for _look in range(looks):
        actions.settle(delivery=Delivery.objects.get(pk=delivery.pk), now=AFTER)
    delivery.refresh_from_db()
    return delivery.state, delivery.error_code


def state(delivery):
    return Delivery.objects.get(pk=delivery.pk).state


def test_recalled_after_a_lost_answer_it_is_found_and_taken_back(
    commune, story, delivery
):
    tried(delivery, "answer lost")

    actions.recall(story=story, by=commune.approver)

    assert state(delivery) == State.UNCONFIRMED
    assert settled(delivery) == (State.DELIVERED, "")
    ordered = FollowUp.objects.get(delivery=delivery)
    assert (ordered.kind, ordered.state) == ("recall", FollowUp.State.WAITING)


def test_recalled_after_a_lost_call_nothing_is_left(commune, story, delivery):
    tried(delivery, "call lost")

    actions.recall(story=story, by=commune.approver)

    assert settled(delivery) == (State.WITHDRAWN, "taken_down")
    assert not FollowUp.objects.filter(delivery=delivery).open()


def test_what_surely_did_not_arrive_is_simply_taken_off(commune, story, delivery):
    tried(delivery, Unavailable("busy"))

    actions.recall(story=story, by=commune.approver)

    assert state(delivery) == State.WITHDRAWN


@pytest.mark.parametrize(
    ("step", "end"),
    [
        ("answer lost", (State.DELIVERED, "")),
        ("call lost", (State.WITHDRAWN, "called_off")),
    ],
)
def test_called_off_after_a_try_that_may_have_arrived(delivery, step, end):
    tried(delivery, step)

    actions.call_off(delivery=Delivery.objects.get(pk=delivery.pk))

    assert settled(delivery) == end


def test_person_who_looked_takes_off_what_is_not_there(commune, story, delivery):
    tried(delivery, "call lost")
    actions.recall(story=story, by=commune.approver)

    actions.settle_by_hand(
        delivery=Delivery.objects.get(pk=delivery.pk),
        arrived=False,
        by=commune.editor,
        now=AFTER,
    )

    assert state(delivery) == State.WITHDRAWN


def test_story_up_again_meanwhile_is_sent(commune, story, delivery):
    tried(delivery, "call lost")
    story.unpublish()
    assert state(delivery) == State.UNCONFIRMED
    StoryPage.objects.get(pk=story.pk).save_revision().publish()

    assert settled(delivery) == (State.QUEUED, "not_found_there")


def test_last_step_is_not_taken_once_the_story_is_down(commune, story, delivery):
    tried(delivery, Pending(again_in=3))
    actions.recall(story=story, by=commune.approver)

    scripted.script[:] = []
    actions.go_on(delivery=Delivery.objects.get(pk=delivery.pk), now=AFTER)

    assert (state(delivery), dict(scripted.posted)) == (State.UNCONFIRMED, {})
    assert settled(delivery) == (State.WITHDRAWN, "taken_down")


def test_repost_that_was_called_off_keeps_no_later_original_away(
    commune, story, delivery
):
    tried(delivery)
    again = actions.queue(
        story=story, channel=delivery.channel, due_at=NOW, repost=True
    )
    actions.call_off(delivery=again)
    Delivery.objects.filter(pk=delivery.pk).update(state=State.WITHDRAWN)

    anew = actions.queue(story=story, channel=delivery.channel, due_at=AFTER)

    assert anew.state == State.QUEUED
