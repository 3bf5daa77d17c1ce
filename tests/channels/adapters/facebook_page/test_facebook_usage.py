import json
from dataclasses import replace

import pytest

from tests.services import graph
from tests.services.graph import PAGE_ID
from toasoan.channels.adapters.base import Unavailable
from toasoan.channels.adapters.facebook_page.usage import REST, rest_wanted

from .conftest import LINE


class Clock:
    def __init__(self):
        self.now = 1_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def make_timed(make_page, clock):
    return lambda **changed: make_page(http=replace(LINE, clock=clock), **changed)


def business(percent, *, minutes=0, share="call_count"):
    row = {"type": "pages", "call_count": 1, "total_cputime": 1, "total_time": 1}
    row |= {share: percent, "estimated_time_to_regain_access": minutes}
    return {"X-Business-Use-Case-Usage": json.dumps({PAGE_ID: [row]})}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        (business(89), 0),
        (business(90), REST),
        (business(97, share="total_cputime"), REST),
        (business(100, share="total_time", minutes=12), 720),
        (business(10, minutes=3), 180),
        ({"X-App-Usage": '{"call_count":95,"total_time":1,"total_cputime":1}'}, REST),
        ({"X-Page-Usage": '{"call_count":1,"total_time":91,"total_cputime":1}'}, REST),
        ({"X-App-Usage": "rất nhiều"}, 0),
        ({"X-App-Usage": "[95]"}, 0),
        ({"X-App-Usage": '{"call_count":"95"}'}, 0),
        ({"X-Business-Use-Case-Usage": '{"1":[95, {"call_count":96}]}'}, REST),
    ],
)
def test_rest_is_read_from_the_usage(headers, seconds):
    lowered = {name.lower(): text for name, text in headers.items()}

    assert rest_wanted(lowered) == seconds


def test_near_the_limit_no_call_is_made_until_the_rest_is_over(
    make_timed, service, make_sending, clock
):
    service.usage = business(95, minutes=2)
    make_timed().deliver(make_sending())
    service.usage = {}

    with pytest.raises(Unavailable) as refusal:
        make_timed().deliver(make_sending())

    assert refusal.value.code == "facebook_near_limit"
    assert refusal.value.retry_after == 120
    assert service.calls() == ["feed"]
    clock.now += 120
    make_timed().deliver(make_sending())
    assert service.calls() == ["feed", "feed"]


def test_rest_between_photo_and_post_keeps_the_photo(
    make_timed, service, make_sending, photo, clock
):
    sending = make_sending(pictures=(photo(),))
    service.usage = business(92)
    with pytest.raises(Unavailable):
        make_timed().deliver(sending)

    service.usage = {}
    clock.now += REST
    receipt = make_timed().deliver(sending)

    assert service.calls().count("photos") == 1
    assert service.ledger.public() == [receipt.external_id]


def test_other_page_does_not_rest_with_it(make_timed, service, make_sending):
    service.usage = business(95)
    make_timed().deliver(make_sending())

    make_timed(page_id="55").deliver(make_sending())

    assert service.calls() == ["feed", "feed"]


@pytest.mark.parametrize("code", [4, 17, 32, 341, 613, 80001])
def test_rate_limit_stops_all_calls_for_the_minutes_given(
    make_timed, service, make_sending, code
):
    service.fault("feed", graph.error(code))
    service.usage = business(100, minutes=30)

    with pytest.raises(Unavailable) as refusal:
        make_timed().deliver(make_sending())
    with pytest.raises(Unavailable) as second:
        make_timed().find(make_sending())

    assert (refusal.value.code, refusal.value.retry_after) == (
        "facebook_rate_limit",
        1_800,
    )
    assert second.value.retry_after == 1_800
    assert service.calls() == ["feed"]


def test_rate_limit_without_minutes_waits_a_quarter_of_an_hour(
    make_timed, service, make_sending
):
    service.fault("feed", graph.error(4))

    with pytest.raises(Unavailable) as refusal:
        make_timed().deliver(make_sending())

    assert refusal.value.retry_after == REST
    with pytest.raises(Unavailable):
        make_timed().find(make_sending())
    assert service.calls() == ["feed"]


@pytest.mark.parametrize(
    ("subcode", "hours"), [(1390008, 1), (None, 6)], ids=["too_fast", "policy"]
)
def test_page_that_is_blocked_waits_for_hours(
    make_timed, service, make_sending, subcode, hours
):
    service.fault("feed", graph.error(368, subcode))

    with pytest.raises(Unavailable) as refusal:
        make_timed().deliver(make_sending())

    assert refusal.value.retry_after == hours * 3_600
