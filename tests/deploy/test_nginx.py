"""The shipped nginx configuration gives what our own server gives, and no more."""

import http.server
import os
import threading
import time
from contextlib import contextmanager

import pytest

from tests.deploy import nginx
from tests.deploy.nginx import ask
from toasoan.portal.snapshots import files
from toasoan.portal.snapshots.front import Front
from toasoan.portal.snapshots.headers import headers_of

pytestmark = pytest.mark.skipif(nginx.MISSING, reason=nginx.WHY)

NAMES = ("xa.example.vn", "xa-ben.example.vn")
STORY = "/tin/hop-dan/"
ADDRESSES = (
    "/",
    STORY,
    f"{STORY}noi-dung.html",
    "/rss.xml",
    "/tin/atom.xml",
    "/tin/chu-de/7-viec-lang/feed.json",
    "/sitemap.xml",
    "/sitemap-2026-11.xml",
    "/robots.txt",
    "/giao-dien.css",
    "/lich.ics",
)
ENCODINGS = ("", "br", "gzip", "gzip, deflate, br", "br;q=0, gzip", "BR", "deflate")
# What a server says of itself and of the line, not of the page.
OF_THE_LINE = {"server", "date", "connection"}


class Django(http.server.BaseHTTPRequestHandler):
    """Stands where Django would: says what it was asked."""

    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        self.server.asked.append((self.requestline, dict(self.headers)))
        body = b"" if self.command == "HEAD" else b"Django"
        self.send_response(200)
        self.send_header("Content-Length", "6")
        self.send_header("Content-Security-Policy", "its own")
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = answer

    def log_message(self, *args):
        pass


@contextmanager
def django():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Django)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def body_of(address, host=NAMES[0]):
    return f"{host}{address} Họp dân thôn Nà Mẫu".encode() * 60


def put(var, address, host=NAMES[0], body=None):
    file = files.place(var / "snapshots", host, address)
    headers = tuple(headers_of(address).items())
    page = files.Page(body=body or body_of(address, host), headers=headers)
    files.write(file, page)
    return file


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def down(tmp_path_factory, var):
    """nginx while Python and the database are down."""
    folder = tmp_path_factory.mktemp("nginx")
    with nginx.running(folder, var, NAMES, upstream=nginx.free_port()) as ports:
        yield ports.secure


@pytest.fixture(scope="module")
def up(tmp_path_factory, var):
    """nginx before something that stands where Django would."""
    folder = tmp_path_factory.mktemp("nginx")
    with (
        django() as server,
        nginx.running(folder, var, NAMES, server.server_port) as ports,
    ):
        yield ports, server


@pytest.fixture(autouse=True)
def _https(settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000


@pytest.fixture
def pages(var, settings):
    for address in ADDRESSES:
        put(var, address)


def embedded(var, address, method="GET", **headers):
    """Return what our own server answers: status, headers, body."""
    said = {}

    def start(status, given):
        said.update(status=int(status.split()[0]))
        said.update(headers={key.lower(): value for key, value in given})

    front = Front(
        lambda environ, start: pytest.fail("went to Django"),
        root=var / "snapshots",
        session="sessionid",
        https=True,
    )
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": address,
        "HTTP_HOST": NAMES[0],
        "HTTP_X_FORWARDED_PROTO": "https",
        **{f"HTTP_{key.upper()}": value for key, value in headers.items()},
    }
    body = b"".join(front(environ, start))
    return said["status"], said["headers"], body


def of_the_page(answer):
    headers = {k: v for k, v in answer.headers.items() if k not in OF_THE_LINE}
    assert sorted(set(answer.names)) == sorted(answer.names), "said twice"
    return answer.status, headers, answer.body


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_both_ways_give_the_same_with_django_down(var, pages, down, address, encoding):
    accepts = {"accept_encoding": encoding} if encoding else {}

    assert of_the_page(ask(down, address, **accepts)) == embedded(
        var, address, **accepts
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_both_ways_know_an_unchanged_page(var, pages, down, address):
    etag = ask(down, address, accept_encoding="br").headers["etag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        asked = {"accept_encoding": "br", "if_none_match": known}

        answer = ask(down, address, **asked)

        assert answer.status == 304
        assert of_the_page(answer) == embedded(var, address, **asked)


def test_both_ways_answer_head_alike(var, pages, down):
    answer = ask(down, STORY, "HEAD", accept_encoding="br")

    assert of_the_page(answer) == embedded(var, STORY, "HEAD", accept_encoding="br")
    assert answer.body == b""


def test_etags_of_the_encodings_differ(pages, down):
    etags = {ask(down, STORY, accept_encoding=e).headers["etag"] for e in ENCODINGS}

    assert len(etags) == 3


def test_each_site_shows_its_own(var, pages, down):
    put(var, "/", NAMES[1])

    assert ask(down, "/", name=NAMES[1]).body == body_of("/", NAMES[1])
    assert ask(down, "/", name=NAMES[0]).body == body_of("/", NAMES[0])
    assert ask(down, STORY, name=NAMES[1]).status == 503


@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
def test_replaced_page_shows_at_once(var, down, encoding):
    for number in range(40):
        # Alike in size, within one second, the file open from the visit before.
        body = f"Tin số {number:02}".encode() * 20
        put(var, "/thay/", body=body)

        answer = ask(down, "/thay/", accept_encoding=encoding)

        assert of_the_page(answer) == embedded(var, "/thay/", accept_encoding=encoding)
        assert encoding or answer.body == body


def test_dropped_page_falls_to_django_at_once(var, up):
    ports, _server = up
    for _ in range(5):
        file = put(var, "/go/")
        before = ask(ports.secure, "/go/").body
        files.drop(file)

        assert (before, ask(ports.secure, "/go/").body) == (body_of("/go/"), b"Django")


@pytest.mark.parametrize(
    ("method", "target", "headers"),
    [
        ("POST", STORY, {"content_length": "0"}),
        ("PUT", STORY, {"content_length": "0"}),
        ("DELETE", STORY, {}),
        ("OPTIONS", STORY, {}),
        ("GET", f"{STORY}?a=1", {}),
        ("GET", f"{STORY}?", {}),
        ("GET", STORY, {"cookie": "sessionid=abc"}),
        ("GET", STORY, {"cookie": "a=b; sessionid=abc"}),
        ("GET", "/tin/hop-dan", {}),
        ("GET", "/tin//hop-dan/", {}),
        ("GET", "//tin/hop-dan/", {}),
        ("GET", "/tin/./hop-dan/", {}),
        ("GET", "/x/../tin/hop-dan/", {}),
        ("GET", "/tin/hop%2ddan/", {}),
        ("GET", "/tin/hop-dan%2f", {}),
        ("GET", f"{STORY}index.html", {}),
        ("GET", f"{STORY}index.html.head", {}),
        ("GET", f"{STORY}index.html.br", {}),
        ("GET", f"{STORY}index.html.gz", {}),
        ("GET", "/sitemap.xml.gz", {}),
        ("GET", "/sitemap.xml.head", {}),
        ("GET", "/rss.xml?x=1", {}),
        ("GET", "/khong-co/", {}),
        ("GET", "/khong-co.xml", {}),
    ],
)
def test_all_but_a_plain_visit_goes_to_django(pages, up, method, target, headers):
    ports, server = up
    server.asked.clear()

    answer = ask(ports.secure, target, method, **headers)

    assert (answer.status, answer.body) == (200, b"Django")
    assert [one[0] for one in server.asked] == [f"{method} {target} HTTP/1.1"]
    assert answer.headers["content-security-policy"] == "its own"


def test_django_is_told_who_asks_and_how(up):
    ports, server = up
    server.asked.clear()

    ask(
        ports.secure,
        "/khong-co/",
        host="xa.example.vn:8443",
        X_Forwarded_Proto="http",
        X_Forwarded_For="192.0.2.9",
    )

    given = server.asked[0][1]
    assert [
        given[name] for name in ("Host", "X-Forwarded-Proto", "X-Forwarded-For")
    ] == ["xa.example.vn:8443", "https", "127.0.0.1"]


@pytest.mark.parametrize(
    "target",
    [
        "/../secret-key",
        "/%2e%2e/secret-key",
        "/..%2fsecret-key",
        "/%252e%252e/secret-key",
        "/..%5csecret-key",
        "/..\\secret-key",
        "/%c0%ae%c0%ae/secret-key",
        "/%c0%af../secret-key",
        "/static/../secret-key",
        "/static/%2e%2e/secret-key",
        "/static..%2fsecret-key",
        "/static../secret-key",
        "/media/images/../../secret-key",
        "/media/images..%2f..%2fsecret-key",
        "/secret-key%00.html",
        "/media/secret.txt",
        "/static/.secret",
        "/media/images/.secret",
        "/.secret",
    ],
)
def test_nothing_outside_its_folders_is_reachable(var, up, target):
    for place in ("secret-key", "static/.secret", "media/images/.secret"):
        (var / place).parent.mkdir(parents=True, exist_ok=True)
        (var / place).write_text("kín")
    for place in ("media/secret.txt", "snapshots/.secret", "snapshots/secret-key"):
        (var / place).parent.mkdir(parents=True, exist_ok=True)
        (var / place).write_text("kín")

    answer = ask(up[0].secure, target)

    assert "kín".encode() not in answer.body
    assert answer.status in (400, 404) or answer.body == b"Django"


@pytest.mark.parametrize("host", ["..", "../xa", "xa.example.vn/..", "", "a\x00b"])
def test_host_that_is_none_is_refused(up, host):
    answer = ask(up[0].secure, "/secret-key", host=host)

    assert answer.status == 400 or answer.body == b"Django"
    assert "kín".encode() not in answer.body


def test_static_file_with_a_mark_is_kept_for_good(var, down):
    static = var / "static" / "portal"
    static.mkdir(parents=True, exist_ok=True)
    for name in ("portal.css", "portal.0123456789ab.css"):
        (static / name).write_text("a{}")

    kept = ask(down, "/static/portal/portal.0123456789ab.css").headers
    plain = ask(down, "/static/portal/portal.css").headers

    assert kept["cache-control"] == "public, max-age=31536000, immutable"
    assert plain["cache-control"] == "public, max-age=3600"
    assert kept["content-type"] == "text/css; charset=utf-8"
    assert kept["content-security-policy"] == headers_of("/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("cau.width-320.webp", "image/webp"),
        ("cau.jpg", "image/jpeg"),
        ("cau.svg", "application/octet-stream"),
        ("cau.html", "application/octet-stream"),
    ],
)
def test_media_runs_nothing(var, down, name, kind):
    images = var / "media" / "images"
    images.mkdir(parents=True, exist_ok=True)
    (images / name).write_text("<script>alert(1)</script>")

    headers = ask(down, f"/media/images/{name}").headers

    assert [
        headers[key]
        for key in (
            "content-type",
            "content-security-policy",
            "x-content-type-options",
            "cache-control",
        )
    ] == [
        kind,
        "default-src 'none'; sandbox",
        "nosniff",
        "public, max-age=31536000, immutable",
    ]


@pytest.mark.parametrize(
    ("method", "target", "headers", "status"),
    [
        ("GET", "/tim-kiem/?q=a", {}, 503),
        ("GET", "/static/khong-co.css", {}, 404),
        ("POST", "/x/", {"content_length": "100000"}, 413),
        ("GET", "/" + "a" * 9000, {}, 414),
        ("GET", "/", {"x_long": "a" * 9000}, 400),
        ("GET", "/", {"host": ".."}, 400),
    ],
)
def test_errors_are_as_strict_as_pages(down, method, target, headers, status):
    answer = ask(down, target, method, **headers)

    assert answer.status == status
    strict = headers_of("/")
    for name in ("Content-Security-Policy", "X-Content-Type-Options"):
        assert answer.headers[name.lower()] == strict[name]
    assert "strict-transport-security" in answer.headers


def test_who_asks_too_much_is_told_so_and_others_read_on(var, pages, tmp_path):
    # What it has asked counts for seconds: an nginx of its own.
    with (
        django() as server,
        nginx.running(tmp_path, var, NAMES, server.server_port) as ports,
    ):
        answers = [ask(ports.secure, f"/tim-kiem/?q={n}").status for n in range(100)]

        assert answers[:20] == [200] * 20
        assert answers.count(429) >= 20
        assert len(server.asked) == answers.count(200)
        assert ask(ports.secure, STORY).body == body_of(STORY)


def test_openings_are_counted_by_who_answers(var, pages, up):
    ports, _server = up
    log = var / "readers" / "nginx.log"
    for target in (STORY, f"{STORY}noi-dung.html", f"{STORY}?a=1", "/a/khong-co/"):
        ask(ports.secure, target, user_agent="Mozilla/5.0 (Android 9)")
    ask(ports.secure, STORY, user_agent="Googlebot/2.1")

    for _ in range(200):
        if log.read_text().count("\n") >= 2:
            break
        time.sleep(0.1)

    lines = [line.split(" ", 1)[1] for line in log.read_text().splitlines()]
    assert lines == [f"{NAMES[0]} 200 {STORY}", f"{NAMES[0]} 200 {STORY}noi-dung.html"]


def test_visitors_are_sent_to_https(up):
    ports, _server = up
    with nginx.socket.create_connection(("127.0.0.1", ports.plain)) as bare:
        bare.sendall(b"GET /tin/?a=1 HTTP/1.1\r\nHost: xa.example.vn\r\n\r\n")
        answer = nginx.read(bare, "GET")

    assert (answer.status, answer.headers["location"]) == (
        301,
        "https://xa.example.vn/tin/?a=1",
    )


def test_no_more_than_a_page_is_readable_by_its_file(var, pages):
    put(var, "/quyen/")

    modes = {os.stat(file).st_mode & 0o777 for file in var.rglob("quyen/*")}

    assert modes == {0o644}
