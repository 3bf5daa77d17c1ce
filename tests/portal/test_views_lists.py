"""Topics and months by their addresses, and the links of earlier versions."""

import re
from datetime import date

import pytest
from django.urls import resolve

from tests.factories import newsroom
from tests.portal.test_archive import aged
from tests.portal.test_pages import HOST, headlines, queries, words
from toasoan.portal import addresses, archive
from toasoan.portal.snapshots.collect import collecting
from toasoan.stories.models import ColumnPage


def tags_of(client, address):
    with collecting() as shown:
        client.get(address, headers=HOST)
    return shown.tags


def test_topic_shows_its_newest_stories(client, commune):
    village, model = commune.column.topics.all()
    newsroom.published(commune, "Việc", topics=[village])
    newsroom.published(commune, "Mô hình", topics=[model])
    address = addresses.topic_address(village, commune.column)

    assert headlines(client, address) == ["Việc"]
    assert f"list:topic:{village.pk}" in tags_of(client, address)
    assert resolve(address).url_name == "topic"


def test_topic_has_one_address(client, commune):
    topic = commune.column.topics.first()
    right = addresses.topic_address(topic, commune.column)

    answer = client.get(right.replace("viec-lang", "viec"), headers=HOST)

    assert [answer.status_code, answer.url] == [301, right]


def test_topic_of_a_neighbour_is_not_there(client, commune, neighbour):
    topic = neighbour.column.topics.first()

    for column in (commune.column, neighbour.column):
        address = addresses.topic_address(topic, column)
        assert client.get(address, headers=HOST).status_code == 404


def test_topics_ask_as_often_for_one_story_as_for_many(client, commune):
    topic = commune.column.topics.first()
    address = addresses.topic_address(topic, commune.column)
    newsroom.published(commune, "Một", topics=[topic])
    one = queries(client, address)
    for n in range(5):
        newsroom.published(commune, f"Tin {n}", topics=[topic])

    assert [one, queries(client, address)] == [5, 5]


@pytest.mark.parametrize("count", [1, 3])
def test_archive_asks_as_often_for_one_story_as_for_many(client, commune, count):
    for n in range(count):
        aged(commune, f"Tin {n}", newsroom.moment(2026, 9 + n))
        aged(commune, f"Bài {n}", newsroom.moment(2026, 9))
    months = addresses.month_address(commune.column, date(2026, 9, 1))

    found = [
        queries(client, address)
        for address in (addresses.archive_address(commune.column), months)
    ]

    assert found == [6, 5]


def test_archive_lists_months_with_stories(client, commune, settings):
    settings.LANGUAGE_CODE = "en"
    aged(commune, "Một", newsroom.moment(2026, 11))
    aged(commune, "Hai", newsroom.moment(2025, 2))
    address = addresses.archive_address(commune.column)

    page = client.get(address, headers=HOST).content.decode()

    assert re.findall(rf'href="{address}(\d[^"]*)"', page) == ["2026-11/", "2025-02/"]
    assert "Year 2026" in page
    assert f"list:column:{commune.column.pk}" in tags_of(client, address)


def test_month_shows_its_stories_oldest_first(client, commune, monkeypatch):
    monkeypatch.setattr(archive, "A_PART", 2)
    for n in range(3):
        aged(commune, f"Cầu {n}", newsroom.moment(2026, 11, 1 + n))
    month = f"/{commune.column.slug}/luu-tru/2026-11/"

    first = client.get(month, headers=HOST).content.decode()
    second = client.get(f"{month}2/", headers=HOST).content.decode()

    assert re.findall(r"<li><a [^>]*>(Cầu \d)</a> <time", first) == ["Cầu 0", "Cầu 1"]
    assert re.findall(r"<li><a [^>]*>(Cầu \d)</a> <time", second) == ["Cầu 2"]
    assert f'rel="next" href="{month}2/"' in first
    assert f'rel="prev" href="{month}"' in second
    assert f"list:month:{commune.column.pk}:2026-11" in tags_of(client, month)


@pytest.mark.parametrize(
    ("rest", "code"),
    [
        ("luu-tru/2026-11/", 404),
        ("luu-tru/", 200),
        ("luu-tru/2026-11/1/", 404),
        ("luu-tru/2026-11/0/", 404),
        ("luu-tru/2026-11/2/", 404),
        ("luu-tru/2026-11/99999999999999999999/", 404),
        ("luu-tru/2026-13/", 404),
        ("luu-tru/0001-01/", 404),
        ("luu-tru/2026-1/", 404),
        ("chu-de/99999999999999999999-x/", 404),
    ],
)
def test_addresses_of_lists_answer_plainly(client, commune, rest, code):
    address = f"/{commune.column.slug}/{rest}"

    assert client.get(address, headers=HOST).status_code == code


def test_column_taken_off_the_portal_has_no_lists(client, commune):
    ColumnPage.objects.filter(pk=commune.column.pk).update(live=False)

    for address in (
        addresses.archive_address(commune.column),
        addresses.topic_address(commune.column.topics.first(), commune.column),
    ):
        assert client.get(address, headers=HOST).status_code == 404


@pytest.mark.parametrize(
    ("query", "rest"),
    [
        ("truoc=1793491200000000-7", "luu-tru/2026-11/"),
        ("truoc=9999999999999999-1", "luu-tru/2099-12/"),
        ("truoc=x", ""),
        ("chu-de=x", ""),
    ],
)
def test_links_of_earlier_versions_lead_on(client, commune, query, rest):
    answer = client.get(f"/{commune.column.slug}/?{query}", headers=HOST)

    assert [answer.status_code, answer.url] == [301, f"/{commune.column.slug}/{rest}"]


def test_link_to_a_topic_of_an_earlier_version_leads_on(client, commune):
    topic = commune.column.topics.first()
    address = f"/{commune.column.slug}/?chu-de={topic.pk}&truoc=1-1"

    answer = client.get(address, headers=HOST)

    assert answer.url == addresses.topic_address(topic, commune.column)


def test_column_page_ignores_any_other_query(client, commune):
    newsroom.published(commune, "Tin")

    assert headlines(client, f"/{commune.column.slug}/?fbclid=1") == ["Tin"]
    assert "Xã Bản Mẫu" in words(client, f"/{commune.column.slug}/?q=1")
