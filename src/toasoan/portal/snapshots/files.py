"""Snapshots on disk: bytes ready to send, replaced in one step.

`<root>/<host>/<path>` holds the body (`index.html` below an address that ends with a
stroke), beside it `.gz` and `.br`, and `.head` with the headers. The head is written
last and removed first: a body without one is not served. nginx knows no heads; to it a
page is gone as soon as its body is.

The time of change of a file is no time: it is made from the content. nginx builds its
ETag from it, whose seconds alone would not tell two versions of one second apart.
"""

import gzip
import hashlib
import json
import os
import re
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import brotli

from .headers import type_of

HEAD = ".head"
ENCODINGS = {"br": ".br", "gzip": ".gz"}
HOST = re.compile(r"[a-z0-9][a-z0-9.-]{0,252}", re.ASCII)
# One letter more than a file system takes in a name is refused, not cut.
ADDRESS = re.compile(
    r"/(?:[A-Za-z0-9_.~-]{1,200}/)*(?:[A-Za-z0-9_.~-]{1,200})?", re.ASCII
)
LONGEST = 1000
INDEX = "index.html"


@dataclass(frozen=True, kw_only=True)
class Page:
    """A rendered page; `until` says when time alone will change it."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    until: datetime | None = None


def place(root: Path, host: str, address: str) -> Path | None:
    """Return the file of `address` at `host`; None when it can have none."""
    if not HOST.fullmatch(host) or len(address) > LONGEST:
        return None
    parts = address.split("/")
    if not ADDRESS.fullmatch(address) or any(part.startswith(".") for part in parts):
        return None
    if not type_of(address) or parts[-1] == INDEX:
        return None
    return Path(root, host, *parts[1:-1], parts[-1] or INDEX)


def write(file: Path, page: Page) -> None:
    """Put `page` in the place of what was there; a crash leaves the one or the other.

    The head names the content, so that a page half replaced is told from a whole one.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    bodies = {
        "": page.body,
        "br": brotli.compress(page.body, quality=11),
        "gzip": gzip.compress(page.body, 9, mtime=0),
    }
    head = {
        "mark": mark_of(page.body),
        "etags": {name: etag_of(body) for name, body in bodies.items()},
        "headers": page.headers,
        "until": page.until.timestamp() if page.until else None,
    }
    for name, body in bodies.items():
        _replace(_named(file, ENCODINGS.get(name, "")), body)
    _replace(_named(file, HEAD), json.dumps(head).encode())


def page_of(file: Path) -> Path:
    """Return the body that `file` belongs to: itself, a form of it, or its head."""
    if file.suffix in (HEAD, *ENCODINGS.values()):
        return file.with_suffix("")
    return file


def mark_of(body: bytes) -> str:
    """Return a short name of the content."""
    return hashlib.sha256(body).hexdigest()[:24]


def time_of(body: bytes) -> int:
    """Return a time made from the content, one that every file system takes."""
    return int(mark_of(body)[:8], 16) >> 1


def etag_of(body: bytes) -> str:
    """Return the ETag of `body` as nginx makes it of a file's time and size."""
    return f'"{time_of(body):x}-{len(body):x}"'


def drop(file: Path) -> None:
    """Take a page away; what is not there is no error."""
    for ending in (HEAD, "", *ENCODINGS.values()):
        _named(file, ending).unlink(missing_ok=True)


def _named(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)


def _replace(file: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    with os.fdopen(handle, "wb") as part:
        part.write(data)
        part.flush()
        os.fsync(part.fileno())
    os.utime(name, (time_of(data), time_of(data)))
    Path(name).chmod(0o644)
    Path(name).replace(file)
