"""What every kind of channel must keep, whatever it talks to.

Kinds with keys talk to a server on this machine that behaves as their service does.
"""

from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.conf import settings

from tests.channels.adapters.zalo_oa.desk import Keeper, jpeg
from tests.services.graph import GraphService
from tests.services.mastodon import Mastodon
from tests.services.pictures import serving
from tests.services.telegram import Telegram
from tests.services.zalo import Zalo
from toasoan.channels import registry
from toasoan.channels.adapters.base import (
    Adapter,
    Item,
    Media,
    Pending,
    Problem,
    Receipt,
    Rejected,
    Sending,
    Way,
)
from toasoan.core.http import Http

KINDS = sorted(settings.CHANNEL_KINDS)
HTTP = Http(connect=1, read=2, whole=4, allow_private=True)
ITEM = Item(
    headline="Sửa xong cầu Bản Mẫu",
    text="Cầu qua suối đi lại được từ hôm nay.",
    url="http://ban-mau.localhost/cau/",
    medium="facebook",
    source="UBND xã Bản Mẫu",
)
CHANGED = "Cầu qua suối đi lại được từ sáng mai."
MOST_STEPS = 30


def kinds_that(word):
    """Return the kinds a program delivers to that can do `word`."""
    found = [k for k in KINDS if registry.adapter_class(k).way is not Way.HANDED]
    return [k for k in found if getattr(registry.adapter_class(k), word)]


class Notebook:
    """Notes that outlive nothing."""

    def __init__(self):
        self.kept = {}

    def get(self, name):
        return self.kept.get(name)

    def keep(self, **values):
        self.kept |= values


@contextmanager
def at_home(kind, folder):
    """Give an adapter of `kind` beside its service, and an item it takes."""
    homes = {
        "facebook_page": facebook,
        "zalo_oa": zalo,
        "telegram": telegram,
        "mastodon": mastodon,
    }
    home = homes.get(kind)
    if home is None:
        config = {"wall": str(folder / "wall")} if kind == "fake" else {}
        home = nullcontext((registry.build(kind, config), ITEM))
    else:
        home = home()
    with home as (adapter, item):
        yield Home(adapter, item)


@contextmanager
def facebook():
    with GraphService() as service:
        yield keyed("facebook_page", service.keys(), {}), ITEM


@contextmanager
def zalo():
    with Zalo() as service, serving({"/cau.jpg": jpeg(1200, 900)}) as pictures:
        keys = {
            "oauth_base_url": service.base,
            "openapi_base_url": service.base,
            "app_id": service.app_id,
            "app_secret": service.app_secret,
            "oa_id": service.oa_id,
        }
        cover = Media(
            path="cau.jpg",
            url=f"{pictures}/cau.jpg",
            alt="Cầu mới",
            width=1200,
            height=900,
        )
        item = replace(ITEM, medium="zalo", pictures=(cover,))
        yield keyed("zalo_oa", keys, service.secrets), item


@contextmanager
def telegram():
    with Telegram() as service:
        yield keyed("telegram", service.keys(), {}), replace(ITEM, medium="other")


@contextmanager
def mastodon():
    with Mastodon() as service:
        yield keyed("mastodon", service.keys(), {}), replace(ITEM, medium="other")


def keyed(kind, keys, secrets):
    model = registry.adapter_class(kind).Keys
    keeper = Keeper(secrets, lambda: datetime.now(UTC))
    tools = {"keys": model(**keys, **secrets), "http": HTTP, "keeper": keeper}
    return registry.build(kind, tools)


class Home:
    """An adapter, and one delivery of it."""

    def __init__(self, adapter, item):
        self.adapter = adapter
        self.sending = Sending(
            key="5c7a2f3e-0d5b-4d0e-9e59-2b9f3f0c9a11",
            item=item,
            since=datetime.now(UTC),
            notes=Notebook(),
        )

    def deliver(self):
        return finished(lambda: self.adapter.deliver(self.sending))

    def find(self):
        return self.adapter.find(self.sending)


def finished(verb):
    """Call `verb` as the worker does: again while its service is at work."""
    for _step in range(MOST_STEPS):
        answer = verb()
        if not isinstance(answer, Pending):
            return answer
    raise AssertionError("it never came to an end")


@pytest.fixture
def home(request, tmp_path):
    with at_home(request.param, tmp_path) as found:
        yield found


def every(kinds):
    return pytest.mark.parametrize("home", kinds, indirect=True)


@every(KINDS)
def test_adapter_has_every_verb_and_attribute(home):
    assert isinstance(home.adapter, Adapter)
    assert isinstance(home.adapter.way, Way)
    said = ("exercise", "findable", "editable", "withdrawable", "measurable")
    assert {getattr(home.adapter, name) for name in said} <= {True, False}
    assert home.adapter.looks >= 1


@every(KINDS)
def test_check_returns_problems_and_sends_nothing(home):
    empty = Item(headline="", text="", url="", medium="facebook")

    assert all(isinstance(one, Problem) for one in home.adapter.check(empty))
    assert home.adapter.check(home.sending.item) == []
    assert home.find() is None


@every([k for k in KINDS if registry.adapter_class(k).way is Way.HANDED])
def test_program_never_delivers_where_a_person_does(home):
    with pytest.raises(Rejected):
        home.deliver()


@every(kinds_that("way"))
def test_deliver_returns_a_receipt_with_an_identity(home):
    receipt = home.deliver()

    assert isinstance(receipt, Receipt)
    assert receipt.external_id
    assert receipt.url


@every(kinds_that("way"))
def test_delivered_again_with_its_notes_it_is_the_same_post(home):
    first = home.deliver()

    assert home.deliver().external_id == first.external_id


@every(kinds_that("findable"))
def test_find_knows_what_was_delivered(home):
    receipt = home.deliver()

    assert home.find().external_id == receipt.external_id


@every(kinds_that("editable"))
def test_edited_it_is_the_same_post_and_may_be_edited_again(home):
    receipt = home.deliver()
    changed = replace(home.sending.item, text=CHANGED)
    sending = replace(home.sending, item=changed, notes=Notebook())

    for _time in range(2):
        edited = finished(lambda: home.adapter.edit(receipt, sending))
        assert edited.external_id == receipt.external_id
    assert home.find().external_id == receipt.external_id


@every(kinds_that("withdrawable"))
def test_withdrawn_it_is_gone_and_may_be_withdrawn_again(home):
    receipt = home.deliver()

    home.adapter.withdraw(receipt)
    home.adapter.withdraw(receipt)

    assert replace_notes(home).find() is None


def replace_notes(home):
    """Return the same delivery as somebody sees it who kept no notes."""
    fresh = Home(home.adapter, home.sending.item)
    fresh.sending = replace(home.sending, notes=Notebook())
    return fresh


@every([k for k in KINDS if registry.adapter_class(k).Keys])
def test_service_says_who_it_takes_us_for(home):
    assert home.adapter.standing().name


@pytest.mark.parametrize("kind", KINDS)
def test_every_code_of_a_kind_says_what_to_do(kind):
    words = registry.adapter_class(kind).words

    assert [code for code, text in words.items() if not text.endswith(".")] == [
        code for code, text in words.items() if text.endswith("?")
    ]


def test_page_that_is_not_public_is_refused_by_the_portal(tmp_path):
    with at_home("portal", tmp_path) as home:
        home.sending = replace(home.sending, item=replace(ITEM, url=""))

        with pytest.raises(Rejected) as refusal:
            home.deliver()

    assert refusal.value.code == "not_public"
