"""The life of a delivery, state by state."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.cache import cache

from tests.channels import scripted
from tests.channels.scripted import PowerCut
from tests.factories import newsroom
from tests.factories.newsroom import moment
from toasoan.channels import actions
from toasoan.channels.adapters.base import (
    Disconnected,
    Rejected,
    Unavailable,
    Unconfirmed,
)
from toasoan.channels.models import Delivery
from toasoan.stories.models import StoryPage

State = Delivery.State
NOW = moment()
LATER = NOW + timedelta(minutes=20)


@pytest.fixture(autouse=True)
def _kinds(settings):
    settings.CHANNEL_KINDS = {
        **settings.CHANNEL_KINDS,
        "scripted": "tests.channels.scripted.Scripted",
        "blind": "tests.channels.scripted.Blind",
    }
    scripted.reset()


@pytest.fixture
def outlet(commune):
    return newsroom.channel(commune.organisation, "Kênh thử", "other", "scripted", 9)


@pytest.fixture
def story(commune):
    return newsroom.published(commune)


@pytest.fixture
def delivery(story, outlet):
    return actions.queue(story=story, channel=outlet, due_at=NOW)


def send(delivery, *steps, now=NOW):
    """Try to deliver; the adapter takes `steps`; return the new state."""
    scripted.script[:] = steps
    with suppress(PowerCut):
        actions.deliver(delivery=delivery, now=now)
    delivery.refresh_from_db()
    return delivery.state


def test_queue_makes_one_open_delivery(story, outlet, delivery):
    again = actions.queue(story=story, channel=outlet, due_at=LATER)

    assert (delivery.state, again) == (State.QUEUED, None)


def test_queue_makes_no_second_original_after_delivery(story, outlet, delivery):
    send(delivery)

    again = actions.queue(story=story, channel=outlet, due_at=LATER)

    assert again is None


def test_queue_makes_a_repost_when_asked(story, outlet, delivery):
    send(delivery)

    again = actions.queue(story=story, channel=outlet, due_at=LATER, repost=True)

    assert (again.state, again.repost) == (State.QUEUED, True)


def test_queue_leaves_off_what_a_person_called_off(story, outlet, delivery):
    actions.call_off(delivery=delivery)

    again = actions.queue(story=story, channel=outlet, due_at=LATER)

    assert again is None


def test_due_day_is_the_organisations(story, outlet):
    late_in_the_evening_utc = moment(hour=20)

    queued = actions.queue(story=story, channel=outlet, due_at=late_in_the_evening_utc)

    assert queued.due_on.isoformat() == "2026-11-21"


def test_deliver_records_the_receipt(delivery):
    state = send(delivery)

    assert state == State.DELIVERED
    assert (delivery.external_id, delivery.delivered_at) == (str(delivery.key), NOW)
    assert delivery.sent["headline"] == delivery.story.title


def test_deliver_waits_for_its_hour(delivery):
    early = NOW - timedelta(seconds=1)

    assert actions.deliver(delivery=delivery, now=early) is False
    assert scripted.posted == {}


def test_deliver_leaves_alone_what_is_not_public(delivery):
    StoryPage.objects.filter(pk=delivery.story_id).update(live=False)

    assert actions.deliver(delivery=delivery, now=NOW) is False


def test_deliver_twice_posts_once(delivery):
    send(delivery)

    assert actions.deliver(delivery=delivery, now=LATER) is False
    assert set(scripted.posted.values()) == {1}


@pytest.mark.parametrize(
    ("step", "state", "code"),
    [
        (Rejected("long"), State.FAILED, "long"),
        (Disconnected("token"), State.QUEUED, "token"),
        (Unavailable("busy"), State.QUEUED, "busy"),
        (Unconfirmed("no_answer"), State.UNCONFIRMED, "no_answer"),
        (ValueError("a bug"), State.UNCONFIRMED, "adapter_broke"),
        ("empty", State.UNCONFIRMED, "empty_receipt"),
    ],
)
def test_deliver_says_what_must_happen_next(delivery, step, state, code):
    assert send(delivery, step) == state
    assert delivery.error_code == code


def test_deliver_tries_again_when_the_wait_is_over(delivery):
    send(delivery, Unavailable("busy"))

    too_early = actions.deliver(delivery=delivery, now=NOW + timedelta(seconds=29))
    state = send(delivery, now=NOW + timedelta(seconds=30))

    assert (too_early, state, delivery.attempts) == (False, State.DELIVERED, 2)


def test_deliver_gives_up_after_the_last_wait(delivery):
    now = NOW
    for _ in range(9):
        send(delivery, Unavailable("busy"), now=now)
        now += timedelta(days=1)

    assert (delivery.state, delivery.attempts) == (State.FAILED, 9)


def test_power_cut_leaves_it_being_sent(delivery):
    assert send(delivery, "post and die") == State.SENDING


def test_stale_delivery_becomes_unconfirmed_after_four_minutes(delivery):
    send(delivery, "post and die")

    early = actions.give_up_stale(now=NOW + timedelta(minutes=4))
    late = actions.give_up_stale(now=NOW + timedelta(minutes=4, seconds=1))

    delivery.refresh_from_db()
    assert (early, late) == (0, 1)
    assert (delivery.state, delivery.error_code) == (State.UNCONFIRMED, "worker_died")


def test_settle_finds_what_arrived(delivery):
    send(delivery, "post and die")
    actions.give_up_stale(now=LATER)

    actions.settle(delivery=Delivery.objects.get(pk=delivery.pk), now=LATER)

    delivery.refresh_from_db()
    assert delivery.state == State.DELIVERED


def test_settle_sends_again_what_surely_did_not_arrive(delivery):
    send(delivery, "die before")
    actions.give_up_stale(now=LATER)

    actions.settle(delivery=Delivery.objects.get(pk=delivery.pk), now=LATER)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.error_code) == (State.QUEUED, "not_found_there")


def test_settle_waits_while_a_post_may_be_on_its_way(delivery):
    send(delivery, Unconfirmed("no_answer"))

    actions.settle(delivery=delivery, now=NOW + timedelta(seconds=89))

    delivery.refresh_from_db()
    assert delivery.state == State.UNCONFIRMED


def test_settle_leaves_it_when_the_channel_cannot_be_asked_now(delivery):
    send(delivery, Unconfirmed("no_answer"))
    scripted.find_raises.append(Unavailable("busy"))

    actions.settle(delivery=delivery, now=LATER)

    delivery.refresh_from_db()
    assert delivery.state == State.UNCONFIRMED


def test_settle_leaves_a_channel_that_cannot_look_to_a_person(delivery, outlet):
    outlet.kind = "blind"
    outlet.save()
    delivery = Delivery.objects.get(pk=delivery.pk)
    send(delivery, Unconfirmed("no_answer"))

    actions.settle(delivery=delivery, now=LATER)

    delivery.refresh_from_db()
    assert delivery.state == State.UNCONFIRMED


def test_settle_gives_up_at_last(delivery):
    Delivery.objects.filter(pk=delivery.pk).update(attempts=8)
    send(delivery, Unconfirmed("no_answer"))

    actions.settle(delivery=delivery, now=LATER)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.error_code) == (State.FAILED, "not_found_there")


def test_power_cuts_between_answer_and_record_never_post_twice(delivery):
    """Promise 3, two hundred times over: each cut is settled by asking."""
    keys = set()
    for number in range(200):
        Delivery.objects.filter(pk=delivery.pk).update(
            state=State.QUEUED, attempts=0, delivered_at=None, delivered_on=None
        )
        now = NOW + timedelta(hours=number)
        delivery.refresh_from_db()
        send(delivery, "post and die", now=now)
        actions.give_up_stale(now=now + timedelta(minutes=11))
        delivery.refresh_from_db()
        actions.settle(delivery=delivery, now=now + timedelta(minutes=11))
        delivery.refresh_from_db()
        keys.add((delivery.state, scripted.posted.pop(str(delivery.key))))

    assert keys == {(State.DELIVERED, 1)}


def test_person_says_it_arrived(commune, delivery):
    send(delivery, Unconfirmed("no_answer"))

    actions.settle_by_hand(
        delivery=delivery,
        arrived=True,
        by=commune.editor,
        now=LATER,
        url="https://x.vn/1",
    )

    assert (delivery.state, delivery.url) == (State.DELIVERED, "https://x.vn/1")
    assert (delivery.delivered_at, delivery.confirmed_by) == (NOW, commune.editor)


def test_person_says_it_did_not_arrive(commune, delivery):
    send(delivery, Unconfirmed("no_answer"))

    actions.settle_by_hand(
        delivery=delivery, arrived=False, by=commune.editor, now=LATER
    )

    assert send(delivery, now=LATER) == State.DELIVERED


def test_what_failed_may_have_been_posted_by_a_person(commune, delivery):
    send(delivery, Rejected("long"))

    actions.settle_by_hand(
        delivery=delivery,
        arrived=True,
        by=commune.editor,
        now=LATER,
        url="https://x.vn",
    )

    assert (delivery.state, delivery.delivered_at) == (State.DELIVERED, LATER)


def test_person_settles_only_what_is_not_confirmed(commune, delivery):
    with pytest.raises(actions.NotPossible):
        actions.settle_by_hand(
            delivery=delivery, arrived=True, by=commune.editor, now=LATER
        )


def test_failed_delivery_can_be_tried_again(delivery):
    send(delivery, Rejected("long"))

    actions.try_again(delivery=delivery, now=LATER)

    assert send(delivery, now=LATER) == State.DELIVERED


def test_what_waits_for_its_next_try_can_go_at_once(delivery):
    send(delivery, Unavailable("busy"))
    held = actions.connection_of(delivery.channel)

    actions.try_again(delivery=delivery, now=NOW)

    assert held.keeps_order(NOW) is True
    held.refresh_from_db()
    assert held.keeps_order(NOW) is False
    assert send(delivery) == State.DELIVERED


def test_what_is_out_or_was_never_tried_is_not_tried_again(commune, delivery):
    for _state in range(2):
        with pytest.raises(actions.NotPossible):
            actions.try_again(delivery=delivery, now=LATER)
        send(delivery)


@pytest.mark.parametrize("days", [0, 1])
def test_closed_channel_sends_nothing_any_more(commune, delivery, days):
    channel = delivery.channel
    channel.closed_on = commune.organisation.local_day(NOW) - timedelta(days=days)
    channel.save()

    left = actions.leave_closed_channels(now=NOW)

    due = Delivery.objects.due(NOW).filter(pk=delivery.pk).exists()
    delivery.refresh_from_db()
    assert (left, due) == ((0, True) if days == 0 else (1, False))
    assert delivery.state == (State.QUEUED if days == 0 else State.WITHDRAWN)
    assert delivery.error_code == ("" if days == 0 else "channel_closed")


@pytest.mark.parametrize("steps", [(Rejected("long"),), (Unavailable("busy"),)])
def test_what_did_not_go_out_can_be_called_off(delivery, steps):
    send(delivery, *steps)

    actions.call_off(delivery=delivery)

    assert (delivery.state, delivery.error_code) == (State.WITHDRAWN, "called_off")


@pytest.mark.parametrize("step", [None, "post and die", Unconfirmed("no_answer")])
def test_what_may_be_out_cannot_be_called_off(delivery, step):
    send(delivery, step)

    with pytest.raises(actions.NotPossible):
        actions.call_off(delivery=delivery)


@pytest.fixture
def handed(commune, story):
    return story.deliveries.get(channel=commune.zalo)


def test_person_confirms_what_they_posted(commune, handed):
    actions.confirm_by_hand(
        delivery=handed, by=commune.editor, now=LATER, at=NOW, url="https://zalo.me/1"
    )

    assert (handed.state, handed.delivered_at) == (State.DELIVERED, NOW)
    assert handed.sent["headline"] == handed.story.title


def test_confirming_twice_is_refused(commune, handed):
    actions.confirm_by_hand(delivery=handed, by=commune.editor, now=LATER, at=NOW)
    Delivery.objects.filter(pk=handed.pk).update(state=State.WITHDRAWN)

    with pytest.raises(actions.NotPossible):
        actions.confirm_by_hand(delivery=handed, by=commune.editor, now=LATER, at=NOW)


def test_confirmation_can_be_undone(commune, handed):
    actions.confirm_by_hand(delivery=handed, by=commune.editor, now=LATER, at=NOW)

    actions.undo_hand(delivery=handed)

    assert (handed.state, handed.delivered_at, handed.confirmed_by) == (
        State.QUEUED,
        None,
        None,
    )


def test_pushed_delivery_cannot_be_undone(delivery):
    send(delivery)

    with pytest.raises(actions.NotPossible):
        actions.undo_hand(delivery=delivery)


def test_page_taken_down_withdraws_the_portal_and_what_waits(story, delivery):
    story.unpublish()

    assert set(story.deliveries.values_list("state", "error_code")) == {
        (State.WITHDRAWN, "taken_down")
    }


def test_pictures_leave_the_house_as_crops(commune, outlet):
    # Wagtail remembers crops by the picture's number, which tests give out again.
    cache.clear()
    cover = newsroom.picture(commune.organisation, "Cầu mới")
    story = newsroom.published(commune, cover=cover, cover_alt="Cây cầu")
    delivery = actions.queue(story=story, channel=outlet, due_at=NOW)

    send(delivery)

    (sent,) = scripted.taken[-1].pictures
    crop = cover.renditions.get(filter_spec="max-2048x2048|format-jpeg|jpegquality-85")
    assert (sent.path, sent.alt) == (crop.file.path, "Cây cầu")
