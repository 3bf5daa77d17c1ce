"""A line of a file of visits: hour, host, status, address, and how many."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

LINE = re.compile(
    r"(?P<hour>\d{4}-\d\d-\d\dT\d\d[+-]\d\d:\d\d) (?P<host>[a-z0-9.-]{1,253})"
    r" (?:200|304) (?P<path>/[^\s?]{0,1000})(?: (?P<count>[0-9]{1,9}))?",
    re.ASCII,
)


@dataclass(frozen=True)
class Visits:
    """How often `path` at `host` was asked for in the hour that begins at `hour`."""

    hour: datetime
    host: str
    path: str
    count: int


def line_of(hour: int, host: str, path: str, count: int) -> str:
    """Return a line; `hour` in whole hours since 1970."""
    moment = datetime.fromtimestamp(hour * 3600, UTC)
    return f"{moment:%Y-%m-%dT%H}+00:00 {host} 200 {path} {count}\n"


def read_line(line: str) -> Visits | None:
    """Return what `line` says; None for one that is none of ours."""
    found = LINE.fullmatch(line)
    hour = _moment(found["hour"]) if found else None
    if found is None or hour is None:
        return None
    return Visits(hour, found["host"], found["path"], int(found["count"] or 1))


@lru_cache(64)
def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
