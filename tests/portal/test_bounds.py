"""Nothing a visitor asks for fills the table or the disk, or makes us fail."""

import gc
import re
import tracemalloc

import pytest
from django.test import RequestFactory

from tests.factories import newsroom, registers
from tests.portal.snapshots import world
from toasoan.portal import shared
from toasoan.portal.everything import addresses
from toasoan.portal.models import Snapshot
from toasoan.portal.snapshots import keep

HOST = {"host": "ban-mau.localhost"}
HUGE = "9" * 30


@pytest.fixture
def furnished(commune, settings, tmp_path):
    settings.SNAPSHOTS = tmp_path / "snapshots"
    world.furnish(commune)
    return commune


def families(room):
    """Yield addresses of endless families, each close to one that answers."""
    column = f"/{room.column.slug}"
    topic = room.column.topics.first()
    months = ("1999-01", "2098-12", "2026-1", "02026-11", "2026-011", "1899-01")
    numbers = ("0", "00", "1", "01", "02", "0002", HUGE, "-1", "1e3", "²")
    years = ("0", "0000", "1", "02026", "10000", HUGE, "1950", "2098")
    for month in months:
        yield from (f"{column}/luu-tru/{month}/", f"/sitemap-{month}.xml")
        yield from (f"/lich/{month}/", f"/van-ban/bao-cao-vien/{month}/")
    for number in numbers:
        yield from (f"/van-ban/trang-{number}/", f"{column}/luu-tru/2026-11/{number}/")
        yield f"{column}/chu-de/0{topic.pk}-viec-lang-ban-mau/"
        yield f"{column}/chu-de/{number}-x/"
        yield from (f"/van-ban/{number}-x/", f"/lich/{number}-x/")
        yield f"/guong-dien-hinh/{number}-x/"
        yield f"/tai-lieu/{number}/a.pdf"
    for year in years:
        yield from (f"/van-ban/nam-{year}/", f"/guong-dien-hinh/nam-{year}/")
        yield f"/van-ban/nam-{year}/trang-2/"


def test_endless_families_of_addresses_are_nowhere(client, furnished):
    codes = {
        address: client.get(address, headers=HOST).status_code
        for address in families(furnished)
    }

    assert {a: code for a, code in codes.items() if code not in (301, 404)} == {}
    assert set(Snapshot.objects.values_list("address", flat=True)) <= {
        *addresses(furnished.home)
    }


@pytest.mark.parametrize("prefix", ["van-ban", "lich", "guong-dien-hinh"])
def test_number_of_an_entry_is_written_in_one_way(client, furnished, prefix):
    entry = re.compile(rf"/{prefix}/\d+-.*")
    address = next(one for one in addresses(furnished.home) if entry.fullmatch(one))
    other = address.replace(f"/{prefix}/", f"/{prefix}/0")

    assert client.get(address, headers=HOST).status_code == 200
    assert client.get(other, headers=HOST).status_code == 404


def test_queries_cookies_methods_and_hosts_leave_nothing(client, furnished, settings):
    Snapshot.objects.all().delete()
    story = newsroom.published(furnished, "Một")
    Snapshot.objects.all().delete()
    address = keep_address(story)

    for n in range(30):
        client.get(address, {"a": n}, headers=HOST)
        client.get("/tim-kiem/", {"q": f"từ {n}"}, headers=HOST)
        client.get("/van-ban/", {"q": f"từ {n}"}, headers=HOST)
        client.get(f"/khong-co-{n}/", headers=HOST)
        client.post(f"/tim-kiem/{n}", headers=HOST)
        client.options(address, headers=HOST)
        client.get("/_util/login/", headers=HOST)

    assert Snapshot.objects.count() == 0
    assert [file for file in settings.SNAPSHOTS.rglob("*") if file.is_file()] == []


def test_a_thousand_search_terms_leave_nothing_behind(client, furnished, settings):
    # Not the client: it leaves something of its own behind at each request.
    asked = RequestFactory(headers=HOST)

    def ask(numbers):
        for number in numbers:
            query = {"q": f"từ số {number} cầu"}
            answer = keep.handler().get_response(asked.get("/tim-kiem/", query))
            assert answer.status_code == 200

    front = client.get("/", headers=HOST).content
    ask(range(100))
    rows, pages = Snapshot.objects.count(), shared.PAGES.size
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        ask(range(100, 1100))
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()

    assert grown < 256 * 1024
    assert (Snapshot.objects.count(), shared.PAGES.size) == (rows, pages)
    assert [file for file in settings.SNAPSHOTS.rglob("*") if file.is_file()] == []
    assert client.get("/", headers=HOST).content == front


def test_poisoned_headers_leave_the_page_as_it_is(client, furnished):
    story = newsroom.published(furnished, "Hai")
    address = keep_address(story)
    poison = {
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "https",
        "x-forwarded-for": "192.0.2.1",
        "x-original-url": "/admin/",
        "x-rewrite-url": "/admin/",
        "x-http-method-override": "DELETE",
        "forwarded": "host=evil.example",
        "accept-language": "en",
        "referer": "https://evil.example/",
        "user-agent": "evil.example <script>",
        "x-host": "evil.example",
    }

    clean = client.get(address, headers=HOST)
    answer = client.get(address, headers=HOST | poison)
    keep.refresh(furnished.organisation.pk, limit=1000)

    assert answer.content == clean.content
    assert b"evil" not in answer.content
    file = keep._file(keep.site_of(furnished.organisation.pk), address)
    assert file.read_bytes() == clean.content


@pytest.mark.parametrize(
    "query",
    [
        "q=%ff%fe",
        "q=%ED%A0%80",
        f"q={'a' * 3000}",
        f"nam={HUGE}",
        "nam=0000",
        "nam=%C2%B2%C2%B2%C2%B2%C2%B2",
        f"trang={HUGE}",
        "trang=-1",
        "trang=%C2%B2",
        "q=%25%5F%27%22%5C",
        "q=%28%29%26%7C%21%3A%2A",
        f"truoc={HUGE}-1",
        "truoc=9999999999999999-1",
    ],
)
def test_any_query_has_an_answer(client, furnished, query):
    column = f"/{furnished.column.slug}/"
    for path in ("/", "/tim-kiem/", "/van-ban/", "/lich/", "/guong-dien-hinh/", column):
        code = client.get(f"{path}?{query}", headers=HOST).status_code

        assert code in (200, 301), path


@pytest.mark.parametrize(
    "target",
    [
        "/?q=%00",
        "/tim-kiem/?q=a%00b",
        "/van-ban/?loai=%00",
        "/lich/?chu-de=%00",
        "/%00/",
        "/a%00b/",
        "/tai-lieu/1/%00",
        "/lich/a%00.ics",
    ],
)
def test_nul_is_refused_wherever_it_stands(client, furnished, target):
    assert client.get(target, headers=HOST).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/%ff/",
        "/%c0%ae%c0%ae/",
        "/..%2f..%2fsecret-key",
        "/%252e%252e%252f",
        "/a%5c..%5cb/",
        "/%ED%A0%80/",
        "/" + "a" * 4000 + "/",
        "/" + "a/" * 400,
        "/a%0d%0aSet-Cookie:x=1/",
    ],
)
def test_any_path_has_an_answer(client, furnished, path):
    answer = client.get(path, headers=HOST)

    assert answer.status_code in (301, 404)
    assert "x=1" not in str(answer.headers.get("Set-Cookie"))


def keep_address(story):
    return f"/{story.get_parent().slug}/{story.slug}/"


def test_document_page_stands_though_its_register_grows(client, furnished):
    registers.document(furnished, number="99-KH/ĐU")

    assert client.get("/van-ban/", headers=HOST).status_code == 200
