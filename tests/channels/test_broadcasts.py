"""Posts to the followers' phones: once, by a person, and no oftener than allowed."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.channels import phones, scripted
from tests.factories import newsroom
from tests.factories.newsroom import moment
from toasoan.channels import actions
from toasoan.channels.adapters.base import (
    BroadcastRule,
    Disconnected,
    Unavailable,
    Unconfirmed,
)
from toasoan.channels.models import Broadcast, Connection, Delivery

State = Broadcast.State
NOW = moment()


@pytest.fixture(autouse=True)
def _kinds(settings):
    settings.CHANNEL_KINDS = {
        **settings.CHANNEL_KINDS,
        "phones": "tests.channels.phones.Phones",
    }
    phones.reset()


@pytest.fixture
def outlet(commune):
    return newsroom.channel(commune.organisation, "Zalo OA", "zalo", "phones", 9)


@pytest.fixture
def post(commune, outlet):
    return posted(commune, outlet, "Cầu treo đã sửa xong")


def posted(room, outlet, title, at=NOW):
    story = newsroom.published(room, title)
    one = actions.queue(story=story, channel=outlet, due_at=at)
    actions.deliver(delivery=one, now=at)
    return Delivery.objects.get(pk=one.pk)


def send(commune, outlet, *posts, key=None, now=NOW):
    return actions.broadcast(
        channel=outlet, posts=posts, key=key or uuid4(), by=commune.approver, now=now
    )


def test_posts_go_in_one_message(commune, outlet, post):
    other = posted(commune, outlet, "Lịch tiêm chủng")

    one = send(commune, outlet, post, other)

    assert (one.state, one.message_id, one.asked_by) == (
        State.SENT,
        "m1",
        commune.approver,
    )
    assert phones.sent == [[post.external_id, other.external_id]]
    assert set(one.posts.all()) == {post, other}


def test_same_form_twice_is_sent_once(commune, outlet, post):
    key = uuid4()

    first = send(commune, outlet, post, key=key)
    second = send(commune, outlet, post, key=key)

    assert second == first
    assert len(phones.sent) == 1


def test_lost_answer_is_never_repeated_and_a_person_settles_it(commune, outlet, post):
    phones.script[:] = [Unconfirmed("answer_lost")]

    one = send(commune, outlet, post)
    with pytest.raises(actions.NotPossible):
        send(commune, outlet, post)

    assert (one.state, one.error_code) == (State.UNCONFIRMED, "answer_lost")
    actions.settle_broadcast(one=one, went_out=False, by=commune.approver)
    assert (one.state, one.settled_by) == (State.FAILED, commune.approver)
    assert send(commune, outlet, post).state == State.SENT


def test_settled_once_it_stays(commune, outlet, post):
    one = send(commune, outlet, post)

    with pytest.raises(actions.NotPossible):
        actions.settle_broadcast(one=one, went_out=False, by=commune.approver)


def test_dead_program_leaves_what_a_person_must_look_at(commune, outlet, post):
    phones.script[:] = ["send and die"]
    with pytest.raises(scripted.PowerCut):
        send(commune, outlet, post)

    soon = actions.give_up_stale_broadcasts(now=NOW + timedelta(minutes=1))
    later = actions.give_up_stale_broadcasts(now=NOW + timedelta(hours=1))

    one = Broadcast.objects.get()
    assert (soon, later) == (0, 1)
    assert (one.state, one.error_code) == (State.UNCONFIRMED, "worker_died")
    assert len(phones.sent) == 1


def test_bug_of_an_adapter_is_not_taken_for_a_refusal(commune, outlet, post):
    phones.script[:] = [ValueError("mất")]

    assert send(commune, outlet, post).state == State.UNCONFIRMED


@pytest.mark.parametrize(
    ("error", "stopped"),
    [(Unavailable("busy"), False), (Disconnected("dead"), True)],
)
def test_refused_it_counts_for_nothing(commune, outlet, post, error, stopped):
    phones.script[:] = [error]

    one = send(commune, outlet, post)

    assert (one.state, one.error_code) == (State.FAILED, error.code)
    assert actions.outlook(channel=outlet, now=NOW).used == 0
    assert Connection.objects.get(pk=outlet.pk).stopped is stopped


def test_month_is_the_newsrooms_own(commune, outlet):
    # Half past six in the morning of the 1st, in Vietnam.
    now = moment(month=11, day=30, hour=23, minute=30)
    post = posted(commune, outlet, "Tin", now - timedelta(hours=8))
    send(commune, outlet, post, now=now - timedelta(hours=7))
    send(commune, outlet, post, now=now)

    may = actions.outlook(channel=outlet, now=now)

    assert (may.used, may.allowance, may.open) == (1, 2, True)
    assert may.renews_at == moment(month=12, day=31, hour=17)


def test_more_than_the_package_allows_is_not_sent(commune, outlet, post):
    send(commune, outlet, post)
    send(commune, outlet, post)

    with pytest.raises(actions.NotPossible):
        send(commune, outlet, post)

    assert len(phones.sent) == 2


def test_nothing_is_sent_before_the_service_opens(commune, outlet, post):
    opens = NOW + timedelta(hours=3)
    phones.rules[:] = [BroadcastRule(a_month=2, most=2, opens_at=opens)]

    with pytest.raises(actions.NotPossible):
        send(commune, outlet, post)

    assert actions.outlook(channel=outlet, now=NOW).opens_at == opens
    assert phones.sent == []


def test_only_what_the_public_can_read_is_sent(commune, outlet, post):
    recalled = posted(commune, outlet, "Tin rút lại")
    old = posted(commune, outlet, "Tin cũ", NOW - timedelta(days=15))
    actions.recall(story=recalled.story, by=commune.approver)

    found = actions.to_broadcast(channel=outlet, now=NOW)
    with pytest.raises(actions.NotPossible):
        send(commune, outlet, old)

    assert found == [post]
    assert phones.sent == []


@pytest.mark.parametrize("count", [0, 3])
def test_too_few_or_too_many_are_not_sent(commune, outlet, count):
    posts = [posted(commune, outlet, f"Tin {n}") for n in range(count)]

    with pytest.raises(actions.NotPossible):
        send(commune, outlet, *posts)

    assert phones.sent == []


def test_other_kinds_do_not_reach_phones(commune):
    kinds = ("facebook_page", "telegram", "mastodon", "handed", "fake", "portal")

    assert [actions.broadcasts(kind) for kind in kinds] == [False] * 6
    assert actions.broadcasts("zalo_oa") is True
