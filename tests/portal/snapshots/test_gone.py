"""Browsers are told which pages came down, of whatever kind they were."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.utils import timezone

from tests.factories import newsroom, registers
from tests.portal.test_pages import HOST, queries
from toasoan.portal import newest, views_about
from toasoan.portal.models import Snapshot, TakenOff
from toasoan.portal.registers import address_of
from toasoan.portal.snapshots import gone, keep
from toasoan.portal.snapshots.tags import below_home

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path


def renew(*rooms):
    for room in rooms:
        keep.refresh(room.organisation.pk, limit=1000)


def at(story):
    return below_home(story.url_path)


def told(client):
    return client.get("/da-go.json", headers=HOST).json()["gone"]


def test_browsers_are_told_what_came_down_and_nothing_else(
    client, commune, neighbour, time_machine
):
    up = newsroom.published(commune, "Còn")
    newsroom.submitted(commune, "Chưa duyệt")
    recalled = newsroom.published(commune, "Thu hồi")
    theirs = newsroom.published(neighbour, "LÂN-CẬN")
    hour = timezone.now() + timedelta(hours=1)
    ended = newsroom.published(commune, "Hết hạn", expire_at=hour)
    renew(commune, neighbour)

    recalled.unpublish()
    theirs.unpublish()
    time_machine.move_to(hour + timedelta(seconds=1))
    keep.outdated(timezone.now())
    renew(commune, neighbour)

    assert sorted(told(client)) == sorted([at(recalled), at(ended)])
    assert at(up) not in told(client)


@pytest.mark.parametrize("broken", [(newest, "front_page"), (views_about, "render")])
def test_page_that_broke_once_is_not_told_as_gone(commune, monkeypatch, broken):
    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    keep.expect(commune.organisation.pk, ["/", "/so-do-cong/"])
    renew(commune)
    keep.all_changed(commune.organisation.pk)
    with monkeypatch.context() as patched:
        patched.setattr(*broken, locked)
        renew(commune)
    stale = Snapshot.objects.filter(stale=True).count()
    renew(commune)

    assert (stale, Snapshot.objects.filter(stale=True).count()) == (1, 0)
    assert gone.gone_from(commune.organisation) == []


def test_page_that_may_not_stand_as_a_file_is_not_told_as_gone(commune, monkeypatch):
    keep.expect(commune.organisation.pk, ["/so-do-cong/"])
    renew(commune)
    keep.all_changed(commune.organisation.pk)
    monkeypatch.setattr(views_about, "render", private)
    keep.refresh(commune.organisation.pk, limit=1000)

    left = Snapshot.objects.filter(address="/so-do-cong/")
    assert (list(left), gone.gone_from(commune.organisation)) == ([], [])


def private(*args):
    return HttpResponse("Riêng", headers={"Cache-Control": "private"})


def test_entry_is_told_when_it_is_taken_off_or_struck_out(client, commune):
    hidden = registers.exemplar(commune)
    struck = registers.document(commune)
    never = registers.document(commune, number="13-KH/ĐU", public=False)
    expected = [address_of(hidden), address_of(struck)]
    renew(commune)

    hidden.public = False
    hidden.save()
    struck.delete()
    never.delete()
    renew(commune)

    assert sorted(told(client)) == sorted(expected)


def test_page_that_comes_back_is_told_no_more(client, commune):
    story = newsroom.published(commune, "Gỡ nhầm")
    renew(commune)
    story.unpublish()
    renew(commune)
    assert told(client) == [at(story)]

    story.save_revision().publish()
    renew(commune)

    assert told(client) == []


def test_old_address_of_a_story_is_told(client, commune):
    story = newsroom.published(commune, "Đổi địa chỉ")
    renew(commune)
    old = at(story)

    story.slug = "dia-chi-moi"
    story.save_revision().publish()
    renew(commune)

    assert told(client) == [old]


def test_what_never_stood_is_not_named_before_its_hour(client, commune):
    hour = timezone.now() + timedelta(hours=2)
    newsroom.published(commune, "Chờ đến giờ", embargo_until=hour).unpublish()
    renew(commune)

    assert told(client) == []


def test_page_that_only_readers_had_rendered_is_told_too(client, commune):
    story = newsroom.published(commune, "Vừa lên")
    assert client.get(at(story), headers=HOST).status_code == 200

    story.unpublish()
    renew(commune)

    assert told(client) == [at(story)]


def test_kept_list_changes_with_what_comes_down(commune):
    story = newsroom.published(commune, "Thu hồi")
    keep.learn(commune.organisation.pk, "/da-go.json")
    renew(commune)
    story.unpublish()

    renew(commune)

    lists = commune.organisation.snapshots.filter(address="/da-go.json")
    assert list(lists.values_list("stale", flat=True)) == [True]


def test_list_is_short_and_forgets(client, commune, time_machine):
    stories = [newsroom.published(commune, f"Tin {number}") for number in range(2)]
    renew(commune)
    stories[0].unpublish()
    renew(commune)
    time_machine.move_to(timezone.now() + timedelta(days=gone.KEPT_DAYS, hours=1))
    stories[1].unpublish()
    renew(commune)

    assert told(client) == [at(stories[1])]
    assert TakenOff.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_few_queries(client, commune, count):
    for number in range(count):
        gone.note_gone(commune.organisation.pk, f"/tin-{number}/")

    assert len(told(client)) == count
    assert queries(client, "/da-go.json") == 2
