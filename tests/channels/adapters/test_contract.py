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


SENDING = [k for k in KINDS if registry.adapter_class(k).way is not Way.HANDED]
HANDED = [k for k in KINDS if k not in SENDING]
WITHDRAWING = [k for k in SENDING if registry.adapter_class(k).withdrawable]


def build(kind, folder):
    configs = {"fake": {"wall": str(folder / "wall")}}
    return registry.build(kind, configs.get(kind, {}))


@pytest.fixture(params=KINDS)
def adapter(request, tmp_path):
    return build(request.param, tmp_path)


@pytest.fixture(params=SENDING)
def sender(request, tmp_path):
    return build(request.param, tmp_path)


def test_adapter_has_every_verb_and_attribute(adapter):
    assert isinstance(adapter, Adapter)
    assert isinstance(adapter.way, Way)
    assert {adapter.exercise, adapter.findable, adapter.withdrawable} <= {True, False}


def test_check_returns_problems_and_sends_nothing(adapter):
    empty = Item(headline="", text="", url="", medium="facebook")

    assert all(isinstance(one, Problem) for one in adapter.check(empty))
    assert adapter.check(ITEM) == []
    assert adapter.find(KEY) is None


@pytest.mark.parametrize("kind", HANDED)
def test_program_never_delivers_where_a_person_does(kind, tmp_path):
    with pytest.raises(Rejected):
        build(kind, tmp_path).deliver(ITEM, KEY)


def test_deliver_returns_a_receipt_with_an_identity(sender):
    receipt = sender.deliver(ITEM, KEY)

    assert isinstance(receipt, Receipt)
    assert receipt.external_id
    assert receipt.url


def test_deliver_with_the_same_key_is_the_same_post(sender):
    first = sender.deliver(ITEM, KEY)

    assert sender.deliver(ITEM, KEY).external_id == first.external_id


def test_find_knows_what_was_delivered_where_it_can_look(sender):
    receipt = sender.deliver(ITEM, KEY)

    found = sender.find(KEY)

    assert (found and found.external_id) == (
        receipt.external_id if sender.findable else None
    )


@pytest.mark.parametrize("kind", WITHDRAWING)
def test_withdraw_takes_it_back_where_it_can(kind, tmp_path):
    adapter = build(kind, tmp_path)
    receipt = adapter.deliver(ITEM, KEY)

    adapter.withdraw(receipt)

    assert adapter.find(KEY) is None


def test_page_that_is_not_public_is_refused_by_the_portal():
    hidden = Item(headline="a", text="b", url="", medium="portal")

    with pytest.raises(DeliveryError) as refusal:
        registry.build("portal", {}).deliver(hidden, KEY)

    assert refusal.value.code == "not_public"
