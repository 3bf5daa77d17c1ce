"""What search engines are told: true, whole, and no way out of its block."""

import json
import re

import pytest
import time_machine
from django.templatetags.static import static
from lxml import html

from tests.factories import newsroom, registers
from tests.portal.snapshots import world
from tests.portal.test_pages import HOST
from toasoan.portal.everything import addresses
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


def open_graph(client, address):
    page = html.fromstring(client.get(address, headers=HOST).content)
    told = {
        one.get("property").removeprefix("og:"): one.get("content")
        for one in page.xpath("//meta[starts-with(@property, 'og:')]")
    }
    [canonical] = page.xpath("//link[@rel='canonical']/@href")
    return told, canonical


def test_every_page_type_says_what_is_shared_of_it(client, commune):
    world.furnish(commune)
    served = [one for one in addresses(commune.home) if one.endswith("/")]

    for address in served:
        told, canonical = open_graph(client, address)

        # The list of exemplars is that of its newest year.
        assert canonical.startswith(SITE + address), address
        assert told["url"] == canonical
        assert told["site_name"] == commune.organisation.name
        assert told["image"].startswith(SITE), address
        assert all([told["title"], told["description"], told["type"]]), address


def test_front_page_is_shared_under_the_name_of_the_portal(client, commune):
    told, _canonical = open_graph(client, "/")

    assert told["title"] == "Cổng thông tin điện tử xã Bản Mẫu"
    assert told["type"] == "website"
    assert told["image"] == f"{SITE}{static('portal/icon-512.png')}"


def test_page_without_a_picture_is_shared_with_the_banner(client, commune):
    commune.home.banner = newsroom.picture(commune.organisation, size=(1600, 700))
    commune.home.save_revision().publish()
    story = newsroom.published(commune)

    for address in ("/", story.get_url(), "/lien-he/"):
        told, _canonical = open_graph(client, address)
        assert "/media/images/crops/" in told["image"], address
        assert (told["image:width"], told["image:height"]) == ("1200", "630")


def test_asked_for_page_is_not_shared_as_another(client, commune):
    registers.document(commune)
    page = client.get("/van-ban/?q=tuyen", headers=HOST).content.decode()

    assert "canonical" not in page
    assert "og:url" not in page
