"""Answers from files, in front of Django."""

import gzip
from datetime import UTC, datetime, timedelta

import brotli
import pytest

from toasoan.portal.snapshots import files
from toasoan.portal.snapshots.front import CACHING, Front

BODY = "<h1>Họp dân</h1>".encode() * 50
HEADERS = (("Content-Type", "text/html; charset=utf-8"),)
LATER = datetime.now(UTC) + timedelta(days=1)


@pytest.fixture
def root(tmp_path):
    file = files.place(tmp_path, "xa.example.vn", "/tin/hop-dan/")
    files.write(file, files.Page(body=BODY, headers=HEADERS, until=LATER))
    return tmp_path


def visit(root, path="/tin/hop-dan/", https=False, **environ):
    """Return status, headers and body; Django answers `None` as the body."""
    said = {}

    def start(status, headers):
        said.update(status=status, headers=dict(headers))

    def django(environ, start):
        start("200 Django", [])
        return []

    front = Front(django, root=root, session="sessionid", https=https)
    asked = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "HTTP_HOST": "xa.example.vn:8000",
        **environ,
    }
    body = b"".join(front(asked, start))
    return said["status"], said["headers"], body


def test_plain_visit_gets_the_file(root):
    status, headers, body = visit(root)

    assert (status, body) == ("200 OK", BODY)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Length"] == str(len(BODY))
    assert headers["Cache-Control"] == CACHING
    assert headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepts", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip;q=1.0, deflate", "gzip", gzip.decompress),
    ],
)
def test_visitor_gets_the_best_encoding(root, accepts, encoding, unpack):
    _status, headers, body = visit(root, HTTP_ACCEPT_ENCODING=accepts)

    assert headers["Content-Encoding"] == encoding
    assert unpack(body) == BODY


def test_known_page_is_not_sent_again(root):
    etag = visit(root)[1]["ETag"]

    status, headers, body = visit(root, HTTP_IF_NONE_MATCH=etag)

    assert (status, body, headers["ETag"]) == ("304 Not Modified", b"", etag)


def test_head_gets_no_body(root):
    status, headers, body = visit(root, REQUEST_METHOD="HEAD")

    assert (status, headers["Content-Length"], body) == (
        "200 OK",
        str(len(BODY)),
        b"",
    )


@pytest.mark.parametrize(
    "environ",
    [
        {"REQUEST_METHOD": "POST"},
        {"QUERY_STRING": "a=1"},
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_HOST": "other.example.vn"},
        {"HTTP_HOST": "../xa.example.vn"},
        {"HTTP_HOST": ""},
        {"PATH_INFO": "/tin/../tin/hop-dan/"},
        {"PATH_INFO": "/tin/hop-dan"},
        {"PATH_INFO": "//tin/hop-dan/"},
        {"PATH_INFO": "/tin/hop-dan/index.html.head"},
        {"PATH_INFO": "/tin/hop-dan/\x00"},
        {"PATH_INFO": "/" + "a" * 5000},
        {"https": True},
    ],
)
def test_anything_else_goes_to_django(root, environ):
    assert visit(root, **environ)[0] == "200 Django"


def test_page_whose_time_is_over_goes_to_django(root):
    file = files.place(root, "xa.example.vn", "/tin/hop-dan/")
    over = datetime.now(UTC) - timedelta(seconds=1)
    files.write(file, files.Page(body=BODY, headers=HEADERS, until=over))

    assert visit(root)[0] == "200 Django"


def test_page_half_replaced_goes_to_django(root):
    files.place(root, "xa.example.vn", "/tin/hop-dan/").write_bytes(b"x" * len(BODY))

    assert visit(root)[0] == "200 Django"


def test_replaced_page_shows_at_once(root):
    visit(root)
    file = files.place(root, "xa.example.vn", "/tin/hop-dan/")
    files.write(file, files.Page(body=b"new", headers=HEADERS))

    assert visit(root)[2] == b"new"


def test_dropped_page_goes_to_django(root):
    files.drop(files.place(root, "xa.example.vn", "/tin/hop-dan/"))

    assert visit(root)[0] == "200 Django"
    assert [path for path in root.rglob("*") if path.is_file()] == []
