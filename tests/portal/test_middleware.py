"""Policy, language and host of every public answer."""

import gzip

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories import newsroom

HOST = {"host": "ban-mau.localhost"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "frame-src https://www.youtube-nocookie.com; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)


def policy(answer):
    return answer.headers["Content-Security-Policy"]


def test_public_pages_carry_the_strict_policy(client, commune):
    story = newsroom.published(commune)
    paths = [
        "/",
        commune.column.get_url(),
        story.get_url(),
        "/tim-kiem/",
        "/khong-co/",
    ]

    answers = [client.get(path, headers=HOST) for path in paths]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 404]
    assert [policy(answer) for answer in answers] == [POLICY] * 5


def test_public_pages_hold_no_inline_code(client, commune):
    story = newsroom.published(commune, body=[("text", "<p>Tin.</p>")])

    for path in ("/", commune.column.get_url(), story.get_url(), "/tim-kiem/?q=cau"):
        html = client.get(path, headers=HOST).content.decode()

        assert [html.count(sign) for sign in ("style=", "<style", "onclick")] == [
            0,
            0,
            0,
        ]
        # A data block (schema.org) is no code: no browser runs it.
        code = html.replace('<script type="application/ld+json">', "")
        assert code.count("<script") == code.count("<script src=") == 1


def test_admin_keeps_its_own_policy(client, commune):
    client.force_login(commune.administrator)

    answer = client.get(reverse("wagtailadmin_home"), headers=HOST)

    assert "script-src 'self' 'unsafe-inline'" in policy(answer)


def test_staff_see_pages_with_wagtails_bar_and_policy(client, commune):
    client.force_login(commune.editor)

    answer = client.get("/", headers=HOST)

    assert "script-src 'self' 'unsafe-inline'" in policy(answer)
    assert "wagtail-userbar" in answer.content.decode()


def test_public_see_no_bar(client, commune):
    assert "userbar" not in client.get("/", headers=HOST).content.decode()


def test_preview_keeps_the_editors_policy(rf, commune):
    story = newsroom.draft(commune)

    answer = story.make_preview_request(rf.get("/admin/", headers=HOST))

    assert answer.status_code == 200
    assert "script-src 'self' 'unsafe-inline'" in policy(answer)


@pytest.mark.parametrize("path", ["/", "/tim-kiem/", "/khong-co/", "/tai-lieu/1/a.pdf"])
def test_host_of_nobody_is_a_plain_404(client, commune, neighbour, path):
    answer = client.get(path, headers={"host": "la.example.vn"})

    assert [answer.status_code, answer.headers["Content-Type"]] == [
        404,
        "text/plain; charset=utf-8",
    ]


def test_only_newsroom_answers_to_any_name_of_its_machine(client, commune):
    assert client.get("/", headers={"host": "192.0.2.7:8000"}).status_code == 200


def test_admin_opens_on_any_host(client, commune):
    client.force_login(commune.editor)

    answer = client.get(reverse("wagtailadmin_home"), headers={"host": "la.example.vn"})

    assert answer.status_code == 200


def test_portal_speaks_vietnamese_to_every_browser(client, commune):
    with translation.override("en"):
        answer = client.get("/", headers=HOST | {"accept-language": "en"})

    assert answer.headers["Content-Language"] == "vi"
    assert '<html lang="vi">' in answer.content.decode()


def test_hosts_match_without_case_and_port(client, commune):
    answer = client.get("/", headers={"host": "BAN-MAU.localhost:8123"})

    assert answer.status_code == 200


def test_answers_that_are_no_files_go_out_packed(client, commune):
    newsroom.published(commune, "Họp dân")
    taken = {**HOST, "accept-encoding": "gzip"}

    packed = client.get("/tim-kiem/?q=hop", headers=taken)
    whole = client.get("/tim-kiem/?q=hop", headers=HOST)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == whole.content
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize("address", ["/tin%00/", "/tim-kiem/?q=%00", "/van-ban/%00"])
def test_nul_is_refused_before_any_database_sees_it(client, commune, address):
    assert client.get(address, headers=HOST).status_code == 400


def test_page_of_django_is_kept_like_its_file(client, commune):
    story = newsroom.published(commune)

    for path in ("/", story.get_url(), "/rss.xml"):
        answer = client.get(path, headers=HOST)
        etag = answer.headers["ETag"]
        again = client.get(path, headers={**HOST, "if-none-match": etag})

        assert answer.headers["Vary"] == "Accept-Encoding"
        assert (again.status_code, again.content) == (304, b"")
        assert [again.headers[name] for name in ("ETag", "Vary", "Cache-Control")] == [
            answer.headers[name] for name in ("ETag", "Vary", "Cache-Control")
        ]


def test_changed_page_has_another_etag(client, commune):
    before = client.get("/", headers=HOST).headers["ETag"]
    newsroom.published(commune)

    answer = client.get("/", headers={**HOST, "if-none-match": before})

    assert answer.status_code == 200
    assert answer.headers["ETag"] != before


def test_packed_page_is_asked_for_again_by_its_weak_etag(client, commune):
    packed = {**HOST, "accept-encoding": "gzip"}
    etag = client.get("/", headers=packed).headers["ETag"]

    again = client.get("/", headers={**packed, "if-none-match": etag})

    assert etag.startswith('W/"')
    assert again.status_code == 304


def test_what_is_for_one_alone_varies_by_cookie(client, commune):
    client.force_login(commune.administrator)

    answer = client.get("/", headers=HOST)

    assert "Cookie" in answer.headers["Vary"]
    assert "ETag" not in answer.headers
