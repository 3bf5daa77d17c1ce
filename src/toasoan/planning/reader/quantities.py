"""How often: "03 tin, bài/tuần", "2 tuần/lần", "mỗi tháng ít nhất 01 bài"."""

import re
from dataclasses import dataclass, replace

from toasoan.planning.reader.draft import Period
from toasoan.planning.reader.plain import counted, low

PERIODS: dict[str, Period] = {
    "ngày": "day",
    "tuần": "week",
    "tháng": "month",
    "quý": "quarter",
    "quí": "quarter",
    "qúy": "quarter",
    "qúi": "quarter",
    "năm": "year",
}
PER = r"(?P<per>ngay|tuan|thang|qu[yi]|nam)\b"
NOT_A_UNIT = (
    r"(?:tren|cua|tai|o|cho|moi|hang|trong|dang|phat|vao|len|tu|den|ngay|tuan|thang"
    r"|quy|qui|nam|khi|theo|de|voi|gom|it|toi|phut|gio|giay|h|g|va|hoac|kenh|dinh"
    r"|sang|trua|chieu|qua|duoc)\b"
)
WORD = rf"(?!{NOT_A_UNIT})[a-z][a-z-]*"
UNIT = rf"(?P<unit>{WORD}(?:(?:\s*[,/]\s*|\s+va\s+|\s+hoac\s+|\s+){WORD}){{0,4}})"
N = r"(?<![\d.,/])(?P<n>\d{1,3})(?:\s*(?:-|den)\s*\d{1,3})?"
LEAST = r"(?:\s*(?:,|:|dang|phat|co|san xuat|it nhat|toi thieu|tu|dat|thuc hien))*\s*"
EACH = r"(?:/|(?:(?:trong|tren|cho)\s+)?(?:moi|hang|mot|1|tung)\s|(?:trong|tren)\s)"
EVERY = r"(?P<every>\d{1,2})\s*"
SHAPES = (
    rf"{EVERY}{PER}\s*(?:/\s*|\s+)(?:(?P<n>\d{{1,2}})\s*)?(?P<unit>lan|so|ky)\b",
    rf"{N}\s*{UNIT}\s*{EACH}\s*(?:{EVERY})?{PER}",
    rf"(?:\b(?:moi|hang|mot|tung|trong|1)\s+)?(?<!\d\s)\b(?:{EVERY})?{PER}{LEAST}{N}\s+{UNIT}",
    rf"\b(?:moi|hang|tung|theo|1)\s+(?:{EVERY})?{PER}",
)
PATTERNS = tuple(re.compile(shape) for shape in SHAPES)
ALTERNATE = re.compile(r"\bcach (?:nhat|ngay)\b")
ALL_DAYS = re.compile(r"\b(?:tat ca )?cac ngay trong (?:tuan|thang|nam)\b|\bca tuan\b")
LONE = re.compile(rf"{N}\s+{UNIT}")
MONTH_DAYS = re.compile(
    r"\bngay\s+(?P<days>\d{1,2}(?:\s*(?:,|va|-)\s*(?:ngay\s+)?\d{1,2})*)\s+"
    r"(?:(?:cua\s+)?(?:hang|moi)\s+)thang\b"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of `unit` per `every` periods; `count` None where none is written."""

    start: int
    end: int
    period: Period | None
    count: int | None = None
    every: int = 1
    unit: str | None = None


def quantities(text: str) -> list[Quantity]:
    """Return the quantities of a clause, in its order."""
    rest = counted(text)
    found: list[Quantity] = []
    for read in (month_days, special, periodic, lone):
        for one in read(text, rest):
            found.append(one)
            rest = rest[: one.start] + "#" * (one.end - one.start) + rest[one.end :]
    found.sort(key=lambda one: one.start)
    return settled(found)


def month_days(text: str, rest: str) -> list[Quantity]:
    """Read "ngày 05 và ngày 20 hằng tháng": as many per month as days."""
    return [
        Quantity(*one.span(), "month", len(re.findall(r"\d+", one["days"])), 1, None)
        for one in MONTH_DAYS.finditer(rest)
    ]


def special(text: str, rest: str) -> list[Quantity]:
    """Read "cách nhật" and "các ngày trong tuần"."""
    other = [Quantity(*one.span(), "day", None, 2) for one in ALTERNATE.finditer(rest)]
    return other + [Quantity(*one.span(), "day") for one in ALL_DAYS.finditer(rest)]


def periodic(text: str, rest: str) -> list[Quantity]:
    """Read everything that names its period, the most telling shapes first."""
    found: list[Quantity] = []
    for pattern in PATTERNS:
        for match in pattern.finditer(rest):
            one = quantity(text, match)
            if one:
                found.append(one)
                rest = rest[: one.start] + "#" * (one.end - one.start) + rest[one.end :]
    return found


def quantity(text: str, match: re.Match[str]) -> Quantity | None:
    """Return a match as a quantity, or None if its word is no period ("quy định")."""
    period = PERIODS.get(low(text[slice(*match.span("per"))]))
    parts = match.groupdict()
    every = int(parts.get("every") or 1)
    count = int(parts["n"]) if parts.get("n") else None
    if period is None or every == 0 or count == 0:
        return None
    unit = text[slice(*match.span("unit"))].strip(" ,") if parts.get("unit") else None
    if unit and count is None:
        count = 1  # "2 tuần/lần" is once in two weeks
    return Quantity(*match.span(), period, count, every, unit)


def lone(text: str, rest: str) -> list[Quantity]:
    """Read a count whose period stands elsewhere: "… và 02 bài trên …"."""
    return [
        Quantity(*one.span(), None, int(one["n"]), 1, text[slice(*one.span("unit"))])
        for one in LONE.finditer(rest)
        if int(one["n"])
    ]


def settled(found: list[Quantity]) -> list[Quantity]:
    """Return quantities with lone counts given a period and plain repeats dropped."""
    dated = [one for one in found if one.period]
    counted_in = {one.period for one in dated if one.count}
    result: list[Quantity] = []
    for place, one in enumerate(found):
        if one.period is None:
            owner = neighbour(found, place)
            if owner:
                result.append(replace(one, period=owner.period, every=owner.every))
        elif one.count or one.period not in counted_in:
            result.append(one)
    return result


def neighbour(found: list[Quantity], place: int) -> Quantity | None:
    """Return the nearest earlier quantity with a period, else the nearest later."""
    before = [one for one in found[:place] if one.period]
    after = [one for one in found[place:] if one.period]
    if before:
        return before[-1]
    return after[0] if after else None
