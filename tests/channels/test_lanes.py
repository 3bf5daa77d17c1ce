"""One channel at a time, first come first served, whoever does the work."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.channels import scripted
from tests.factories import newsroom
from tests.factories.newsroom import moment
from toasoan.channels import actions
from toasoan.channels.actions.tools import SealedKeys
from toasoan.channels.adapters.base import (
    Disconnected,
    Pending,
    Receipt,
    Rejected,
    Unavailable,
    Unconfirmed,
)
from toasoan.channels.models import Connection, Delivery
from toasoan.stories.models import StoryPage

State = Delivery.State
NOW = moment()


@pytest.fixture(autouse=True)
def _kinds(settings):
    settings.CHANNEL_KINDS = {
        **settings.CHANNEL_KINDS,
        "scripted": "tests.channels.scripted.Scripted",
    }
    scripted.reset()


@pytest.fixture
def outlet(commune):
    return newsroom.channel(commune.organisation, "Kênh thử", "other", "scripted", 9)


@pytest.fixture
def three(commune, outlet):
    """Three stories due one after another."""
    return [
        actions.queue(
            story=newsroom.published(commune, f"Tin {n}"),
            channel=outlet,
            due_at=NOW + timedelta(minutes=n),
        )
        for n in range(3)
    ]


def work(outlet, *steps, minutes=10):
    scripted.script[:] = steps
    at = NOW + timedelta(minutes=minutes)
    return actions.work_on(channel=outlet, clock=lambda: at)


def states(three):
    return [Delivery.objects.get(pk=one.pk).state for one in three]


def heads():
    return [item.headline for item in scripted.taken]


def test_channel_gets_its_stories_in_the_order_they_are_due(outlet, three):
    work(outlet)

    assert heads() == ["Tin 0", "Tin 1", "Tin 2"]
    assert states(three) == [State.DELIVERED] * 3


def test_urgent_one_goes_first(outlet, three):
    Delivery.objects.filter(pk=three[2].pk).update(urgent=True)

    work(outlet)

    assert heads() == ["Tin 2", "Tin 0", "Tin 1"]


def test_urgent_story_makes_urgent_deliveries(commune, outlet):
    story = newsroom.published(commune, "Lũ về")
    StoryPage.objects.filter(pk=story.pk).update(urgent=True)
    story.refresh_from_db()

    queued = actions.queue(story=story, channel=outlet, due_at=NOW)

    assert queued.urgent is True


def test_channel_waits_for_its_first_in_line(outlet, three):
    work(outlet, Unavailable("busy"))

    assert (states(three), heads()) == ([State.QUEUED] * 3, [])


def test_urgent_story_passes_one_that_is_tried_again(commune, outlet, three):
    work(outlet, Unavailable("busy"))
    urgent = newsroom.published(commune, "Bão đến", urgent=True)
    actions.queue(story=urgent, channel=outlet, due_at=NOW + timedelta(minutes=3))

    work(outlet)

    assert heads() == ["Bão đến"]
    work(outlet, minutes=12)
    assert heads() == ["Bão đến", "Tin 0", "Tin 1", "Tin 2"]


def test_urgent_story_too_waits_while_the_service_wants_to_be_left_alone(
    commune, outlet, three
):
    work(outlet, Unavailable("limit", retry_after=3600))
    urgent = newsroom.published(commune, "Bão đến", urgent=True)
    actions.queue(story=urgent, channel=outlet, due_at=NOW + timedelta(minutes=3))

    work(outlet, minutes=60)

    assert heads() == []


def test_rest_is_known_to_whoever_calls_next(outlet):
    keeper, other = SealedKeys(outlet, lambda: NOW), SealedKeys(outlet, lambda: NOW)

    keeper.rest(600)
    keeper.rest(20)

    assert other.rests() == 600
    assert actions.connection_of(outlet).rests(NOW) is True
    later = SealedKeys(outlet, lambda: NOW + timedelta(seconds=601))
    assert later.rests() == 0


def test_after_its_rest_the_channel_goes_on_where_it_stopped(outlet, three):
    work(outlet, Unavailable("busy"))

    work(outlet, minutes=12)

    assert heads() == ["Tin 0", "Tin 1", "Tin 2"]


def test_one_that_fails_again_and_again_is_passed(outlet, three):
    for minutes in (10, 20, 40):
        work(outlet, Unavailable("busy"), minutes=minutes)
    work(outlet, Unavailable("busy"), minutes=80)

    assert heads() == ["Tin 1", "Tin 2"]


def test_service_that_asks_to_wait_is_left_alone_that_long(outlet, three):
    work(outlet, Unavailable("limit", retry_after=3600))

    work(outlet, minutes=69)
    assert heads() == []
    work(outlet, minutes=71)
    assert heads() == ["Tin 0", "Tin 1", "Tin 2"]


def test_refused_one_stops_no_other(outlet, three):
    work(outlet, Rejected("too_long"))

    assert states(three) == [State.FAILED, State.DELIVERED, State.DELIVERED]


def test_unanswered_one_gives_the_service_half_a_minute(outlet, three):
    work(outlet, Unconfirmed("no_answer"))
    assert states(three) == [State.UNCONFIRMED, State.QUEUED, State.QUEUED]

    work(outlet, minutes=11)
    assert states(three) == [State.UNCONFIRMED, State.DELIVERED, State.DELIVERED]


def test_disconnected_channel_sends_nothing_until_it_is_connected(outlet, three):
    work(outlet, Disconnected("token_dead", "raw words"))
    work(outlet, minutes=600)

    assert (heads(), states(three)) == ([], [State.QUEUED] * 3)
    stopped = actions.to_connect_anew(outlet.organisation_id, NOW)
    assert [(one.channel, one.trouble) for one in stopped] == [(outlet, "token_dead")]

    actions.check(channel=outlet, now=NOW)
    work(outlet, minutes=601)

    assert heads() == ["Tin 0", "Tin 1", "Tin 2"]


def test_second_worker_leaves_the_channel_to_the_first(outlet, three):
    connection = actions.connection_of(outlet)
    at = NOW + timedelta(minutes=10)
    connection.take_turn(at - timedelta(seconds=5))

    left = work(outlet)

    assert (heads(), left.at) == ([], at + timedelta(seconds=25))


def test_turn_of_a_dead_worker_ends_by_itself(outlet, three):
    connection = actions.connection_of(outlet)
    connection.take_turn(NOW)

    work(outlet)

    assert states(three) == [State.DELIVERED] * 3
    assert Connection.objects.get(pk=outlet.pk).turn is None


def test_service_still_at_work_is_asked_again_and_blocks_no_worker(outlet, three):
    left = work(outlet, Pending(again_in=3), Pending(again_in=3))

    assert states(three) == [State.SENDING, State.QUEUED, State.QUEUED]
    assert left.at == NOW + timedelta(minutes=10, seconds=3)

    work(outlet, Pending(again_in=3), minutes=11)
    work(outlet, minutes=12)

    assert states(three) == [State.DELIVERED] * 3
    assert Delivery.objects.get(pk=three[0].pk).attempts == 1


def test_one_step_is_taken_by_one_worker(outlet, three):
    work(outlet, Pending(again_in=3))
    first, second = (Delivery.objects.get(pk=three[0].pk) for _ in range(2))

    assert (first.claim_step(NOW), second.claim_step(NOW)) == (True, False)


def test_step_just_begun_is_no_dead_worker(outlet, three):
    work(outlet, Pending(again_in=3))
    one = Delivery.objects.get(pk=three[0].pk)
    one.claim_step(NOW + timedelta(minutes=16))

    for minutes in (17, 19):
        actions.give_up_stale(now=NOW + timedelta(minutes=minutes))
        assert states(three)[0] == State.SENDING
    actions.give_up_stale(now=NOW + timedelta(minutes=21))
    assert states(three)[0] == State.UNCONFIRMED


def test_service_that_works_for_half_an_hour_is_not_believed(outlet, three):
    work(outlet, Pending(again_in=3))

    actions.give_up_stale(now=NOW + timedelta(minutes=41))

    assert states(three)[0] == State.UNCONFIRMED


def test_waiting_channels_name_the_urgent_first(commune, outlet, three):
    other = newsroom.channel(commune.organisation, "Kênh khẩn", "other", "scripted", 9)
    story = newsroom.published(commune, "Lũ về")
    actions.queue(story=story, channel=other, due_at=NOW)
    Delivery.objects.filter(channel=other).update(urgent=True)

    found = actions.waiting_channels(NOW)

    assert [pk for pk in found if pk in (outlet.pk, other.pk)] == [other.pk, outlet.pk]


def test_what_is_due_before_the_next_sweep_is_looked_for(outlet, three):
    found = actions.soon(NOW + timedelta(seconds=10))

    assert (outlet.pk, three[1].due_at) in found
    assert (outlet.pk, three[2].due_at) not in found


class Blind(scripted.Scripted):
    """One that posts for all to see and cannot look."""

    exercise = False
    findable = False


class Seeing(scripted.Scripted):
    """One that posts for all to see; what it has is of the day before."""

    exercise = False

    def find(self, sending):
        found = super().find(sending)
        return found if sending.since <= timezone.now() - timedelta(hours=1) else None


@pytest.fixture
def restored(commune, settings):
    """A delivery that was sent; then the database of the day before came back."""
    settings.CHANNEL_KINDS = {
        **settings.CHANNEL_KINDS,
        "blind": "tests.channels.test_lanes.Blind",
        "seeing": "tests.channels.test_lanes.Seeing",
    }

    def make(kind):
        outlet = newsroom.channel(commune.organisation, kind, "other", kind, 9)
        story = newsroom.published(commune, "Tin hôm qua")
        delivery = actions.queue(story=story, channel=outlet, due_at=NOW)
        before = timezone.now() - timedelta(hours=2)
        Delivery.objects.filter(pk=delivery.pk).update(created_at=before)
        scripted.posted[str(delivery.key)] = 1
        return outlet, delivery

    return make


def test_restored_backup_sends_nothing_twice(restored):
    outlet, delivery = restored("seeing")

    work(outlet, minutes=24 * 60)

    assert states([delivery]) == [State.DELIVERED]
    assert scripted.posted[str(delivery.key)] == 1


def test_backup_of_a_few_minutes_ago_sends_nothing_twice(restored):
    outlet, delivery = restored("seeing")

    work(outlet, minutes=20)

    assert states([delivery]) == [State.DELIVERED]
    assert scripted.posted[str(delivery.key)] == 1


def test_service_that_is_away_is_looked_at_when_it_is_back(restored):
    outlet, delivery = restored("seeing")
    scripted.find_raises.append(Unavailable("away"))

    work(outlet, minutes=24 * 60)
    work(outlet, minutes=24 * 60 + 5)

    assert states([delivery]) == [State.DELIVERED]
    assert scripted.posted[str(delivery.key)] == 1


def test_restored_backup_asks_a_person_where_nobody_can_look(restored):
    outlet, delivery = restored("blind")

    work(outlet, minutes=24 * 60)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.error_code) == (State.UNCONFIRMED, "long_overdue")
    assert scripted.posted[str(delivery.key)] == 1


def test_person_who_says_it_is_not_there_has_it_sent(restored):
    outlet, delivery = restored("blind")
    del scripted.posted[str(delivery.key)]
    work(outlet, minutes=24 * 60)

    delivery.refresh_from_db()
    at = NOW + timedelta(days=1)
    actions.settle_by_hand(delivery=delivery, arrived=False, by=None, now=at)
    work(outlet, minutes=24 * 60 + 1)

    assert states([delivery]) == [State.DELIVERED]


def test_what_a_power_cut_held_up_goes_out_once_it_is_surely_not_there(outlet, three):
    Delivery.objects.update(due_at=NOW - timedelta(days=2))

    work(outlet)

    assert states(three) == [State.DELIVERED] * 3


def test_urgent_story_passes_what_the_service_is_at_work_on(outlet, three):
    work(outlet, Pending(again_in=3))
    Delivery.objects.filter(pk=three[1].pk).update(urgent=True, due_at=NOW)

    left = work(outlet)

    assert states(three) == [State.SENDING, State.DELIVERED, State.QUEUED]
    assert left.at is not None


def test_answer_of_the_service_is_kept_as_it_came(outlet, three, monkeypatch):
    said = {"id": "7", "created_at": "2026-11-20T09:00:00Z"}
    monkeypatch.setattr(
        scripted.Scripted,
        "deliver",
        lambda self, sending: Receipt(external_id="7", url="#7", raw=said),
    )

    work(outlet)

    three[0].refresh_from_db()
    assert three[0].answer == said
