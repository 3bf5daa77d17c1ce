"""What takes place next, on the front page."""

from datetime import timedelta

import pytest

from tests.factories import newsroom, registers
from tests.portal.test_pages import HOST
from toasoan.portal.coming import next_events
from toasoan.portal.snapshots.collect import collecting

NOON = newsroom.moment(2026, 11, 5, 12)


def titles(commune, now=NOON):
    found = next_events(commune.organisation, now)
    return [one.event.title.removesuffix(f" {commune.marker}") for one in found]


def event(commune, title, days, **kwargs):
    return registers.event(
        commune, title=title, starts_at=NOON + timedelta(days=days), **kwargs
    )


def test_next_events_come_in_their_order_each_once(commune, neighbour):
    event(commune, "Chợ phiên", 3)
    event(commune, "Tiếp dân", 1, recurrence="weekly")
    event(commune, "Đã qua", -2)
    event(commune, "Hoãn", 2, cancelled=True)
    event(commune, "Chưa công bố", 2, public=False)
    event(neighbour, "LÂN-CẬN", 2)

    assert titles(commune) == ["Tiếp dân", "Chợ phiên"]


def test_page_holds_until_the_first_of_them_is_over(commune):
    event(commune, "Họp thôn", 0, ends_at=NOON + timedelta(hours=2))
    event(commune, "Chợ phiên", 3)

    with collecting() as shown:
        titles(commune)

    assert shown.until == NOON + timedelta(hours=2)
    assert "list:lich" in shown.tags
    assert titles(commune, NOON + timedelta(hours=2)) == ["Chợ phiên"]


def test_page_with_room_holds_until_a_new_day_may_bring_another(commune):
    event(commune, "Chợ phiên", 3)
    event(commune, "Lễ hội", 367)

    with collecting() as shown:
        now = titles(commune)

    assert shown.until == registers.local(2026, 11, 6, 0)
    assert (now, titles(commune, shown.until)) == (
        ["Chợ phiên"],
        ["Chợ phiên", "Lễ hội"],
    )


def test_no_more_events_than_the_page_has_room_for(commune):
    for day in range(6):
        event(commune, f"Buổi {day}", day + 1)

    assert titles(commune) == ["Buổi 0", "Buổi 1", "Buổi 2", "Buổi 3"]


@pytest.mark.parametrize("count", [1, 3])
def test_events_take_one_query(commune, django_assert_num_queries, count):
    for day in range(count):
        event(commune, f"Buổi {day}", day + 1)

    with django_assert_num_queries(1):
        assert len(titles(commune)) == count


def test_front_page_leads_to_them(client, commune, time_machine):
    time_machine.move_to(NOON, tick=False)
    made = event(commune, "Chợ phiên cuối tháng", 3, place="Sân vận động xã")

    page = client.get("/", headers=HOST).content.decode()

    assert f'href="/lich/{made.pk}-{made.slug}/"' in page
    assert "Sân vận động xã" in page
