"""nginx itself notes visits by the shipped rules, and what it notes is counted."""

import http.client
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests.factories import newsroom
from tests.portal.test_readers import PHONE, place, sums
from toasoan.organisations.models import Organisation
from toasoan.portal.readers.count import count_all

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
RULES = Path(__file__).resolve().parents[2] / "deploy/nginx/toasoan/readers.conf"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not Path(NGINX).exists(), reason="needs Debian's nginx"),
]
CONFIG = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {rules};
    server {{
        listen 127.0.0.1:{port};
        location / {{
            access_log {readers}/nginx.log toasoan_readers if=$toasoan_counted;
            return 200 "tin";
        }}
        location /mat/ {{
            access_log {readers}/nginx.log toasoan_readers if=$toasoan_counted;
            return 404;
        }}
    }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """An nginx of the test's own."""

    def __init__(self, folder):
        self.port = free_port()
        self.readers = folder / "readers"
        self.readers.mkdir()
        config = folder / "nginx.conf"
        config.write_text(
            CONFIG.format(
                folder=folder, rules=RULES, port=self.port, readers=self.readers
            )
        )
        self.process = subprocess.Popen([NGINX, "-c", str(config)])
        self.until(self.answers)

    def until(self, met):
        deadline = time.monotonic() + 10
        while not met():
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def answers(self):
        try:
            self.ask("/")
        except OSError:
            return False
        return True

    def ask(self, path, method="GET", agent=PHONE, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        host = {"Host": "ban-mau.localhost", "User-Agent": agent}
        connection.request(method, path, headers=host | names)
        connection.getresponse().read()
        connection.close()

    def noted(self):
        return [
            line.split(" ", 1)[1]
            for file in sorted(self.readers.iterdir())
            for line in file.read_text().splitlines()
        ]

    def reopen(self):
        self.process.send_signal(signal.SIGUSR1)

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture
def nginx(tmp_path):
    server = Server(tmp_path)
    yield server
    server.stop()


def test_nginx_notes_persons_who_open_a_story(nginx):
    nginx.ask("/tin/hop-dan/?fbclid=abc", referer="https://example.vn/")
    nginx.ask("/tin/hop-dan/noi-dung.html")
    for path in ("/", "/tin/", "/tin/a/b/", "/tin/h%E1%BB%8Dp/", "/mat/tin/"):
        nginx.ask(path)
    nginx.ask("/tin/hop-dan/", method="HEAD")
    nginx.ask("/tin/hop-dan/", agent="")
    nginx.ask("/tin/hop-dan/", agent="Mozilla/5.0 (compatible; bingbot/2.0)")
    nginx.ask("/tin/hop-dan/", sec_purpose="prefetch")
    nginx.ask("/tin/hop-dan/", purpose="prefetch")
    nginx.ask("/tin/hop-dan/", cookie="sessionid=abc")

    assert nginx.noted() == [
        "ban-mau.localhost 200 /tin/hop-dan/",
        "ban-mau.localhost 200 /tin/hop-dan/noi-dung.html",
    ]


def test_what_nginx_notes_is_counted_over_a_rotation(nginx, commune):
    story = newsroom.draft(commune, "Họp dân")
    nginx.ask(place(story))
    before = count_all(nginx.readers)
    nginx.ask(place(story))  # into the file that has a new name by now
    nginx.reopen()
    nginx.until((nginx.readers / "nginx.log").exists)
    nginx.ask(place(story))

    after = count_all(nginx.readers)

    [(pk, _day, number)] = sums(commune)
    assert (before, after, pk, number) == (1, 2, story.pk, 3)
    assert Organisation.objects.count() == 1
