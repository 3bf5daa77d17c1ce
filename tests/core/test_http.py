"""What other servers may do to us: nothing worse than no answer."""

import socket
import threading
import time
from contextlib import closing, contextmanager

import pytest

from toasoan.core.http import File, Forbidden, Http, Lost, NotSent

FAST = Http(connect=2, read=1, whole=2, most=10_000, allow_private=True)
GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@contextmanager
def answering(*pieces, pause=0.0):
    """A server that reads one request, sends `pieces` and hangs up; and what it got."""
    got = []
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.settimeout(0.1)
        stop = threading.Event()

        def serve():
            while not stop.is_set():
                try:
                    line, _peer = server.accept()
                except TimeoutError:
                    continue
                with closing(line):
                    line.settimeout(1)
                    got.append(whole_request(line))
                    send(line)

        def send(line):
            for piece in pieces:
                try:
                    line.sendall(piece)
                except OSError:
                    return
                time.sleep(pause)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}", got
        finally:
            stop.set()
            thread.join()


def whole_request(line):
    data = b""
    while b"\r\n\r\n" not in data:
        piece = line.recv(65536)
        if not piece:
            return data
        data += piece
    head, _sep, body = data.partition(b"\r\n\r\n")
    length = next(
        (
            int(one.split(b":")[1])
            for one in head.split(b"\r\n")
            if one.lower().startswith(b"content-length")
        ),
        0,
    )
    while len(body) < length:
        body += line.recv(65536)
    return head + b"\r\n\r\n" + body


def test_answer_is_given_as_it_came():
    said = b"HTTP/1.1 418 Teapot\r\nX-Usage: 97\r\nContent-Length: 9\r\n\r\n"
    with answering(said + b'{"a": 1}\n') as (url, _got):
        answer = FAST.ask("GET", f"{url}/a?b=1", query={"c": "đ"})

    assert (answer.status, answer.object(), answer.headers["x-usage"]) == (
        418,
        {"a": 1},
        "97",
    )


def test_what_is_asked_arrives_whole():
    with answering(GOOD) as (url, got):
        FAST.ask("POST", f"{url}/feed", form={"message": "Họp dân", "link": "a&b"})
        FAST.ask("POST", f"{url}/feed", value={"text": "đò"})
        FAST.ask(
            "POST",
            f"{url}/photos",
            form={"alt": "cầu"},
            files={"source": File("cau.jpg", b"\xff\xd8", "image/jpeg")},
        )

    form, value, files = got
    assert form.endswith(b"message=H%E1%BB%8Dp+d%C3%A2n&link=a%26b")
    assert value.endswith('{"text": "đò"}'.encode())
    assert b'name="source"; filename="cau.jpg"' in files
    assert b"\xff\xd8" in files


@pytest.mark.parametrize(
    "pieces",
    [
        (),
        (b"",),
        (b"nonsense\r\n\r\n",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{",),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}x"[:20],),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 300 + b"\r\n",),
        (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 100_000 + b"\r\n\r\n",),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 50_000,),
    ],
    ids=[
        "nothing",
        "empty",
        "nonsense",
        "truncated",
        "half a chunk",
        "half a head",
        "endless heads",
        "a huge head",
        "a huge body",
    ],
)
def test_answer_that_is_none_may_have_happened(pieces):
    with answering(*pieces) as (url, _got), pytest.raises(Lost):
        FAST.ask("POST", url, form={}).object()


def test_slow_body_has_an_end():
    drip = [b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", *[b"x"] * 100]
    begun = time.monotonic()

    with answering(*drip, pause=0.1) as (url, _got), pytest.raises(Lost):
        FAST.ask("GET", url)

    assert time.monotonic() - begun < 8


def test_slow_head_has_an_end():
    drip = [b"HTTP/1.1 200 OK\r\nA: ", *[b"b"] * 100]
    begun = time.monotonic()

    with answering(*drip, pause=0.1) as (url, _got), pytest.raises(Lost):
        FAST.ask("GET", url)

    assert time.monotonic() - begun < 8


def test_silence_has_an_end():
    with answering(pause=3) as (url, _got), pytest.raises(Lost):
        FAST.ask("GET", url)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'"ok"', b"\xff", b"[" * 9000])
def test_body_that_is_no_object_is_no_answer(body):
    head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body)
    with answering(head + body) as (url, _got):
        answer = FAST.ask("GET", url)

    with pytest.raises(Lost):
        answer.object()


def test_nobody_listens_is_surely_not_sent():
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]

    with pytest.raises(NotSent):
        FAST.ask("POST", f"http://127.0.0.1:{port}/")


def test_name_that_is_none_is_surely_not_sent():
    with pytest.raises(NotSent):
        FAST.ask("POST", "http://khong-co.invalid/")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://0.0.0.0/",
        "http://93.184.216.34/",
        "ftp://93.184.216.34/",
        "file:///etc/passwd",
        "https://:80/",
        "https://a:99999/",
        "",
    ],
)
def test_own_network_and_plain_lines_are_forbidden(url):
    with pytest.raises(Forbidden):
        Http().ask("GET", url)


def redirect(to, status=b"302 Found"):
    head = b"HTTP/1.1 %s\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
    return head % (status, to)


def test_redirect_to_another_host_is_not_followed():
    said = redirect(b"http://127.0.0.1:1/")
    with answering(said) as (url, got):
        answer = FAST.ask("GET", url, headers={"Authorization": "Bearer kín"})

    assert (answer.status, len(got)) == (302, 1)


def test_redirect_on_the_same_host_ends():
    said = redirect(b"/again")
    with answering(said) as (url, got), pytest.raises(Lost):
        FAST.ask("GET", url)

    assert len(got) == 4


def test_post_is_never_sent_twice():
    said = redirect(b"/again", b"307 Again")
    with answering(said) as (url, got):
        answer = FAST.ask("POST", url, form={"a": "b"})

    assert (answer.status, len(got)) == (307, 1)
