from datetime import date

import pytest

from toasoan.planning.reader import Recurring
from toasoan.planning.reader.deadlines import deadlines, recurring


@pytest.mark.parametrize(
    ("task", "due"),
    [
        ("Rà soát (Hoàn thành xong trong Quý I/2024).", [date(2024, 3, 31)]),
        ("Nộp trước ngày 15/02/2026.", [date(2026, 2, 15)]),
        ("Làm trong quý I năm 2025.", [date(2025, 3, 31)]),
        ("Báo cáo 6 tháng (trước 15/6)", [date(2024, 6, 15)]),
        (
            "6 tháng (trước 15/6), năm (trước 15/12)",
            [date(2024, 6, 15), date(2024, 12, 15)],
        ),
        ("Làm trong tháng 3/2024", [date(2024, 3, 31)]),
        ("xong trước 31/12", [date(2024, 12, 31)]),
        ("trước tháng 3/2024", [date(2024, 2, 29)]),
        ("hoàn thành trước ngày 05 tháng 4 năm 2024", [date(2024, 4, 5)]),
        ("hoàn thành trong năm 2024", [date(2024, 12, 31)]),
        ("xong trước 31/02/2024", []),
        ("Thực hiện Quyết định số 12/QĐ-UBND ngày 10/8/2020 của tỉnh", []),
        ("trước ngày 20 hằng tháng", []),
        ("thường xuyên", []),
        ("Quỹ 1 đồng trong 2024", []),
        ("Quý I/2024", [date(2024, 3, 31)]),
        ("Rà soát hồ sơ: Quý II/2024.", [date(2024, 6, 30)]),
        ("Xây dựng kế hoạch, Quý IV/2023.", [date(2023, 12, 31)]),
        ("Báo cáo Quý I", []),
    ],
)
def test_deadline_is_the_last_day(task, due):
    assert deadlines(task, 2024) == due


def test_deadline_without_any_year_is_none():
    assert deadlines("xong trước 31/12", None) == []


@pytest.mark.parametrize(
    ("task", "again"),
    [
        ("Báo cáo trước ngày 20 hằng tháng", Recurring("month", 20)),
        ("Báo cáo trước ngày 25 của tháng cuối quý", Recurring("quarter", 25)),
        ("Họp thứ Sáu hằng tuần", Recurring("week", 5)),
        ("Báo cáo trước ngày 15/02/2026", None),
    ],
)
def test_recurring_deadline_keeps_its_day(task, again):
    assert recurring(task) == again
