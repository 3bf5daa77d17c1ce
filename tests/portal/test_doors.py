"""Nothing before its hour, nothing of another commune, by no address."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from modelsearch import index
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction, ReferenceIndex

from tests.factories import newsroom, search_index
from toasoan.stories.actions import folder_of
from toasoan.stories.models import StoryPage

HOST = {"host": "ban-mau.localhost"}
OTHER_HOST = {"host": "ban-mau-thuong.localhost"}
SECRET = "TIN-MẬT"


def paper(room, name="giay.pdf"):
    return get_document_model().objects.create(
        title="Giấy",
        file=ContentFile(b"%PDF-1.4", name=name),
        collection=folder_of(room.organisation),
    )


def body_with(document):
    return [("document", {"document": document, "title": ""})]


def code(client, address, host=HOST):
    answer = client.get(address, headers=host)
    if answer.streaming:
        # A file that is answered stays open until it is read.
        list(answer.streaming_content)
    return answer.status_code


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"live": False}, 410),
        ({"embargo_until": timezone.now() + timedelta(days=1)}, 404),
        ({"expire_at": timezone.now() - timedelta(minutes=1)}, 410),
    ],
)
def test_story_that_is_not_public_shows_nowhere(client, commune, changes, answer):
    shown = newsroom.published(commune, "Tin thường")
    document = paper(commune)
    hidden = newsroom.published(commune, SECRET, body=body_with(document))
    ReferenceIndex.create_or_update_for_object(hidden)
    address = hidden.get_url()
    StoryPage.objects.filter(pk=hidden.pk).update(
        pinned_until=timezone.now() + timedelta(days=1), **changes
    )
    search_index.refresh()

    pages = [
        client.get(path, headers=HOST).content.decode()
        for path in (
            "/",
            commune.column.get_url(),
            shown.get_url(),
            "/tim-kiem/?q=khong",
            f"/tim-kiem/?q={SECRET}",
        )
    ]

    assert [address in page for page in pages] == [False] * 5
    assert [SECRET in page for page in pages[:4]] == [False] * 4
    assert code(client, address) == answer
    assert code(client, document.url) == 404


def test_embargoed_story_shows_at_its_hour(client, commune, time_machine):
    hour = timezone.now() + timedelta(days=1)
    story = newsroom.published(commune, SECRET)
    StoryPage.objects.filter(pk=story.pk).update(embargo_until=hour)

    time_machine.move_to(hour)

    assert code(client, story.get_url()) == 200


def test_scheduled_story_is_not_public_after_approval(client, commune):
    story = newsroom.published(
        commune, SECRET, embargo_until=timezone.now() + timedelta(days=1)
    )
    index.insert_or_update_object(story)

    assert story.live is False
    assert code(client, story.get_url()) == 404
    assert SECRET not in client.get("/", headers=HOST).content.decode()


def test_page_of_one_commune_is_not_reached_through_anothers_host(
    client, commune, neighbour
):
    story = newsroom.published(commune, "Tin của ta")
    theirs = newsroom.published(neighbour, "Tin LÂN-CẬN")
    path = "/" + story.get_url().split("/", 3)[-1]

    assert code(client, path, HOST) == 200
    # Both have a column of the same name or none; the story is nobody else's.
    assert code(client, path, OTHER_HOST) == 404
    for address in ("/", "/tim-kiem/?q=tin", commune.column.get_url(), story.get_url()):
        assert "LÂN-CẬN" not in client.get(address, headers=HOST).content.decode()
    assert theirs.title in client.get("/", headers=OTHER_HOST).content.decode()


def test_file_opens_when_a_public_page_of_this_host_shows_it(
    client, commune, neighbour
):
    document = paper(commune)
    unused = paper(commune, "chua-dung.pdf")
    story = newsroom.published(commune, body=body_with(document))
    ReferenceIndex.create_or_update_for_object(story)

    assert code(client, document.url) == 200
    assert code(client, document.url, OTHER_HOST) == 404
    assert code(client, unused.url) == 404


def test_staff_open_files_not_yet_public(client, commune):
    document = paper(commune)
    client.force_login(commune.editor)

    assert code(client, document.url) == 200


def test_redirects_stay(client, commune):
    story = newsroom.published(commune)
    Redirect.objects.create(
        old_path="/dia-chi-cu", redirect_page=story, site=newsroom.site_of(commune)
    )

    answer = client.get("/dia-chi-cu/", headers=HOST)

    assert [answer.status_code, answer.url] == [301, story.get_url()]


def test_story_kept_back_asks_who_comes_and_is_in_no_list(client, commune):
    story = newsroom.published(commune, "Chỉ cho cán bộ")
    shown = [client.get(place, headers=HOST) for place in ("/", story.get_url())]

    PageViewRestriction.objects.create(
        page=story, restriction_type=PageViewRestriction.LOGIN
    )

    kept = [client.get(place, headers=HOST) for place in ("/", story.get_url())]
    assert [answer.status_code for answer in (*shown, *kept)] == [200, 200, 200, 302]
    assert "Chỉ cho cán bộ" in shown[0].content.decode()
    assert "Chỉ cho cán bộ" not in kept[0].content.decode()
