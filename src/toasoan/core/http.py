"""The one way this house talks to other servers.

Time-outs always, an end to every answer, no way into our own network unless allowed,
no following to other hosts, nothing sent twice by itself.
"""

import ipaddress
import json
import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from urllib3 import encode_multipart_formdata
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

MOST_REDIRECTS = 3
PIECE = 64 * 1024
REDIRECTS = {301, 302, 303, 307, 308}


class TalkError(Exception):
    """No good answer came."""


class NotSent(TalkError):
    """The other side was never reached: surely nothing happened there."""


class Forbidden(NotSent):
    """The address is one we do not talk to."""


class Lost(TalkError):
    """It was sent, and no whole answer came: it may have happened."""


@dataclass(frozen=True)
class Answer:
    """What came back; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def object(self) -> dict[str, Any]:
        """Return the body as a JSON object. Raises Lost when it is none."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise Lost(f"no JSON: {self.body[:200]!r}") from error
        if not isinstance(found, dict):
            raise Lost(f"no JSON object: {self.body[:200]!r}")
        return found


@dataclass(frozen=True)
class File:
    """A file part of a form."""

    name: str
    data: bytes
    kind: str


@dataclass(frozen=True)
class Http:
    """How to talk to one service.

    `connect` and `read` are seconds for the connection and for each piece read, `whole`
    for the whole answer, however it drips; `most` is the largest answer in bytes.
    `allow_private` lets addresses of our own network and plain HTTP through.
    """

    connect: float = 5
    read: float = 15
    whole: float = 25
    most: int = 1024 * 1024
    allow_private: bool = False
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)

    def ask(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        form: Mapping[str, Any] | None = None,
        files: Mapping[str, File] | None = None,
        value: Any = None,
        body: bytes | None = None,
    ) -> Answer:
        """Ask once and return the answer, whatever its status.

        One of `form` (with `files`: multipart), `value` (sent as JSON) or `body`.
        Raises NotSent, Forbidden or Lost; never anything else of the network's.
        """
        ends = self.clock() + self.whole
        sent = dict(headers or {})
        if value is not None:
            body = json.dumps(value, ensure_ascii=False).encode()
            sent["Content-Type"] = "application/json; charset=utf-8"
        elif form is not None or files is not None:
            body, sent["Content-Type"] = _form(form or {}, files or {})
        if query:
            url = f"{url}{'&' if '?' in url else '?'}{_encoded(query.items())}"
        for _step in range(MOST_REDIRECTS + 1):
            answer = self._once(method, url, sent, body, ends)
            target = answer.headers.get("location", "")
            if answer.status not in REDIRECTS or method != "GET" or not target:
                return answer
            following = urljoin(url, target)
            if _origin(following) != _origin(url):
                return answer
            url = following
        raise Lost("redirected without end")

    def _once(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None,
        ends: float,
    ) -> Answer:
        parts = urlsplit(url)
        line = self._line(url)
        headers = {"Host": parts.netloc.rpartition("@")[2], **headers}
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        # Each piece has its time-out; this one ends whatever drips longer.
        late = threading.Event()
        end = threading.Timer(max(ends - self.clock(), 0.001), _shut, [line, late])
        end.daemon = True
        try:
            _connect(line)
            end.start()
            line.timeout = self.read
            line.request(
                method,
                target,
                body=body,
                headers=headers,
                preload_content=False,
                decode_content=False,
            )
            answer = self._read(line.getresponse())
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            raise Lost(f"{type(error).__name__}: {error}") from error
        finally:
            end.cancel()
            line.close()
        if late.is_set():
            raise Lost(f"an answer of more than {self.whole} seconds")
        return answer

    def _line(self, url: str) -> HTTPConnection:
        """Return a line to where `url` is, not open yet. Raises NotSent, Forbidden."""
        host, port = _place(url)
        scheme = urlsplit(url).scheme
        if scheme != "https" and not (scheme == "http" and self.allow_private):
            raise Forbidden(f"{scheme or 'no scheme'}: only https")
        # To the very address that was looked at: a name may change its mind.
        address = self._address(host, port)
        if scheme == "http":
            return HTTPConnection(address, port, timeout=self.connect)
        return HTTPSConnection(
            address,
            port,
            timeout=self.connect,
            assert_hostname=host,
            server_hostname=host,
        )

    def _read(self, response: Any) -> Answer:
        found = bytearray()
        while piece := response.read1(PIECE):
            found += piece
            if len(found) > self.most:
                raise Lost(f"an answer of more than {self.most} bytes")
        names = {key.lower(): text for key, text in response.headers.items()}
        return Answer(response.status, names, _without_nul(bytes(found)))

    def _address(self, host: str, port: int) -> str:
        """Return the network address of `host`. Raises NotSent, Forbidden."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NotSent(f"{host}: {error}") from error
        addresses = [str(one[4][0]) for one in found]
        if not self.allow_private:
            for one in addresses:
                if not ipaddress.ip_address(one.partition("%")[0]).is_global:
                    raise Forbidden(f"{host} is an address of our own network")
        return addresses[0]


def _without_nul(body: bytes) -> bytes:
    """Return `body` without NUL, bare or as JSON writes it: no database keeps one."""
    return body.replace(b"\0", b"?").replace(b"\\u0000", b"?")


def _connect(line: HTTPConnection) -> None:
    """Open `line`. Raises NotSent."""
    try:
        line.connect()
    except (HTTPError, OSError, ValueError) as error:
        line.close()
        raise NotSent(f"{type(error).__name__}: {error}") from error


def _shut(line: HTTPConnection, late: threading.Event) -> None:
    late.set()
    sock = line.sock
    if sock is not None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def _place(url: str) -> tuple[str, int]:
    """Return host and port of `url`. Raises Forbidden when it has none."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Forbidden(str(error)) from error
    if not parts.hostname:
        raise Forbidden("an address without a host")
    return parts.hostname, port


def _origin(url: str) -> tuple[str, str, int]:
    host, port = _place(url)
    return urlsplit(url).scheme, host, port


def _encoded(pairs: Iterable[tuple[str, str]]) -> str:
    return urlencode(list(pairs))


def _form(fields: Mapping[str, Any], files: Mapping[str, File]) -> tuple[bytes, str]:
    if not files:
        plain = _encoded((key, str(text)) for key, text in fields.items())
        return plain.encode(), "application/x-www-form-urlencoded"
    parts: dict[str, Any] = {key: str(text) for key, text in fields.items()}
    parts |= {key: (one.name, one.data, one.kind) for key, one in files.items()}
    body, kind = encode_multipart_formdata(parts)
    return body, kind
