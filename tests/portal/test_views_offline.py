"""What a browser needs to read on without a connection."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

from tests.factories import newsroom
from tests.portal.test_pages import HOST, queries
from toasoan.portal.snapshots.collect import collecting
from toasoan.stories.models import StoryPage


def told(client):
    """Return what the service worker is told."""
    script = client.get("/sw.js", headers=HOST)
    assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
    found = re.search(r"^const told = (\{.*\});$", script.content.decode(), re.M)
    return json.loads(found[1])


def came_down(client):
    return client.get("/da-go.json", headers=HOST).json()["gone"]


def is_static(address):
    return finders.find(address.removeprefix("/static/")) is not None


def address_of(story):
    return story.get_url().removeprefix("http://ban-mau.localhost")


def change(story, **values):
    StoryPage.objects.filter(pk=story.pk).update(**values)


def test_worker_knows_files_that_are_there(client, commune):
    known = told(client)

    assert [file for file in known["files"] if not is_static(file)] == []
    for address in (known["page"], known["gone"]):
        assert client.get(address, headers=HOST).status_code == 200, address
    assert known["not"] == ["/admin/", "/tai-lieu/", "/_util/"]


def test_worker_changes_with_what_it_keeps(client, commune):
    before = told(client)["v"]
    again = told(client)["v"]
    commune.home.main_colour = "#004d40"
    commune.home.save_revision().publish()

    after = told(client)

    assert before == again != after["v"]
    assert "/giao-dien.css" in after["files"]


def test_worker_may_run_under_the_policy(client, commune):
    policy = client.get("/", headers=HOST).headers["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "manifest-src 'self'" in policy


def test_browsers_are_told_what_came_down_and_nothing_else(client, commune, neighbour):
    up = newsroom.published(commune, "Còn")
    newsroom.submitted(commune, "Chưa duyệt")
    recalled = newsroom.published(commune, "Thu hồi")
    ended = newsroom.published(commune, "Hết hạn")
    theirs = newsroom.published(neighbour, "LÂN-CẬN")
    recalled.unpublish()
    theirs.unpublish()
    change(ended, expire_at=timezone.now() - timedelta(hours=1))

    gone = came_down(client)

    assert sorted(gone) == sorted([address_of(recalled), address_of(ended)])
    assert address_of(up) not in gone


def test_what_waits_for_its_hour_is_not_named(client, commune, time_machine):
    hour = timezone.now() + timedelta(hours=2)
    story = newsroom.published(commune, "Sửa lại để công bố sau")
    story.unpublish()
    change(story, embargo_until=hour)

    with collecting() as shown:
        before = came_down(client)
    time_machine.move_to(hour + timedelta(seconds=1))

    assert before == []
    assert shown.until == hour
    assert came_down(client) == [address_of(story)]


def test_list_of_what_came_down_changes_with_its_stories(client, commune):
    ends = timezone.now() + timedelta(days=1)
    change(newsroom.published(commune), expire_at=ends)

    with collecting() as shown:
        came_down(client)

    assert f"list:column:{commune.column.pk}" in shown.tags
    assert shown.until == ends


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_what_came_down_takes_few_queries(client, commune, count):
    for number in range(count):
        newsroom.published(commune, f"Tin {number}").unpublish()

    assert len(came_down(client)) == count
    assert queries(client, "/da-go.json") == 4


def test_manifest_names_the_commune_and_its_colour(client, commune):
    commune.home.main_colour = "#004d40"
    commune.home.save_revision().publish()
    page = client.get("/", headers=HOST).content.decode()

    address = re.search(r'<link rel="manifest" href="([^"]+)"', page)[1]
    answer = client.get(address, headers=HOST)

    assert answer.headers["Content-Type"] == "application/manifest+json"
    manifest = answer.json()
    assert manifest["short_name"] == "Xã Bản Mẫu"
    assert manifest["theme_color"] == "#004d40"
    assert manifest["start_url"] == manifest["scope"] == "/"
    assert [one for one in manifest["icons"] if not is_static(one["src"])] == []
    assert '<meta name="theme-color" content="#004d40">' in page


def test_page_of_saved_pages_says_what_it_needs(client, commune):
    page = client.get("/ngoai-tuyen/", headers=HOST).content.decode()

    assert "<noscript>" in page
    assert 'content="noindex"' in page
