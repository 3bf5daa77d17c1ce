"""Two thousand hostile requests through the whole of the web application: no 5xx.

`python -m bench.fuzz` sends fifty thousand to a real server.
"""

import itertools
from io import BytesIO
from urllib.parse import unquote_to_bytes

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.portal.hostile import requests
from tests.portal.snapshots import world
from toasoan.portal.everything import addresses
from toasoan.portal.models import Snapshot
from toasoan.portal.snapshots import keep
from toasoan.portal.snapshots.front import Front

HOST = "ban-mau.localhost"
REQUESTS = 2_000
SEED = 20261120


def environ_of(request):
    path, _mark, query = request.target.partition(b"?")
    environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query.decode("latin-1"),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.1",
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(request.body),
        "wsgi.errors": BytesIO(),
    }
    for name, value in request.headers:
        key = name.upper().replace("-", "_")
        key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
        environ[key] = value.decode("latin-1")
    return environ


def status_of(application, request):
    """Return the status of the answer, read to its end."""
    said = []
    answer = application(environ_of(request), lambda status, *_: said.append(status))
    b"".join(answer)
    close = getattr(answer, "close", None)
    if close:
        close()
    return said[-1]


@pytest.fixture
def _one_connection():
    """Keep the connection of the test, which ends with each request otherwise."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
def test_hostile_requests_are_all_answered(commune, settings, tmp_path):
    settings.SNAPSHOTS = tmp_path / "snapshots"
    settings.ALLOWED_HOSTS = [HOST, "127.0.0.1"]
    world.furnish(commune)
    known = list(addresses(commune.home))
    keep.expect(commune.organisation.pk, known)
    keep.refresh(commune.organisation.pk, limit=1000)
    front = Front(
        WSGIHandler(), root=settings.SNAPSHOTS, session="sessionid", https=False
    )
    before = standing(settings.SNAPSHOTS)
    broken = []

    for request in itertools.islice(requests(SEED, known, HOST), REQUESTS):
        status = status_of(front, request)
        if status >= "5":
            broken.append((status, request))

    assert broken == []
    assert standing(settings.SNAPSHOTS) == before
    rows = Snapshot.objects.of(commune.organisation)
    assert set(rows.values_list("address", flat=True)) <= {*known, *fixed(commune)}


def fixed(commune):
    """Return what a visitor may note beyond all that stands from the start."""
    column = f"/{commune.column.slug}"
    years = {"/van-ban/nam-2026/", "/guong-dien-hinh/nam-2026/"}
    return {"/tim-kiem/", f"{column}/luu-tru/", "/van-ban/ke-hoach/", *years}


def standing(root):
    return {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_asks_the_same(seed):
    first, second = (
        list(itertools.islice(requests(seed, ["/"], "x"), 50)) for _ in "ab"
    )

    assert first == second
