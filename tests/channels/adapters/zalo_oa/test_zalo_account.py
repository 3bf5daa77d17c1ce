"""Who the account is, and the broadcast that a person sends."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.channels.adapters.zalo_oa.desk import HTTP
from toasoan.channels.adapters.base import (
    Disconnected,
    Pictures,
    Rejected,
    Standing,
    Unavailable,
    Unconfirmed,
)
from toasoan.channels.adapters.zalo_oa import Keys, ZaloOA
from toasoan.core.http import Http


def test_adapter_says_what_it_can():
    said = (
        ZaloOA.findable,
        ZaloOA.editable,
        ZaloOA.withdrawable,
        ZaloOA.measurable,
        ZaloOA.looks,
        ZaloOA.pictures,
        ZaloOA.Keys,
    )

    assert said == (True, True, True, False, 2, Pictures(side=1600, size=950_000), Keys)


def test_keys_hide_their_secrets():
    keys = Keys(
        app_id="1",
        app_secret="hidden-a",
        oa_id="2",
        oa_secret="hidden-b",
        access_token="hidden-c",
        refresh_token="hidden-d",
    )

    assert "hidden" not in repr(keys)
    assert keys.oauth_base_url == "https://oauth.zaloapp.com"
    assert keys.openapi_base_url == "https://openapi.zalo.me"


def test_standing_is_the_accounts_name(desk):
    assert desk.adapter.standing() == Standing(name="UBND xã Bản Mẫu")


def test_standing_knows_the_end_of_a_refresh_token_it_saw_come(desk, zalo):
    zalo.expire()

    assert desk.adapter.standing().until == desk.now + timedelta(days=90)


def test_standing_warns_of_what_will_stop_the_channel(desk, zalo):
    zalo.verified = False
    until = desk.now + timedelta(days=13)
    desk.keeper.held["refresh_until"] = until.isoformat()

    assert desk.adapter.standing() == Standing(
        name="UBND xã Bản Mẫu",
        until=until,
        warnings=("zalo_oa_unverified", "zalo_token_ends_soon"),
    )


def test_token_of_another_account_is_not_ours(desk, zalo):
    with pytest.raises(Disconnected) as error:
        desk.account(oa_id="2500000000000000002").standing()

    assert error.value.code == "zalo_wrong_oa"


@pytest.mark.parametrize("data", [None, [], {}, {"oa_id": None}])
def test_standing_without_an_account_is_none(desk, zalo, data):
    zalo.script("oa/getoa", {"error": 0, "data": data})

    with pytest.raises(Disconnected) as error:
        desk.adapter.standing()

    assert error.value.code == "zalo_wrong_oa"


def test_clock_is_the_machines_own_when_none_is_given(desk, zalo):
    adapter = ZaloOA(keys=desk.adapter.keys, http=HTTP, keeper=desk.keeper)
    start = datetime.now(UTC)

    receipt = desk.finish(adapter.deliver, desk.sending())

    assert start <= receipt.accepted_at <= datetime.now(UTC)


def test_address_of_our_own_network_is_not_asked(desk, zalo):
    adapter = desk.account(http=Http())

    with pytest.raises(Unavailable) as error:
        adapter.standing()

    assert error.value.code == "zalo_address_forbidden"
    assert zalo.requests == []


@pytest.fixture
def articles(desk, zalo):
    return [desk.deliver(desk.sending()).external_id for _ in range(2)]


@pytest.fixture
def morning(zalo):
    zalo.clock = lambda: datetime(2026, 11, 27, 1, 30, tzinfo=UTC)


def test_broadcast_goes_to_all_followers(desk, zalo, articles, morning):
    receipt = desk.adapter.broadcast(articles, target={}, now=desk.now)

    (request,) = zalo.asked("oa/message")
    assert request.path == "/v2.0/oa/message"
    assert request.value == {
        "recipient": {"target": {}},
        "message": {
            "attachment": {
                "type": "template",
                "payload": {
                    "template_type": "media",
                    "elements": [
                        {"media_type": "article", "attachment_id": one}
                        for one in articles
                    ],
                },
            }
        },
    }
    assert zalo.sent == [articles]
    assert receipt.external_id


def test_broadcast_goes_to_those_it_is_meant_for(desk, zalo, articles, morning):
    desk.adapter.broadcast(articles, target={"cities": "4"}, now=desk.now)

    (request,) = zalo.asked("oa/message")
    assert request.value["recipient"] == {"target": {"cities": "4"}}


def vietnam(hour, minute=0):
    return datetime(2026, 11, 27, hour, minute, tzinfo=UTC) - timedelta(hours=7)


@pytest.mark.parametrize(
    ("now", "wait"),
    [
        (vietnam(22), timedelta(hours=8)),
        (vietnam(23, 59), timedelta(hours=6, minutes=1)),
        (vietnam(0), timedelta(hours=6)),
        (vietnam(5, 59), timedelta(minutes=1)),
    ],
)
def test_broadcast_waits_for_the_morning_without_asking(desk, zalo, now, wait):
    with pytest.raises(Unavailable) as error:
        desk.adapter.broadcast(["a"], target={}, now=now)

    assert error.value.code == "zalo_night"
    assert error.value.retry_after == wait.total_seconds()
    assert zalo.requests == []


@pytest.mark.parametrize("now", [vietnam(6), vietnam(21, 59)])
def test_broadcast_goes_by_day(desk, zalo, articles, now):
    zalo.clock = lambda: now

    desk.adapter.broadcast(articles, target={}, now=now)

    assert zalo.sent == [articles]


@pytest.mark.parametrize("count", [0, 6])
def test_broadcast_of_too_few_or_many_is_refused(desk, zalo, count):
    with pytest.raises(Rejected) as error:
        desk.adapter.broadcast(["a"] * count, target={}, now=desk.now)

    assert error.value.code == "zalo_broadcast_count"
    assert zalo.requests == []


@pytest.mark.parametrize("fault", ["reset", "empty", "types"])
def test_broadcast_with_a_lost_answer_is_never_sent_again(
    desk, zalo, articles, morning, fault
):
    zalo.script("oa/message", fault)

    with pytest.raises(Unconfirmed) as error:
        desk.adapter.broadcast(articles, target={}, now=desk.now)

    assert error.value.code == "zalo_answer_lost"
    assert zalo.sent == [articles]
    assert len(zalo.asked("oa/message")) == 1


def test_broadcast_without_a_message_is_not_believed(desk, zalo):
    zalo.script("oa/message", {"error": 0, "data": {}})

    with pytest.raises(Unconfirmed) as error:
        desk.adapter.broadcast(["a"], target={}, now=desk.now)

    assert error.value.code == "zalo_answer_strange"


def test_broadcasts_of_a_month_are_used_up_at_some_time(desk, zalo, articles, morning):
    zalo.broadcasts = 1
    desk.adapter.broadcast(articles, target={}, now=desk.now)

    with pytest.raises(Unavailable) as error:
        desk.adapter.broadcast(articles, target={}, now=desk.now)

    assert error.value.code == "zalo_quota_used"
