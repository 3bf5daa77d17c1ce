"""Files in step with what they show: byte for byte what a fresh render gives."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Site
from wagtail.models.sites import (
    SITE_ROOT_PATHS_CACHE_KEY,
    SITE_ROOT_PATHS_CACHE_VERSION,
)

from tests.factories import newsroom, registers
from toasoan.portal.addresses import topic_address
from toasoan.portal.models import Snapshot, SnapshotTag
from toasoan.portal.registers import address_of
from toasoan.portal.snapshots import keep
from toasoan.portal.snapshots.front import load
from toasoan.portal.snapshots.render import render
from toasoan.portal.snapshots.tags import below_home
from toasoan.stories.actions import open_column
from toasoan.stories.models import Topic

from .world import portal_moves

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path


def at(page):
    return below_home(page.url_path)


def renew(room):
    keep.refresh(room.organisation.pk, limit=100)


def kept(room, address):
    """Return the bytes that stand as a file, or None."""
    file = keep._file(keep.site_of(room.organisation.pk), address)
    try:
        return load(file, f"{file}.head", (0, 0)).bodies[""]
    except OSError:
        return None


def fresh(room, address):
    """Return the bytes that Django gives now."""
    site = keep.site_of(room.organisation.pk)
    return render(keep.handler(), site, address).page.body


def assert_in_step(room):
    """Every file is what a fresh render gives; what has none is stale or gone."""
    rows = dict(Snapshot.objects.of(room.organisation).values_list("address", "stale"))
    for address, stale in rows.items():
        stands = kept(room, address)
        assert stands is None if stale else stands == fresh(room, address), address


def test_published_story_stands_as_a_file(commune, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        story = newsroom.published(commune, "Họp dân thôn Nà Mẫu")
    renew(commune)

    page = kept(commune, at(story))
    assert "Họp dân thôn Nà Mẫu" in page.decode()
    assert page == fresh(commune, at(story))


def test_new_story_renews_what_lists_it_and_nothing_else(
    commune, neighbour, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first = newsroom.published(commune, "Một")
        theirs = newsroom.published(neighbour, "Của xã bên")
        for room in (commune, neighbour):
            keep.learn(room.organisation.pk, "/")
            keep.learn(room.organisation.pk, at(room.column))
            renew(room)
    before = Snapshot.objects.in_bulk(field_name="id")

    with django_capture_on_commit_callbacks(execute=True):
        second = newsroom.published(commune, "Hai")
    gone = [kept(commune, "/"), kept(commune, at(commune.column))]
    renew(commune)

    assert gone == [None, None]
    changed = {
        (one.organisation_id, one.address)
        for one in Snapshot.objects.all()
        if one.pk not in before or one.rendered_at != before[one.pk].rendered_at
    }
    home = commune.organisation.pk
    assert changed == {(home, "/"), (home, at(commune.column)), (home, at(second))}
    assert b"Hai" in kept(commune, "/")
    assert kept(neighbour, at(theirs)) == fresh(neighbour, at(theirs))
    assert kept(commune, at(first)) == fresh(commune, at(first))


def test_story_taken_down_is_gone_at_once(commune, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        story = newsroom.published(commune, "Một")
        keep.learn(commune.organisation.pk, "/")
        renew(commune)

    with django_capture_on_commit_callbacks(execute=True):
        story.unpublish()

    assert kept(commune, "/") is None
    renew(commune)
    assert kept(commune, at(story)) is None
    assert "Một" not in kept(commune, "/").decode()
    assert_in_step(commune)


@pytest.mark.parametrize("public", [True, False])
def test_document_no_longer_replaced_says_so_no_more(
    commune, django_capture_on_commit_callbacks, public
):
    first, second = (registers.document(commune, f"{one}-KH") for one in (1, 2))
    new = registers.document(commune, "3-KH", public=public)
    row = registers.replace(new, first)
    renew(commune)

    row.replaced = second
    with django_capture_on_commit_callbacks(execute=True):
        row.save()
    gone = [kept(commune, address_of(one)) for one in (first, second)]
    renew(commune)

    assert gone == [None, None]
    assert_in_step(commune)


def test_story_hidden_by_a_clock_put_back_shows_again_at_its_hour(
    commune, django_capture_on_commit_callbacks
):
    hour = newsroom.moment(2026, 11, 20, 9)
    with time_machine.travel(hour + timedelta(minutes=30), tick=False) as clock:
        newsroom.published(commune, "Một", embargo_until=hour)
        keep.expect(commune.organisation.pk, ["/"])
        renew(commune)
        shown = []
        for moment in (hour - timedelta(hours=1), hour + timedelta(seconds=1)):
            clock.move_to(moment)
            with django_capture_on_commit_callbacks(execute=True):
                keep.outdated(moment)
            renew(commune)
            shown.append("Một" in kept(commune, "/").decode())

    assert shown == [False, True]


def test_picture_in_a_folder_below_the_newsrooms_renews_its_pages(
    commune, django_capture_on_commit_callbacks
):
    below = newsroom.folder_of(commune.organisation).add_child(name="Tết 2026")
    cover = newsroom.picture(commune.organisation)
    cover.collection = below
    cover.save()
    story = newsroom.published(commune, "Một", cover=cover, cover_alt="Cầu")
    renew(commune)
    before = kept(commune, at(story))

    cover.credit = "Bà Mẫu"
    with django_capture_on_commit_callbacks(execute=True):
        cover.save()
    stood = kept(commune, at(story))
    renew(commune)

    assert (before is None, stood) == (False, None)
    assert_in_step(commune)


def test_portal_that_moved_in_another_process_names_its_new_host(
    client, commune, django_capture_on_commit_callbacks
):
    keep.expect(commune.organisation.pk, ["/", "/robots.txt", "/rss.xml"])
    renew(commune)
    old = Site.get_site_root_paths()
    for _visit in range(2):
        client.get("/", headers={"host": "ban-mau.localhost"})

    with django_capture_on_commit_callbacks(execute=True):
        portal_moves(commune, None, 1)
    read = client.get("/", headers={"host": "xa-1.localhost"}).content
    cache.set(SITE_ROOT_PATHS_CACHE_KEY, old, version=SITE_ROOT_PATHS_CACHE_VERSION)
    renew(commune)

    pages = [kept(commune, address) for address in ("/", "/robots.txt", "/rss.xml")]
    assert [b"//xa-1.localhost" in page for page in (read, *pages)] == [True] * 4
    assert [b"//ban-mau.localhost" in page for page in (read, *pages)] == [False] * 4


def test_newsroom_founded_in_another_process_has_its_pages(commune):
    cache.set(SITE_ROOT_PATHS_CACHE_KEY, [], version=SITE_ROOT_PATHS_CACHE_VERSION)
    keep.expect(commune.organisation.pk, ["/", "/rss.xml"])
    renew(commune)

    assert b'rel="canonical" href="http://ban-mau.localhost/"' in kept(commune, "/")
    assert b"http://ban-mau.localhost/" in kept(commune, "/rss.xml")


def test_new_topic_of_a_column_renews_what_lists_its_topics(
    commune, django_capture_on_commit_callbacks
):
    first = commune.column.topics.first()
    lists = [
        *("/so-do-cong/", "/sitemap-trang.xml", at(commune.column)),
        topic_address(first, commune.column),
    ]
    keep.expect(commune.organisation.pk, [*lists, "/"])
    renew(commune)
    before = kept(commune, "/")

    with django_capture_on_commit_callbacks(execute=True):
        name = commune.column.title
        open_column(organisation=commune.organisation, name=name, topics=["Hai"])
    gone = [kept(commune, address) for address in lists]
    renew(commune)

    assert gone == [None] * 4
    assert kept(commune, "/") == before
    second = topic_address(Topic.objects.get(text="Hai"), commune.column)
    shown = [second in kept(commune, address).decode() for address in lists]
    assert shown == [True] * 4
    assert kept(commune, second) == fresh(commune, second)


def test_new_name_of_the_commune_renews_every_page(
    commune, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        story = newsroom.published(commune, "Một")
    renew(commune)

    commune.organisation.name = "Xã Đổi Tên"
    with django_capture_on_commit_callbacks(execute=True):
        commune.organisation.save()

    assert kept(commune, at(story)) is None
    renew(commune)
    assert "Xã Đổi Tên" in kept(commune, at(story)).decode()
    assert_in_step(commune)


def test_what_one_round_does_not_reach_is_off_the_disk(
    commune, django_capture_on_commit_callbacks
):
    stories = [newsroom.published(commune, name) for name in ("Một", "Hai", "Ba")]
    pk = commune.organisation.pk
    renew(commune)

    with django_capture_on_commit_callbacks(execute=True):
        keep.all_changed(pk)
    keep.refresh(pk, limit=1)

    assert [kept(commune, at(one)) for one in stories] == [None] * 3
    assert_in_step(commune)
    renew(commune)
    assert [kept(commune, at(one)) == fresh(commune, at(one)) for one in stories] == [
        True
    ] * 3


def test_crash_before_the_render_is_made_up_for(commune):
    story = newsroom.published(commune, "Một")

    assert keep.outdated(timezone.now()) == [commune.organisation.pk]
    renew(commune)

    assert kept(commune, at(story)) == fresh(commune, at(story))


def test_change_during_a_render_is_not_overwritten(commune, monkeypatch):
    story = newsroom.published(commune, "Một")
    pk = commune.organisation.pk
    changes = [lambda: keep.count_up(pk)]

    def render_while_changing(*args):
        rendered = render(*args)
        for change in changes:
            change()
        changes.clear()
        return rendered

    monkeypatch.setattr(keep, "render", render_while_changing)
    calls = []
    store = keep._store
    monkeypatch.setattr(
        keep, "_store", lambda *args: calls.append(store(*args)) or calls[-1]
    )
    Snapshot.objects.exclude(address=at(story)).delete()

    renew(commune)

    assert calls == [False, True]


def test_midnight_renews_the_front_page(commune):
    pk = commune.organisation.pk
    with time_machine.travel("2026-11-20 09:00 +0700", tick=False):
        newsroom.published(commune, "Một")
        keep.learn(pk, "/")
        renew(commune)
        day = kept(commune, "/")

    with time_machine.travel("2026-11-21 00:00:30 +0700", tick=False):
        assert keep.outdated(timezone.now()) == [pk]
        renew(commune)
        assert kept(commune, "/") == fresh(commune, "/")
        assert kept(commune, "/") != day


def test_page_that_cannot_be_rendered_keeps_no_other_from_it(commune, monkeypatch):
    newsroom.published(commune, "Một")
    story = newsroom.published(commune, "Hai")

    def broken(handler, site, address):
        if address != at(story):
            raise ValueError
        return render(handler, site, address)

    monkeypatch.setattr(keep, "render", broken)
    renew(commune)

    assert kept(commune, at(story)) == fresh(commune, at(story))


def test_visit_makes_a_page_known_and_a_query_does_not(client, commune):
    story = newsroom.published(commune, "Một")
    host = newsroom.site_of(commune).hostname
    Snapshot.objects.all().delete()

    client.get(at(story), {"a": "1"}, headers={"host": host})
    client.get("/khong-co/", headers={"host": host})
    client.get(at(story), headers={"host": host})

    assert list(Snapshot.objects.values_list("address", flat=True)) == [at(story)]


def test_tags_of_a_page_name_what_it_shows(commune):
    story = newsroom.published(commune, "Một")
    renew(commune)

    tags = SnapshotTag.objects.filter(snapshot__address=at(story))

    assert f"storypage:{story.pk}" in set(tags.values_list("tag", flat=True))


def test_time_between_marks_is_kept(commune):
    newsroom.published(commune, "Một")
    renew(commune)

    assert keep.outdated(timezone.now()) == []


def test_page_rendered_before_the_clock_was_put_right_goes(commune):
    newsroom.published(commune, "Một")
    renew(commune)

    assert keep.outdated(timezone.now() - timedelta(days=1)) == [
        commune.organisation.pk
    ]
