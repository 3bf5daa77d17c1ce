"""In front of Django: answers from files when a page stands as one.

Only a plain visit is answered here: GET or HEAD, no query, nobody signed in, a host
that has files. All else goes on to Django, so nothing a visitor sends can change what
others see.
"""

import json
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from .files import ENCODINGS, HEAD, etag_of, place
from .headers import CACHING, VARY

Headers = list[tuple[str, str]]
Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]
# Pages in memory; the rest is read from disk at each visit.
KEPT_BYTES = 16 * 1024 * 1024
KEPT_NAMES = 4096


@dataclass(frozen=True, slots=True)
class Form:
    """A page in one encoding, ready to send."""

    etag: str
    headers: Headers
    unchanged: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as read from disk; `seen` tells whether the file is still this one."""

    seen: tuple[int, ...]
    until: float | None
    forms: dict[str, Form]

    @property
    def bodies(self) -> dict[str, bytes]:
        return {name: form.body for name, form in self.forms.items()}

    @property
    def size(self) -> int:
        return sum(len(form.body) for form in self.forms.values())


class Front:
    """A WSGI application before another: serves the files below `root`."""

    def __init__(
        self, application: Application, *, root: Path, session: str, https: bool
    ) -> None:
        self.application = application
        self.root = root
        self.session = f"{session}="
        self.https = https
        self.heads: dict[tuple[str, str], str] = {}
        self.entries: OrderedDict[str, Entry] = OrderedDict()
        self.kept = 0
        self.lock = Lock()

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        entry = self.entry(environ) if self.plain(environ) else None
        if entry is None:
            return self.application(environ, start)
        return answer(entry, environ, start)

    def plain(self, environ: dict[str, Any]) -> bool:
        """Say whether this is a stranger's plain visit."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return False
        if environ.get("QUERY_STRING") or self.session in environ.get(
            "HTTP_COOKIE", ""
        ):
            return False
        return not self.https or environ.get("HTTP_X_FORWARDED_PROTO") == "https"

    def entry(self, environ: dict[str, Any]) -> Entry | None:
        """Return the page that was asked for; None when Django shall answer."""
        asked = (environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", ""))
        head = self.heads.get(asked)
        found = self.read(self.place(asked) if head is None else head)
        if found is None or (found.until is not None and found.until <= time.time()):
            return None
        return found

    def place(self, asked: tuple[str, str]) -> str:
        """Return the head of the file of what was asked; empty when it can have none.

        Remembered for the next visit: the rules cost more than the look at the disk.
        """
        host, address = asked
        file = place(self.root, host.partition(":")[0].lower(), address)
        if file is None:
            return ""
        if len(self.heads) >= KEPT_NAMES:
            self.heads.clear()
        self.heads[asked] = head = f"{file}{HEAD}"
        return head

    def read(self, head: str) -> Entry | None:
        """Return the page of `head` as it stands; None when there is none."""
        if not head:
            return None
        try:
            state = os.stat(head)
            seen = (state.st_ino, state.st_mtime_ns, state.st_ctime_ns)
            known = self.entries.get(head)
            if known is not None and known.seen == seen:
                return known
            made = load(Path(head.removesuffix(HEAD)), head, seen)
        except (OSError, ValueError):
            return None
        with self.lock:
            self.keep(head, made)
        return made

    def keep(self, head: str, made: Entry) -> None:
        """Keep `made` in memory, and no more than the limit with it."""
        old = self.entries.pop(head, None)
        self.kept -= old.size if old else 0
        self.entries[head] = made
        self.kept += made.size
        while self.kept > KEPT_BYTES:
            self.kept -= self.entries.popitem(last=False)[1].size


def load(file: Path, head: str, seen: tuple[int, ...]) -> Entry:
    """Read a page; raises ValueError when it is being replaced at this moment."""
    about = json.loads(Path(head).read_bytes())
    common = [(name, value) for name, value in about["headers"]]
    forms = {}
    for name, ending in {"": "", **ENCODINGS}.items():
        body = Path(f"{file}{ending}").read_bytes()
        if etag_of(body) != about["etags"][name]:
            raise ValueError(head)
        forms[name] = form_of(common, name, body)
    return Entry(seen, about["until"], forms)


def form_of(common: Headers, encoding: str, body: bytes) -> Form:
    """Return what is sent of a page in one encoding."""
    etag = etag_of(body)
    headers = [
        *common,
        ("Cache-Control", CACHING),
        ("Vary", VARY),
        ("ETag", etag),
    ]
    # What says how the body is to be read stays away where there is none.
    unchanged = [one for one in headers if one[0] != "Content-Type"]
    headers.append(("Content-Length", str(len(body))))
    if encoding:
        headers.append(("Content-Encoding", encoding))
    return Form(etag, headers, unchanged, body)


def answer(entry: Entry, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Answer with the page in the form the visitor takes, or 304."""
    form = entry.forms[accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))]
    if has(environ.get("HTTP_IF_NONE_MATCH", ""), form.etag):
        start("304 Not Modified", form.unchanged.copy())
        return []
    start("200 OK", form.headers.copy())
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]


def has(known: str, etag: str) -> bool:
    """Say whether `known` names `etag`, as RFC 9110 (13.1.2) compares: weakly."""
    if not known:
        return False
    tags = {one.strip().removeprefix("W/") for one in known.split(",")}
    return etag in tags or known.strip() == "*"


@lru_cache(maxsize=256)
def accepted(wanted: str) -> str:
    """Return the best encoding that the header `wanted` takes; empty for none."""
    parts = (part.replace(" ", "").partition(";q=") for part in wanted.split(","))
    taken = {name.lower() for name, _q, worth in parts if worth.strip("0.") or not _q}
    return next((name for name in ENCODINGS if name in taken), "")
