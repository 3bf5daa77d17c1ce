"""What reaches our own server over the wire: smuggled, cut short, too slow."""

import re
import socket
import time
from contextlib import ExitStack

import pytest

from tests.deploy import server
from tests.deploy.server import said_to
from toasoan.portal.snapshots import files
from toasoan.portal.snapshots.headers import headers_of

BODY = "<p>Họp dân thôn Nà Mẫu</p>".encode() * 400
HOST = b"Host: xa.localhost\r\n"
PAGE = b"GET /tin/ HTTP/1.1\r\n" + HOST
POST = b"POST /tin/ HTTP/1.1\r\n" + HOST
INNER = b"GET /lau/ HTTP/1.1\r\n" + HOST + b"\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
ENDS = b"0\r\n\r\n" + INNER
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
# Long enough for a busy machine, far less than what the slow ones hold on for.
SOON = 15


def length(data):
    return b"Content-Length: %d\r\n" % len(data)


# What is sent, and the codes that may come back; a second answer would be to what was
# smuggled in.
SMUGGLED = {
    "CL.TE": (POST + length(ENDS) + CHUNKED + b"\r\n" + ENDS, {400, 403}),
    "TE.CL": (
        POST
        + CHUNKED
        + b"Content-Length: 4\r\n\r\n"
        + b"%x\r\n" % len(INNER)
        + INNER
        + b"\r\n0\r\n\r\n",
        {400, 403},
    ),
    "two TE": (POST + CHUNKED + b"Transfer-encoding: cow\r\n\r\n" + ENDS, {400}),
    "odd TE": (
        POST + b"Transfer-Encoding: xchunked\r\n" + length(ENDS) + b"\r\n" + ENDS,
        {400},
    ),
    "TE with a space": (
        POST + b"Transfer-Encoding : chunked\r\n" + length(ENDS) + b"\r\n" + ENDS,
        {400},
    ),
    "folded TE": (
        POST + b"Transfer-Encoding:\r\n chunked\r\n" + length(ENDS) + b"\r\n" + ENDS,
        {400},
    ),
    "two lengths": (
        POST + b"Content-Length: 0\r\n" + length(INNER) + b"\r\n" + INNER,
        {400},
    ),
    "list of lengths": (POST + b"Content-Length: 0, 40\r\n\r\n" + INNER, {400}),
    "signed length": (POST + b"Content-Length: +0\r\n\r\n" + INNER, {400}),
    "negative length": (POST + b"Content-Length: -1\r\n\r\n" + INNER, {400}),
    "huge length": (POST + b"Content-Length: %d\r\n\r\n" % 10**30 + INNER, {400}),
    "length of a GET": (PAGE + length(INNER) + b"\r\n" + INNER, {200, 400}),
    "HTTP/1.0 with TE": (
        POST.replace(b"1.1", b"1.0") + CHUNKED + b"\r\n" + ENDS,
        {400},
    ),
    "negative chunk": (POST + CHUNKED + b"\r\n-1\r\nabc\r\n" + ENDS, {400, 403}),
    "huge chunk": (POST + CHUNKED + b"\r\n" + b"f" * 17 + b"\r\n" + ENDS, {400, 403}),
    "chunk of bare LF": (POST + CHUNKED + b"\r\n3\nabc\n0\n\n" + INNER, {400, 403}),
    "LF in a chunk's name": (
        POST + CHUNKED + b"\r\n3;a\nb\r\nabc\r\n" + ENDS,
        {400, 403},
    ),
    "folded header": (PAGE + b"X: a\r\n Content-Length: 5\r\n\r\n", {400}),
    "bare CR": (PAGE + b"X: a\rContent-Length: 5\r\n\r\n", {400}),
    "NUL in a header": (PAGE + b"X: a\x00b\r\n\r\n", {400}),
    "space in a name": (PAGE + b"X Y: 1\r\n\r\n", {400}),
    "no version": (b"GET /tin/\r\n\r\n", {400}),
    "endless header": (PAGE + b"X: " + b"a" * 600_000 + b"\r\n\r\n", {400, 431}),
    "HTTP/2 without TLS": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 505}),
    "upgrade to HTTP/2": (
        PAGE + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
        b"HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n",
        {200},
    ),
}


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    var = tmp_path_factory.mktemp("var")
    put(var)
    with server.running(var) as running:
        yield running


def put(var):
    file = files.place(var / "snapshots", "xa.localhost", "/tin/")
    headers = tuple(headers_of("/tin/").items())
    files.write(file, files.Page(body=BODY, headers=headers))


def connected(web):
    return socket.create_connection(("127.0.0.1", web.port))


def page_of(web):
    """Return what another reader gets now."""
    said = said_to(web.port, PAGE + b"Connection: close\r\n\r\n", SOON)
    return said.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize("how", SMUGGLED)
def test_nothing_is_smuggled_behind_a_request(web, how):
    data, codes = SMUGGLED[how]

    said = said_to(web.port, data)

    found = [int(code) for code in STATUS.findall(said)]
    assert len(found) <= 1
    assert set(found) <= codes
    assert page_of(web) == BODY


def test_requests_on_one_line_are_answered_in_their_order(web):
    said = said_to(web.port, PAGE + b"\r\n" + PAGE + b"Connection: close\r\n\r\n")

    assert [int(code) for code in STATUS.findall(said)] == [200, 200]
    assert said.count(BODY) == 2


@pytest.mark.parametrize(
    "target",
    [
        b"/../secret-key",
        b"/%2e%2e/secret-key",
        b"/%2e%2e%2fsecret-key",
        b"/..%5csecret-key",
        b"/%252e%252e/secret-key",
        b"/%c0%ae%c0%ae/secret-key",
        b"/media/images/../../secret-key",
        b"/media/images/%2e%2e/%2e%2e/secret-key",
        b"/media/images/..%2f..%2fsecret-key",
        b"/media/images//etc/passwd",
        b"/static/../secret-key",
        b"/static/%2e%2e/secret-key",
        b"/tin/index.html.head",
        b"/tin/index.html.br",
        b"/tin/%00",
    ],
)
def test_nothing_outside_the_folders_is_reachable(web, target):
    said = said_to(web.port, b"GET " + target + b" HTTP/1.1\r\n" + HOST + b"\r\n")

    # There is no database: what is not on the disk is an error, and not the secret.
    assert STATUS.findall(said)[0] in (b"301", b"400", b"404", b"500")
    assert re.search(rb"^[0-9a-f]{96}$|root:x|etags", said, re.MULTILINE) is None


def test_slow_senders_keep_nobody_waiting(web):
    with ExitStack() as lines:
        slow = [
            *[b"GET /tin/ HTTP/1.1\r\nHost: xa.lo"] * 100,
            *[POST + b"Content-Length: 1000\r\n\r\nabc"] * 60,
            *[POST + CHUNKED + b"\r\nff\r\nabc"] * 40,
        ]
        for data in slow:
            line = lines.enter_context(
                socket.create_connection(("127.0.0.1", web.port))
            )
            line.sendall(data)
        begun = time.monotonic()
        pages = [page_of(web) for _ in range(5)]

        assert pages == [BODY] * 5
        assert time.monotonic() - begun < SOON


def test_slow_readers_keep_nobody_waiting_and_fill_no_memory(web):
    page_of(web)
    before = web.memory()
    with ExitStack() as lines:
        for _ in range(100):
            line = lines.enter_context(socket.socket())
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            line.connect(("127.0.0.1", web.port))
            line.setblocking(False)
            # A thousand pages of ten kilobytes each, and not one is read.
            line.send((PAGE + b"\r\n") * 1000)
        begun = time.monotonic()
        pages = [page_of(web) for _ in range(5)]

        assert pages == [BODY] * 5
        assert time.monotonic() - begun < SOON
        assert web.memory() - before < 100 * 1024 * 1024
