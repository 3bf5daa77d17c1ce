"""robots.txt and the sitemaps: everything public, nothing else."""

import re
from datetime import date

from lxml import etree

from tests.factories import newsroom
from tests.portal.test_archive import aged
from tests.portal.test_pages import HOST, lists
from toasoan.portal import addresses
from toasoan.portal.snapshots.collect import collecting
from toasoan.stories.models import StoryPage

SITE = "http://ban-mau.localhost"
SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def places(client, address):
    answer = client.get(address, headers=HOST)
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    tree = etree.fromstring(answer.content)
    return [
        loc.removeprefix(SITE) for loc in tree.xpath("//s:loc/text()", namespaces=SPACE)
    ]


def test_robots_know_the_sitemap_of_their_portal(client, commune):
    text = client.get("/robots.txt", headers=HOST).content.decode()

    assert f"Sitemap: {SITE}/sitemap.xml\n" in text
    assert "Disallow: /admin/\n" in text


def test_sitemap_leads_to_every_public_story(client, commune, neighbour):
    newsroom.published(neighbour, "Tin LÂN-CẬN")
    newsroom.submitted(commune, "Chưa duyệt")
    stories = [
        aged(commune, "Cũ", newsroom.moment(2025, 12, 31, 18)),
        aged(commune, "Mới", newsroom.moment(2026, 11)),
    ]

    months = [date(2026, 1, 1), date(2026, 11, 1)]

    maps = places(client, "/sitemap.xml")

    assert maps == [
        "/sitemap-trang.xml",
        "/sitemap-van-ban.xml",
        "/sitemap-lich.xml",
        "/sitemap-guong-dien-hinh.xml",
        "/sitemap-2026-11.xml",
        "/sitemap-2026-01.xml",
    ]
    assert [places(client, address) for address in reversed(maps[4:])] == [
        [
            addresses.month_address(commune.column, month),
            addresses.story_address(story, commune.column),
        ]
        for month, story in zip(months, stories, strict=True)
    ]


def test_sitemap_of_lists_opens(client, commune):
    found = places(client, "/sitemap-trang.xml")

    topics = [
        addresses.topic_address(topic, commune.column)
        for topic in commune.column.topics.all()
    ]
    assert found[:2] == ["/", f"/{commune.column.slug}/"]
    assert found[3 : 3 + len(topics)] == topics
    assert topics != []
    assert {client.get(place, headers=HOST).status_code for place in found} == {200}


def test_sitemap_says_when_a_story_changed(client, commune):
    story = aged(commune, "Cầu", newsroom.moment(2026, 11, 3))
    StoryPage.objects.filter(pk=story.pk).update(
        last_published_at=newsroom.moment(2026, 11, 4)
    )

    page = client.get("/sitemap-2026-11.xml", headers=HOST).content.decode()

    assert re.findall("<lastmod>(.*)</lastmod>", page) == ["2026-11-04T16:00:00+07:00"]


def test_sitemaps_name_the_lists_they_show(client, commune):
    with collecting() as index:
        client.get("/sitemap.xml", headers=HOST)
    with collecting() as month:
        client.get("/sitemap-2026-11.xml", headers=HOST)

    assert lists(index) == [f"list:column:{commune.column.pk}"]
    assert lists(month) == [f"list:month:{commune.column.pk}:2026-11"]
