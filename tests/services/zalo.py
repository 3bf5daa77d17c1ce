"""Zalo's account API on this machine, with its traps, and a ledger of what it has.

    with Zalo() as zalo:
        zalo.base                      # both base addresses
        zalo.script("article/create", "reset")
        zalo.shown()                   # what the public sees
        zalo.requests                  # everything that was asked

By hand: python -m tests.services.zalo --port 8099
"""

import argparse
import hashlib
import hmac
import io
import json
import re
import socket
import struct
import threading
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.error import URLError
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

from PIL import Image, UnidentifiedImageError

VIETNAM = timezone(timedelta(hours=7))
MOST_PICTURE = 1024 * 1024
LEAST_SIDE = 800
# What its words say; a title of 150 or a description of 300 is refused all the same.
MOST_WORDS = {"title": 150, "description": 300, "author": 50}

# How an answer goes wrong. What was asked is done all the same, unless the fault is
# scripted with before=True.
FAULTS = {
    "reset",  # the connection breaks
    "silent",  # nothing comes, for longer than anyone waits
    "garbage",  # no HTTP at all
    "truncated",  # half of the answer
    "empty",  # 200 and no body
    "html",  # 502 and a page of some proxy's
    "types",  # JSON, but not of the form that is told
    "drip",  # a byte now and then
    "redirect",  # to itself, for ever
    "huge",  # 50 MB
    "unwell",  # the good answer, with HTTP 500
    "busy",  # 429 and an object without a number
}


@dataclass
class Request:
    method: str
    path: str
    headers: dict
    query: dict
    body: bytes

    @property
    def value(self):
        return json.loads(self.body or b"null")

    @property
    def form(self):
        return {key: one[0] for key, one in parse_qs(self.body.decode()).items()}


@dataclass
class Job:
    """A new or changed article on its way; `left` looks until it is done."""

    article: str
    value: dict
    left: int
    failed: bool = False
    done: bool = False


@dataclass
class Fault:
    kind: object
    before: bool


class No(Exception):
    """An error with HTTP 200, as Zalo says it."""

    def __init__(self, number, message):
        self.answer = {"error": number, "message": message}


@dataclass
class Zalo:
    """One app and one account; times and counts may be changed while it runs."""

    app_id: str = "4224000000000000001"
    app_secret: str = "app-secret"
    oa_id: str = "2500000000000000001"
    name: str = "UBND xã Bản Mẫu"
    verified: bool = True
    polls: int = 2
    fetches: bool = True
    broadcasts: int = 4
    remain: int = 4000
    port: int = 0
    clock: object = lambda: datetime.now(UTC)
    articles: dict = field(default_factory=dict)
    sent: list = field(default_factory=list)
    requests: list = field(default_factory=list)

    def __post_init__(self):
        self.lock = threading.RLock()
        self.numbers = count(1)
        self.jobs = {}
        self.faults = defaultdict(deque)
        self.used_up = set()
        self.expired = False
        self.stopped = threading.Event()
        self._new_pair()

    def __enter__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Speaker)
        self.server.daemon_threads = True
        self.server.zalo = self
        self.thread = threading.Thread(
            target=self.server.serve_forever, args=(0.01,), daemon=True
        )
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.stopped.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def base(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    @property
    def secrets(self):
        """The pair that stands, as a keeper holds it."""
        return {"access_token": self.access, "refresh_token": self.refresh}

    def script(self, path, kind, *, times=1, before=False):
        """Let the next `times` calls of `path` ("article/create") go wrong.

        `kind` is one of FAULTS, an error number, or an object to answer with; the
        last two are said instead of doing anything.
        """
        assert not isinstance(kind, str) or kind in FAULTS, kind
        for _ in range(times):
            self.faults[path].append(Fault(kind, before))

    def shown(self):
        return [one for one in self.articles.values() if one["status"] == "show"]

    def asked(self, path):
        """Return the requests of `path`, in turn."""
        return [one for one in self.requests if one.path.endswith("/" + path)]

    def expire(self):
        """The access token has lived its 25 hours."""
        self.expired = True

    def write(self, value, *, age=timedelta(0)):
        """Put an article there as somebody else would; return its id."""
        article = f"article-{next(self.numbers):04}"
        made = int((self.clock() - age).timestamp() * 1000)
        self.articles[article] = {**value, "id": article, "create_date": made}
        return article

    # What it does, by path.

    def _new_pair(self):
        number = next(self.numbers)
        self.access = f"access-{number:04}"
        self.refresh = f"refresh-{number:04}"
        self.expired = False

    def oauth(self, request):
        form = request.form
        if request.headers.get("secret_key") != self.app_secret:
            return _oauth_error("Invalid secret key")
        if form.get("app_id") != self.app_id:
            return _oauth_error("Invalid app id")
        if form.get("grant_type") != "refresh_token":
            return _oauth_error("Invalid grant type")
        if form.get("refresh_token") != self.refresh:
            return _oauth_error("Invalid refresh token")
        self.used_up.add(self.refresh)
        self._new_pair()
        return {**self.secrets, "expires_in": "90000"}

    def api(self, request):
        self._admit(request)
        name = request.path.removeprefix("/v2.0/").replace("/", "_")
        verb = getattr(self, f"do_{name}", None)
        if verb is None:
            raise No(-240, "API not support")
        return {"data": verb(request), "error": 0, "message": "Success"}

    def _admit(self, request):
        token = request.headers.get("access_token")
        if token != self.access:
            raise No(-216, "Access token is invalid")
        if self.expired:
            raise No(-220, "Access token has expired")
        proof = request.headers.get("appsecret_proof")
        if proof is not None and proof != self._proof(token):
            raise No(-242, "Invalid appsecret_proof provided in the API argument")
        if self.remain <= 0:
            raise No(-32, "Application reach limit call api per minute")
        self.remain -= 1

    def _proof(self, token):
        key, words = self.app_secret.encode(), token.encode()
        return hmac.new(key, words, hashlib.sha256).hexdigest()

    def do_article_create(self, request):
        _demand(request.value)
        return self._begin(f"article-{next(self.numbers):04}", request.value)

    def do_article_update(self, request):
        article = request.value.get("id")
        if article not in self.articles:
            raise No(-201, "id is invalid")
        _demand(request.value)
        return self._begin(article, request.value)

    def _begin(self, article, value):
        token = f"token-{next(self.numbers):04}"
        self.jobs[token] = Job(article, value, self.polls)
        return {"token": token}

    def do_article_verify(self, request):
        job = self.jobs.get(request.value.get("token"))
        if job is None:
            raise No(-201, "token is invalid")
        self._go_on(job)
        if job.failed:
            raise No(-200, "Upload media failed")
        if not job.done:
            raise No(-214, "Article is being processed")
        return {"id": job.article}

    def _go_on(self, job):
        if job.done or job.failed:
            return
        if job.left:
            job.left -= 1
            return
        job.failed = self.fetches and not _fetched(job.value)
        job.done = not job.failed
        if job.done:
            there = self.articles.get(job.article, {})
            made = there.get("create_date", int(self.clock().timestamp() * 1000))
            self.articles[job.article] = {
                **job.value,
                "id": job.article,
                "create_date": made,
                "link_view": f"https://oa.example/d?id={job.article}",
            }

    def do_article_getslice(self, request):
        for job in self.jobs.values():
            self._go_on(job)
        query = request.query
        if query.get("type") not in ("normal", "video"):
            raise No(-201, "type accept only 2 value normal and video.")
        offset, limit = int(query.get("offset", 0)), int(query.get("limit", 10))
        if limit > 10:
            raise No(-201, "maximum limit is 10")
        newest = sorted(self.articles.values(), key=_age, reverse=True)
        kept = ("id", "title", "status", "create_date", "link_view")
        medias = [
            {name: one[name] for name in kept if name in one}
            for one in newest[offset : offset + limit]
        ]
        return {"medias": medias, "total": len(newest)}

    def do_article_getdetail(self, request):
        return self.articles.get(request.query.get("id")) or _unknown()

    def do_article_remove(self, request):
        if self.articles.pop(request.value.get("id"), None) is None:
            _unknown()
        return {}

    def do_oa_getoa(self, request):
        return {
            "oa_id": self.oa_id,
            "name": self.name,
            "is_verified": self.verified,
            "oa_type": 4,
        }

    def do_oa_message(self, request):
        value = request.value
        if "target" not in value["recipient"]:
            raise No(-240, "MessageV2 API has been shut down")
        elements = value["message"]["attachment"]["payload"]["elements"]
        if not 1 <= len(elements) <= 5:
            raise No(-201, "elements is invalid")
        for one in elements:
            if self.articles.get(one["attachment_id"], {}).get("status") != "show":
                raise No(-201, "attachment_id is invalid")
        hour = self.clock().astimezone(VIETNAM).hour
        if hour >= 22 or hour < 6:
            raise No(-234, "Messages can not be sent at night")
        if len(self.sent) >= self.broadcasts:
            raise No(-211, "Out of quota")
        self.sent.append([one["attachment_id"] for one in elements])
        return {"message_id": f"message-{next(self.numbers):04}"}

    # How it answers.

    def answer(self, request):
        """Return what to say, and the fault it is said with."""
        name = request.path.removeprefix("/v2.0/").removeprefix("/v4/")
        with self.lock:
            self.requests.append(request)
            fault = self.faults[name].popleft() if self.faults[name] else None
            if fault and not isinstance(fault.kind, str):
                return _instead(fault.kind), None
            if fault and fault.before:
                return {}, fault.kind
            try:
                oauth = request.path == "/v4/oa/access_token"
                said = self.oauth(request) if oauth else self.api(request)
            except No as no:
                said = no.answer
            return said, fault.kind if fault else None


def _oauth_error(reason):
    """No number in it: that is how it was seen."""
    return {
        "error_name": "Invalid grant",
        "error_reason": reason,
        "error_description": f"{reason}. See the documents.",
    }


def _unknown():
    raise No(-201, "id is invalid")


def _age(article):
    return article["create_date"], article["id"]


def _instead(kind):
    if isinstance(kind, int):
        return {"error": kind, "message": "as scripted"}
    return kind


def _demand(value):
    """Refuse what the real one refuses, also what its documents allow."""
    for name, most in (("title", 149), ("description", 299), ("author", 50)):
        if not 1 <= len(value.get(name, "")) <= most:
            raise No(-201, f"{name} allow 1 to {MOST_WORDS[name]} characters")
    if not value.get("body"):
        raise No(-201, "body is invalid")
    if value.get("status") not in ("show", "hide"):
        raise No(-201, "status is invalid")
    if not (value.get("cover") or {}).get("photo_url"):
        raise No(-201, "cover value is invalid")
    for url in _pictures(value):
        if not re.fullmatch(r"https?://[!-~]+", url):
            raise No(-201, f"photo_url {url} is invalid")


def _pictures(value):
    images = [one["url"] for one in value["body"] if one["type"] == "image"]
    return [value["cover"]["photo_url"], *images]


def _fetched(value):
    """Fetch the pictures as the real one does, and say whether all are good."""
    cover, *images = _pictures(value)
    return _good(cover, LEAST_SIDE) and all(_good(one, 1) for one in images)


def _good(url, least):
    try:
        with urlopen(url, timeout=5) as answer:  # noqa: S310 - a test's own server
            data = answer.read(MOST_PICTURE + 1)
        return len(data) <= MOST_PICTURE and min(_size(data)) >= least
    except (URLError, OSError, UnidentifiedImageError):
        return False


def _size(data):
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
        return picture.size


class Speaker(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        request = Request(
            self.command,
            parts.path,
            {name.lower(): text for name, text in self.headers.items()},
            {name: one[0] for name, one in parse_qs(parts.query).items()},
            self.rfile.read(length),
        )
        said, fault = self.server.zalo.answer(request)
        self.close_connection = True
        body = json.dumps(said, ensure_ascii=False).encode()
        try:
            getattr(self, f"say_{fault or 'well'}")(body)
        except OSError:
            return  # who asked has gone

    do_POST = do_GET

    def head(self, status, length, kind="application/json", **more):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.send_header("X-RateLimit-Limit", "4000")
        self.send_header("X-RateLimit-Remain", str(self.server.zalo.remain))
        for name, text in more.items():
            self.send_header(name, text)
        self.end_headers()

    def say_well(self, body):
        self.head(200, len(body))
        self.wfile.write(body)

    def say_reset(self, body):
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.rfile.close()
        self.connection.close()

    def say_silent(self, body):
        self.server.zalo.stopped.wait(60)

    def say_garbage(self, body):
        self.wfile.write(b"x" * 5000 + b"\r\n\r\n")

    def say_truncated(self, body):
        self.head(200, len(body))
        self.wfile.write(body[: len(body) // 2])

    def say_empty(self, body):
        self.head(200, 0)

    def say_html(self, body):
        page = b"<html><h1>502 Bad Gateway</h1></html>"
        self.head(502, len(page), "text/html")
        self.wfile.write(page)

    def say_unwell(self, body):
        self.head(500, len(body))
        self.wfile.write(body)

    def say_busy(self, body):
        self.head(429, 2)
        self.wfile.write(b"{}")

    def say_types(self, body):
        wrong = json.dumps({"error": "0", "data": [1], "message": None}).encode()
        self.head(200, len(wrong))
        self.wfile.write(wrong)

    def say_drip(self, body):
        self.head(200, len(body))
        for one in body:
            self.wfile.write(bytes([one]))
            if self.server.zalo.stopped.wait(0.3):
                return

    def say_redirect(self, body):
        self.head(302, 0, Location=self.path)

    def say_huge(self, body):
        self.head(200, 50 * 1024 * 1024)
        for _ in range(50 * 16):
            self.wfile.write(b" " * 64 * 1024)

    def log_message(self, *_words):
        """Tests are quiet."""


def main():
    """Run it by hand and say what it has."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--trust", action="store_true", help="fetch no pictures")
    given = parser.parse_args()
    with Zalo(port=given.port, fetches=not given.trust) as zalo:
        print(zalo.base, zalo.app_id, zalo.app_secret, zalo.oa_id, zalo.secrets)  # noqa: T201
        try:
            while True:
                time.sleep(5)
                print(len(zalo.requests), json.dumps(zalo.articles, indent=1))  # noqa: T201
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
