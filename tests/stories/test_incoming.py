"""One line of an old site."""

import json
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.stories.incoming import Unfit, body_html, read_line

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
LEAST = {"column": "Đời sống", "headline": "Sửa xong cầu"}


def read(tmp_path, **fields):
    return read_line(json.dumps(LEAST | fields), folder=tmp_path, zone=HANOI)


def reason(tmp_path, **fields):
    with pytest.raises(Unfit) as unfit:
        read(tmp_path, **fields)
    return str(unfit.value)


def test_least_line_is_a_news_item(tmp_path):
    told = read(tmp_path)

    assert (told.column, told.headline, told.genre) == (
        "Đời sống",
        "Sửa xong cầu",
        "tin",
    )
    assert (told.lead, told.body, told.credits, told.publish_at) == ("", "", (), None)


def test_key_is_the_lines_own_or_made_of_it(tmp_path):
    assert read(tmp_path, key="bai-7").key == "bai-7"
    assert read(tmp_path).key == read(tmp_path).key
    assert read(tmp_path).key != read(tmp_path, lead="Khác").key


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-03-05T07:30", datetime(2024, 3, 5, 7, 30, tzinfo=HANOI)),
        ("2024-03-05", datetime(2024, 3, 5, tzinfo=HANOI)),
        ("2024-03-05T00:30:00Z", datetime(2024, 3, 5, 7, 30, tzinfo=HANOI)),
    ],
)
def test_times_are_the_newsrooms_unless_they_say_otherwise(tmp_path, written, meant):
    assert read(tmp_path, publish_at=written).publish_at == meant


def test_credits_are_names_or_objects(tmp_path):
    told = read(
        tmp_path,
        credits=["Lò Thị Mẫu", {"name": "A", "role": "photographer", "share": 30.5}],
    )

    assert [(c.name, c.role, c.share) for c in told.credits] == [
        ("Lò Thị Mẫu", "author", Decimal(100)),
        ("A", "photographer", Decimal("30.5")),
    ]


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("Một.\n\nHai.", "<p>Một.</p><p>Hai.</p>"),
        ("Một,\nxuống dòng.", "<p>Một,<br/>xuống dòng.</p>"),
        (["Một.", "Hai."], "<p>Một.</p><p>Hai.</p>"),
        ("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("<p>Một <strong>hai</strong></p>", "<p>Một <b>hai</b></p>"),
        ("<p onclick='x()'>Một</p><script>y()</script>", "<p>Một</p>"),
        (
            '<p><a href="javascript:x()">a</a><a href="https://a.vn/">b</a></p>',
            '<p><a>a</a><a href="https://a.vn/">b</a></p>',
        ),
        ("<div>Một</div><h1>Hai</h1>", "<p>Một</p><h2>Hai</h2>"),
        ("", ""),
    ],
)
def test_body_keeps_what_the_editor_can_write(body, html):
    assert body_html(body) == html


@given(st.text())
def test_body_never_lets_a_script_through(text):
    html = body_html(f"<p>{text}</p>").lower()

    assert "<script" not in html
    assert "<img" not in html


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": ""},
        {"headline": "x" * 256},
        {"column": None},
        {"genre": "thơ"},
        {"lead": 7},
        {"body": {"a": 1}},
        {"body": ["a", 1]},
        {"lead": "x" * 601},
        {"publish_at": "hôm qua"},
        {"publish_at": "2024-02-30"},
        {"cover": "khong-co.jpg"},
        {"cover": "../secret-key"},
        {"cover": "/etc/hostname"},
        {"consent": "maybe"},
        {"credits": "Lò"},
        {"credits": [7]},
        {"credits": [{"role": "author"}]},
        {"credits": [{"name": "A", "share": 101}]},
        {"credits": [{"name": "A", "share": "x"}]},
        {"credits": [{"name": "A", "share": 60}, {"name": "B", "share": 60}]},
        {"headine": "typo"},
    ],
)
def test_what_does_not_fit_is_refused_with_a_reason(tmp_path, fields):
    assert reason(tmp_path, **fields)


@pytest.mark.parametrize("line", ["", "[]", "7", "{", '{"column": }', "null"])
def test_what_is_no_object_is_refused(tmp_path, line):
    with pytest.raises(Unfit):
        read_line(line, folder=tmp_path, zone=HANOI)
