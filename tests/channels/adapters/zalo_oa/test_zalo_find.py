"""Whether an article is there already, found by what was noted or by reading."""

from datetime import UTC, datetime, timedelta

import pytest

from toasoan.channels.adapters.base import Pending, Unavailable, Unconfirmed
from toasoan.channels.adapters.zalo_oa.articles import payload


def lost(desk, zalo):
    """Return a delivery whose article was made, though the answer got lost."""
    zalo.script("article/create", "reset")
    sending = desk.sending()
    with pytest.raises(Unconfirmed):
        desk.deliver(sending)
    return sending


def foreign(desk, **changed):
    return {**payload(desk.item, status="show"), **changed}


def test_what_was_shown_is_found_by_its_note(desk, zalo):
    sending = desk.sending()
    receipt = desk.deliver(sending)

    found = desk.adapter.find(sending)

    assert (found.external_id, found.url) == (receipt.external_id, receipt.url)


def test_what_is_still_made_is_waited_for(desk, zalo):
    sending = desk.sending()
    desk.adapter.deliver(sending)

    assert desk.adapter.find(sending) == Pending(again_in=3)


def test_what_is_made_but_hidden_is_not_there_yet_and_never_made_again(desk, zalo):
    sending = desk.sending()
    desk.adapter.deliver(sending)

    assert desk.finish(desk.adapter.find, sending) is None
    assert desk.adapter.find(sending) is None
    assert zalo.shown() == []
    desk.deliver(sending)
    assert len(zalo.asked("article/create")) == 1


def test_article_of_a_lost_answer_is_known_by_title_and_address(desk, zalo):
    sending = lost(desk, zalo)
    for _ in range(4):
        desk.adapter.find(sending)

    (article,) = zalo.articles.values()
    assert sending.notes.get("article") == article["id"]


def test_search_asks_for_no_more_than_ten_at_once_and_ends(desk, zalo):
    for number in range(70):
        zalo.write(foreign(desk, title=f"Tin {number}"))

    # Not "it is not there": nobody looked at the rest.
    with pytest.raises(Unavailable) as error:
        desk.adapter.find(desk.sending())
    assert error.value.code == "zalo_too_many_articles"
    pages = [one.query for one in zalo.asked("article/getslice")]
    assert pages == [
        {"offset": str(start), "limit": "10", "type": "normal"}
        for start in range(0, 50, 10)
    ]


def test_article_on_a_later_page_is_found(desk, zalo):
    ours = zalo.write(foreign(desk), age=timedelta(seconds=30))
    for number in range(25):
        zalo.write(foreign(desk, title=f"Tin {number}"))

    assert desk.adapter.find(desk.sending()).external_id == ours


def test_title_is_known_though_it_was_escaped(desk, zalo):
    ours = zalo.write(foreign(desk, title="Chợ &amp; cầu"))

    found = desk.adapter.find(desk.with_item(desk.sending(), headline="Chợ & cầu"))

    assert found.external_id == ours


def test_older_article_is_not_this_delivery(desk, zalo):
    zalo.write(foreign(desk), age=timedelta(hours=1))

    assert desk.adapter.find(desk.sending()) is None


def test_backup_brought_back_knows_its_article_by_the_address_alone(desk, zalo):
    ours = zalo.write(foreign(desk, title="Tiêu đề đã sửa sau đó"))
    sending = desk.sending()
    before = desk.adapter.find(sending)
    sending.notes.keep(doubted=True)

    assert (before, desk.adapter.find(sending).external_id) == (None, ours)


def test_article_of_another_delivery_is_not_this_one(desk, zalo):
    other = zalo.write(foreign(desk))

    assert desk.adapter.find(desk.sending(others=frozenset({other}))) is None


@pytest.mark.parametrize(
    "body",
    [
        [],
        [{"type": "text", "content": "Bài của báo khác"}],
        [{"type": "text", "content": "https://banmau.example/tin/sua-xong-cau/2/"}],
        "một chuỗi",
        None,
    ],
)
def test_same_title_without_our_address_is_somebody_elses(desk, zalo, body):
    zalo.write(foreign(desk, body=body))

    assert desk.adapter.find(desk.sending()) is None


@pytest.mark.parametrize(
    "words",
    [
        "Xem: https://banmau.example/tin/sua-xong-cau/.",
        '<a href="https://banmau.example/tin/sua-xong-cau/">đầy đủ</a>',
    ],
)
def test_address_inside_words_or_marks_is_ours(desk, zalo, words):
    ours = zalo.write(foreign(desk, body=[{"type": "text", "content": words}]))

    assert desk.adapter.find(desk.sending()).external_id == ours


def test_article_without_a_date_may_be_ours(desk, zalo):
    ours = zalo.write(foreign(desk))
    zalo.script(
        "article/getslice",
        {
            "error": 0,
            "data": {"medias": [{"id": ours, "title": desk.item.headline}]},
        },
    )

    assert desk.adapter.find(desk.sending()).external_id == ours


@pytest.mark.parametrize(("age", "there"), [(0, True), (1, False)])
def test_article_dated_in_seconds_is_understood(desk, zalo, age, there):
    ours = zalo.write(foreign(desk))
    made = int((datetime.now(UTC) - timedelta(hours=age)).timestamp())
    listed = {"id": ours, "title": desk.item.headline, "create_date": made}
    zalo.script("article/getslice", {"error": 0, "data": {"medias": [listed]}})

    assert (desk.adapter.find(desk.sending()) is not None) is there


def test_strange_entry_in_a_list_hides_no_other(desk, zalo):
    ours = zalo.write(foreign(desk))
    medias = [None, "x", {"title": desk.item.headline}, {"id": ours}, []]
    medias.append({"id": ours, "title": desk.item.headline})
    zalo.script("article/getslice", {"error": 0, "data": {"medias": medias}})

    assert desk.adapter.find(desk.sending()).external_id == ours


@pytest.mark.parametrize(("count", "age"), [(9, 0), (25, 1)])
def test_search_stops_at_the_end_and_at_what_is_older(desk, zalo, count, age):
    for number in range(count):
        title = f"Tin {number}"
        zalo.write(foreign(desk, title=title), age=timedelta(hours=age))

    assert desk.adapter.find(desk.sending()) is None
    assert len(zalo.asked("article/getslice")) == 1


@pytest.mark.parametrize("date", ["9" * 5000, 10**400, "hôm qua", [], None, True])
def test_strange_date_hides_nothing(desk, zalo, date):
    ours = zalo.write(foreign(desk))
    listed = {"id": ours, "title": desk.item.headline, "create_date": date}
    zalo.script("article/getslice", {"error": 0, "data": {"medias": [listed]}})

    assert desk.adapter.find(desk.sending()).external_id == ours


@pytest.mark.parametrize("data", [[], {}, {"medias": {}}, None])
def test_list_that_is_none_is_not_taken_for_an_empty_one(desk, zalo, data):
    zalo.script("article/getslice", {"error": 0, "data": data})

    with pytest.raises(Unavailable) as error:
        desk.adapter.find(desk.sending())

    assert error.value.code == "zalo_answer_strange"


@pytest.mark.parametrize("shown", [True, None])
def test_article_without_a_status_is_as_we_left_it(desk, zalo, shown):
    ours = zalo.write(foreign(desk, status=None))
    sending = desk.sending()
    sending.notes.keep(article=ours, shown=shown)

    found = desk.adapter.find(sending)

    assert (found.external_id if found else None) == (ours if shown else None)


def test_article_somebody_hid_is_shown_again_by_the_next_try(desk, zalo):
    sending = desk.sending()
    receipt = desk.deliver(sending)
    zalo.articles[receipt.external_id]["status"] = "hide"

    assert desk.adapter.find(sending) is None
    desk.deliver(sending)

    assert [one["id"] for one in zalo.shown()] == [receipt.external_id]


def test_article_that_is_gone_is_not_there_and_its_notes_end(desk, zalo):
    sending = desk.sending()
    desk.deliver(sending)
    zalo.articles.clear()

    assert desk.adapter.find(sending) is None
    assert sending.notes.kept == {}


def test_article_whose_pictures_failed_is_not_there(desk, zalo, pictures):
    del pictures["/cau.jpg"]
    sending = desk.sending()
    desk.adapter.deliver(sending)

    assert desk.finish(desk.adapter.find, sending) is None
    assert sending.notes.kept == {}


def test_story_without_an_address_is_known_by_its_first_words(desk, zalo):
    ours = zalo.write(foreign(desk))

    found = desk.adapter.find(desk.with_item(desk.sending(), url=""))

    assert found.external_id == ours
