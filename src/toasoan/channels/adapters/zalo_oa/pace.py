"""Which accounts take no more calls this minute; known to the whole process.

Limits are per app and per account, so what one adapter was told holds for all.
"""

import re
from datetime import datetime

from . import times

# A delivery takes a few calls; what others of the app need must not hit the wall.
MARGIN = 5
NUMBER = re.compile(r"\d{1,9}", re.ASCII)

_closed: dict[tuple[str, str], datetime] = {}


def wait(line: tuple[str, str], now: datetime) -> float:
    """Return for how many seconds nothing may be asked on `line`; 0 when it may.

    A line is base address and account.
    """
    until = _closed.get(line)
    return times.seconds(now, until) if until and now < until else 0


def note(line: tuple[str, str], remain: str, now: datetime) -> None:
    """Take in the header X-RateLimit-Remain; too little left closes the minute."""
    if NUMBER.fullmatch(remain) and int(remain) <= MARGIN:
        close(line, now)


def close(line: tuple[str, str], now: datetime) -> None:
    """Ask nothing on `line` before the next minute."""
    _closed[line] = times.next_minute(now)


def reset() -> None:
    """Forget everything."""
    _closed.clear()
