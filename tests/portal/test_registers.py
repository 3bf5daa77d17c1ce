"""The public pages of the registers: what is shown, to whom, until when."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils.html import strip_tags
from icalendar import Calendar

from tests.factories import newsroom, registers
from tests.portal.test_pages import queries
from tests.walk import shut
from toasoan.portal.documents_asked import choices_of
from toasoan.portal.registers import A_PART, PLACES, address_of
from toasoan.portal.snapshots.collect import collecting
from toasoan.registers.models import Event

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)  # ten o'clock there
HOST = {"headers": {"host": "ban-mau.localhost"}}


@pytest.fixture(autouse=True)
def _on_a_day():
    with time_machine.travel(NOW, tick=False):
        yield


def read(client, address):
    return client.get(address, **HOST)


def text_of(client, address):
    return read(client, address).content.decode()


def test_every_page_opens_and_shows_nothing_hidden(client, commune, neighbour):
    for room in (commune, neighbour):
        registers.document(room, conference_month=date(2026, 11, 1))
        registers.event(room, column=room.column)
        registers.exemplar(room)
    registers.document(commune, "ẨN-1", public=False)
    registers.event(commune, "ẨN", public=False)
    registers.exemplar(commune, "ẨN", public=False)
    commune.column.save_revision().publish()
    addresses = (
        "/van-ban/",
        "/van-ban/ke-hoach/",
        "/van-ban/nam-2026/",
        "/van-ban/bao-cao-vien/2026-11/",
        "/lich/",
        "/lich/2026-11/",
        "/lich.ics",
        f"/lich/{commune.column.slug}.ics",
        "/guong-dien-hinh/",
        "/guong-dien-hinh/nam-2026/",
    )

    pages = {address: read(client, address) for address in addresses}

    for page in pages.values():
        text = page.content.decode()
        assert page.status_code == 200
        assert "ẨN" not in text
        assert neighbour.marker not in text


@pytest.mark.parametrize(
    "address",
    [
        "/van-ban/truyen/",
        "/van-ban/nam-2019/",
        "/van-ban/trang-1/",
        "/van-ban/trang-2/",
        "/van-ban/bao-cao-vien/",
        "/van-ban/bao-cao-vien/2026-11/",
        "/lich/2019-01/",
        "/lich/2030-01/",
        "/lich/khong-co.ics",
        "/guong-dien-hinh/nam-2019/",
    ],
)
def test_lists_of_nothing_are_not_found(client, commune, address):
    assert read(client, address).status_code == 404


@pytest.mark.parametrize("make", ["document", "event", "exemplar"])
def test_entry_has_one_address(client, commune, neighbour, make):
    entry = getattr(registers, make)(commune)
    foreign = getattr(registers, make)(neighbour)
    hidden = getattr(registers, make)(commune, "Ẩn", public=False)
    address = address_of(entry)

    assert read(client, address).status_code == 200
    old = address.replace(entry.slug, "ten-cu")
    assert read(client, old).headers["Location"] == address
    for other in (foreign, hidden):
        assert read(client, address_of(other)).status_code == 404


def test_long_list_has_parts(client, commune):
    for number in range(A_PART + 1):
        registers.document(commune, f"{number:02}-KH")

    first, second = read(client, "/van-ban/"), read(client, "/van-ban/trang-2/")

    assert first.context["part"].older == "/van-ban/trang-2/"
    assert (second.context["part"].newer, second.context["part"].older) == (
        "/van-ban/",
        "",
    )


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_a_fixed_number_of_queries(client, commune, count):
    for number in range(count):
        registers.document(commune, str(number))
        registers.event(commune, str(number))
        registers.exemplar(commune, str(number))

    found = [queries(client, f"/{place}/") for place in PLACES.values()]

    assert found == [8, 3, 4]


@pytest.mark.parametrize("count", [1, 3])
def test_entries_ask_a_fixed_number_of_queries(client, commune, count):
    made = [
        (
            registers.document(commune, str(number)),
            registers.event(commune, str(number)),
            registers.exemplar(commune, str(number)),
        )
        for number in range(count)
    ]
    for document, event, exemplar in made:
        registers.attach(document, registers.file(commune))
        registers.tell(exemplar, newsroom.published(commune, f"Tin {event.pk}"))

    found = [queries(client, address_of(entry)) for entry in made[0]]

    assert found == [6, 3, 5]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=CHUYEN+DOI", ["12-KH/ĐU"]),
        ("loai=nghi-quyet", ["1-NQ"]),
        ("nam=2025", ["1-NQ"]),
        ("hieu-luc=con", ["12-KH/ĐU"]),
        ("hieu-luc=het", ["1-NQ"]),
        ("q=12kh/du", ["12-KH/ĐU"]),
        ("q=1-NQ&hieu-luc=con", []),
        ("co-quan=HĐND+tỉnh", ["1-NQ"]),
        ("tu=2026-01-01", ["12-KH/ĐU"]),
        ("den=2025-05-05", ["1-NQ"]),
        ("tu=2025-05-06&den=2026-11-04", []),
        ("tu=31/12/2025&q=%25", ["12-KH/ĐU", "1-NQ"]),
        ("nam=x&loai=y", ["12-KH/ĐU", "1-NQ"]),
    ],
)
def test_form_narrows_documents(client, commune, query, expected):
    registers.document(commune)
    registers.document(
        commune,
        "1-NQ",
        kind="nghi-quyet",
        abstract="Việc khác",
        issuer="HĐND tỉnh",
        issued_on=date(2025, 5, 5),
        effective_until=date(2025, 12, 31),
    )

    page = read(client, f"/van-ban/?{query}")

    assert [one.number for one in page.context["part"].entries] == expected
    assert 'name="robots" content="noindex"' in page.content.decode()


@pytest.mark.parametrize(
    ("issuer", "level", "told"),
    [
        ("Đảng ủy xã", "commune", "Đảng ủy xã"),
        ("UBND phường Mẫu", "commune", "UBND phường Mẫu"),
        ("Tỉnh ủy", "province", "Tỉnh ủy"),
        ("Sở Y tế", "province", "Sở Y tế (tỉnh)"),
    ],
)
def test_level_is_told_where_the_issuer_does_not(client, commune, issuer, level, told):
    one = registers.document(
        commune, "1204/UBND-VX", kind="cong-van", issuer=issuer, level=level
    )

    page = text_of(client, address_of(one))

    assert "<h1>Công văn số 1204/UBND-VX</h1>" in page
    assert facts(client, one)["Cơ quan ban hành"] == told


def test_what_the_form_asks_for_has_pages(client, commune):
    for number in range(A_PART + 1):
        registers.document(commune, f"{number:02}-KH")
    registers.document(commune, "1-NQ", kind="nghi-quyet")

    first = read(client, "/van-ban/?loai=ke-hoach&q=kh").context["part"]
    second = read(client, first.older).context["part"]

    assert first.older == "/van-ban/?q=kh&loai=ke-hoach&trang=2"
    assert (len(second.entries), second.older) == (1, "")
    assert read(client, second.newer).context["part"].entries == first.entries


def test_document_names_what_stands_in_its_place(client, commune):
    old, new = registers.document(commune, "1-KH"), registers.document(commune, "2-KH")
    registers.replace(new, old)

    pages = [text_of(client, address_of(one)) for one in (old, new)]

    assert [address_of(new) in pages[0], address_of(old) in pages[1]] == [True, True]
    assert "Đã được thay thế" in pages[0]


def until(client, address):
    with collecting() as shown:
        assert read(client, address).status_code == 200
    return shown.until and shown.until.astimezone(registers.ZONE)


def test_page_of_a_document_holds_until_its_validity_changes(client, commune):
    ending = registers.document(commune, effective_until=date(2026, 11, 30))
    lasting = registers.document(commune, "2")

    assert until(client, address_of(ending)) == registers.local(2026, 12, 1, 0)
    assert until(client, address_of(lasting)) is None
    assert until(client, "/van-ban/") == registers.local(2026, 12, 1, 0)


def test_calendar_holds_until_something_is_over(client, commune):
    event = registers.event(commune, ends_at=registers.local(2026, 11, 20, 11))

    assert until(client, "/lich/") == registers.local(2026, 11, 20, 11)
    assert until(client, address_of(event)) == registers.local(2026, 11, 20, 11)
    assert until(client, "/lich/2026-11/") == registers.local(2026, 12, 1, 0)
    assert until(client, "/lich.ics") == registers.local(2027, 1, 1, 0)


def test_calendar_of_a_column_holds_its_events_only(client, commune):
    commune.column.save_revision().publish()
    of_column = registers.event(commune, "Trong", column=commune.column)
    registers.event(commune, "Ngoài")

    answer = read(client, f"/lich/{commune.column.slug}.ics")

    entries = Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert [str(one["uid"]) for one in entries] == [str(of_column.uid)]
    assert str(entries[0]["url"]).endswith(address_of(of_column))


def facts(client, event):
    """Return what the page of `event` states: term -> moment or words."""
    page = text_of(client, address_of(event))
    terms = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    return {term: " ".join(strip_tags(told).split()) for term, told in terms}


@pytest.mark.parametrize(
    ("now", "begins", "ends"),
    [
        (registers.local(2026, 11, 1), "20/11/2026", "20/11/2026"),
        (registers.local(2026, 11, 20, 9), "20/11/2026", "20/11/2026"),
        (registers.local(2026, 11, 20, 11), "27/11/2026", "27/11/2026"),
        (registers.local(2026, 12, 5), "11/12/2026", "11/12/2026"),
        (registers.local(2027, 1, 1), "20/11/2026", "20/11/2026"),
    ],
)
def test_event_that_recurs_says_when_it_is_next(client, commune, now, begins, ends):
    event = registers.event(
        commune,
        ends_at=registers.local(2026, 11, 20, 11),
        recurrence="weekly",
        recurs_until=date(2026, 12, 31),
    )
    with time_machine.travel(now, tick=False):
        told = facts(client, event)

    assert told["Bắt đầu"].endswith(begins)
    assert told["Kết thúc"].endswith(ends)
    assert told["Lặp lại"] == "hằng tuần, đến 31/12/2026"


def test_times_after_the_next_stand_below_it(client, commune):
    event = registers.event(commune, recurrence="weekly")
    with time_machine.travel(registers.local(2026, 11, 21), tick=False):
        page = text_of(client, address_of(event))

    days = re.findall(r'<li><time datetime="(.{10})', page)
    assert days == [f"2026-12-{day:02}" for day in (4, 11, 18, 25)] + ["2027-01-01"]


@pytest.mark.parametrize(("recurrence", "times"), [("", 0), ("monthly", 5)])
def test_event_far_ahead_is_not_over(client, commune, recurrence, times):
    begins = registers.local(2028, 1, 20)
    event = registers.event(commune, starts_at=begins, recurrence=recurrence)
    with time_machine.travel(registers.local(2026, 11, 20), tick=False):
        page = text_of(client, address_of(event))
        ends = until(client, address_of(event))

    assert "Sự kiện này đã qua." not in page
    assert page.count("<li><time") == times
    assert ends == registers.local(2028, 1, 21, 0)


def test_event_of_the_last_year_that_python_knows_has_a_page(client, commune):
    event = registers.event(
        commune, starts_at=registers.local(9999, 11, 20), recurrence="monthly"
    )

    assert read(client, address_of(event)).status_code == 200


@pytest.mark.parametrize(("day", "over"), [(23, False), (25, True)])
def test_event_of_several_days_is_over_at_its_end(client, commune, day, over):
    event = registers.event(commune, ends_at=registers.local(2026, 11, 24, 17))
    with time_machine.travel(registers.local(2026, 11, day), tick=False):
        page = text_of(client, address_of(event))

    assert ("Sự kiện này đã qua." in page) is over


def test_event_of_several_days_stands_in_the_calendar_to_its_end(client, commune):
    registers.event(commune, ends_at=registers.local(2026, 11, 24, 17))
    with time_machine.travel(registers.local(2026, 11, 22), tick=False):
        during = text_of(client, "/lich/")
    with time_machine.travel(registers.local(2026, 11, 25), tick=False):
        after = text_of(client, "/lich/")

    assert ["Hội nghị báo cáo viên" in one for one in (during, after)] == [True, False]


def test_event_called_off_says_so(client, commune):
    event = registers.event(commune, cancelled=True)

    assert "Sự kiện này đã hủy." in text_of(client, address_of(event))
    assert Event.objects.get().cancelled


def test_exemplar_shows_public_stories_only(client, commune):
    one = registers.exemplar(commune)
    shown = newsroom.published(commune, "Đường hoa")
    kept = newsroom.draft(commune, "Chưa đăng")
    for story in (shown, kept):
        registers.tell(one, story)

    text = text_of(client, address_of(one))

    assert "Đường hoa" in text
    assert "Chưa đăng" not in text


def test_picture_without_consent_is_kept_back(client, commune):
    agreed = newsroom.picture(commune.organisation)
    unknown = newsroom.picture(commune.organisation, consent="unknown")
    pages = [
        text_of(
            client,
            address_of(
                registers.exemplar(
                    commune, name, picture=picture, picture_alt="Con đường"
                )
            ),
        )
        for name, picture in (("A", agreed), ("B", unknown))
    ]

    assert ["Con đường" in page for page in pages] == [True, False]


def test_file_opens_while_its_document_is_public(client, commune, neighbour):
    entry = registers.document(commune)
    one = registers.file(commune)
    registers.attach(entry, one)

    public = read(client, one.url)
    shut(public)
    elsewhere = client.get(one.url, headers={"host": "ban-mau-thuong.localhost"})
    entry.public = False
    entry.save()
    hidden = read(client, one.url)

    assert (public.status_code, elsewhere.status_code, hidden.status_code) == (
        200,
        404,
        404,
    )


def test_documents_are_narrowed_by_what_there_is(commune, neighbour):
    for number, (kind, issuer, year) in enumerate(
        [
            ("ke-hoach", "Đảng ủy xã", 2026),
            ("ke-hoach", "Ủy ban nhân dân xã", 2026),
            ("thong-bao", "Đảng ủy xã", 2023),
            ("thong-bao", "Đảng ủy xã", 2023),
        ]
    ):
        issued = date(year, 12 if number else 1, 31 if number else 1)
        registers.document(
            commune, f"{number}", kind=kind, issuer=issuer, issued_on=issued
        )
    registers.document(commune, "9", kind="luat", issuer="Ẩn", public=False)
    registers.document(neighbour, "9", kind="luat", issuer="Lân cận")

    choices = choices_of(commune.organisation)

    assert choices.kinds == ["ke-hoach", "thong-bao"]
    assert choices.issuers == ["Đảng ủy xã", "Ủy ban nhân dân xã"]
    assert choices.years == [2026, 2023]


def test_empty_register_leaves_no_choice(commune):
    choices = choices_of(commune.organisation)

    assert (choices.kinds, choices.issuers, choices.years) == ([], [], [])
