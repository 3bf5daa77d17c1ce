"""Two at once, late answers, an hour that passed: nothing is sent twice or too late."""

from datetime import timedelta

import pytest

from tests.channels import scripted
from tests.factories import newsroom
from tests.factories.newsroom import moment
from toasoan.channels import actions
from toasoan.channels.actions import sending
from toasoan.channels.adapters.base import Receipt, Unavailable
from toasoan.channels.models import Delivery
from toasoan.stories.models import StoryPage

State = Delivery.State
NOW = moment()
LATER = NOW + timedelta(minutes=20)
FULL = Receipt(external_id="1", url="https://example.vn/1")


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
def outlet(commune):
    return newsroom.channel(commune.organisation, "Kênh thử", "other", "scripted", 9)


@pytest.fixture
def delivery(story, outlet):
    return actions.queue(story=story, channel=outlet, due_at=NOW)


def again(delivery):
    """The same row, as another process reads it."""
    return Delivery.objects.get(pk=delivery.pk)


def put(delivery, state, **fields):
    Delivery.objects.filter(pk=delivery.pk).update(state=state, **fields)


def test_late_failure_does_not_release_the_next_try(delivery):
    first = again(delivery)
    first.claim(now=NOW, sent={})
    put(delivery, State.QUEUED)
    second = again(delivery)
    second.claim(now=LATER, sent={})

    moved = first.mark_waiting(until=LATER, code="busy", detail="")

    assert (moved, again(delivery).state) == (False, State.SENDING)


def test_late_doubt_does_not_touch_the_next_try(delivery):
    first = again(delivery)
    first.claim(now=NOW, sent={})
    put(delivery, State.QUEUED)
    again(delivery).claim(now=LATER, sent={})

    moved = first.mark_unconfirmed(code="timeout")

    assert (moved, again(delivery).state) == (False, State.SENDING)


def test_late_receipt_is_believed(delivery):
    first = again(delivery)
    first.claim(now=NOW, sent={})
    put(delivery, State.UNCONFIRMED)

    assert first.mark_delivered(receipt=FULL, now=LATER) is True


def test_question_that_took_long_does_not_release_the_next_try(delivery):
    """The sweep asks; meanwhile a person says no, and the worker sends again."""
    put(delivery, State.UNCONFIRMED, attempts=1, claimed_at=NOW)
    asked = again(delivery)
    actions.settle_by_hand(delivery=again(delivery), arrived=False, by=None, now=LATER)
    again(delivery).claim(now=LATER, sent={})

    sending._record_look(asked, scripted.Scripted(), LATER)

    assert again(delivery).state == State.SENDING


def test_person_who_comes_too_late_is_told(delivery):
    put(delivery, State.UNCONFIRMED, attempts=1, claimed_at=NOW)
    seen = again(delivery)
    put(delivery, State.DELIVERED, delivered_at=NOW, delivered_on=NOW.date())

    with pytest.raises(actions.NotPossible):
        actions.settle_by_hand(delivery=seen, arrived=False, by=None, now=LATER)


def test_undo_waits_for_the_repost_to_be_done(commune, story):
    posted = story.deliveries.get(channel=commune.zalo)
    actions.confirm_by_hand(delivery=posted, by=commune.editor, now=NOW, at=NOW)
    actions.queue(story=story, channel=commune.zalo, due_at=NOW, repost=True)

    with pytest.raises(actions.NotPossible):
        actions.undo_hand(delivery=posted)

    assert again(posted).state == State.DELIVERED


def test_second_failed_row_is_not_tried_beside_an_open_one(story, outlet, delivery):
    put(delivery, State.FAILED)
    actions.queue(story=story, channel=outlet, due_at=NOW, repost=True)

    with pytest.raises(actions.NotPossible):
        actions.try_again(delivery=again(delivery), now=LATER)

    assert again(delivery).state == State.FAILED


@pytest.mark.parametrize(("field", "hours"), [("expire_at", -1), ("embargo_until", 1)])
def test_nothing_goes_out_outside_the_storys_hours(
    commune, story, delivery, field, hours
):
    StoryPage.objects.filter(pk=story.pk).update(
        **{field: LATER + timedelta(hours=hours)}
    )

    assert list(Delivery.objects.due(LATER)) == []
    assert list(Delivery.objects.for_a_hand(LATER)) == []
    assert again(delivery).claim(now=LATER, sent={}) is False


def test_portal_is_not_called_off(commune):
    story = newsroom.submitted(commune, go_live_at=moment(year=2099))
    actions.queue(story=story, channel=commune.portal, due_at=moment(year=2099))

    with pytest.raises(actions.NotPossible):
        actions.call_off(delivery=story.deliveries.get(channel=commune.portal))


def test_channel_that_cannot_be_built_keeps_its_delivery_waiting(delivery, outlet):
    outlet.kind, outlet.config = "fake", {"nonsense": 1}
    outlet.save()
    one = again(delivery)

    assert actions.deliver(delivery=one, now=NOW) is False
    assert (again(delivery).state, again(delivery).attempts) == (State.QUEUED, 0)
    assert again(delivery).error_code == "not_composed"


def test_lost_one_is_tried_again_all_the_same(delivery):
    put(delivery, State.UNCONFIRMED, attempts=1, claimed_at=NOW)

    sending._record_error(again(delivery), Unavailable("busy"), LATER)

    assert again(delivery).state == State.QUEUED
