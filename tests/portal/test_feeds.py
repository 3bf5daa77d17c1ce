"""Feeds: valid, the same bytes for the same stories, nothing foreign or early."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import etree

from tests.factories import newsroom
from tests.portal.test_archive import aged
from tests.portal.test_pages import HOST, lists, queries
from toasoan.portal import addresses
from toasoan.portal.snapshots.collect import collecting
from toasoan.stories.models import StoryPage

FORMS = ["rss.xml", "atom.xml", "feed.json"]
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITE = "http://ban-mau.localhost"


def ask(client, address):
    return client.get(address, headers=HOST)


def titles(answer, form):
    if form == "feed.json":
        return [item["title"] for item in json.loads(answer.content)["items"]]
    tree = etree.fromstring(answer.content)
    path = "//item/title/text()" if form == "rss.xml" else "//a:entry/a:title/text()"
    return tree.xpath(path, namespaces=ATOM)


def places(room):
    topic = room.column.topics.first()
    return [
        "/",
        addresses.column_address(room.column),
        addresses.topic_address(topic, room.column),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_feeds_hold_the_newest_of_their_place(client, commune, form):
    topic = commune.column.topics.first()
    newsroom.published(commune, "Ngoài chủ đề")
    newsroom.published(commune, "Cầu <treo> & suối", topics=[topic])

    found = [titles(ask(client, place + form), form) for place in places(commune)]

    both = ["Cầu <treo> & suối", "Ngoài chủ đề"]
    assert found == [both, both, both[:1]]


@pytest.mark.parametrize("form", FORMS)
def test_feed_stays_the_same_while_its_stories_do(client, commune, time_machine, form):
    story = newsroom.published(commune)
    StoryPage.objects.filter(pk=story.pk).update(
        first_published_at=newsroom.moment(2026, 11, 1),
        last_published_at=newsroom.moment(2026, 11, 2),
    )
    before = ask(client, f"/{form}").content

    time_machine.move_to(timezone.now() + timedelta(days=3))

    assert ask(client, f"/{form}").content == before
    assert b"2026-11-02T09:00:00" in before or b"02 Nov 2026 09:00:00" in before


@pytest.mark.parametrize("form", FORMS)
def test_feed_without_stories_is_whole(client, commune, form):
    first, second = ask(client, f"/{form}"), ask(client, f"/{form}")

    assert [first.status_code, titles(first, form)] == [200, []]
    assert first.content == second.content


@pytest.mark.parametrize("form", FORMS)
def test_feed_bears_what_was_pasted_into_a_title(client, commune, form):
    story = newsroom.published(commune)
    StoryPage.objects.filter(pk=story.pk).update(
        title="Cầu\x0b\ufffe ]]>", lead="\x01<b>"
    )

    answer = ask(client, f"/{form}")

    assert answer.status_code == 200
    assert len(titles(answer, form)) == 1


def test_feed_names_a_story_by_a_name_that_stays(client, commune):
    story = newsroom.published(commune, "Cầu")
    StoryPage.objects.filter(pk=story.pk).update(
        first_published_at=newsroom.moment(2026, 11, 1)
    )

    item = json.loads(ask(client, "/feed.json").content)["items"][0]
    atom = etree.fromstring(ask(client, "/atom.xml").content)

    assert item["id"] == f"tag:ban-mau.localhost,2026-11-01:tin/{story.pk}"
    assert item["url"] == f"{SITE}/{commune.column.slug}/{story.slug}/"
    assert atom.xpath("//a:entry/a:id/text()", namespaces=ATOM) == [item["id"]]


@pytest.mark.parametrize("form", FORMS)
def test_feed_says_what_it_is(client, commune, form):
    answers = [ask(client, place + form) for place in places(commune)]

    kinds = {answer.headers["Content-Type"].split(";")[0] for answer in answers}
    assert kinds == {
        {
            "rss.xml": "application/rss+xml",
            "atom.xml": "application/atom+xml",
            "feed.json": "application/feed+json",
        }[form]
    }


@pytest.mark.parametrize("form", FORMS)
def test_feed_shows_nothing_early_or_foreign(client, commune, neighbour, form):
    newsroom.published(neighbour, "Tin LÂN-CẬN")
    story = newsroom.published(commune, "TIN-MẬT")
    StoryPage.objects.filter(pk=story.pk).update(
        embargo_until=timezone.now() + timedelta(days=1)
    )

    found = [titles(ask(client, place + form), form) for place in places(commune)]

    assert found == [[], [], []]


def test_feed_holds_twenty(client, commune):
    for n in range(22):
        aged(commune, f"Cầu {n}", newsroom.moment(2026, 11, 1 + n))

    found = titles(ask(client, "/rss.xml"), "rss.xml")

    assert [len(found), found[0]] == [20, "Cầu 21"]


@pytest.mark.parametrize("count", [1, 15])
def test_feeds_ask_as_often_for_one_story_as_for_many(client, commune, count):
    topic = commune.column.topics.first()
    for n in range(count):
        story = newsroom.draft(commune, f"Cầu {n}", topics=[topic])
        story.get_latest_revision().publish(skip_permission_checks=True)

    found = [queries(client, f"{place}rss.xml") for place in places(commune)]

    assert found == [3, 4, 5]


def test_feeds_name_the_lists_they_show(client, commune):
    topic = commune.column.topics.first()
    tags = []
    for place in places(commune):
        with collecting() as shown:
            ask(client, place + "rss.xml")
        tags.append(lists(shown))

    column = f"list:column:{commune.column.pk}"
    assert tags == [[column], [column], [f"list:topic:{topic.pk}"]]


def test_pages_name_their_feeds(client, commune):
    for place in places(commune):
        page = ask(client, place).content.decode()

        assert [f'href="{place}{form}"' in page for form in FORMS] == [True] * 3


def test_topic_feed_by_other_words_is_not_there(client, commune):
    place = places(commune)[2].replace("viec-lang", "viec")

    assert ask(client, f"{place}rss.xml").status_code == 404
