"""One part of a file (RFC 9110, 14): phones play sound and video by parts only."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse

ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
# Whoever asks for more gets so much and asks again: no answer is large.
AT_ONCE = 1024 * 1024


def part_of(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Return the part of `document` that is asked for; None when the whole is."""
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    size = document.get_file_size() or 0
    if asked is None or request.method != "GET" or "If-Range" in request.headers:
        return None
    found = bounds(asked[1], asked[2], size)
    if found is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = found
    with document.file.storage.open(document.file.name, "rb") as file:
        file.seek(first)
        data = file.read(last - first + 1)
    response = HttpResponse(data, status=206, content_type=document.content_type)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Content-Length"] = str(len(data))
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def bounds(first: str, last: str, size: int) -> tuple[int, int] | None:
    """Return the first and the last byte that are asked for; None when there are none.

    `-500` asks for the last 500.
    """
    if not first and not last:
        return None
    if not first:
        begin, end = max(0, size - int(last)), size - 1
    else:
        begin, end = int(first), min(int(last or size), size - 1)
    return (begin, min(end, begin + AT_ONCE - 1)) if begin <= end else None
