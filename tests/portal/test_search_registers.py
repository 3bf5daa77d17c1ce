"""Search finds what the registers hold, beside the stories."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from tests.factories import newsroom, registers, search_index
from tests.portal.test_pages import queries
from tests.portal.test_registers import read
from toasoan.portal.registers import address_of
from toasoan.registers.models import DirectiveDocument, EntryWord

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_day():
    with time_machine.travel(NOW, tick=False):
        yield


def search(client, **asked):
    search_index.refresh()
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return read(client, f"/tim-kiem/?{query}").context


def rows(context):
    """What each group shows: {place: [entry, …]}, in the order of the page."""
    groups = [*context["before"], *context["after"]]
    return {group.hits.place: [row["entry"] for row in group.rows] for group in groups}


@pytest.mark.parametrize("asked", ["duong hoa", "đường hoa", "ĐƯỜNG HOA", "Đương hoa"])
def test_search_finds_all_kinds(client, commune, neighbour, asked):
    for room in (commune, neighbour):
        document = registers.document(room, abstract="Trồng đường hoa")
        event = registers.event(room, "Ngày hội", agenda="Thăm đường hoa")
        exemplar = registers.exemplar(room, "Thôn sạch", deed="Trồng đường hoa.")
        if room is commune:
            ours = {
                "van-ban": [document],
                "lich": [event],
                "guong-dien-hinh": [exemplar],
            }
    story = newsroom.published(commune, "Đường hoa nở")

    found = search(client, q=asked)

    assert rows(found) == ours
    assert [hit["story"] for hit in found["hits"]] == [story]
    assert found["total"] == 4
    assert [kind[::2] for kind in found["kinds"]] == [
        ("tin-bai", 1),
        ("van-ban", 1),
        ("lich", 1),
        ("guong-dien-hinh", 1),
    ]


def test_search_keeps_back_what_is_not_public(client, commune):
    for make in ("document", "event", "exemplar"):
        getattr(registers, make)(commune, "Bí mật", public=False)
    hidden = registers.document(commune, "Bí mật 2")
    # Not even what was hidden behind the back of the model.
    DirectiveDocument.objects.filter(pk=hidden.pk).update(public=False)

    assert rows(search(client, q="bi mat")) == {"van-ban": []}
    assert EntryWord.objects.exists()


def test_number_puts_its_document_first_and_above_the_stories(client, commune):
    old = registers.document(
        commune, "15/QĐ-UBND", kind="quyet-dinh", issued_on=date(2020, 1, 1)
    )
    new = registers.document(
        commune,
        "16/QĐ-UBND",
        kind="quyet-dinh",
        abstract="Sửa Quyết định 15 của UBND theo QĐ trên",
    )
    newsroom.published(commune, "Hỏi đáp về 15/QĐ-UBND")

    found = search(client, q="15/qd-ubnd")

    assert rows(found) == {"van-ban": [old, new]}
    assert [group.hits.place for group in found["before"]] == ["van-ban"]
    assert found["after"] == []


def test_exact_stands_first_and_title_before_the_rest(client, commune):
    wanted = [
        registers.exemplar(commune, name, deed=deed)
        for name, deed in (
            ("Bán má lúa", "Tốt."),
            ("Chợ", "Có má lúa."),
            ("Lúa tốt", "Lúa của má tốt."),
            ("Mạ lúa lên", "Tốt."),
            ("Đồng", "Cấy mạ lúa."),
            ("Lúa non", "Lúa và mạ."),
        )
    ]

    found = search(client, q="má lúa", loai="guong-dien-hinh")

    assert rows(found) == {"guong-dien-hinh": wanted}


def test_each_register_shows_three_and_leads_to_the_rest(client, commune):
    made = [
        registers.document(commune, f"{n}-KH", issued_on=date(2026, 1, 1 + n))
        for n in range(13)
    ]
    newest = made[::-1]

    first = search(client, q="kh")
    page = read(client, "/tim-kiem/?q=kh").content.decode()
    all_of = search(client, q="kh", loai="van-ban")
    second = search(client, q="kh", loai="van-ban", trang=2)

    assert rows(first) == {"van-ban": newest[:3]}
    assert 'href="?q=kh&amp;loai=van-ban"' in page
    assert (rows(all_of), all_of["more"]) == ({"van-ban": newest[:10]}, True)
    assert (rows(second), second["more"]) == ({"van-ban": newest[10:]}, False)


def test_kind_of_stories_shows_stories_only(client, commune):
    story = newsroom.published(commune, "Cầu mới")
    registers.document(commune, abstract="Cầu mới")

    found = search(client, q="cau moi", loai="tin-bai")

    assert (rows(found), [hit["story"] for hit in found["hits"]]) == ({}, [story])


@pytest.mark.parametrize("kind", ["van-ban", "lich", "guong-dien-hinh"])
def test_kind_without_hits_says_so(client, commune, kind):
    registers.document(commune, abstract="Cầu")
    found = search(client, q="khong co", loai=kind)

    assert (rows(found), found["total"], found["hits"]) == ({}, 0, [])


def test_search_page_shows_where_a_document_stands(client, commune):
    one = registers.document(commune, "9-KH", effective_until=date(2026, 11, 6))

    page = read(client, "/tim-kiem/?q=9-kh").content.decode()

    assert f'href="{address_of(one)}"' in page
    assert "<mark>9-KH</mark>" in page or "<mark>9</mark>-<mark>KH</mark>" in page
    assert "Hết hiệu lực" in page


@pytest.mark.parametrize(
    ("until", "day"), [(None, "2026-11-27"), (date(2026, 11, 13), "2026-11-06")]
)
def test_event_that_recurs_is_found_with_its_next_time(client, commune, until, day):
    registers.event(
        commune,
        "Chợ phiên",
        starts_at=registers.local(2026, 11, 6),
        ends_at=registers.local(2026, 11, 6, 9),
        recurrence="weekly",
        recurs_until=until,
    )
    search_index.refresh()

    page = read(client, "/tim-kiem/?q=cho phien").content.decode()

    assert re.findall(r'<time datetime="(.{10})', page) == [day]


@pytest.mark.parametrize("count", [1, 3])
def test_search_asks_as_often_for_many_entries(client, commune, count):
    for number in range(count):
        for make in ("document", "event", "exemplar"):
            getattr(registers, make)(commune, f"Cầu {number}")
        registers.event(commune, f"Cầu hằng tuần {number}", recurrence="weekly")
        newsroom.published(commune, f"Cầu {number}")
    search_index.refresh()

    # Six for stories and the frame, one for the words, two for each register.
    assert queries(client, "/tim-kiem/?q=cau") == 12
