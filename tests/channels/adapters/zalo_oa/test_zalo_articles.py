"""What of a story goes into an article, and what stops it before Zalo is asked."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.channels.adapters.base import Item, Media, Problem, Rejected
from toasoan.channels.adapters.zalo_oa import ZaloOA
from toasoan.channels.adapters.zalo_oa.articles import cut, encoded, names, payload

COVER = Media(
    path="a.jpg", url="https://xa.example/a.jpg", alt="Cầu", width=1600, height=1000
)
MORE = Media(path="b.jpg", url="https://xa.example/b.jpg", alt="Xe", width=600)
ITEM = Item(
    headline="Sửa xong cầu",
    lead="Đi lại được.",
    text="Sửa xong cầu\n\nĐoạn một.\n\n  Đoạn   hai.\n",
    url="https://xa.example/cau/",
    medium="zalo",
    pictures=(COVER, MORE),
    source="UBND xã Bản Mẫu",
)


def contents(item):
    body = payload(item, status="hide")["body"]
    return [one["content"] for one in body if one["type"] == "text"]


def test_story_as_an_article():
    assert payload(ITEM, status="hide") == {
        "type": "normal",
        "title": "Sửa xong cầu",
        "author": "UBND xã Bản Mẫu",
        "cover": {
            "cover_type": "photo",
            "photo_url": "https://xa.example/a.jpg",
            "status": "show",
        },
        "description": "Đi lại được.",
        "body": [
            {"type": "text", "content": "Đoạn một."},
            {"type": "text", "content": "Đoạn hai."},
            {"type": "text", "content": "https://xa.example/cau/"},
            {"type": "image", "url": "https://xa.example/b.jpg", "caption": "Xe"},
        ],
        "status": "hide",
        "comment": "hide",
    }


def test_address_in_the_text_already_is_not_said_twice():
    item = replace(ITEM, text="Đoạn.\nXem https://xa.example/cau/.")

    assert contents(item) == ["Đoạn.", "Xem https://xa.example/cau/."]


def test_longer_address_in_the_text_is_another_one():
    item = replace(ITEM, text="Xem https://xa.example/cau/2/")

    assert contents(item)[-1] == "https://xa.example/cau/"


def test_headline_that_only_begins_the_text_stays():
    item = replace(ITEM, text="Sửa xong cầu hôm nay.")

    assert contents(item)[0] == "Sửa xong cầu hôm nay."


def test_story_without_lead_or_source_still_has_description_and_author():
    article = payload(replace(ITEM, lead="", source=""), status="show")

    assert (article["description"], article["author"]) == ("Sửa xong cầu", "xa.example")


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("vừa đủ", 6, "vừa đủ"),
        ("cắt ở giữa từ", 10, "cắt ở…"),
        ("cắt ngay sau, từ", 14, "cắt ngay sau…"),
        ("cắt đúng chỗ trống", 9, "cắt đúng…"),
        ("mộttừdàikhôngcắtđược", 8, "mộttừdà…"),
        ("  nhiều   chỗ\ntrống ", 40, "nhiều chỗ trống"),
    ],
)
def test_long_words_are_cut_between_words(text, most, short):
    assert cut(text, most) == short


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_cut_text_is_never_longer_and_short_text_never_changed(text, most):
    assert len(cut(text, most)) <= most
    assert cut(cut(text, most), most) == cut(text, most)


def test_decomposed_letters_count_as_one():
    assert cut("e\u0301" * 10, 10) == "é" * 10


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://xa.example/a.jpg", "https://xa.example/a.jpg"),
        (
            "https://xa.example/ảnh cầu.jpg",
            "https://xa.example/%E1%BA%A3nh%20c%E1%BA%A7u.jpg",
        ),
        ("https://xa.example/a%20b.jpg", "https://xa.example/a%20b.jpg"),
        ("https://xa.example/100%.jpg", "https://xa.example/100%25.jpg"),
        ("https://xa.example/a.jpg?v=1&w=é#x", "https://xa.example/a.jpg?v=1&w=%C3%A9"),
        ("https://xã.example/a.jpg", "https://xn--x-yfa.example/a.jpg"),
    ],
)
def test_address_of_a_picture_is_ascii(url, plain):
    assert encoded(url) == plain


@given(st.text())
def test_any_path_becomes_one_plain_address(path):
    url = encoded(f"https://xa.example/{path}".partition("?")[0].partition("#")[0])

    assert url.isascii()
    assert " " not in url
    assert encoded(url) == url


@pytest.mark.parametrize("text", ["", "http://a/b/c", "http://a/bc", "xhttp://a/b"])
def test_other_words_do_not_name_an_address(text):
    assert names(text, "http://a/b") is False


def test_address_is_known_though_it_was_escaped():
    assert names("Xem http://a/b?x=1&amp;y=2.", "http://a/b?x=1&y=2") is True


def test_picture_with_vietnamese_letters_in_its_name_is_fetched(desk, zalo, pictures):
    pictures["/%E1%BA%A3nh%20c%E1%BA%A7u.jpg"] = pictures["/cau.jpg"]
    named = replace(desk.item.pictures[0], url=f"{pictures['base']}/ảnh cầu.jpg")

    desk.deliver(desk.with_item(desk.sending(), pictures=(named,)))

    assert len(zalo.shown()) == 1


def test_longest_words_are_taken(desk, zalo):
    sending = desk.with_item(
        desk.sending(), headline="từ " * 100, lead="từ " * 200, source="từ " * 40
    )

    desk.deliver(sending)

    (article,) = zalo.shown()
    assert len(article["title"]) <= 140
    assert len(article["description"]) <= 250
    assert len(article["author"]) <= 50


def problems(**changed):
    return ZaloOA.check(object.__new__(ZaloOA), replace(ITEM, **changed))


def test_good_story_has_no_problem():
    assert problems(pictures=(COVER,)) == []


def test_story_without_a_picture_is_stopped():
    assert problems(pictures=()) == [Problem(code="needs_picture", blocking=True)]


SMALL = Problem(code="zalo_cover_too_small", blocking=True, values={"limit": 800})


@pytest.mark.parametrize(
    ("width", "height", "found"),
    [
        (800, 800, []),
        (799, 1200, [SMALL]),
        (492, 488, [SMALL]),
        (0, 0, []),
        (1600, 800, []),
        # Sent 1600 wide, it would be 400 high.
        (4000, 1000, [SMALL]),
    ],
)
def test_cover_must_be_large_enough_as_it_is_sent(width, height, found):
    assert problems(pictures=(replace(COVER, width=width, height=height),)) == found


def test_other_small_picture_is_only_said():
    small = replace(MORE, height=500)

    assert problems(pictures=(COVER, small)) == [
        Problem(code="picture_too_small", blocking=False, values={"limit": 800})
    ]


def test_film_is_said_to_stay_behind():
    film = Media(path="cau.mp4", url="https://xa.example/cau.mp4")

    assert problems(pictures=(COVER,), film=film) == [
        Problem(code="zalo_film_left_out", blocking=False)
    ]


@pytest.mark.parametrize("medium", ["zalo", "other"])
def test_long_headline_is_said_and_cut(medium):
    values = {"length": 141, "limit": 140}

    assert problems(headline="x" * 141, pictures=(COVER,), medium=medium) == [
        Problem(code="headline_too_long", blocking=False, values=values)
    ]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"pictures": ()}, "zalo_cover_missing"),
        ({"pictures": (replace(COVER, width=492),)}, "zalo_cover_too_small"),
        ({"pictures": (replace(COVER, url=""),)}, "zalo_picture_not_public"),
        ({"pictures": (COVER, replace(MORE, url="/b.jpg"))}, "zalo_picture_not_public"),
        ({"pictures": (replace(COVER, size=1_000_001),)}, "zalo_picture_too_big"),
        ({"text": " "}, "no_text"),
    ],
)
@pytest.mark.parametrize("verb", ["deliver", "edit"])
def test_story_that_cannot_go_is_refused_and_zalo_never_asked(
    desk, zalo, verb, changed, code
):
    sending = desk.sending(item=replace(ITEM, **changed))
    given = (sending,)
    if verb == "edit":
        given = (desk.deliver(desk.sending()), sending)
    asked = len(zalo.requests)

    with pytest.raises(Rejected) as error:
        getattr(desk.adapter, verb)(*given)

    assert error.value.code == code
    assert len(zalo.requests) == asked
