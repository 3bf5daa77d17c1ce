"""Search of the portal, on SQLite and PostgreSQL alike (promise 27)."""

import unicodedata
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import newsroom, search_index
from tests.portal.test_pages import queries
from toasoan.portal import search
from toasoan.portal.search import find, marked
from toasoan.stories.models import StoryPage

NFD = unicodedata.normalize("NFD", "hệ thống")


def titles(room, *texts):
    """The titles found for each text, and for all of them when they are the same."""
    found = [
        [
            story.title
            for story in find(room.organisation, text, now=timezone.now()).stories
        ]
        for text in texts
    ]
    return found[0] if all(one == found[0] for one in found) else found


def age(story, hours):
    moment = timezone.now() - timedelta(hours=hours)
    StoryPage.objects.filter(pk=story.pk).update(
        first_published_at=moment, listed_at=moment
    )


def test_search_finds_with_and_without_diacritics(commune):
    newsroom.published(commune, "Hệ thống nước sạch về bản")
    newsroom.published(commune, "Lịch họp thôn")

    found = titles(
        commune,
        "he thong",
        "hệ thống",
        "HỆ THỐNG",
        "Hệ thông",
        NFD,
        "thong he",
        '"hệ" -thống*',
    )

    assert found == ["Hệ thống nước sạch về bản"]


def test_search_folds_d_with_stroke(commune):
    newsroom.published(commune, "Mở đường mới")

    assert titles(commune, "duong", "đường", "DUONG", "ĐƯỜNG", "dương") == [
        "Mở đường mới"
    ]


def test_search_knows_old_and_new_tone_places(commune):
    newsroom.published(commune, "Thôn Hoà Bình họp")
    newsroom.published(commune, "Xóm Hòa Bình gặt lúa")

    assert titles(commune, "hoà bình", "hòa bình", "hoa binh") == [
        "Xóm Hòa Bình gặt lúa",
        "Thôn Hoà Bình họp",
    ]


def test_search_looks_in_lead_place_and_body(commune):
    newsroom.published(commune, "Một", lead="Có máy gặt.")
    newsroom.published(commune, "Hai", place="Bản Máy")
    newsroom.published(commune, "Ba", body=[("text", "<p>Nghe <b>máy</b> nói.</p>")])

    assert titles(commune, "máy") == ["Ba", "Hai", "Một"]


def test_exact_spelling_stands_first_and_title_before_body(commune):
    wanted = [
        ("Bán má lúa", ""),
        ("Tin chợ", "Hôm nay có má lúa."),
        ("Lúa tốt", "Lúa của má tốt."),
        ("Mạ lúa lên xanh", ""),
        ("Tin đồng", "Cấy mạ lúa."),
        ("Lúa non", "Lúa và mạ."),
    ]
    for hours, (title, lead) in enumerate(reversed(wanted)):
        age(newsroom.published(commune, title, lead=lead or "Tin."), hours)

    assert titles(commune, "má lúa") == [title for title, _lead in wanted]


def test_newest_stands_first_among_equals(commune):
    for hours, title in ((3, "Cầu ba"), (1, "Cầu một"), (2, "Cầu hai")):
        age(newsroom.published(commune, title), hours)

    assert titles(commune, "cầu") == ["Cầu một", "Cầu hai", "Cầu ba"]


def test_search_is_paged_without_loss(commune):
    stories = [newsroom.published(commune, f"Cầu số {n}") for n in range(13)]
    now = timezone.now()

    first = find(commune.organisation, "cau so", now=now)
    second = find(commune.organisation, "cau so", now=now, page=2)

    assert [len(first.stories), first.more, first.total] == [10, True, 13]
    assert [len(second.stories), second.more, second.total] == [3, False, 13]
    assert {s.pk for s in (*first.stories, *second.stories)} == {s.pk for s in stories}


def test_search_stays_in_the_commune(commune, neighbour):
    newsroom.published(neighbour, "Cầu của lân cận")

    assert titles(commune, "cầu") == []


@pytest.mark.parametrize(
    "changes",
    [
        {"live": False},
        {"embargo_until": timezone.now() + timedelta(days=1)},
        {"expire_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_search_keeps_back_what_is_not_public(commune, changes):
    story = newsroom.published(commune, "Cầu bí mật")
    StoryPage.objects.filter(pk=story.pk).update(**changes)

    assert titles(commune, "cau bi mat") == []


def test_question_without_words_finds_nothing(commune):
    newsroom.published(commune, "Cầu")

    assert titles(commune, "", "   ", '"', "*", "-", "()", "%") == []


def test_long_question_is_cut(commune):
    found = find(commune.organisation, "cầu " * 200, now=timezone.now())

    assert [len(found.question), found.cut] == [100, True]


def test_search_page_marks_the_words(client, commune):
    newsroom.published(commune, "Hệ thống <nước>")

    answer = client.get("/tim-kiem/?q=he+thong", headers={"host": "ban-mau.localhost"})

    assert "<mark>Hệ thống</mark> &lt;nước&gt;" in answer.content.decode()


def test_search_page_bears_anything(client, commune):
    host = {"host": "ban-mau.localhost"}
    questions = [
        "",
        "?q=",
        "?q=%22*-",
        "?q=cau&trang=x",
        "?q=cau&trang=99999",
        "?trang=²",
    ]

    codes = [client.get(f"/tim-kiem/{q}", headers=host).status_code for q in questions]

    assert codes == [200] * 6


def test_of_many_hits_the_newest_are_shown_and_the_exact_first(commune, monkeypatch):
    monkeypatch.setattr(search, "MOST", 3)
    age(newsroom.published(commune, "Mở đường mới"), hours=9)
    for hours in range(4):
        age(newsroom.published(commune, f"Bán đương quy {hours}"), hours)

    found = find(commune.organisation, "đường", now=timezone.now())

    assert [story.title for story in found.stories] == [
        "Mở đường mới",
        "Bán đương quy 0",
        "Bán đương quy 1",
    ]
    assert (found.total, found.many, found.more) == (3, True, False)


def test_page_says_that_there_are_more_hits_than_it_shows(
    client, commune, monkeypatch, settings
):
    settings.LANGUAGE_CODE = "en"
    monkeypatch.setattr(search, "MOST", 1)
    for number in range(2):
        newsroom.published(commune, f"Cầu {number}")

    page = client.get("/tim-kiem/?q=cau", headers={"host": "ban-mau.localhost"})

    assert "More than 1 results for “cau”" in page.content.decode()


def test_search_follows_a_correction_at_once(commune):
    story = newsroom.published(commune, "Sửa cầu", lead="Tin.")
    story.title = "Sửa đập"
    story.save()

    assert [titles(commune, "cầu"), titles(commune, "đập")] == [[], ["Sửa đập"]]


def test_search_page_escapes_the_question(client, commune):
    answer = client.get(
        "/tim-kiem/",
        {"q": "<script>alert(1)</script>"},
        headers={"host": "ban-mau.localhost"},
    )

    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("count", [1, 9])
def test_search_asks_as_often_for_one_hit_as_for_many(client, commune, count):
    for n in range(count):
        newsroom.published(commune, f"Cầu {n}")

    assert queries(client, "/tim-kiem/?q=cau") == 6


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Hệ thống mới", "he thong", "<mark>Hệ thống</mark> mới"),
        ("Mở đường", "DUONG", "Mở <mark>đường</mark>"),
        ("a & b", "b", "a &amp; <mark>b</mark>"),
        ("cầu, cầu", "cau", "<mark>cầu</mark>, <mark>cầu</mark>"),
        ("không có", "gì", "không có"),
    ],
)
def test_marked_marks_whole_words(text, asked, expected):
    assert marked(text, asked) == expected


@pytest.mark.parametrize("place", ["lead", "title"])
def test_editors_find_stories_in_the_admin(client, commune, place):
    words = {"lead": "Tin.", "title": "Họp thôn"} | {place: "Hệ thống nước sạch"}
    story = newsroom.draft(commune, words["title"], lead=words["lead"])
    search_index.refresh()
    client.force_login(commune.editor)

    for text in ("he thong", "hệ thống", "HỆ THỐNG", NFD, 'hệ "thống', "HE THO"):
        everywhere = client.get(reverse("wagtailadmin_pages:search"), {"q": text})
        explorer = client.get(
            reverse("wagtailadmin_explore", args=[commune.column.pk]), {"q": text}
        )

        assert shown(everywhere) == shown(explorer) == [story.pk], text


def test_editors_find_columns_in_the_admin(client, commune):
    search_index.refresh()
    client.force_login(commune.administrator)

    for text in ("doi song", "đời sống", "ĐỜI SỐNG"):
        answer = client.get(reverse("wagtailadmin_pages:search"), {"q": text})

        assert shown(answer) == [commune.column.pk], text


def shown(answer):
    return [page.pk for page in answer.context["object_list"]]
