"""Site map, contact, accessibility, official channels."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import newsroom
from tests.portal.test_pages import HOST, lists, queries, words
from toasoan.portal import addresses
from toasoan.portal.snapshots.collect import collecting


def test_overview_leads_to_columns_topics_and_feeds(client, commune, neighbour):
    page = client.get("/so-do-cong/", headers=HOST).content.decode()

    column = commune.column
    for address in (
        addresses.column_address(column),
        addresses.archive_address(column),
        *(addresses.topic_address(topic, column) for topic in column.topics.all()),
        "/rss.xml",
        "/lien-he/",
    ):
        assert f'href="{address}"' in page
    assert "LÂN-CẬN" not in page


def test_contact_names_all_the_law_asks(client, commune):
    commune.organisation.spokesperson = "Trần Thị Mẫu, Phó Chủ tịch, 0200 000 002"
    commune.organisation.save()

    page = client.get("/lien-he/", headers=HOST).content.decode().split("<footer")[0]

    for fact in (
        "Ủy ban nhân dân Xã Bản Mẫu",
        "UBND tỉnh Mẫu Sơn",
        "Nguyễn Văn Mẫu, Chủ tịch UBND xã",
        "Thôn Trung Tâm BẢN-MẪU",
        'href="tel:0200000001"',
        'href="mailto:ban-mau@example.vn"',
        "Trần Thị Mẫu, Phó Chủ tịch, 0200 000 002",
    ):
        assert fact in page


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("Xã Bản Mẫu", "xã Bản Mẫu"),
        ("Đặc khu Mẫu", "đặc khu Mẫu"),
        ("Xãm Mẫu", "Xãm Mẫu"),
    ],
)
def test_name_of_a_commune_is_small_within_a_sentence(client, commune, name, within):
    commune.organisation.name = name
    commune.organisation.save()

    page = words(client, "/lien-he/").split("Danh mục", 1)[1]

    assert page.count(f"Cổng thông tin điện tử {within}") == 3


def test_channels_are_those_in_earnest_and_in_use(client, commune, neighbour):
    today = commune.organisation.local_day(timezone.now())
    commune.zalo.closed_on = today - timedelta(days=1)
    commune.zalo.save()
    commune.loudspeaker.closed_on = today
    commune.loudspeaker.save()

    with collecting() as shown:
        page = words(client, "/kenh-chinh-thuc/")

    # The fanpage of the factory is an exercise.
    for channel, stands in (
        (commune.portal, True),
        (commune.fanpage, False),
        (commune.zalo, False),
        (commune.loudspeaker, True),
    ):
        assert (channel.name in page) is stands
    assert "LÂN-CẬN" not in page
    assert lists(shown) == ["list:channels"]
    assert commune.organisation.local_day(shown.until) == today + timedelta(days=1)


@pytest.mark.parametrize("address", addresses.ABOUT)
def test_pages_about_the_portal_say_who_issued_them(client, commune, address):
    assert "Nguyễn Văn Mẫu, Chủ tịch UBND xã" in words(client, f"/{address}/")


def test_pages_about_the_portal_take_few_queries(client, commune):
    newsroom.channel(commune.organisation, "Trang khác", "facebook", "handed")

    found = [queries(client, f"/{slug}/") for slug in addresses.ABOUT]

    assert found == [2, 1, 3, 1]
