"""What a citizen sees when something is missing or broken."""

from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.views.defaults import server_error


def test_missing_page_speaks_and_shows_the_way(client, commune):
    answer = client.get("/khong-co/", headers={"host": "ban-mau.localhost"})
    page = answer.content.decode()

    assert answer.status_code == 404
    assert 'href="/tim-kiem/"' in page
    assert "Ủy ban nhân dân Xã Bản Mẫu" in page


def test_broken_page_needs_no_database():
    # No database mark: a query would raise.
    with translation.override("en"):
        answer = server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()


def test_broken_page_holds_no_inline_code():
    page = render_to_string("500.html")

    assert ["<script" in page, "<style" in page, "style=" in page] == [False] * 3
