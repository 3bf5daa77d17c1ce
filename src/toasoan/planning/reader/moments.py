"""When: weekdays, times of day, seasons, and conditions instead of a time."""

import re
from datetime import time
from typing import NamedTuple

from toasoan.planning.reader.draft import Season
from toasoan.planning.reader.plain import low, plain

DAYS = {
    "hai": 1,
    "ba": 2,
    "tư": 3,
    "năm": 4,
    "sáu": 5,
    "bảy": 6,
    "bẩy": 6,
    **{str(number): number - 1 for number in range(2, 8)},
}
NAME = "|".join(DAYS)
DAY = rf"(?:thứ\s+|t(?=\d))?(?:{NAME})\b|chủ\s+nhật|\bcn\b"
LINK = r"\s*(?:,\s*(?:và\s+)?|và|-|–|đến)\s*"
WEEKDAYS = re.compile(
    rf"(?:\bthứ\s+(?:{NAME})\b|\bt[2-7]\b|\bchủ\s+nhật)(?:{LINK}(?:{DAY}))*"
)
EXCEPT = re.compile(r"\b(?:trừ|không kể)\s*:?\s*(?:(?:các|những)\s+)?(?:ngày\s+)?$")
ONE_DAY = re.compile(rf"(?P<link>(?:-|–|đến)\s*)?(?:{DAY})")
LAST_WORD = re.compile(r"(?:thứ\s+|t)?(\S+)$")
TIME = re.compile(
    r"(?P<before>\b(?:sang|trua|chieu|toi|dem)\b[\s:,(]*(?:tu\s+|luc\s+|vao\s+)?)?"
    r"(?P<to>(?:\bden|-)\s*)?"
    r"(?<![\d/])(?P<hour>\d{1,2})\s?(?:(?:h|g|gio)\b\s?(?P<m1>\d{2})?\b"
    r"|[hg:](?P<m2>\d{2})(?![\d:]))(?!\s*/)"
    r"(?P<after>\s*(?:sang|trua|chieu|toi)\b)?"
)
SEASON = re.compile(
    r"\b(?:tu\s+)?thang\s+(?P<first>\d{1,2})\s*(?:-|den(?: het)?)\s*(?:thang\s+)?"
    r"(?P<last>\d{1,2})(?![\d/])(?: nam sau)?"
    r"|\b(?:trong|vao|dip)\s+thang\s+(?P<only>\d{1,2})(?![\d/])"
)
HARD = re.compile(
    r"\b(?:khi (?:co|xay ra|phat sinh|can|xuat hien)|dot xuat|ngay sau khi|ngay khi"
    r"|neu co|trong truong hop)\b"
)
SOFT = re.compile(
    r"\b(?:theo (?:tinh hinh|su kien|thuc te|yeu cau|dot|nhu cau|thoi diem|chi dao)"
    r"|tuy (?:theo|thuoc|tinh hinh)|thuong xuyen|lien tuc|kip thoi|khong dinh ky)\b"
)
BESIDES = re.compile(r"(?:,|;|\bva|\bhoac|\bngoai ra|\bco the)\s*$")


class Weekdays(NamedTuple):
    """The ISO weekdays a clause means, and where it names some.

    `excepted`: it only says which not; "hằng ngày, trừ Chủ nhật" means six others.
    """

    days: tuple[int, ...]
    excepted: bool
    spans: list[tuple[int, int]]


def weekdays(text: str) -> Weekdays:
    """Return the weekdays of a clause."""
    words = low(text)
    days: set[int] = set()
    left_out: set[int] = set()
    spans = []
    for run in WEEKDAYS.finditer(words):
        spans.append(run.span())
        is_left_out = EXCEPT.search(words[: run.start()])
        (left_out if is_left_out else days).update(days_of(run.group()))
    excepted = bool(left_out) and not days
    if excepted:
        days = set(range(1, 8))
    return Weekdays(tuple(sorted(days - left_out)), excepted, spans)


def days_of(run: str) -> list[int]:
    """Return the weekdays of one list or range: "thứ Hai đến thứ Sáu"."""
    days: list[int] = []
    for found in ONE_DAY.finditer(run):
        name = LAST_WORD.search(found.group())
        day = DAYS.get(name.group(1), 7) if name else 7
        if found["link"] and days:
            days += range(days[-1] + 1, day)
        days.append(day)
    return days


def times(text: str) -> tuple[tuple[time, ...], list[tuple[int, int]]]:
    """Return the starting times a clause names; the end of a span is no start."""
    found: list[time] = []
    spans = []
    for match in TIME.finditer(plain(text)):
        moment = time_of(match)
        if moment is None:
            continue
        spans.append(match.span())
        if not (match["to"] and found):
            found.append(moment)
    return tuple(dict.fromkeys(found)), spans


def time_of(match: re.Match[str]) -> time | None:
    """Return one time; "chiều 5h" is 17:00."""
    hour = int(match["hour"])
    minute = int(match["m1"] or match["m2"] or 0)
    part = (match["before"] or "") + (match["after"] or "")
    if re.search("chieu|toi", part) and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def season(text: str) -> tuple[Season | None, list[tuple[int, int]]]:
    """Return the months a clause is limited to: "mùa mưa (tháng 5 - tháng 10)"."""
    found = SEASON.search(plain(text))
    if not found:
        return None, []
    first = int(found["first"] or found["only"])
    last = int(found["last"] or found["only"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None, []
    return Season(first, last), [found.span()]


def conditional(text: str, period_at: int | None) -> bool:
    """Tell whether a clause promises only in case of something.

    "Thường xuyên" beside a period is only a manner of speaking; "khi có cảnh báo" is
    a condition unless it comes on top ("hằng tuần và khi có sự kiện").
    """
    folded = plain(text)
    hard = HARD.search(folded)
    if hard and period_at is not None and period_at < hard.start():
        return not BESIDES.search(folded[: hard.start()])
    return bool(hard) or (period_at is None and bool(SOFT.search(folded)))
