"""What search engines are told: true, whole, and no way out of its block."""

import json
import re

import pytest
import time_machine

from tests.factories import newsroom, registers
from tests.portal.test_pages import HOST
from toasoan.portal.registers import address_of
from toasoan.registers.models import Event

SITE = "http://ban-mau.localhost"


def told(client, address):
    page = client.get(address, headers=HOST).content.decode()
    return [
        json.loads(text)
        for text in re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', page
        )
    ]


def test_front_page_tells_who_issues_it(client, commune):
    [body] = told(client, "/")

    assert [body["@type"], body["name"]] == ["GovernmentOrganization", "Xã Bản Mẫu"]
    assert body["telephone"] == "0200 000 001"


def test_story_tells_what_it_is_and_where_it_stands(client, commune):
    picture = newsroom.picture(commune.organisation, size=(1300, 800))
    story = newsroom.published(commune, "Cầu", cover=picture, cover_alt="Cầu")
    address = f"{SITE}/{commune.column.slug}/{story.slug}/"

    [graph] = told(client, story.get_url())
    article, crumbs = graph["@graph"]

    assert [article["@type"], article["headline"]] == ["NewsArticle", "Cầu"]
    assert article["@id"] == address
    assert article["image"].startswith(f"{SITE}/media/")
    assert article["datePublished"] == story.first_published_at.isoformat()
    assert [one["item"] for one in crumbs["itemListElement"]] == [
        f"{SITE}/",
        f"{SITE}/{commune.column.slug}/",
        address,
    ]


@pytest.mark.parametrize(
    ("cancelled", "status"), [(False, "EventScheduled"), (True, "EventCancelled")]
)
def test_event_tells_when_and_where(client, commune, cancelled, status):
    registers.event(
        commune, ends_at=registers.local(2026, 11, 20, 11), cancelled=cancelled
    )
    one = Event.objects.get()

    with time_machine.travel(registers.local(2026, 11, 19), tick=False):
        [graph] = told(client, address_of(one))
    event, crumbs = graph["@graph"]

    assert event["@type"] == "Event"
    assert event["startDate"] == "2026-11-20T08:00:00+07:00"
    assert event["endDate"] == "2026-11-20T11:00:00+07:00"
    assert event["location"]["name"] == one.place
    assert event["eventStatus"] == f"https://schema.org/{status}"
    assert event["url"] == SITE + address_of(one)
    assert crumbs["itemListElement"][1]["item"] == event["url"]


def test_title_cannot_leave_its_block(client, commune):
    title = "</script><script>alert(1)</script>&<!--"
    story = newsroom.published(commune, title)

    [graph] = told(client, story.get_url())
    page = client.get(story.get_url(), headers=HOST).content.decode()

    assert graph["@graph"][0]["headline"] == title
    assert "<script>" not in page


def test_open_graph_names_the_picture_whole(client, commune):
    picture = newsroom.picture(commune.organisation, size=(1300, 800))
    story = newsroom.published(commune, cover=picture, cover_alt="Cầu treo")

    page = client.get(story.get_url(), headers=HOST).content.decode()

    assert f'property="og:image" content="{SITE}/media/' in page
    assert 'property="og:image:alt" content="Cầu treo"' in page
    assert f'<link rel="canonical" href="{SITE}{story.get_url()}">' in page.replace(
        SITE + SITE, SITE
    )
