"""What every kind of channel must keep, whatever it talks to."""

import pytest
from django.conf import settings

from toasoan.channels import registry
from toasoan.channels.adapters.base import (
    Adapter,
    DeliveryError,
    Item,
    Problem,
    Receipt,
    Rejected,
    Way,
)

KINDS = sorted(settings.CHANNEL_KINDS)
KEY = "5c7a2f3e-0d5b-4d0e-9e59-2b9f3f0c9a11"
ITEM = Item(
    headline="Sửa xong cầu Bản Mẫu",
    text="Cầu qua suối đi lại được từ hôm nay.",
    url="http://ban-mau.localhost/cau/",
    medium="facebook",
)


@pytest.fixture(params=KINDS)
def adapter(request, tmp_path):
    configs = {"fake": {"wall": str(tmp_path / "wall")}}
    return registry.build(request.param, configs.get(request.param, {}))


def delivered(adapter):
    """Return the receipt, or skip: a person delivers there, no program."""
    try:
        return adapter.deliver(ITEM, KEY)
    except Rejected:
        assert adapter.way is Way.HANDED
        pytest.skip("a person delivers there")


def test_adapter_has_every_verb_and_attribute(adapter):
    assert isinstance(adapter, Adapter)
    assert isinstance(adapter.way, Way)
    assert {adapter.exercise, adapter.findable, adapter.withdrawable} <= {True, False}


def test_check_returns_problems_and_sends_nothing(adapter):
    empty = Item(headline="", text="", url="", medium="facebook")

    assert all(isinstance(one, Problem) for one in adapter.check(empty))
    assert adapter.check(ITEM) == []
    assert adapter.find(KEY) is None


def test_deliver_returns_a_receipt_with_an_identity(adapter):
    receipt = delivered(adapter)

    assert isinstance(receipt, Receipt)
    assert receipt.external_id
    assert receipt.url


def test_deliver_with_the_same_key_is_the_same_post(adapter):
    first = delivered(adapter)

    assert adapter.deliver(ITEM, KEY).external_id == first.external_id


def test_find_knows_what_was_delivered_where_it_can_look(adapter):
    receipt = delivered(adapter)

    found = adapter.find(KEY)

    assert (found and found.external_id) == (
        receipt.external_id if adapter.findable else None
    )


def test_withdraw_takes_it_back_where_it_can(adapter):
    receipt = delivered(adapter)

    if not adapter.withdrawable:
        pytest.skip("this channel takes nothing back by itself")
    adapter.withdraw(receipt)
    assert adapter.find(KEY) is None


def test_page_that_is_not_public_is_refused_by_the_portal():
    hidden = Item(headline="a", text="b", url="", medium="portal")

    with pytest.raises(DeliveryError) as refusal:
        registry.build("portal", {}).deliver(hidden, KEY)

    assert refusal.value.code == "not_public"
