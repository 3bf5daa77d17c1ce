import pytest

from toasoan.planning.reader.channels import mentions
from toasoan.planning.reader.lines import Line


def groups(text):
    line = Line(text, ((0, 1),))
    return [
        (group.kind, list(group.whose), group.name)
        for group in (one.group(line) for one in mentions(line))
    ]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Cổng TTĐT phường", ("portal", ["commune"], "Cổng TTĐT phường")),
        ("website của xã", ("portal", ["commune"], "website của xã")),
        ("Zalo OA của xã", ("zalo", ["commune"], "Zalo OA của xã")),
        ("nhóm Zalo các thôn, bản", ("zalo", ["village"], "nhóm Zalo các thôn, bản")),
        (
            "fanpage Đoàn Thanh niên xã",
            ("facebook", ["mass_organisations"], "fanpage Đoàn Thanh niên xã"),
        ),
        (
            "hệ thống loa truyền thanh của xã và các thôn",
            (
                "loudspeaker",
                ["commune", "village"],
                "hệ thống loa truyền thanh của xã và các thôn",
            ),
        ),
        ("trang Facebook (tên trang: Quê tôi)", ("facebook", [], "Quê tôi")),
        (
            "Đài Phát thanh - Truyền hình tỉnh",
            ("television", ["province"], "Đài Phát thanh - Truyền hình tỉnh"),
        ),
        ("Báo Lào Cai", ("newspaper", [], "Báo Lào Cai")),
        ("bảng tin các thôn", ("noticeboard", ["village"], "bảng tin các thôn")),
    ],
)
def test_channel_is_known_by_kind_and_owner(text, group):
    assert groups(f"Tin, bài trên {text}.") == [group]


@pytest.mark.parametrize(
    "text",
    [
        "báo cáo viên, thông báo, bảo vệ",
        "các đơn vị trong xã hội",
        "phát thanh viên, câu chuyện truyền thanh",
        "02 bản tin/tuần",
        "hội nghị báo cáo cấp tỉnh",
    ],
)
def test_channel_is_not_seen_where_none_is(text):
    assert groups(text) == []


def test_channel_owner_is_shared_along_and():
    text = "Trang Thông tin điện tử và trang fanpage Facebook của xã"
    assert [one[:2] for one in groups(text)] == [
        ("portal", ["commune"]),
        ("facebook", ["commune"]),
    ]
