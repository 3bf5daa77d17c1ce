"""A story for other portals; what was taken down; what moved."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from tests.factories import newsroom
from tests.portal.test_pages import HOST, words
from toasoan.portal import addresses
from toasoan.portal.crops.work import cut_picture
from toasoan.portal.embedding import absolute
from toasoan.stories.models import ColumnPage, Picture, StoryPage

SITE = "http://ban-mau.localhost"


def code(client, address):
    return client.get(address, headers=HOST).status_code


def address_of(room, story, rest=""):
    return f"/{room.column.slug}/{story.slug}/{rest}"


def test_embedded_story_is_whole_without_us(client, commune):
    picture = newsroom.picture(commune.organisation, size=(900, 600))
    cut_picture.func(picture.pk)
    story = newsroom.published(
        commune,
        "Cầu mới",
        cover=picture,
        cover_alt="Cầu treo",
        source="Báo Mẫu",
        body=[
            ("text", '<p>Đi lại <a href="/lich/">dễ</a>.</p>'),
            ("picture", {"picture": picture, "alt": "Dưới cầu", "caption": ""}),
        ],
    )

    page = client.get(
        address_of(commune, story, "noi-dung.html"), headers=HOST
    ).content.decode()

    for fact in ("<h1>Cầu mới</h1>", "Cầu qua suối", 'alt="Cầu treo"', "Báo Mẫu"):
        assert fact in page
    assert re.findall(r'\s(?:src|href)="(?!http://ban-mau.localhost/)', page) == []
    assert re.findall(r'srcset="[^"]*"', page) != []
    assert re.findall(r'srcset="(?:[^"]*, )?/', page) == []
    assert [page.count(sign) for sign in ("<script", "<style", "stylesheet")] == [0] * 3


def test_embedded_story_is_public_only_when_its_page_is(client, commune, neighbour):
    waiting = newsroom.submitted(commune, "Chờ")
    theirs = newsroom.published(neighbour, "Tin LÂN-CẬN")
    early = newsroom.published(commune, "Sớm")
    StoryPage.objects.filter(pk=early.pk).update(
        embargo_until=timezone.now() + timedelta(days=1)
    )

    for room, story in ((commune, waiting), (commune, early), (neighbour, theirs)):
        assert code(client, address_of(room, story, "noi-dung.html")) == 404


def test_embedded_story_leaves_out_pictures_without_consent(client, commune):
    refused = newsroom.picture(commune.organisation, consent=Picture.Consent.REFUSED)
    story = newsroom.published(commune, cover=refused, cover_alt="Người")

    page = client.get(address_of(commune, story, "noi-dung.html"), headers=HOST)

    assert b"<img" not in page.content


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ('<a href="/x/">', '<a href="https://a.vn/x/">'),
        ('<a href="//b.vn/x/">', '<a href="//b.vn/x/">'),
        ('<a href="https://b.vn/">', '<a href="https://b.vn/">'),
        ('<img src="/m/a.jpg">', '<img src="https://a.vn/m/a.jpg">'),
        (
            '<i srcset="/m/a 1w, /b 2w, https://c.vn/c 3w">',
            '<i srcset="https://a.vn/m/a 1w, https://a.vn/b 2w, https://c.vn/c 3w">',
        ),
        ("<p>href=&quot;/x&quot;</p>", "<p>href=&quot;/x&quot;</p>"),
    ],
)
def test_addresses_are_made_whole(given, made):
    assert absolute(given, "https://a.vn") == made


@pytest.mark.parametrize("rest", ["", "noi-dung.html"])
def test_story_taken_down_is_gone(client, commune, settings, rest):
    settings.LANGUAGE_CODE = "en"
    story = newsroom.published(commune, "TIN-SAI")
    story.unpublish()

    address = address_of(commune, story, rest)

    assert code(client, address) == 410
    assert "This story was taken down" in words(client, address)
    assert "TIN-SAI" not in words(client, address)


def test_story_whose_time_is_over_is_gone(client, commune):
    story = newsroom.published(commune)
    StoryPage.objects.filter(pk=story.pk).update(expire_at=timezone.now())

    assert code(client, address_of(commune, story)) == 410


def test_story_that_never_was_public_is_not_there(client, commune, neighbour):
    waiting = newsroom.submitted(commune, "Chờ")
    early = newsroom.published(commune, "Sớm")
    StoryPage.objects.filter(pk=early.pk).update(
        embargo_until=timezone.now() + timedelta(days=1)
    )
    theirs = newsroom.published(neighbour, "Của người")
    theirs.unpublish()

    for room, story in ((commune, waiting), (commune, early), (neighbour, theirs)):
        assert code(client, address_of(room, story)) == 404
    assert code(client, f"/khong-co/{early.slug}/") == 404


def test_redirect_of_a_story_taken_down_leads_on(client, commune):
    story, next_one = newsroom.published(commune, "Cũ"), newsroom.published(commune)
    Redirect.objects.create(
        old_path=address_of(commune, story).rstrip("/"),
        redirect_page=next_one,
        site=newsroom.site_of(commune),
    )
    story.unpublish()

    answer = client.get(address_of(commune, story), headers=HOST)

    assert [answer.status_code, answer.url] == [301, address_of(commune, next_one)]


def renamed(page, slug):
    page.slug = slug
    page.save_revision().publish(skip_permission_checks=True)
    return type(page).objects.get(pk=page.pk)


def test_renamed_story_keeps_its_old_address(
    client, commune, django_capture_on_commit_callbacks
):
    story = newsroom.published(commune, "Cầu cũ")
    old = address_of(commune, story)
    with django_capture_on_commit_callbacks(execute=True):
        story = renamed(story, "cau-moi")

    answer = client.get(old, headers=HOST)

    assert [answer.status_code, answer.url] == [301, address_of(commune, story)]


def test_renamed_column_keeps_the_old_addresses_below_it(
    client, commune, django_capture_on_commit_callbacks
):
    story = newsroom.published(commune, "Cầu")
    topic = commune.column.topics.first()
    column = ColumnPage.objects.get(pk=commune.column.pk)
    places = [
        addresses.column_address,
        lambda column: addresses.story_address(story, column),
        lambda column: addresses.topic_address(topic, column),
        addresses.archive_address,
        lambda column: f"{addresses.column_address(column)}rss.xml",
        lambda column: f"{addresses.story_address(story, column)}noi-dung.html",
    ]
    old = [place(column) for place in places]

    with django_capture_on_commit_callbacks(execute=True):
        column = renamed(column, "muc-moi")
    answers = [client.get(address, headers=HOST) for address in old]

    assert [answer.status_code for answer in answers] == [301] * 6
    assert [answer.url for answer in answers] == [place(column) for place in places]


@pytest.mark.parametrize(
    "address", ["/a/b/", "/a/b/noi-dung.html", "/a/", "//a/b", "/a"]
)
def test_addresses_of_nothing_are_not_there(client, commune, address):
    assert code(client, address) in (301, 404)
