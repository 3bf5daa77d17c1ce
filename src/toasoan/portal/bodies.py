"""What visitors send is taken in before Django begins: few at a time, and not too much.

Each request has a thread of the web server. Who sends slowly would hold one for as long
as they like, and a handful of them all there are; so only some threads may wait for
senders, and the others go on answering. nginx in front does this better: it takes in
any number of slow senders without a thread for each.
"""

from collections.abc import Callable, Iterable, Iterator
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any

from .snapshots.headers import NOT_KEPT, POLICY

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]
# A form of a stranger, as the login; and a file that somebody signed in sends.
SMALL = 64 * 1024
LARGE = 200 * 1024 * 1024
A_PIECE = 64 * 1024
REFUSED = (
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", NOT_KEPT),
)


class TooLarge(Exception):
    """More was sent than is taken."""


class Bodies:
    """A WSGI application before another: takes in bodies, `at_once` at a time."""

    def __init__(self, application: Application, *, session: str, at_once: int) -> None:
        self.application = application
        self.session = f"{session}="
        self.free = BoundedSemaphore(at_once)

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if length == "0" and "HTTP_TRANSFER_ENCODING" not in environ:
            return self.application(environ, start)
        if not length.isdecimal():
            return refused(start, "400 Bad Request")
        known = self.session in environ.get("HTTP_COOKIE", "")
        limit = LARGE if known else SMALL
        if int(length) > limit:
            return refused(start, "413 Content Too Large")
        if not self.free.acquire(blocking=False):
            return refused(start, "503 Service Unavailable", ("Retry-After", "5"))
        try:
            body = taken(environ["wsgi.input"], limit)
        except TooLarge:
            return refused(start, "413 Content Too Large")
        except OSError:
            return refused(start, "400 Bad Request")
        finally:
            self.free.release()
        return self.with_body(environ, start, body)

    def with_body(
        self, environ: dict[str, Any], start: Start, body: IO[bytes]
    ) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or str(body.seek(0, 2))
        if length != str(body.seek(0, 2)):
            body.close()
            return refused(start, "400 Bad Request")
        body.seek(0)
        given = {**environ, "CONTENT_LENGTH": length, "wsgi.input": body}
        return Closing(self.application(given, start), body)


def taken(source: Any, limit: int) -> IO[bytes]:
    """Return all that `source` holds; raises TooLarge beyond `limit` bytes."""
    body = SpooledTemporaryFile(max_size=SMALL)  # noqa: SIM115, closed with the answer
    size = 0
    while piece := source.read(A_PIECE):
        size += len(piece)
        if size > limit:
            body.close()
            raise TooLarge
        body.write(piece)
    return body


class Closing:
    """An answer that closes what was sent, when it has gone out."""

    def __init__(self, answer: Iterable[bytes], body: IO[bytes]) -> None:
        self.answer = answer
        self.body = body

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.answer)

    def close(self) -> None:
        self.body.close()
        close = getattr(self.answer, "close", None)
        if close:
            close()


def refused(start: Start, status: str, *more: tuple[str, str]) -> list[bytes]:
    """Answer in one line, without having read what was sent."""
    start(status, [*REFUSED, *more])
    return [f"{status}\n".encode()]
