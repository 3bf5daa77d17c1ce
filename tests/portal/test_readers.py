"""Readers: what is counted, that nothing is counted twice, that nobody is known."""

import os
import re
import time
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.factories import newsroom
from toasoan.channels.models import StoryViews
from toasoan.portal.models import ReadMark
from toasoan.portal.readers import count, visits
from toasoan.portal.readers.count import count_all
from toasoan.portal.readers.tally import Counted, Tally
from toasoan.portal.tasks import count_readers

ROOT = Path(__file__).resolve().parents[2]
CONF = (ROOT / "deploy/nginx/toasoan/readers.conf").read_text(encoding="ascii")
PHONE = "Mozilla/5.0 (Linux; Android 9; CUBOT NOTE) Chrome/120.0 Mobile"
HOUR = "2026-11-20T09+07:00"


@pytest.fixture
def folder(settings, tmp_path):
    settings.READERS = tmp_path / "readers"
    settings.READERS.mkdir()
    return settings.READERS


def visit(tally, status="200 OK", path="/tin/hop-dan/", **environ):
    """One request through the counting server; Django or a file answers `status`."""

    def answers(environ, start):
        start(status, [])
        return []

    asked = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "HTTP_HOST": "xa.example.vn:8000",
        "HTTP_USER_AGENT": PHONE,
        **environ,
    }
    Counted(answers, tally, "sessionid")(asked, lambda *args: None)


def counted(tally):
    return {key[1:]: number for key, number in tally.counts.items()}


@pytest.fixture
def tally(folder):
    made = Tally(folder, every=3600)
    made.started = True  # what is written is written by the test
    return made


@pytest.mark.parametrize(
    ("environ", "number"),
    [
        ({}, 1),
        ({"status": "304 Not Modified"}, 1),
        ({"QUERY_STRING": "fbclid=abc"}, 1),
        ({"path": "/tin/hop-dan/noi-dung.html"}, 1),
        ({"HTTP_USER_AGENT": "Mozilla/5.0 Zalo android/1201"}, 1),
        ({"status": "404 Not Found"}, 0),
        ({"status": "302 Found"}, 0),
        ({"path": "/"}, 0),
        ({"path": "/tin/"}, 0),
        ({"path": "/tin/chu-de/1-x/"}, 0),
        ({"path": "/tin/họp/"}, 0),
        ({"REQUEST_METHOD": "HEAD"}, 0),
        ({"REQUEST_METHOD": "POST"}, 0),
        ({"HTTP_USER_AGENT": ""}, 0),
        ({"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, 0),
        ({"HTTP_USER_AGENT": "facebookexternalhit/1.1"}, 0),
        ({"HTTP_SEC_PURPOSE": "prefetch;prerender"}, 0),
        ({"HTTP_PURPOSE": "prefetch"}, 0),
        ({"HTTP_X_MOZ": "prefetch"}, 0),
        ({"HTTP_COOKIE": "a=b; sessionid=c"}, 0),
    ],
)
def test_a_view_is_a_person_who_opens_a_story(tally, environ, number):
    visit(tally, **environ)

    assert sum(tally.counts.values()) == number


def test_file_of_visits_holds_nothing_of_the_visitor(tally, folder):
    for _ in range(3):
        visit(tally, QUERY_STRING="fbclid=abc", HTTP_REFERER="https://x.vn/")
    tally.write()

    [file] = folder.iterdir()
    line = file.read_text()
    assert re.sub(r"^\S+", "HOUR", line) == "HOUR xa.example.vn 200 /tin/hop-dan/ 3\n"
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d\+00:00 ", line)


def test_what_cannot_be_written_waits_in_memory(tally, folder):
    visit(tally)
    folder.rmdir()
    folder.write_text("no folder")
    tally.write()
    visit(tally)

    assert counted(tally) == {("xa.example.vn", "/tin/hop-dan/"): 2}


def test_memory_is_bounded(tally, monkeypatch):
    monkeypatch.setattr("toasoan.portal.readers.tally.MOST", 2)
    for name in "abcb":
        visit(tally, path=f"/tin/{name}/")

    assert [path for _host, path in counted(tally)] == ["/tin/a/", "/tin/b/"]
    assert sum(tally.counts.values()) == 3


def test_server_writes_by_itself_and_when_it_stops(folder):
    tally = Tally(folder, every=0.05)
    visit(tally)
    deadline = time.monotonic() + 5
    while not list(folder.glob("*.log")) and time.monotonic() < deadline:
        time.sleep(0.01)
    tally.stopped.set()
    visit(tally)
    tally.stop()

    assert len(list(folder.glob("web-*.log"))) == 2


def test_worker_of_the_server_writes_what_is_left_when_it_ends(folder):
    """Granian forks its workers; a forked process forgets what it should do at exit."""
    work = get_context("fork").Process(target=visit, args=(Tally(folder),))
    work.start()
    work.join(20)

    assert (work.exitcode, len(list(folder.glob("web-*.log")))) == (0, 1)


# From files to sums


def line(room, story, hour=HOUR, number="", ending=""):
    host = newsroom.site_of(room).hostname
    return f"{hour} {host} 200 {place(story)}{ending}{number and f' {number}'}\n"


def place(story):
    return f"/{story.get_parent().slug}/{story.slug}/"


def sums(room):
    rows = StoryViews.objects.of(room.organisation).order_by("story", "read_on")
    return list(rows.values_list("story", "read_on", "count"))


def write(folder, *lines, name="web-1.log"):
    with (folder / name).open("a") as file:
        file.write("".join(lines))


@pytest.fixture
def story(commune):
    return newsroom.draft(commune, "Họp dân")


def test_sums_are_of_each_story_and_day_in_its_own_newsroom(
    commune, neighbour, story, folder
):
    other = newsroom.draft(commune, "Cầu mới")
    theirs = newsroom.draft(neighbour, "Họp dân")
    write(
        folder,
        line(commune, story, number=3),
        line(commune, story, ending="noi-dung.html"),
        # One o'clock at night there is the day before in UTC.
        line(commune, story, hour="2026-11-20T18+00:00"),
        line(commune, other),
        line(neighbour, theirs, number=7),
        f"{HOUR} ban-mau.localhost 200 /khong/co/ 5\n",
        f"{HOUR} la.example.vn 200 {place(story)} 5\n",
        "rubbish\n",
        "9999-99-99T99+07:00 ban-mau.localhost 200 / 5\n",
    )

    total = count_readers.call()

    assert total == 13
    assert sums(commune) == [
        (story.pk, date(2026, 11, 20), 4),
        (story.pk, date(2026, 11, 21), 1),
        (other.pk, date(2026, 11, 20), 1),
    ]
    assert sums(neighbour) == [(theirs.pk, date(2026, 11, 20), 7)]


def test_only_newsroom_answers_to_any_host(commune, story, folder):
    write(folder, f"{HOUR} 192.168.1.9 200 {place(story)}\n")

    count_all(folder)

    assert sums(commune) == [(story.pk, date(2026, 11, 20), 1)]


def test_counted_file_is_taken_away_with_its_mark(commune, story, folder):
    write(folder, line(commune, story))
    count_all(folder)
    write(folder, line(commune, story), name="web-2.log")
    count_all(folder)

    assert (list(folder.iterdir()), ReadMark.objects.count()) == ([], 0)
    assert sums(commune) == [(story.pk, date(2026, 11, 20), 2)]


def test_death_before_the_file_is_taken_away_counts_nothing_twice(
    commune, story, folder
):
    write(folder, line(commune, story))
    count.count_batch(folder / "web-1.log")

    count_all(folder)

    assert sums(commune) == [(story.pk, date(2026, 11, 20), 1)]
    assert list(folder.iterdir()) == []


def test_failure_while_counting_counts_nothing(commune, story, folder, monkeypatch):
    write(folder, line(commune, story))
    with monkeypatch.context() as broken:
        broken.setattr(ReadMark, "mark_read", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            count_all(folder)
    failed = sums(commune)

    count_all(folder)

    assert (failed, sums(commune)) == ([], [(story.pk, date(2026, 11, 20), 1)])


def test_file_is_counted_in_batches(commune, story, folder, monkeypatch):
    monkeypatch.setattr(count, "A_BATCH", 200)
    write(folder, *[line(commune, story)] * 9, "x" * 500 + "\n", line(commune, story))

    assert count_all(folder) == 10


def test_line_of_nginx_is_counted_when_it_is_whole(commune, story, folder):
    whole = line(commune, story)
    write(folder, whole, whole[:20], name="nginx.log")
    first = count_all(folder)
    [taken] = folder.iterdir()
    # nginx goes on writing into the file it opened.
    write(folder, whole[20:], name=taken.name)

    assert (first, count_all(folder), count_all(folder)) == (1, 1, 0)
    assert sums(commune) == [(story.pk, date(2026, 11, 20), 2)]


def test_file_that_nginx_left_is_taken_away_after_an_hour(commune, story, folder):
    write(folder, line(commune, story), name="nginx.log")
    count_all(folder)
    [old] = folder.iterdir()
    write(folder, line(commune, story), name="nginx.log")
    early = count_all(folder)
    two_hours_ago = time.time() - 7200
    os.utime(old, (two_hours_ago, two_hours_ago))

    late = count_all(folder)

    [left] = folder.iterdir()
    assert (early, late, left != old) == (1, 0, True)
    assert [mark.name for mark in ReadMark.objects.all()] == [left.name]


def test_folder_that_is_not_there_is_no_error(db, tmp_path):
    assert count_all(tmp_path / "none") == 0


# The rules of nginx are ours


def test_nginx_knows_the_same_robots():
    [robots] = re.findall(r'"~\*(.+)" 0;', CONF)

    assert robots == visits.ROBOTS


def test_nginx_knows_the_same_stories():
    [stories] = re.findall(r"\?<toasoan_story>(.+)\)\(\?:\\\?\|\$\)", CONF)

    assert stories == visits.STORY.pattern


def test_nginx_knows_the_same_signs_of_reading_ahead():
    [signs] = re.findall(r"\$upstream_status((?:\$http_\w+)+)", CONF)

    assert tuple(f"HTTP_{one[5:].upper()}" for one in signs.split("$")[1:]) == (
        visits.AHEAD
    )


def test_nginx_knows_the_session_by_its_name(settings):
    assert f" $cookie_{settings.SESSION_COOKIE_NAME}$" in CONF


def test_day_that_does_not_exist_is_passed_over(commune, story, folder):
    write(folder, line(commune, story, hour="2026-02-30T09+07:00"))

    assert count_all(folder) == 0
