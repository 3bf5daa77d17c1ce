"""Events as phones' calendars read them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests.factories import registers
from toasoan.registers.ical import calendar_of
from toasoan.registers.models import Event

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def written(*events):
    return calendar_of(
        events,
        name="Lịch xã Bản Mẫu",
        zone=ZONE,
        address_of=lambda event: f"https://ban-mau.example/lich/{event.pk}/",
    )


def entry_of(event):
    return Calendar.from_ical(written(event)).walk("VEVENT")[0]


@pytest.fixture
def event(commune):
    return registers.event(
        commune,
        agenda="Thông báo; kế hoạch, đề án\nThảo luận về chuyển đổi số " * 6,
        ends_at=registers.local(2026, 11, 20, 11),
    )


def test_lines_are_folded_at_75_octets_between_letters(event):
    lines = written(event).split(b"\r\n")

    assert max(len(line) for line in lines) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)


def test_text_comes_back_as_it_was(event):
    entry = entry_of(event)

    assert str(entry["summary"]) == event.title
    assert str(entry["description"]) == event.agenda


def test_entry_names_its_time_zone_and_the_zone_is_told(event):
    text = written(event).decode()

    assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20261120T080000" in text
    assert "DTEND;TZID=Asia/Ho_Chi_Minh:20261120T110000" in text
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "TZOFFSETTO:+0700" in text


def test_stamp_is_the_last_change_and_the_bytes_stay(event):
    Event.objects.filter(pk=event.pk).update(
        updated_at=datetime(2026, 11, 1, 3, tzinfo=UTC)
    )
    event.refresh_from_db()

    assert "DTSTAMP:20261101T030000Z" in written(event).decode()
    assert written(event) == written(event)


def test_name_of_an_event_stays_when_it_is_changed(event):
    before = str(entry_of(event)["uid"])
    event.title = "Tên khác"
    event.save()

    assert str(entry_of(event)["uid"]) == before


def test_end_of_month_recurs_on_the_last_day(commune):
    event = registers.event(
        commune,
        starts_at=registers.local(2026, 10, 31),
        recurrence="monthly",
        recurs_until=date(2027, 3, 31),
    )

    text = written(event).decode().replace("\r\n ", "")

    assert "BYMONTHDAY=28,29,30,31" in text
    assert "BYSETPOS=-1" in text
    assert "UNTIL=20270331T010000Z" in text


def test_what_is_called_off_says_so(commune):
    event = registers.event(commune, cancelled=True)

    assert str(entry_of(event)["status"]) == "CANCELLED"
