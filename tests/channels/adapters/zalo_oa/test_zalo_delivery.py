"""A story becomes one article, whatever happens on the way."""

import pytest

from tests.channels.adapters.zalo_oa.desk import Notes
from toasoan.channels.adapters.base import (
    Pending,
    Rejected,
    Unavailable,
    Unconfirmed,
)

BROKEN = [
    "reset",
    "silent",
    "garbage",
    "truncated",
    "empty",
    "html",
    "types",
    "drip",
    "redirect",
    "huge",
    "unwell",
]


def titles(articles):
    return [one["title"] for one in articles]


def test_story_becomes_one_article_that_all_can_read(desk, zalo):
    receipt = desk.deliver(desk.sending())

    (article,) = zalo.shown()
    assert receipt.external_id == article["id"]
    assert receipt.url == article["link_view"]
    assert receipt.accepted_at == desk.now


def test_article_is_hidden_until_it_is_whole(desk, zalo):
    desk.deliver(desk.sending())

    (created,) = zalo.asked("article/create")
    (updated,) = zalo.asked("article/update")
    assert created.value["status"] == "hide"
    assert updated.value == {
        **created.value,
        "status": "show",
        "id": zalo.shown()[0]["id"],
    }


def test_step_asks_zalo_at_most_twice_and_never_sleeps(desk, zalo):
    sending = desk.sending()

    asked = []
    while isinstance(desk.adapter.deliver(sending), Pending):
        asked.append(len(zalo.requests))

    steps = [after - before for before, after in zip([0, *asked], asked, strict=False)]
    assert set(steps) == {1}


def test_wait_is_three_seconds_while_zalo_is_at_work(desk, zalo):
    sending = desk.sending()

    assert desk.adapter.deliver(sending) == Pending(again_in=3)
    assert desk.adapter.deliver(sending) == Pending(again_in=3)


def test_story_delivered_again_with_its_notes_stays_one_article(desk, zalo):
    sending = desk.sending()
    first = desk.deliver(sending)

    again = desk.deliver(sending)

    assert again.external_id == first.external_id
    assert len(zalo.articles) == 1
    assert len(zalo.asked("article/update")) == 1


def test_delivery_goes_on_where_the_program_died(desk, zalo):
    sending = desk.sending()
    desk.adapter.deliver(sending)

    receipt = desk.finish(desk.account().deliver, sending)

    assert [receipt.external_id] == [one["id"] for one in zalo.shown()]
    assert len(zalo.articles) == 1


@pytest.mark.parametrize("fault", BROKEN)
def test_lost_answer_at_create_is_unconfirmed_and_never_doubles(desk, zalo, fault):
    zalo.script("article/create", fault)
    sending = desk.sending()

    with pytest.raises(Unconfirmed) as error:
        desk.deliver(sending)

    assert error.value.code == "zalo_answer_lost"
    looks = [desk.finish(desk.adapter.find, sending) for _ in range(4)]
    assert looks == [None] * 4
    receipt = desk.deliver(sending)
    assert [receipt.external_id] == [one["id"] for one in zalo.shown()]
    assert len(zalo.articles) == 1


@pytest.mark.parametrize("fault", BROKEN)
@pytest.mark.parametrize("path", ["article/verify", "article/update"])
def test_lost_answer_at_other_steps_is_only_a_wait(desk, zalo, path, fault):
    zalo.polls = 0
    zalo.script(path, fault)
    sending = desk.sending()

    with pytest.raises(Unavailable) as error:
        desk.deliver(sending)

    assert error.value.code == "zalo_answer_lost"
    receipt = desk.deliver(sending)
    assert [receipt.external_id] == [one["id"] for one in zalo.shown()]
    assert len(zalo.articles) == 1


def test_connection_that_breaks_before_anything_happened_makes_one_article(desk, zalo):
    zalo.script("article/create", "reset", before=True)
    sending = desk.sending()

    with pytest.raises(Unconfirmed):
        desk.deliver(sending)

    assert [desk.finish(desk.adapter.find, sending) for _ in range(2)] == [None, None]
    desk.deliver(sending)
    assert titles(zalo.articles.values()) == [desk.item.headline]


def test_server_that_is_not_there_is_a_wait(desk, zalo):
    adapter = desk.account(openapi_base_url="http://127.0.0.1:9")

    with pytest.raises(Unavailable) as error:
        adapter.deliver(desk.sending())

    assert error.value.code == "zalo_unreachable"
    assert zalo.requests == []


def test_success_without_a_token_is_not_believed(desk, zalo):
    zalo.script("article/create", {"error": 0, "message": "Success"})

    with pytest.raises(Unconfirmed) as error:
        desk.deliver(desk.sending())

    assert error.value.code == "zalo_answer_strange"


def test_receipt_needs_no_address(desk, zalo):
    sending = desk.sending()
    zalo.script("article/getdetail", "html")

    receipt = desk.deliver(sending)

    assert (receipt.external_id, receipt.url) == (zalo.shown()[0]["id"], "")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "/d?id=1", 7, None, [], ""])
def test_what_is_no_address_is_not_taken_for_one(desk, zalo, link):
    sending = desk.sending()
    zalo.script("article/getdetail", {"error": 0, "data": {"link_view": link}})

    assert desk.deliver(sending).url == ""


def test_cover_that_cannot_be_fetched_is_tried_again_and_then_refused(
    desk, zalo, pictures
):
    cover = pictures.pop("/cau.jpg")
    sending = desk.sending()
    codes = []
    for _ in range(3):
        with pytest.raises((Unavailable, Rejected)) as error:
            desk.deliver(sending)
        codes.append((type(error.value), error.value.code))

    assert codes == [
        (Unavailable, "zalo_media_failed"),
        (Unavailable, "zalo_media_failed"),
        (Rejected, "zalo_cover_refused"),
    ]
    assert zalo.articles == {}
    pictures["/cau.jpg"] = cover
    desk.deliver(sending)
    assert len(zalo.shown()) == 1


def test_only_what_is_needed_later_stays_noted(desk, zalo):
    sending = desk.sending()
    desk.adapter.deliver(sending)
    zalo.script("article/verify", -200)
    with pytest.raises(Unavailable):
        desk.adapter.deliver(sending)

    receipt = desk.deliver(sending)

    assert sending.notes.kept == {"article": receipt.external_id, "shown": True}


def test_cover_that_fails_while_it_is_shown_keeps_the_one_article(desk, zalo):
    zalo.polls = 0
    sending = desk.sending()
    while not sending.notes.get("update"):
        desk.adapter.deliver(sending)
    zalo.script("article/verify", -200)

    with pytest.raises(Unavailable) as error:
        desk.deliver(sending)

    assert error.value.code == "zalo_media_failed"
    desk.deliver(sending)
    assert len(zalo.articles) == 1


def test_token_nobody_knows_any_more_is_looked_for_before_it_is_made_again(desk, zalo):
    sending = desk.sending()
    desk.adapter.deliver(sending)
    zalo.jobs.clear()

    with pytest.raises(Unconfirmed) as error:
        desk.deliver(sending)

    assert error.value.code == "zalo_token_unknown"
    assert sending.notes.kept == {}
    assert desk.finish(desk.adapter.find, sending) is None
    desk.deliver(sending)
    assert len(zalo.articles) == 1


def test_hidden_article_that_somebody_removed_is_said_to_be_gone(desk, zalo):
    sending = desk.sending()
    while not sending.notes.get("article"):
        desk.adapter.deliver(sending)
    zalo.articles.clear()

    with pytest.raises(Rejected) as error:
        desk.deliver(sending)

    assert error.value.code == "zalo_article_gone"
    desk.deliver(sending)
    assert len(zalo.shown()) == 1


def test_fault_of_a_shown_article_keeps_what_was_made(desk, zalo):
    zalo.script("article/update", -201)
    sending = desk.sending()

    with pytest.raises(Rejected) as error:
        desk.deliver(sending)

    assert error.value.code == "zalo_parameter_refused"
    desk.deliver(sending)
    assert len(zalo.articles) == 1


class PowerCut(BaseException):
    """The machine stops here."""


class CutNotes(Notes):
    """Notes of a machine that stops when it keeps something the nth time."""

    def __init__(self, cut, before):
        super().__init__()
        self.cut = cut
        self.before = before

    def keep(self, **values):
        self.cut -= 1
        if not self.cut and self.before:
            raise PowerCut
        super().keep(**values)
        if not self.cut:
            raise PowerCut


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_power_cut_at_any_step_leaves_one_article(desk, zalo, cut, before):
    sending = desk.sending(notes=CutNotes(cut, before))
    with pytest.raises(PowerCut):
        desk.deliver(sending)

    found = [desk.finish(desk.adapter.find, sending) for _ in range(4)][-1]
    receipt = found or desk.deliver(sending)

    assert [receipt.external_id] == [one["id"] for one in zalo.shown()]
    assert len(zalo.articles) == 1


def test_story_changed_meanwhile_is_shown_as_it_is_now(desk, zalo):
    sending = desk.sending()
    while not sending.notes.get("update"):
        desk.adapter.deliver(sending)

    desk.deliver(desk.with_item(sending, headline="Cầu Bản Mẫu đã thông"))

    assert titles(zalo.shown()) == ["Cầu Bản Mẫu đã thông"]
