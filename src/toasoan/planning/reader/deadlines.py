"""By when: "trong Quý I/2024", "trước ngày 15/02/2026", "trước ngày 20 hằng tháng"."""

import re
from datetime import date, timedelta

from toasoan.planning.reader.dates import (
    LONG,
    SHORT,
    month_end,
    quarter_end,
    real_date,
)
from toasoan.planning.reader.draft import Recurring
from toasoan.planning.reader.legal import CITED
from toasoan.planning.reader.moments import weekdays
from toasoan.planning.reader.plain import low, plain
from toasoan.planning.reader.quantities import PERIODS

TRIGGER = (
    r"(?P<trigger>\b(?:truoc|cham nhat|den het|den|xong|hoan thanh|han|trong|het|vao"
    r"|thoi gian)\b|\()[^.;\d]{0,25}?"
)
QUARTER = (
    r"\b(?P<word>qu[yi])\s+(?P<quarter>iv|iii|ii|i|[1-4])\b"
    r"(?:(?:\s*[/,-]\s*|\s+nam\s+|\s+)(?P<qyear>\d{4}))?"
)
MONTH = (
    r"\bthang\s+(?P<only>\d{1,2})(?!\d)(?:(?:\s*[/-]\s*|\s+nam\s+)(?P<oyear>\d{4}))?"
    r"(?!\s*[/-]\s*\d)"
)
DAY = (
    r"(?<!\d)(?P<day>\d{1,2})(?:\s?/\s?|\s+thang\s+)(?P<month>\d{1,2})(?!\d|\s?/\s?\d)"
)
DONE_YEAR = r"\bnam\s+(?P<done>20\d\d)\b"
DATED = re.compile(
    TRIGGER + rf"(?:{SHORT.format('s')}|{LONG.format('l')}|{QUARTER}|{MONTH}|{DAY})"
)
# Without a word before it: "Rà soát hồ sơ: Quý I/2024."
ALONE = re.compile(rf"(?:^|[,:])\s*{QUARTER}\s*(?=[.;,)]|$)")
WITHIN_YEAR = re.compile(r"\b(?:hoan thanh|xong)\b[^.;\d]{0,25}?" + DONE_YEAR)
MONTHLY = re.compile(
    r"\bngay\s+(?P<day>\d{1,2})\s+(?:cua\s+)?(?:thang cuoi (?:cua )?)?"
    r"(?:(?:hang|moi|tung)\s+)?(?P<per>thang|qu[yi])\b(?!\s+\d)"
)
WEEKLY = re.compile(r"\b(?:hang|moi)\s+tuan\b")


def deadlines(task: str, year: int | None) -> list[date]:
    """Return the dates a task is due, in its order; `year` completes "31/12"."""
    folded = without_citations(task)
    found = [due(task, one, year) for one in DATED.finditer(folded)]
    if not any(found):
        alone = [one for one in ALONE.finditer(folded) if one["qyear"]]
        found = [quarter_due(task, one, year) for one in alone]
    if not any(found):
        whole = WITHIN_YEAR.search(folded)
        found = [date(int(whole["done"]), 12, 31)] if whole else []
    return list(dict.fromkeys(one for one in found if one))


def without_citations(task: str) -> str:
    """Return the folded task with the dates of cited documents made unreadable."""
    return CITED.sub(lambda found: "#" * len(found.group()), plain(task))


def due(task: str, found: re.Match[str], year: int | None) -> date | None:
    """Return the date one phrase names, or None where it is none."""
    parts = found.groupdict()
    if parts["quarter"]:
        return quarter_due(task, found, year)
    if parts["only"]:
        at = int(parts["oyear"] or 0) or year
        return month_due(at, int(parts["only"]), parts["trigger"]) if at else None
    if parts["day"]:
        return real_date(year, int(parts["month"]), int(parts["day"])) if year else None
    form = "s" if parts["sday"] else "l"
    return real_date(*(int(parts[form + name]) for name in ("year", "month", "day")))


def quarter_due(task: str, found: re.Match[str], year: int | None) -> date | None:
    """Return the end of a quarter; "quy" without its tone is another word."""
    word = low(task[slice(*found.span("word"))])
    at = int(found["qyear"] or 0) or year
    quarterly = PERIODS.get(word) == "quarter"
    return quarter_end(at, found["quarter"]) if at and quarterly else None


def month_due(year: int, month: int, trigger: str) -> date | None:
    """Return the end of a month, or of the month before: "trước tháng 3"."""
    if trigger != "truoc":
        return month_end(year, month)
    first = real_date(year, month, 1)
    return first - timedelta(days=1) if first and first > date.min else None


def recurring(task: str) -> Recurring | None:
    """Return a deadline that comes back each week, month or quarter."""
    folded = plain(task)
    for found in MONTHLY.finditer(folded):
        period = PERIODS.get(low(task[slice(*found.span("per"))]))
        if period and 1 <= int(found["day"]) <= 31:
            return Recurring(period, int(found["day"]))
    days = weekdays(task).days
    if days and WEEKLY.search(folded):
        return Recurring("week", days[0])
    return None
