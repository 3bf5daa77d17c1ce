"""A Graph API on this machine that behaves as the real one is known to.

It keeps a ledger of what exists at the service, does what a test told it to do wrong,
and remembers every request. By hand: python -m tests.services.graph --port 8801
"""

import argparse
import hashlib
import hmac
import json
import socket
import struct
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

PAGE_ID = "100200300400"
APP_ID = "700800900"
TOKEN = "EAAG-page-token-of-ban-mau"
SECRET = "secret-of-the-app"
LIFETIME = {
    "post_media_view": 120,
    "post_total_media_view_unique": 90,
    "post_reactions_by_type_total": {"like": 7, "love": 2},
    "post_clicks": 5,
}
TIME = "%Y-%m-%dT%H:%M:%S%z"
SCOPES = ["pages_manage_posts", "pages_read_engagement", "read_insights"]


class Refusal(Exception):
    """What the service answers instead of doing it."""

    def __init__(self, code, subcode=None, *, status=400, message="", **more):
        super().__init__(code)
        self.status = status
        self.error = {
            "message": message or f"(#{code}) refused",
            "type": "OAuthException",
            "code": code,
            "fbtrace_id": "AbCdEfGhIjK",
        } | more
        if subcode is not None:
            self.error["error_subcode"] = subcode


GONE = {"message": "Unsupported request", "type": "GraphMethodException"}


@dataclass(frozen=True)
class Fault:
    """What goes wrong with a call: before or after it was done (`done`)."""

    send: Callable
    done: bool = False


@dataclass(frozen=True)
class Seen:
    """A request as it came."""

    call: str
    method: str
    path: str
    query: dict
    form: dict
    files: dict
    headers: dict


@dataclass
class Ledger:
    """What exists at the service."""

    photos: dict = field(default_factory=dict)
    posts: dict = field(default_factory=dict)
    films: dict = field(default_factory=dict)

    def public(self):
        """Return the ids of what visitors of the page see."""
        films = [one for one, film in self.films.items() if film["published"]]
        return [*self.posts, *films]


# Faults


def reset(*, done):
    """Cut the line with a reset, before or after it is `done`."""

    def send(handler, _answer):
        linger = struct.pack("ii", 1, 0)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        handler.connection.close()

    return Fault(send, done)


def body(data, *, status=200, kind="application/json", done=True, more=0):
    """Answer `data` whatever was asked; announce `more` bytes than come."""

    def send(handler, _answer):
        handler.send(status, data, kind=kind, more=more)

    return Fault(send, done)


def value(told, *, status=200, done=True):
    """Answer `told` as JSON."""
    return body(json.dumps(told).encode(), status=status, done=done)


def error(code, subcode=None, *, status=400, done=False, **more):
    """Answer an error object."""
    refusal = Refusal(code, subcode, **more)
    return value({"error": refusal.error}, status=status, done=done)


def truncated():
    """Do it; half of the answer arrives."""

    def send(handler, answer):
        text = json.dumps(answer).encode()
        handler.send(200, text[: len(text) // 2], more=len(text))

    return Fault(send, done=True)


def empty():
    return body(b"")


def html():
    """Do it; the edge answers 502 with a page for people."""
    return body(b"<html><h1>502</h1></html>", status=502, kind="text/html")


def code_2():
    """Do it, and say with HTTP 500 that the service is down: observed."""
    return error(2, status=500, done=True, is_transient=True)


def drip(*, pause=0.3):
    """Do it; the answer comes byte by byte without end."""

    def send(handler, _answer):
        handler.send(200, b"{", more=10_000)
        while not handler.service.closing.wait(pause):
            handler.wfile.write(b" ")

    return Fault(send, done=True)


def redirect():
    """Point to the same address, always."""

    def send(handler, _answer):
        handler.send(302, b"", headers={"Location": handler.path})

    return Fault(send)


def huge(*, size=50_000_000):
    """Do it; answer `size` bytes."""

    def send(handler, _answer):
        handler.send(200, b"", more=size)
        for _part in range(size // 100_000):
            handler.wfile.write(b" " * 100_000)

    return Fault(send, done=True)


class GraphService:
    """The service; a context manager that listens while it is open.

    `fault(call, one)` makes the next such call go wrong; calls are feed, photos,
    videos.start, videos.transfer, videos.finish, published_posts, read, edit, delete,
    insights and debug_token. `usage` are headers of every answer. `facts` change what
    debug_token says.
    """

    def __init__(self, *, port=0, now=lambda: datetime.now(UTC)):
        self.ledger = Ledger()
        self.requests = []
        self.leaks = []
        self.usage = {}
        self.facts = {}
        self.token_alive = True
        self.page_name = "UBND xã Bản Mẫu"
        self.likes = 2_500
        self.piece = 1_000_000
        self.work = 1  # how often a film is looked at before it is ready
        self.now = now
        self.closing = threading.Event()
        self._faults = defaultdict(list)
        self._number = 1_000
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.service = self

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.05,)).start()
        return self

    def __exit__(self, *_exception):
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def base_url(self):
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def keys(self, **changed):
        """Return what an adapter must know to talk to this service."""
        return {
            "base_url": self.base_url,
            "page_id": PAGE_ID,
            "page_token": TOKEN,
            "app_id": APP_ID,
            "app_secret": SECRET,
        } | changed

    def fault(self, call, *faults):
        """Let the next calls of `call` go wrong, one for each of `faults`."""
        self._faults[call].extend(faults)

    def next_fault(self, call):
        waiting = self._faults[call]
        return waiting.pop(0) if waiting else None

    def calls(self):
        """Return the names of the calls that came, in order."""
        return [seen.call for seen in self.requests]

    def post(self, message, *, link="", made=None):
        """Put a post there that did not come through us; return its id."""
        return self._post(message, link, [], made)["id"]

    # What the service does

    def do(self, seen, target):
        with self._lock:
            kind = seen.call.replace(".", "_")
            return getattr(self, f"_{kind}")(seen, target)

    def _new(self):
        self._number += 1
        return str(self._number)

    def _post(self, message, link, photos, made=None):
        post = {
            "id": f"{PAGE_ID}_{self._new()}",
            "message": message,
            "link": link,
            "photos": photos,
            "made": made or self.now(),
        }
        post["created_time"] = post["made"].strftime(TIME)
        post["permalink_url"] = f"https://www.facebook.com/{post['id']}"
        rows = [{"unshimmed_url": link}] if link else []
        post["attachments"] = {"data": rows}
        self.ledger.posts[post["id"]] = post
        return post

    def _feed(self, seen, _target):
        form = seen.form
        named = [form[name] for name in sorted(form) if name.startswith("attached_")]
        photos = [json.loads(text)["media_fbid"] for text in named]
        if not (form.get("message") or form.get("link") or photos):
            raise Refusal(197)
        if "facebook.com" in form.get("link", ""):
            raise Refusal(100, 1609008)
        if any(one not in self.ledger.photos for one in photos):
            raise Refusal(100)
        if any(self.ledger.photos[one]["posted"] for one in photos):
            raise Refusal(100, 1366051, message="These photos were already posted.")
        for one in photos:
            self.ledger.photos[one]["posted"] = True
        made = self._post(form.get("message", ""), form.get("link", ""), photos)
        return _fields(made, seen)

    def _photos(self, seen, _target):
        data = seen.files["source"]
        if len(data) > 4_000_000:
            raise Refusal(100, 1366046)
        photo = self._new()
        published = seen.form.get("published", "true") == "true"
        self.ledger.photos[photo] = {
            "sha256": hashlib.sha256(data).hexdigest(),
            "alt": seen.form.get("alt_text_custom", ""),
            "posted": published,
        }
        if published:
            return {"id": photo, "post_id": self._post("", "", [photo])["id"]}
        return {"id": photo}

    def _videos_start(self, seen, _target):
        film, size = self._new(), int(seen.form["file_size"])
        self.ledger.films[film] = {
            "id": film,
            "session": self._new(),
            "size": size,
            "bytes": b"",
            "published": False,
            "finished": 0,
            "looks": self.work,
        }
        ends = self._ends(self.ledger.films[film])
        return {
            "video_id": film,
            "upload_session_id": self.ledger.films[film]["session"],
            **ends,
        }

    def _ends(self, film):
        start = len(film["bytes"])
        end = min(start + self.piece, film["size"])
        return {"start_offset": str(start), "end_offset": str(end)}

    def _session(self, seen):
        wanted = seen.form["upload_session_id"]
        for film in self.ledger.films.values():
            if film["session"] == wanted:
                return film
        raise Refusal(100)

    def _videos_transfer(self, seen, _target):
        film = self._session(seen)
        if int(seen.form["start_offset"]) != len(film["bytes"]):
            raise Refusal(6000, 1363037)
        film["bytes"] += seen.files["video_file_chunk"]
        return self._ends(film)

    def _videos_finish(self, seen, _target):
        film = self._session(seen)
        if len(film["bytes"]) != film["size"]:
            raise Refusal(6000, 1363045, is_transient=False)
        film["finished"] += 1
        film["published"] = True
        film["title"] = seen.form.get("title", "")
        film["description"] = seen.form.get("description", "")
        film["post_id"] = f"{PAGE_ID}_9{film['id']}"
        film["made"] = self.now()
        film["created_time"] = film["made"].strftime(TIME)
        return {"success": True}

    def _published_posts(self, seen, _target):
        since = float(seen.query.get("since", 0))
        films = [self._post_of(one) for one in self.ledger.films.values()]
        every = [*self.ledger.posts.values(), *filter(None, films)]
        posts = [p for p in every if p["made"].timestamp() > since]
        posts.sort(key=lambda post: post["made"], reverse=True)
        start, limit = int(seen.query.get("after", 0)), int(seen.query["limit"])
        answer = {"data": [_fields(one, seen) for one in posts[start : start + limit]]}
        if start + limit < len(posts):
            after = str(start + limit)
            # The real one gives an address with the token in it.
            there = f"{self.base_url}/next?access_token={TOKEN}&after={after}"
            answer["paging"] = {"cursors": {"after": after}, "next": there}
        return answer

    @staticmethod
    def _post_of(film):
        """Return the post a film stands in once all can see it."""
        if not film["published"] or film["looks"] >= 0:
            return None
        return {
            "id": film["post_id"],
            "message": film["description"],
            "made": film["made"],
            "created_time": film["created_time"],
            "permalink_url": f"/{PAGE_ID}/videos/{film['id']}/",
        }

    def _thing(self, target):
        found = self.ledger.posts.get(target) or self.ledger.films.get(target)
        if not found:
            raise Refusal(100, 33, **GONE)
        return found

    def _read(self, seen, target):
        if target == PAGE_ID:
            return {"id": PAGE_ID, "name": self.page_name}
        thing = self._thing(target)
        if "session" not in thing:
            return _fields(thing, seen)
        return {"id": target} | self._film(thing)

    @staticmethod
    def _film(film):
        if not film["published"]:
            return {"status": {"video_status": "uploading"}, "published": False}
        film["looks"] -= 1
        status = "processing" if film["looks"] >= 0 else "ready"
        return {
            "status": {"video_status": status},
            "published": True,
            "post_id": film["post_id"],
            "created_time": film["created_time"],
            "permalink_url": f"/{PAGE_ID}/videos/{film['id']}/",
        }

    def _edit(self, seen, target):
        thing = self._thing(target)
        part = "description" if "session" in thing else "message"
        thing[part] = seen.form[part]
        return {"success": True}

    def _delete(self, _seen, target):
        self._thing(target)
        self.ledger.posts.pop(target, None)
        self.ledger.films.pop(target, None)
        return {"success": True}

    def _insights(self, seen, _target):
        name = seen.query.get("metric")
        if not name:
            raise Refusal(3001, 1504028)
        if name not in LIFETIME:
            raise Refusal(100, message="The value must be a valid insights metric")
        if self.likes < 100:
            return {"data": []}
        values = [{"value": LIFETIME[name]}]
        return {"data": [{"name": name, "period": "lifetime", "values": values}]}

    def _debug_token(self, seen, _target):
        alive = self.token_alive and seen.form["input_token"] == TOKEN
        facts = {
            "app_id": APP_ID,
            "type": "PAGE",
            "profile_id": PAGE_ID,
            "is_valid": alive,
            "expires_at": 0,
            "data_access_expires_at": int(time.time()) + 90 * 86_400,
            "scopes": [*SCOPES, "publish_video"],
        }
        return {"data": facts | self.facts}


def _fields(post, seen):
    wanted = seen.query.get("fields", "id").replace("{unshimmed_url}", "").split(",")
    return {name: post[name] for name in {"id", *wanted} if name in post}


class _Server(ThreadingHTTPServer):
    service: GraphService

    def handle_error(self, _request, _address):
        """Say nothing: lines that break are what is tested here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def service(self):
        return self.server.service

    def do_GET(self):
        self._serve("GET")

    def do_POST(self):
        self._serve("POST")

    def do_DELETE(self):
        self._serve("DELETE")

    def _serve(self, method):
        seen, target = self._seen(method)
        self.service.requests.append(seen)
        fault = self.service.next_fault(seen.call)
        try:
            self._let_in(seen)
            answer = {} if fault and not fault.done else self.service.do(seen, target)
        except Refusal as refusal:
            self.send_value({"error": refusal.error}, status=refusal.status)
            return
        if fault:
            self.close_connection = True
            fault.send(self, answer)
        else:
            self.send_value(answer)

    def _seen(self, method):
        parts = urlsplit(self.path)
        form, files = self._body()
        # As the real one: a POST may say that it is another method.
        method = form.get("method", method)
        _version, *steps = parts.path.strip("/").split("/")
        target, edge = steps[0], (steps[1] if len(steps) > 1 else "")
        seen = Seen(
            call=_call(method, target, edge, form),
            method=self.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query)),
            form=form,
            files=files,
            headers={name.lower(): text for name, text in self.headers.items()},
        )
        return seen, target

    def _body(self):
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("multipart/form-data"):
            return parts_of(data, kind.partition("boundary=")[2].encode())
        return dict(parse_qsl(data.decode(), keep_blank_values=True)), {}

    def _let_in(self, seen):
        names = {"access_token", "input_token", "client_secret"}
        if names & seen.query.keys() or TOKEN in self.path or SECRET in self.path:
            self.service.leaks.append(self.path)
            raise Refusal(100, message="a secret in the address")
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        proof = (seen.query | seen.form).get("appsecret_proof")
        right = f"{APP_ID}|{SECRET}" if seen.call == "debug_token" else TOKEN
        if token != right or (right == TOKEN and not self.service.token_alive):
            raise Refusal(190, 460)
        wanted = hmac.new(SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()
        if proof != wanted:
            text = "API calls from the server require an appsecret_proof argument"
            raise Refusal(100, message=text, type="GraphMethodException")

    def send_value(self, answer, *, status=200):
        self.send(status, json.dumps(answer).encode())

    def send(self, status, data, *, kind="application/json", more=0, headers=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data) + more))
        for name, text in {**self.service.usage, **(headers or {})}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_words):
        """Say nothing."""


def _call(method, target, edge, form):
    if target == "debug_token":
        return "debug_token"
    if edge == "videos":
        return f"videos.{form.get('upload_phase')}"
    if edge:
        return edge
    return {"GET": "read", "POST": "edit", "DELETE": "delete"}[method]


def parts_of(data, boundary):
    """Return the fields and the files of a multipart body."""
    form, files = {}, {}
    for part in data.split(b"--" + boundary)[1:-1]:
        head, _gap, content = part[2:-2].partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0].decode()
        if b"filename=" in head:
            files[name] = content
        else:
            form[name] = content.decode()
    return form, files


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    with GraphService(port=parser.parse_args().port) as service:
        sys.stdout.write(json.dumps(service.keys(), indent=2) + "\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write(f"{service.ledger.public()}\n")


if __name__ == "__main__":
    main()
