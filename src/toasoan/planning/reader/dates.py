"""Dates as plans write them: 10/8/2020, ngày 11 tháng 12 năm 2020, Quý I/2024."""

import calendar
import re
from datetime import date

SHORT = (
    r"(?P<{0}day>\d{{1,2}})\s?[/.-]\s?(?P<{0}month>\d{{1,2}})\s?[/.-]\s?"
    r"(?P<{0}year>\d{{4}})"
)
LONG = (
    r"(?P<{0}day>\d{{1,2}})\s+thang\s+(?P<{0}month>\d{{1,2}})\s*,?\s+nam\s+"
    r"(?P<{0}year>\d{{4}})"
)
ANY = rf"(?:{SHORT.format('s')}|{LONG.format('l')})"
WRITTEN = re.compile(ANY)
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def real_date(year: int, month: int, day: int) -> date | None:
    """Return that day, or None where no calendar has it (31/02)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_of(found: re.Match[str]) -> date | None:
    """Return the date of a match of `ANY`."""
    parts = found.groupdict()
    form = "s" if parts["sday"] else "l"
    year, month, day = (int(parts[form + name]) for name in ("year", "month", "day"))
    return real_date(year, month, day)


def month_end(year: int, month: int) -> date | None:
    """Return the last day of a month."""
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    return date(year, month, calendar.monthrange(year, month)[1])


def quarter_end(year: int, quarter: str) -> date | None:
    """Return the last day of a quarter written in Roman or Arabic digits."""
    return month_end(year, 3 * QUARTERS[quarter])
