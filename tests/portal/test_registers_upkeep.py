"""Entries that change: pages renewed, addresses that are gone, machines told."""

import json
from datetime import UTC, date, datetime

import pytest
import time_machine

from tests.factories import newsroom, registers
from tests.portal.snapshots.test_keep import fresh, kept, renew
from tests.portal.test_feeds import titles
from tests.portal.test_pages import lists, queries
from tests.portal.test_registers import read, text_of
from tests.portal.test_views_machines import places
from toasoan.portal.registers import PLACES, address_of
from toasoan.portal.snapshots import keep
from toasoan.portal.snapshots.collect import collecting
from toasoan.registers.models import EventFile

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
FORMS = ["rss.xml", "atom.xml", "feed.json"]
MAKERS = ["document", "event", "exemplar"]


@pytest.fixture(autouse=True)
def _on_a_day(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


def taken_off(entry):
    entry.public = False
    entry.save()
    return entry


# Rows below an entry


@pytest.fixture
def standing(commune, django_capture_on_commit_callbacks):
    """Return what makes pages stand as files, and tells which of them are gone."""

    def stand(*addresses):
        for address in addresses:
            keep.learn(commune.organisation.pk, address)
        renew(commune)
        assert [kept(commune, one) is None for one in addresses] == [False] * len(
            addresses
        )

        def gone_after(change):
            with django_capture_on_commit_callbacks(execute=True):
                change()
            gone = [one for one in addresses if kept(commune, one) is None]
            renew(commune)
            stands = [kept(commune, one) for one in addresses]
            assert stands == [fresh(commune, one) for one in addresses]
            return gone

        return gone_after

    return stand


def test_file_of_a_document_renews_its_page(commune, standing):
    one, other = registers.document(commune, "1-KH"), registers.document(commune, "2")
    file = registers.file(commune)
    gone_after = standing(address_of(one), address_of(other))

    assert gone_after(lambda: registers.attach(one, file)) == [address_of(one)]
    assert gone_after(one.files.get().delete) == [address_of(one)]


def test_material_of_an_event_renews_its_page(commune, standing):
    one, other = registers.event(commune, "A"), registers.event(commune, "B")
    file = registers.file(commune)
    gone_after = standing(address_of(one), address_of(other))

    added = gone_after(lambda: EventFile.objects.create(event=one, file=file))

    assert [added, gone_after(one.materials.get().delete)] == [[address_of(one)]] * 2


def test_story_of_an_exemplar_renews_its_page(commune, standing):
    one, other = registers.exemplar(commune, "A"), registers.exemplar(commune, "B")
    story = newsroom.published(commune, "Đường hoa")
    gone_after = standing(address_of(one), address_of(other))

    added = gone_after(lambda: registers.tell(one, story))

    assert [added, gone_after(one.stories.get().delete)] == [[address_of(one)]] * 2


def test_story_that_comes_down_and_up_again_renews_its_exemplar(commune, standing):
    one, other = registers.exemplar(commune, "A"), registers.exemplar(commune, "B")
    story = newsroom.published(commune, "Đường hoa")
    registers.tell(one, story)
    gone_after = standing(address_of(one), address_of(other))

    down = gone_after(story.unpublish)
    revision = story.latest_revision
    up = gone_after(lambda: revision.publish(skip_permission_checks=True))

    assert [down, up] == [[address_of(one)]] * 2


def test_replacement_renews_both_documents_and_the_list(commune, standing):
    old, new, third = (registers.document(commune, name) for name in "123")
    pages = [address_of(one) for one in (old, new, third)]
    gone_after = standing("/van-ban/", "/lich/", *pages)

    replaced = gone_after(lambda: registers.replace(new, old))

    assert replaced == ["/van-ban/", *pages[:2]]
    assert gone_after(new.replacements.get().delete) == replaced


def test_document_that_replaces_renews_what_it_replaces(commune, standing):
    old, new, third = (registers.document(commune, name) for name in "123")
    registers.replace(new, old)
    gone_after = standing(*(address_of(one) for one in (old, new, third)))
    both = [address_of(old), address_of(new)]

    new.effective_from = date(2026, 12, 1)
    later = gone_after(new.save)
    old.abstract = "Việc khác"

    assert [later, gone_after(old.save)] == [both, both]


def test_document_that_goes_leaves_the_old_one_in_force(commune, standing):
    old, new = (registers.document(commune, name) for name in "12")
    registers.replace(new, old)
    gone_after = standing(address_of(old))

    assert gone_after(new.delete) == [address_of(old)]


def test_topics_of_a_document_renew_its_page(commune, standing):
    one, other = registers.document(commune, "1"), registers.document(commune, "2")
    topic = commune.column.topics.first()
    gone_after = standing(address_of(one), address_of(other))

    def choose():
        one.topics = [topic]
        one.save()

    assert gone_after(choose) == [address_of(one)]
    assert topic.text in kept(commune, address_of(one)).decode()


@pytest.mark.parametrize("make", MAKERS)
def test_entry_renews_the_lists_of_its_register_only(commune, standing, make):
    entry = getattr(registers, make)(commune)
    other = getattr(registers, make)(commune, "Khác")
    first_pages = [f"/{place}/" for place in PLACES.values()]
    gone_after = standing(*first_pages, address_of(entry), address_of(other), "/")

    gone = gone_after(entry.save)

    front_page = ["/"] if make == "event" else []
    assert gone == [f"/{PLACES[type(entry)]}/", address_of(entry), *front_page]


# Addresses


@pytest.mark.parametrize("make", MAKERS)
def test_entry_taken_off_is_gone_and_says_nothing(client, commune, make):
    entry = taken_off(getattr(registers, make)(commune, "Thứ bị rút"))

    answer = read(client, address_of(entry))

    assert answer.status_code == 410
    assert "Thứ bị rút" not in answer.content.decode()


@pytest.mark.parametrize("make", MAKERS)
def test_entry_that_never_stood_is_not_found(client, commune, neighbour, make):
    hidden = getattr(registers, make)(commune, public=False)
    foreign = taken_off(getattr(registers, make)(neighbour))

    codes = [read(client, address_of(one)).status_code for one in (hidden, foreign)]

    assert codes == [404, 404]


@pytest.mark.parametrize("make", MAKERS)
def test_entry_shown_again_keeps_the_hour_it_first_stood(commune, make):
    entry = getattr(registers, make)(commune)
    with time_machine.travel(datetime(2026, 11, 21, 3, tzinfo=UTC), tick=False):
        taken_off(entry)
        entry.public = True
        entry.save()

    assert entry.shown_at == NOW


@pytest.mark.parametrize(
    "address",
    [
        "/van-ban/trang-99999999999999999999/",
        "/van-ban/nam-9999999999/",
        "/van-ban/99999999999999999999999-x/",
        "/guong-dien-hinh/nam-2026/trang-99999999999999999999/",
        "/guong-dien-hinh/99999999999999999999999-x/",
        "/lich/99999999999999999999999-x/",
        "/lich/9999-12/",
    ],
)
def test_numbers_beyond_all_measure_are_not_found(client, commune, address):
    registers.exemplar(commune)

    assert read(client, address).status_code == 404


# Sitemaps


@pytest.mark.parametrize("make", MAKERS)
def test_sitemap_lists_the_public_entries(client, commune, neighbour, make):
    one = getattr(registers, make)(commune)
    taken_off(getattr(registers, make)(commune, "Đã rút"))
    getattr(registers, make)(commune, "Ẩn", public=False)
    getattr(registers, make)(neighbour)
    place = PLACES[type(one)]

    found = places(client, f"/sitemap-{place}.xml")

    assert found == [f"/{place}/", address_of(one)]
    assert f"/sitemap-{place}.xml" in places(client, "/sitemap.xml")


# Feeds


@pytest.mark.parametrize("form", FORMS)
def test_feeds_tell_what_came_last_of_what_is_public(client, commune, neighbour, form):
    registers.document(commune, "1-KH", abstract="Chợ phiên <mới>")
    registers.event(commune, "Họp", recurrence="month")
    registers.exemplar(commune, "Mô hình")
    for make in MAKERS:
        taken_off(getattr(registers, make)(commune, "Đã rút"))
        getattr(registers, make)(commune, "Ẩn", public=False)
        getattr(registers, make)(neighbour)

    found = [
        titles(read(client, f"/{place}/{form}"), form) for place in PLACES.values()
    ]

    assert found == [
        ["Kế hoạch 1-KH: Chợ phiên <mới>"],
        [f"Họp {commune.marker}, 08:00 20/11/2026"],
        [f"Mô hình {commune.marker}"],
    ]


def test_feed_puts_what_was_shown_last_first(client, commune):
    late = registers.document(commune, "1", public=False)
    registers.document(commune, "2", issued_on=date(2026, 11, 19))
    with time_machine.travel(datetime(2026, 11, 20, 4, tzinfo=UTC), tick=False):
        late.public = True
        late.save()

    items = json.loads(read(client, "/van-ban/feed.json").content)["items"]

    assert [item["date_published"][11:16] for item in items] == ["04:00", "03:00"]
    assert items[0]["id"] == f"tag:ban-mau.localhost,2026-11-20:van-ban/{late.pk}"
    assert items[0]["url"] == f"http://ban-mau.localhost{address_of(late)}"


def test_feed_says_that_an_event_is_called_off(client, commune):
    registers.event(commune, "Họp", cancelled=True)

    [title] = titles(read(client, "/lich/rss.xml"), "rss.xml")

    assert title == f"Họp {commune.marker}, 08:00 20/11/2026 (đã hủy)"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("place", PLACES.values())
def test_feed_stays_the_same_while_its_entries_do(client, commune, place, form):
    for make in MAKERS:
        getattr(registers, make)(commune)
    before = read(client, f"/{place}/{form}").content

    with time_machine.travel(datetime(2027, 3, 1, tzinfo=UTC), tick=False):
        assert read(client, f"/{place}/{form}").content == before
    assert b"2026-11-20T03:00:00" in before or b"20 Nov 2026 03:00:00" in before


@pytest.mark.parametrize("count", [1, 3])
def test_feeds_and_sitemaps_ask_as_often_for_many(client, commune, count):
    for number in range(count):
        for make in MAKERS:
            getattr(registers, make)(commune, str(number))

    found = [
        queries(client, address)
        for place in PLACES.values()
        for address in (f"/{place}/rss.xml", f"/sitemap-{place}.xml")
    ]

    assert found == [2] * 6


def test_feeds_and_sitemaps_name_the_list_they_show(client, commune):
    tags = []
    for place in PLACES.values():
        for address in (f"/{place}/rss.xml", f"/sitemap-{place}.xml"):
            with collecting() as shown:
                read(client, address)
            tags.append(lists(shown))

    assert tags == [[f"list:{place}"] for place in PLACES.values() for _ in range(2)]


@pytest.mark.parametrize("make", MAKERS)
def test_pages_name_the_feeds_of_their_register(client, commune, make):
    entry = getattr(registers, make)(commune)
    place = f"/{PLACES[type(entry)]}/"
    pages = [text_of(client, address) for address in (place, address_of(entry))]

    for page in pages:
        assert [f'href="{place}{form}"' in page for form in FORMS] == [True] * 3
