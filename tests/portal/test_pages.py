"""Front page, columns and stories as a citizen gets them."""

import gzip
import html as html_text
import re
from datetime import timedelta
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.documents import get_document_model

from tests.factories import newsroom
from toasoan.portal.crops.work import cut_picture
from toasoan.portal.shared import PAGES
from toasoan.portal.snapshots.keep import all_changed
from toasoan.stories.actions import folder_of, open_column
from toasoan.stories.models import Credit, Picture, StoryPage

HOST = {"host": "ban-mau.localhost"}


def words(client, address, host=HOST):
    """The text of a page, in English, without marks and runs of blanks."""
    with translation.override("vi"):
        answer = client.get(address, headers=host)
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(html_text.unescape(text).split())


def headlines(client, address, level="h[23]"):
    page = client.get(address, headers=HOST).content.decode()
    return re.findall(rf"<{level}><a [^>]*>([^<]*)</a>", page)


def lists(shown):
    """The lists a page was noted to show."""
    return sorted(tag for tag in shown.tags if tag.startswith("list:"))


def queries(client, address):
    """How often the database is asked to render a page of a portal that is known.

    Keeping it is counted apart.
    """
    for _visit in range(2):
        client.get(address, headers=HOST)
    PAGES.clear()
    with CaptureQueriesContext(connection) as asked:
        client.get(address, headers=HOST)
    return len([one for one in asked if "portal_snapshot" not in one["sql"]])


def age(story, **kwargs):
    moment = timezone.now() - timedelta(**kwargs)
    StoryPage.objects.filter(pk=story.pk).update(
        first_published_at=moment, listed_at=moment
    )
    all_changed(story.organisation)


def test_front_page_names_all_the_law_asks(client, commune):
    page = words(client, "/")

    for fact in (
        "Ủy ban nhân dân Xã Bản Mẫu",
        "UBND tỉnh Mẫu Sơn",
        "Nguyễn Văn Mẫu, Chủ tịch UBND xã",
        "Thôn Trung Tâm BẢN-MẪU",
        "0200 000 001",
        "ban-mau@example.vn",
    ):
        assert fact in page


def test_every_page_says_who_issued_it(client, commune):
    story = newsroom.published(commune)

    for address in (
        "/",
        commune.column.get_url(),
        story.get_url(),
        "/tim-kiem/",
        "/x/",
    ):
        assert "Ủy ban nhân dân Xã Bản Mẫu" in words(client, address), address


def test_front_page_puts_the_pinned_story_first_until_its_hour(client, commune):
    pinned = newsroom.published(
        commune, "Ghim", pinned_until=timezone.now() + timedelta(hours=1)
    )
    age(pinned, days=9)
    age(newsroom.published(commune, "Cũ"), hours=2)
    age(newsroom.published(commune, "Mới"), hours=1)

    before = headlines(client, "/")[:3]
    StoryPage.objects.filter(pk=pinned.pk).update(pinned_until=timezone.now())
    all_changed(commune.organisation)
    after = headlines(client, "/")[:3]

    assert before == ["Ghim", "Mới", "Cũ"]
    assert after == ["Mới", "Cũ", "Ghim"]


def test_front_page_shows_three_of_each_column(client, commune):
    other = open_column(
        organisation=commune.organisation, name="Nông thôn mới", topics=[]
    )
    for n in range(5):
        age(newsroom.published(commune, f"Một {n}"), hours=n)
    commune.column = other
    for n in range(2):
        age(newsroom.published(commune, f"Hai {n}"), days=9, hours=n)

    shown = headlines(client, "/")

    assert shown == [
        *(f"Một {n}" for n in range(5)),
        *("Một 1", "Một 2", "Một 3"),
        *("Hai 0", "Hai 1"),
    ]


def test_front_page_without_stories_stands(client, commune):
    assert client.get("/", headers=HOST).status_code == 200


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-22T16:59Z", "Sunday, 22/11/2026"),
        ("2026-11-22T17:01Z", "Monday, 23/11/2026"),
    ],
)
def test_front_page_says_the_day_of_the_place(
    client, commune, settings, time_machine, moment, day
):
    settings.LANGUAGE_CODE = "en"
    time_machine.move_to(moment)

    assert day in words(client, "/")


@pytest.mark.parametrize("count", [1, 30])
def test_lists_ask_as_often_for_one_story_as_for_many(client, commune, count):
    cover = newsroom.picture(commune.organisation)
    for n in range(count):
        story = newsroom.draft(commune, f"Cầu {n}", cover=cover, cover_alt="Cầu")
        story.get_latest_revision().publish(skip_permission_checks=True)

    assert queries(client, "/") == FRONT_PAGE_QUERIES
    assert queries(client, commune.column.get_url()) == COLUMN_QUERIES


FRONT_PAGE_QUERIES = 6
COLUMN_QUERIES = 6


@pytest.mark.parametrize("count", [1, 10])
def test_story_asks_as_often_among_few_as_among_many(client, commune, count):
    for n in range(count):
        newsroom.published(commune, f"Cầu {n}")
    story = newsroom.published(commune, "Cầu cuối")

    assert queries(client, story.get_url()) == STORY_QUERIES


STORY_QUERIES = 8


def test_full_front_page_stays_small(client, commune):
    commune.organisation.name = "Xã Bản Mẫu"
    for n in range(5):
        commune.column = open_column(
            organisation=commune.organisation,
            name=f"Thông tin thời sự, tuyên truyền chủ trương đường lối {n}",
            topics=[],
        )
        cover = newsroom.picture(commune.organisation, size=(1200, 800))
        cut_picture.func(cover.pk)
        for _each in range(3):
            title = "Hội nghị sơ kết công tác chuyển đổi số quý III năm 2026 của xã"
            newsroom.published(commune, title, cover=cover, cover_alt="Hội nghị")

    page = client.get("/", headers=HOST).content

    assert page.count(b"<picture>") == 6
    # One round trip carries 14 kB of the compressed page.
    assert len(gzip.compress(page)) <= 5 * 1024


def test_style_sheet_and_script_stay_small():
    """With the front page's 4 kB they make a third of the 20 kB allowed."""
    files = [finders.find(f"portal/portal.{kind}") for kind in ("css", "js")]

    sizes = [len(brotli.compress(Path(file).read_bytes())) for file in files]

    assert sizes[0] <= 4_000
    assert sizes[1] <= 1_300


def test_column_page_shows_its_newest_and_the_way_to_the_rest(client, commune):
    for n in range(14):
        story = newsroom.draft(commune, f"Cầu {n}")
        story.get_latest_revision().publish(skip_permission_checks=True)
    address = commune.column.get_url()

    page = client.get(address, headers=HOST).content.decode()

    assert headlines(client, address) == [f"Cầu {n}" for n in reversed(range(2, 14))]
    assert f'href="/{commune.column.slug}/luu-tru/"' in page


def test_story_page_holds_all_a_reader_asks(client, commune, settings):
    settings.LANGUAGE_CODE = "en"
    story = newsroom.draft(
        commune,
        "Sửa cầu",
        lead="Cầu đi được.",
        event_at=newsroom.moment(2026, 11, 23, 1, 30),
        place="Thôn Nậm Mẫu",
        source="Báo Mẫu",
        topics=[commune.column.topics.first()],
    )
    story.credits.add(
        Credit(
            name="Lò Thị Mẫu",
            role=Credit.Role.PHOTOGRAPHER,
            organisation=commune.organisation,
        )
    )
    story.save_revision().publish(skip_permission_checks=True)
    StoryPage.objects.filter(pk=story.pk).update(
        first_published_at=newsroom.moment(2026, 11, 23, 2),
        last_published_at=newsroom.moment(2026, 11, 23, 3),
    )

    page = words(client, story.get_url())

    for fact in (
        "News item",
        "Sửa cầu",
        "Cầu đi được.",
        "09:00 23/11/2026",
        "updated 10:00 23/11/2026",
        "08:30 Monday, 23/11/2026",
        "Thôn Nậm Mẫu",
        "After Báo Mẫu",
        "News and pictures: Lò Thị Mẫu",
        "Việc làng BẢN-MẪU",
    ):
        assert fact in page


def test_story_published_once_is_not_called_updated(client, commune, settings):
    settings.LANGUAGE_CODE = "en"
    story = newsroom.published(commune)

    assert "updated" not in words(client, story.get_url())


def test_story_page_relates_those_published_just_before(client, commune):
    stories = [newsroom.published(commune, f"Cầu {n}") for n in range(6)]

    shown = headlines(client, stories[4].get_url())

    assert shown == ["Cầu 3", "Cầu 2", "Cầu 1"]


def test_new_story_changes_no_page_of_an_old_one(client, commune):
    old = newsroom.published(commune, "Cũ")
    before = client.get(old.get_url(), headers=HOST).content

    newsroom.published(commune, "Mới")

    assert client.get(old.get_url(), headers=HOST).content == before


def test_body_shows_each_kind_of_block(client, commune, settings):
    settings.LANGUAGE_CODE = "en"
    organisation = commune.organisation
    picture = newsroom.picture(organisation, "Cầu", size=(900, 600))
    paper = get_document_model().objects.create(
        title="Kế hoạch",
        file=ContentFile(b"x" * 2048, name="ke-hoach.pdf"),
        collection=folder_of(organisation),
    )
    video = {
        "file": None,
        "address": "https://youtu.be/abcdefghijk",
        "transcript": "Nói",
    }
    shown = {"picture": picture, "alt": "Cầu treo", "caption": "Cầu đẹp"}
    story = newsroom.published(
        commune,
        body=[
            ("text", "<h2>Mục</h2><p>Chữ</p>"),
            ("quote", {"text": "Vui quá", "speaker": "Bà Mẫu"}),
            ("picture", shown),
            ("gallery", [shown]),
            ("document", {"document": paper, "title": "Bản kế hoạch"}),
            ("media", video),
            ("table", {"data": [["Thôn", "Giờ"]], "first_row_is_table_header": False}),
            ("callout", {"title": "Lưu ý", "text": "<p>Chậm thôi</p>"}),
            (
                "contact",
                {"name": "Trạm", "telephone": "0200 1", "email": "", "place": ""},
            ),
        ],
    )

    page = client.get(story.get_url(), headers=HOST).content.decode()
    text = words(client, story.get_url())

    for fact in ("Mục Chữ", "Vui quá Bà Mẫu", "Cầu đẹp", "PDF, 2.0 KB", "Bản kế hoạch"):
        assert fact in text
    for fact in ("Nói", "Thôn Giờ", "Lưu ý Chậm thôi", "Trạm 0200 1"):
        assert fact in text
    assert page.count('alt="Cầu treo"') == 2
    assert "https://www.youtube-nocookie.com/embed/abcdefghijk" in page
    assert '<iframe src="https://www.youtube.com' not in page


def test_picture_without_consent_never_shows(client, commune):
    refused = newsroom.picture(
        commune.organisation, "KHÔNG-ĐƯỢC", consent=Picture.Consent.REFUSED
    )
    story = newsroom.published(
        commune,
        cover=refused,
        cover_alt="Người",
        body=[("picture", {"picture": refused, "alt": "Người", "caption": ""})],
    )

    for address in ("/", commune.column.get_url(), story.get_url()):
        assert "<picture>" not in client.get(address, headers=HOST).content.decode()


def test_preview_says_why_a_picture_is_missing(rf, commune, settings):
    settings.LANGUAGE_CODE = "en"
    unknown = newsroom.picture(commune.organisation, consent=Picture.Consent.UNKNOWN)
    story = newsroom.draft(commune, cover=unknown, cover_alt="Người")

    with translation.override("en"):
        answer = story.make_preview_request(rf.get("/admin/", headers=HOST))

    assert "nobody noted that the people" in answer.content.decode()
