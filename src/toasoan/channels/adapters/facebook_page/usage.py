"""When Facebook wants to be left alone.

Calling on near or over the limit makes the wait longer, so whoever talks to a page next
must know what the last answer said; the keeper tells them.
https://developers.facebook.com/docs/graph-api/overview/rate-limiting
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

HIGH = 90  # percent of what is allowed
REST = 15 * 60.0  # seconds, when the service does not say how long
HEADERS = ("x-business-use-case-usage", "x-app-usage", "x-page-usage")
SHARES = ("call_count", "total_cputime", "total_time")


def rest_wanted(headers: Mapping[str, str]) -> float:
    """Return the seconds to rest by the usage `headers`, 0 when there is room left."""
    return max((_rest(one) for one in _usages(headers)), default=0)


def _rest(usage: dict[str, Any]) -> float:
    minutes = _number(usage.get("estimated_time_to_regain_access"))
    if minutes > 0:
        return minutes * 60
    return REST if max(_number(usage.get(one)) for one in SHARES) >= HIGH else 0


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0


def _usages(headers: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for name in HEADERS:
        try:
            told = json.loads(headers.get(name, "{}"))
        except (ValueError, RecursionError):
            continue
        if isinstance(told, dict):
            yield told
            for rows in told.values():
                if isinstance(rows, list):
                    yield from (row for row in rows if isinstance(row, dict))
