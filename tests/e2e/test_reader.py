"""A citizen with a small phone, with and without scripts, with and without a line."""

import io
from datetime import timedelta
from urllib.parse import urlsplit

import icalendar
import pypdf
import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from lxml import etree
from wagtail.models import ReferenceIndex, Site

from tests.factories import newsroom, registers, search_index
from toasoan.portal.snapshots import keep
from toasoan.stories.actions import folder_of
from toasoan.stories.models import File

NARROW = {"width": 320, "height": 640}


@pytest.fixture
def commune_online(live_server, commune):
    """Return the commune of the tests, at the address of the browser's server."""
    place = urlsplit(live_server.url)
    Site.objects.update(hostname="localhost", port=place.port)
    Site.objects.exclude(root_page=commune.home.pk).delete()
    return commune


# A second of silence: frames of MPEG 1, layer III, 128 kbit/s, with nothing in them.
SILENCE = (b"\xff\xfb\x90\x64" + bytes(413)) * 40


@pytest.fixture
def story(commune_online):
    """Return a story with a sound file, findable, beside an event of the calendar."""
    sound = File.objects.create(
        title="Bản đọc",
        file=ContentFile(SILENCE, name="ban-doc.mp3"),
        collection=folder_of(commune_online.organisation),
    )
    told = {"file": sound, "address": "", "transcript": "Cầu đã xong."}
    made = newsroom.published(
        commune_online,
        "Cầu treo Nậm Mẫu đã sửa xong",
        body=[("text", "<p>Bà con đi lại được từ sáng nay.</p>"), ("media", told)],
    )
    ReferenceIndex.create_or_update_for_object(made)
    search_index.refresh()
    registers.event(commune_online, starts_at=timezone.now() + timedelta(days=2))
    return made


def test_citizen_needs_no_scripts(story, open_page):
    page = open_page(NARROW, java_script_enabled=False)

    page.goto("/")
    page.get_by_role("link", name=story.title).first.click()
    assert page.get_by_text("Bà con đi lại được từ sáng nay.").is_visible()
    assert page.locator("audio").is_visible()
    page.fill("#q", "cau treo nam mau")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=story.title).click()
    assert page.locator("h1").inner_text() == story.title
    prints(page, story)
    subscribes(page, story)


def prints(page, story):
    """Print the story; the paper holds it, and none of what one clicks."""
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    words = " ".join(" ".join(one.extract_text() for one in paper.pages).split())
    assert story.title in words
    assert "Bà con đi lại được từ sáng nay." in words
    assert [words.count(one) for one in ("Danh mục", "Chia sẻ", "Nghe bài này")] == [
        0,
        0,
        0,
    ]


def subscribes(page, story):
    page.goto(story.column.get_url())
    link = page.locator("link[type='application/rss+xml']").first
    feed = etree.fromstring(page.request.get(link.get_attribute("href")).body())
    assert story.title in feed.xpath("//item/title/text()")
    page.goto("/lich/")
    link = page.locator("section a[href$='.ics']").first
    calendar = icalendar.Calendar.from_ical(
        page.request.get(link.get_attribute("href")).text()
    )
    assert len(calendar.walk("VEVENT")) == 1


def test_story_is_heard(story, open_page):
    page = open_page(NARROW)
    page.goto(story.get_url())
    assert page.get_by_role("heading", name="Nghe bài này").is_visible()

    page.locator("audio").focus()
    page.keyboard.press("Space")

    wait_until(page, "document.querySelector('audio').currentTime > 0.1")


def opened(page, address):
    page.goto(address)
    return page.locator("main").inner_text()


def wait_until(page, expression, arg=None):
    """Playwright's own waiting needs `eval`, which the policy forbids."""
    for _try in range(100):
        if page.evaluate(expression, arg):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {expression} of {arg}")


def wait_until_dropped(page, address):
    wait_until(page, "async one => !(await caches.match(one))", address)


def test_what_was_read_is_read_again_without_a_line(
    commune_online, open_page, settings, tmp_path
):
    settings.SNAPSHOTS = tmp_path
    read = newsroom.published(commune_online, "Cầu qua suối đã xong")
    recalled = newsroom.published(commune_online, "Tin sẽ bị thu hồi")
    unread = newsroom.published(commune_online, "Tin chưa ai mở")
    page = open_page(NARROW)
    for one in (commune_online.home, read, recalled):
        page.goto(one.get_url())
        page.evaluate("navigator.serviceWorker.ready")
    page.goto(recalled.get_url())
    page.goto(read.get_url())

    page.context.set_offline(True)
    kept = opened(page, read.get_url())
    missing = opened(page, unread.get_url())
    page.get_by_role("link", name="Tin sẽ bị thu hồi").wait_for()
    page.context.set_offline(False)
    recalled.unpublish()
    # As the worker does as soon as something has changed.
    keep.refresh(commune_online.organisation.pk, limit=1000)
    fresh = opened(page, read.get_url())
    wait_until_dropped(page, recalled.get_url())
    page.context.set_offline(True)
    gone = opened(page, recalled.get_url())

    assert "Cầu qua suối đã xong" in kept
    assert "bạn đang xem bản đã lưu lúc" in kept
    assert "Trang bạn mở chưa được lưu" in missing
    assert "bản đã lưu lúc" not in fresh
    assert "Tin sẽ bị thu hồi" not in gone


def test_browser_keeps_so_many_pages_and_no_more(commune_online, open_page):
    page = open_page(NARROW)
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready")
    page.evaluate(
        """async () => {
            const cache = await caches.open("pages");
            const now = Date.now(), before = now - 31 * 86400000;
            for (let n = 0; n < 80; n++) {
                const headers = { "x-size": 10, "x-saved": n < 70 ? now : before };
                await cache.put(`/cu/${n}/`, new Response("trang", { headers }));
            }
        }"""
    )

    page.goto("/lien-he/")
    wait_until_dropped(page, "/cu/0/")

    kept = page.evaluate(
        "async () => (await (await caches.open('pages')).keys()).map(one => one.url)"
    )
    assert len(kept) <= 60
    assert kept[-1].endswith("/lien-he/")
    assert [url for url in kept if url.endswith("/cu/79/")] == []
