"""A service that answers at once, and the adapter of its channels."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from toasoan.channels.adapters.base import Plain, Receipt, Sending, Unconfirmed
from toasoan.core.http import Http, TalkError

LINE = Http(connect=2, read=5, whole=8, allow_private=True)


class Instant(Plain):
    """One channel at the service at `place`."""

    findable: ClassVar[bool] = True

    def __init__(self, *, place: str = "") -> None:
        self.place = place

    def deliver(self, sending: Sending) -> Receipt:
        self._ask("POST", sending.key, sending.item.text)
        return Receipt(external_id=sending.key, url=f"{self.place}/{sending.key}")

    def find(self, sending: Sending) -> Receipt | None:
        there = self._ask("GET", sending.key) == 200
        return Receipt(external_id=sending.key, url=sending.key) if there else None

    def _ask(self, method: str, key: str, text: str = "") -> int:
        try:
            return LINE.ask(method, f"{self.place}/{key}", body=text.encode()).status
        except TalkError as error:
            raise Unconfirmed("no_answer", str(error)) from error


@contextmanager
def service() -> Iterator[tuple[str, dict[str, int]]]:
    """Run it; give its address, and how often it got each key."""
    got: dict[str, int] = {}
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with lock:
                got[self.path[1:]] = got.get(self.path[1:], 0) + 1
            self.answer(200)

        def do_GET(self) -> None:
            self.answer(200 if self.path[1:] in got else 404)

        def answer(self, status: int) -> None:
            try:
                self.send_response(status)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")
            except OSError:
                return  # who asked is gone

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", got
    finally:
        server.shutdown()
        server.server_close()
