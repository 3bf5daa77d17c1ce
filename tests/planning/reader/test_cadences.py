import pytest

from tests.planning.reader.plans import column, data, promises


@pytest.mark.parametrize(
    ("line", "promised"),
    [
        ("Trang TTĐT: Hằng ngày.", ("portal", "day", 1, 1, None)),
        ("Trang TTĐT: hàng tuần", ("portal", "week", 1, 1, None)),
        ("Trang TTĐT: hằng tháng", ("portal", "month", 1, 1, None)),
        ("Bản tin in: hằng quý", ("bulletin", "quarter", 1, 1, None)),
        ("Bản tin in: hằng năm", ("bulletin", "year", 1, 1, None)),
        ("Trang TTĐT: 03 tin, bài/tuần", ("portal", "week", 3, 1, "tin, bài")),
        ("Trang TTĐT: ít nhất 02 tin/tháng", ("portal", "month", 2, 1, "tin")),
        ("Trên Zalo OA của xã: ít nhất 02 tin/tuần", ("zalo", "week", 2, 1, "tin")),
        ("Loa truyền thanh: 02 lần/ngày", ("loudspeaker", "day", 2, 1, "lần")),
        ("Fanpage: 2 tuần/lần", ("facebook", "week", 1, 2, "lần")),
        ("Fanpage: hai tuần một lần", ("facebook", "week", 1, 2, "lần")),
        ("Fanpage: 01 lần/tuần", ("facebook", "week", 1, 1, "lần")),
        ("Báo Mẫu Sơn: 6 tháng/lần", ("newspaper", "month", 1, 6, "lần")),
        ("Mỗi tuần một bài trên fanpage", ("facebook", "week", 1, 1, "bài")),
        ("Trang TTĐT: thường xuyên, 02 tin/tuần", ("portal", "week", 2, 1, "tin")),
        ("Loa: 02 bản tin/tuần", ("loudspeaker", "week", 2, 1, "bản tin")),
        ("Zalo: 02-03 tin/tuần", ("zalo", "week", 2, 1, "tin")),
        ("Loa: mỗi ngày 02 lần, mỗi lần 15 phút", ("loudspeaker", "day", 2, 1, "lần")),
        ("Bản tin: ngày 05 và ngày 20 hằng tháng", ("bulletin", "month", 2, 1, None)),
        ("Fanpage: Hằng ngày và khi có sự kiện", ("facebook", "day", 1, 1, None)),
        ("01 lần/tuần", (None, "week", 1, 1, "lần")),
    ],
)
def test_cadence_line_promises_once(line, promised):
    assert promises(line) == [promised]


def test_cadence_with_two_channels_promises_twice():
    line = "Mỗi tháng ít nhất 01 bài trên Trang TTĐT và 02 bài trên Fanpage của xã"
    assert promises(line) == [
        ("portal", "month", 1, 1, "bài"),
        ("facebook", "month", 2, 1, "bài"),
    ]


def test_cadence_line_with_semicolons_promises_each():
    assert promises("Trang TTĐT: hằng tuần; loa truyền thanh: 2 lần/ngày.") == [
        ("portal", "week", 1, 1, None),
        ("loudspeaker", "day", 2, 1, "lần"),
    ]


def test_cadence_with_two_quantities_keeps_both():
    assert promises("Trang TTĐT: 02 tin/tuần, 01 bài/tháng") == [
        ("portal", "week", 2, 1, "tin"),
        ("portal", "month", 1, 1, "bài"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Loa truyền thanh thôn: khi có cảnh báo",
        "Loa truyền thanh thôn: 02 lần/ngày khi có cảnh báo",
        "Loa truyền thanh thôn: theo tình hình thực tế",
        "Loa truyền thanh thôn: theo sự kiện",
        "Loa truyền thanh thôn: thường xuyên",
    ],
)
def test_conditional_cadence_owes_nothing(line):
    cadence = data(column(line))["columns"][0]["cadences"][0]
    assert cadence["conditional"] is True
    assert (cadence["period"], cadence["count"], cadence["every"]) == (None, None, None)


@pytest.mark.parametrize(
    ("line", "days", "count"),
    [
        ("Loa: thứ Hai, thứ Năm hằng tuần", [1, 4], 2),
        ("Loa: 3 lần/tuần vào thứ 2, 4, 6", [1, 3, 5], 3),
        ("Loa: từ thứ Hai đến thứ Sáu hằng tuần", [1, 2, 3, 4, 5], 5),
        ("Loa: thứ Bảy và Chủ nhật hằng tuần", [6, 7], 2),
    ],
)
def test_cadence_weekdays_are_iso_numbers(line, days, count):
    cadence = data(column(line))["columns"][0]["cadences"][0]
    assert (cadence["weekdays"], cadence["count"]) == (days, count)
    assert cadence["period"] == "week"


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("Loa: 02 lần/ngày (sáng 5h00, chiều 17h00)", ["05:00", "17:00"]),
        ("Loa: sáng 5h, chiều 5h", ["05:00", "17:00"]),
        ("Loa: hằng ngày vào 5 giờ 30 và 17 giờ 00", ["05:30", "17:00"]),
        ("Loa: hằng ngày, từ 5h00 đến 5h30 và 17h00-17h30", ["05:00", "17:00"]),
        ("Loa: 02 lần/ngày; sáng 5h00, chiều 17h00.", ["05:00", "17:00"]),
    ],
)
def test_cadence_times_are_starts(line, times):
    cadences = data(column(line))["columns"][0]["cadences"]
    assert [(one["times"], one["period"], one["count"]) for one in cadences] == [
        (times, "day", 2)
    ]


def test_cadence_season_is_given_in_months():
    line = (
        "Loa: mùa mưa (tháng 5 - tháng 10) hằng ngày; tháng 11 - tháng 4: 01 lần/tuần"
    )
    cadences = data(column(line))["columns"][0]["cadences"]
    assert [(one["season"], one["period"]) for one in cadences] == [
        ({"from_month": 5, "to_month": 10}, "day"),
        ({"from_month": 11, "to_month": 4}, "week"),
    ]


def test_season_without_months_is_a_finding_and_invents_none():
    plan = data(column("Loa: mùa mưa hằng ngày"))
    assert plan["columns"][0]["cadences"][0]["season"] is None
    assert "season_without_months" in [one["code"] for one in plan["findings"]]


def test_line_that_promises_nothing_is_unread():
    plan = data(column("Theo quy định hiện hành."))
    assert plan["columns"][0]["cadences"] == []
    assert plan["unread"] == [{"text": "Theo quy định hiện hành.", "line": 10}]


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Loa: hằng ngày (trừ thứ Bảy, Chủ nhật)", [1, 2, 3, 4, 5]),
        ("Loa: hằng ngày, trừ chủ nhật", [1, 2, 3, 4, 5, 6]),
        ("Loa: hằng ngày, không kể các ngày thứ Bảy và Chủ nhật", [1, 2, 3, 4, 5]),
    ],
)
def test_days_that_are_excepted_are_not_promised(line, days):
    cadence = data(column(line))["columns"][0]["cadences"][0]
    assert (cadence["period"], cadence["weekdays"]) == ("day", days)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Loa: hằng tuần, trừ Chủ nhật", 1),
        ("Loa: 02 lần/tuần, trừ thứ Bảy và Chủ nhật", 2),
        ("Loa: từ thứ Hai đến thứ Bảy hằng tuần, trừ thứ Tư", 5),
    ],
)
def test_days_that_are_excepted_make_no_more_of_a_week(line, count):
    cadence = data(column(line))["columns"][0]["cadences"][0]
    assert (cadence["period"], cadence["count"]) == ("week", count)
