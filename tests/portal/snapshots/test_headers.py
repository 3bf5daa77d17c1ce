"""Every public page says what the one list of headers says, and so does nginx."""

import pytest

from tests.portal.snapshots import world
from toasoan.portal.everything import addresses
from toasoan.portal.snapshots import keep
from toasoan.portal.snapshots.headers import (
    CACHING,
    NOT_KEPT,
    TYPES,
    headers_of,
    type_of,
)
from toasoan.portal.snapshots.render import render

pytestmark = pytest.mark.django_db


def test_every_page_says_what_the_list_says(commune, settings):
    settings.SECURE_HSTS_SECONDS = 0
    world.furnish(commune)
    site = keep.site_of(commune.organisation.pk)

    found = {
        address: render(keep.handler(), site, address).page
        for address in addresses(commune.home)
    }

    without = [address for address, page in found.items() if page is None]
    assert without == []
    assert {address: dict(page.headers) for address, page in found.items()} == {
        address: headers_of(address) for address in found
    }


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/tin/hop-dan/", "text/html; charset=utf-8"),
        ("/tin/hop-dan/noi-dung.html", "text/html; charset=utf-8"),
        ("/tin/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/tin", ""),
        ("/tin/a.pdf", ""),
        ("/anh.svg", ""),
    ],
)
def test_type_follows_from_the_address(address, kind):
    assert type_of(address) == kind


def test_longer_ends_come_before_shorter_ones():
    ends = list(TYPES)

    assert [
        (before, after)
        for place, before in enumerate(ends)
        for after in ends[place + 1 :]
        if after.endswith(before)
    ] == []


@pytest.mark.parametrize(
    ("address", "caching"),
    [
        ("/", CACHING),
        ("/rss.xml", CACHING),
        ("/?a=1", NOT_KEPT),
        ("/tim-kiem/?q=a", NOT_KEPT),
        ("/khong-co/", NOT_KEPT),
        ("/_util/login/", "max-age=0, no-cache, no-store, must-revalidate, private"),
    ],
)
def test_each_answer_says_who_may_keep_it(client, commune, address, caching):
    answer = client.get(address, headers={"host": "ban-mau.localhost"})

    assert answer.headers["Cache-Control"] == caching


def test_what_staff_see_is_nobody_elses(client, commune):
    client.force_login(commune.editor)

    answer = client.get("/", headers={"host": "ban-mau.localhost"})

    assert answer.headers["Cache-Control"] == NOT_KEPT


def test_page_that_says_more_stays_with_django(commune, monkeypatch):
    site = keep.site_of(commune.organisation.pk)
    answered = keep.handler().answer

    def with_more(*args):
        response = answered(*args)
        response.headers["X-More"] = "1"
        return response

    monkeypatch.setattr(keep.handler(), "answer", with_more)

    assert render(keep.handler(), site, "/").page is None
