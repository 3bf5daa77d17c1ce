"""What is sent is taken in before Django begins, within bounds."""

import threading
from io import BytesIO

import pytest

from toasoan.portal.bodies import LARGE, SMALL, Bodies

KNOWN = "a=b; sessionid=abc"


def django(environ, start):
    start("200 OK", [])
    return [environ["wsgi.input"].read(), environ["CONTENT_LENGTH"].encode()]


@pytest.fixture
def bodies():
    return Bodies(django, session="sessionid", at_once=2)


def send(bodies, sent, **environ):
    """Return the status and the body of the answer."""
    said = []
    asked = {"CONTENT_LENGTH": str(len(sent)), "wsgi.input": BytesIO(sent), **environ}
    answer = bodies(asked, lambda status, headers: said.append((status, headers)))
    body = b"".join(answer)
    if not isinstance(answer, list):
        answer.close()
    return said[0][0], body


class Slow:
    """A sender that waits until the test says so."""

    def __init__(self):
        self.asked = threading.Event()
        self.go_on = threading.Event()

    def read(self, size):
        self.asked.set()
        self.go_on.wait(10)
        return b""


def test_django_reads_what_was_sent(bodies):
    assert send(bodies, b"a=1") == ("200 OK", b"a=13")


def test_body_in_pieces_has_its_length(bodies):
    pieces = {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}

    assert send(bodies, b"abc", **pieces) == ("200 OK", b"abc3")


def test_request_without_a_body_passes():
    passed = Bodies(lambda environ, start: ["as it is"], session="s", at_once=1)

    assert passed({}, None) == ["as it is"]


@pytest.mark.parametrize(
    ("size", "cookie", "status"),
    [
        (SMALL, "", "200 OK"),
        (SMALL + 1, "", "413 Content Too Large"),
        (SMALL + 1, KNOWN, "200 OK"),
    ],
)
def test_stranger_sends_a_form_and_staff_a_file(bodies, size, cookie, status):
    assert send(bodies, b"a" * size, HTTP_COOKIE=cookie)[0] == status


def test_what_is_announced_too_large_is_not_read(bodies):
    unread = {"wsgi.input": None, "HTTP_COOKIE": KNOWN}

    status = send(bodies, b"", **unread, CONTENT_LENGTH=str(LARGE + 1))[0]

    assert status == "413 Content Too Large"


def test_pieces_without_end_are_cut_off(bodies):
    pieces = {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}

    assert send(bodies, b"a" * (SMALL + 1), **pieces)[0] == "413 Content Too Large"


@pytest.mark.parametrize("length", ["5", "2", "-1", "x", "²"])
def test_wrong_length_is_refused(bodies, length):
    assert send(bodies, b"abc", CONTENT_LENGTH=length)[0] == "400 Bad Request"


def test_line_that_breaks_is_refused_and_frees_its_place(bodies):
    class Broken:
        def read(self, size):
            raise ConnectionResetError

    broken = {"wsgi.input": Broken(), "CONTENT_LENGTH": "3"}

    assert [send(bodies, b"", **broken)[0] for _ in range(3)] == ["400 Bad Request"] * 3
    assert send(bodies, b"abc")[0] == "200 OK"


def test_no_more_wait_for_slow_senders_than_may(bodies):
    slow = [Slow(), Slow()]
    threads = [
        threading.Thread(
            target=send, args=(bodies, b""), kwargs={"wsgi.input": one, **ANNOUNCED}
        )
        for one in slow
    ]
    for thread, one in zip(threads, slow, strict=True):
        thread.start()
        assert one.asked.wait(10)

    refused = send(bodies, b"abc")[0]
    for thread, one in zip(threads, slow, strict=True):
        one.go_on.set()
        thread.join()

    assert refused == "503 Service Unavailable"
    assert send(bodies, b"abc")[0] == "200 OK"


ANNOUNCED = {"CONTENT_LENGTH": "3"}
