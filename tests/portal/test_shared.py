"""A page that was taken off the disk: made once, seen by all who come meanwhile."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import newsroom
from tests.portal.test_pages import HOST
from toasoan.portal import shared
from toasoan.portal.shared import PAGES, Pages
from toasoan.portal.snapshots.collect import shows_until
from toasoan.portal.snapshots.keep import all_changed
from toasoan.stories.models import StoryPage

KEY = ("http", "xa.vn", "/")


class Maker:
    """Makes numbered pages, and waits for `go` before each."""

    def __init__(self):
        self.made = 0
        self.begun = threading.Event()
        self.go = threading.Event()
        self.go.set()

    def __call__(self):
        self.made += 1
        number = self.made
        self.begun.set()
        self.go.wait()
        return HttpResponse(str(number))


def ask(pages, make, edition=1, may_keep=lambda response: True):
    return pages.get(KEY, edition, make, may_keep).content.decode()


def test_page_is_made_once_until_something_changes():
    pages, make = Pages(), Maker()

    assert [ask(pages, make, edition) for edition in (1, 1, 2, 2)] == list("1122")


def test_who_came_before_a_change_may_see_what_is_newer():
    pages, make = Pages(), Maker()

    assert [ask(pages, make, edition) for edition in (2, 1)] == ["1", "1"]


def test_page_that_may_not_be_kept_is_made_for_each():
    pages, make = Pages(), Maker()

    answers = [ask(pages, make, may_keep=lambda response: False) for _ in range(2)]

    assert answers == ["1", "2"]


def test_page_holds_until_its_hour(time_machine):
    pages = Pages()
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    made = []

    def make():
        shows_until(now + timedelta(seconds=9))
        made.append(1)
        return HttpResponse(str(len(made)))

    found = []
    for seconds in (0, 8, 9):
        time_machine.move_to(now + timedelta(seconds=seconds), tick=False)
        found.append(ask(pages, make))

    assert found == ["1", "1", "2"]


def test_page_is_kept_for_a_minute(time_machine):
    pages, make, now = Pages(), Maker(), timezone.now()

    found = []
    for seconds in (0, 59, 61, 62):
        time_machine.move_to(now + timedelta(seconds=seconds), tick=False)
        found.append(ask(pages, make))

    assert found == ["1", "1", "2", "2"]


def test_page_of_a_clock_that_ran_ahead_is_made_again(time_machine):
    pages, make = Pages(), Maker()
    now = timezone.now()
    time_machine.move_to(now + timedelta(days=1), tick=False)
    ask(pages, make)

    time_machine.move_to(now, tick=False)

    assert ask(pages, make) == "2"


def crowd(pages, make, number, edition=1):
    """Return the answers of `number` visitors and the threads they come in."""
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(ask(pages, make, edition)))
        for _ in range(number)
    ]
    for thread in threads:
        thread.start()
    return answers, threads


def test_visitors_wait_for_the_first_of_them():
    pages, make = Pages(), Maker()
    make.go.clear()
    first, one = crowd(pages, make, 1)
    make.begun.wait()
    others, rest = crowd(pages, make, 5)

    make.go.set()
    for thread in (*one, *rest):
        thread.join()

    assert (first, others, make.made) == (["1"], ["1"] * 5, 1)


def test_who_comes_after_a_change_does_not_take_what_was_begun_before():
    pages, make = Pages(), Maker()
    make.go.clear()
    before, one = crowd(pages, make, 1, edition=1)
    make.begun.wait()
    after, other = crowd(pages, make, 1, edition=2)

    make.go.set()
    for thread in (*one, *other):
        thread.join()

    assert (before, after) == (["1"], ["2"])


def test_nobody_waits_too_long(monkeypatch):
    monkeypatch.setattr(shared, "PATIENCE", 0.01)
    pages, slow, quick = Pages(), Maker(), Maker()
    slow.go.clear()
    _answers, threads = crowd(pages, slow, 1)
    slow.begun.wait()

    answer = ask(pages, quick)
    slow.go.set()
    threads[0].join()

    assert (answer, quick.made) == ("1", 1)


def test_who_cannot_make_it_keeps_nobody_waiting():
    pages, make = Pages(), Maker()

    def fails():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask(pages, fails)

    assert ask(pages, make) == "1"


def test_no_more_is_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(shared, "MOST_BYTES", 10)
    pages, make = Pages(), Maker()
    for name in "abc":
        pages.get((name,), 1, lambda: HttpResponse("12345"), lambda response: True)

    pages.get(("c",), 1, make, lambda response: True)
    pages.get(("a",), 1, make, lambda response: True)

    assert make.made == 1
    assert pages.size <= 10


def read(client, address="/", **headers):
    return client.get(address, headers={**HOST, **headers}).content.decode()


def ready(client, commune):
    """Let the portal be known: what comes first is read before any edition is."""
    all_changed(commune.organisation)
    read(client, "/robots.txt")


def test_second_visitor_asks_for_the_edition_alone(client, commune):
    newsroom.published(commune, "Cầu")
    ready(client, commune)
    first = read(client)

    with CaptureQueriesContext(connection) as asked:
        second = read(client)

    assert second == first
    assert len(asked) == 1


def test_second_visitor_gets_the_same_headers(client, commune):
    ready(client, commune)

    first, second = (client.get("/", headers=HOST) for _ in range(2))

    assert dict(second.headers) == dict(first.headers)


def test_change_shows_to_the_next_visitor(client, commune):
    ready(client, commune)
    before = read(client)

    newsroom.published(commune, "Cầu mới")

    assert "Cầu mới" not in before
    assert "Cầu mới" in read(client)


def test_story_taken_down_is_gone_for_the_next_visitor(client, commune):
    story = newsroom.published(commune, "Nhầm")
    ready(client, commune)
    read(client, story.get_url())

    StoryPage.objects.get(pk=story.pk).unpublish()

    assert client.get(story.get_url(), headers=HOST).status_code == 410


def test_hosts_share_nothing(client, commune, neighbour):
    newsroom.published(commune, "Của ta")
    ready(client, commune)
    read(client)

    other = client.get("/", headers={"host": "ban-mau-thuong.localhost"})

    assert "Của ta" not in other.content.decode()


def test_what_staff_see_is_for_nobody_else(client, commune):
    ready(client, commune)
    client.force_login(commune.editor)
    of_staff = read(client)
    client.logout()

    assert "wagtail-userbar" in of_staff
    assert "wagtail-userbar" not in read(client)
    assert (("http", HOST["host"], "/") in PAGES.pages) is True
