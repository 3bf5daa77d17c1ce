"""Dates: 15/3/2024, 5-7/3, 02/9, tháng 3/2024. The digits stay for `numbers`."""

import re

from toasoan.channels.spoken.fractions import RATIO_BEFORE, counts_things

DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
MONTH = r"(?:0?[1-9]|1[0-2])"
YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
DASH = r" ?[-–—] ?"
START = r"(?<![0-9])(?<![0-9][/.,:])"
END = r"(?![0-9]|[/.,][0-9])"

ISO = re.compile(rf"{START}({YEAR})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]){END}")
DOTTED = re.compile(rf"{START}({DAY})(\.|-| - )({MONTH})\2({YEAR}){END}")
DASHED = re.compile(
    rf"(?<!các )\b(ngày|mùng|mồng|sáng|trưa|chiều|tối|đêm|lễ|dịp)"
    rf" ({DAY})-({MONTH}){END}(?! tháng)",
    re.I,
)
SPAN = re.compile(rf"{START}({DAY}){DASH}(?=({DAY})/{MONTH}{END}|({DAY})/{MONTH}/)")
FULL = re.compile(rf"{START}({DAY})/({MONTH})/({YEAR}|[0-9]{{2}}){END}")
PERIOD = re.compile(
    rf"\b(quý|học kỳ|kỳ|đợt|vụ|lần|số|tuần|phiên) ([0-9]{{1,2}})/({YEAR}){END}", re.I
)
MONTHS = re.compile(
    rf"(\btháng )?{START}(?:({MONTH}){DASH})?({MONTH})/({YEAR}){END}", re.I
)
SHORT = re.compile(rf"{START}({DAY})/({MONTH}){END}")
BETWEEN = re.compile(r"(?<=[0-9]) ?[-–—] ?(?=(?:ngày|tháng) [0-9])")

LEAD = r"(?:ngày|hôm|mùng|mồng)"
LISTED = r"[0-9][0-9/., –—-]*(?:,| và|;) "
NAMED = re.compile(rf"\b{LEAD} (?:{LISTED})?$", re.I)
SURE = re.compile(
    rf"\b(?:{LEAD}|sáng|trưa|chiều|tối|đêm|rạng sáng)"
    r"(?:[ 0-9/.,–—-]|và|đến|ngày|tháng)*$",
    re.I,
)
LIKELY = re.compile(
    r"\b(?:ngày|lễ|dịp|tết|kỷ niệm|thành lập|quốc khánh|quốc tế|phụ nữ"
    r"|liệt sĩ|nhà giáo|chiến thắng|giải phóng)\b[^.,;:()0-9\n]{0,40}$"
    r"|\b(?:từ|đến|trước|sau|hết|hạn) $",
    re.I,
)
DATE_GOES_ON = re.compile(
    r"$|[.,;:)\]!?\"”\n]| (?:[-–(]|vừa|tới|này|năm|hằng|hàng|âm|dương|đến|tại|và)"
)
CENTURY = {True: "20", False: "19"}


def read_dates(text: str) -> str:
    """Return `text` with dates said in full; "ngày" is never said twice."""
    text = ISO.sub(r"\3/\2/\1", text)
    text = DOTTED.sub(r"\1/\3/\4", text)
    text = DASHED.sub(_dashed, text)
    text = SPAN.sub(_span, text)
    text = FULL.sub(_full, text)
    text = PERIOD.sub(r"\1 \2 năm \3", text)
    text = MONTHS.sub(_months, text)
    text = SHORT.sub(_short, text)
    return BETWEEN.sub(" đến ", text)


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 80) : match.start()]


def _lead(match: re.Match[str]) -> str:
    return "" if NAMED.search(_before(match)) else "ngày "


def _span(match: re.Match[str]) -> str:
    last = match[2] or match[3]
    if int(match[1]) >= int(last):
        return match[0]
    return f"{_lead(match)}{match[1]} đến "


def _dashed(match: re.Match[str]) -> str:
    """Tell 30-4 from "sáng 5-7 người": alone, a part of the day may be either."""
    named = match[1].lower() in ("ngày", "mùng", "mồng")
    if named or int(match[2]) > int(match[3]):
        return f"{match[1]} {match[2]}/{match[3]}"
    return match[0]


def _full(match: re.Match[str]) -> str:
    day, month, year = match.groups()
    if len(year) == 2:
        year = CENTURY[int(year) < 50] + year
    return f"{_lead(match)}{day} tháng {month} năm {year}"


def _months(match: re.Match[str]) -> str:
    first = f"{match[2]} đến tháng " if match[2] else ""
    return f"{match[1] or 'tháng '}{first}{match[3]} năm {match[4]}"


def _short(match: re.Match[str]) -> str:
    if not _is_date(match):
        return match[0]
    return f"{_lead(match)}{match[1]} tháng {match[2]}"


def _is_date(match: re.Match[str]) -> bool:
    """Tell the day 3/4 from three quarters, by the words on both sides."""
    before = _before(match)
    if SURE.search(before):
        return True
    if counts_things(match):
        return False
    if LIKELY.search(before):
        return True
    return not RATIO_BEFORE.search(before) and _looks_like_date(match)


def _looks_like_date(match: re.Match[str]) -> bool:
    after = DATE_GOES_ON.match(match.string, match.end())
    return int(match[1]) > int(match[2]) or after is not None
