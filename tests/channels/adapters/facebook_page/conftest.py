from datetime import UTC, datetime, timedelta

import pytest

from tests.services.graph import GraphService
from toasoan.channels.adapters.base import Item, Media, Sending
from toasoan.channels.adapters.facebook_page import FacebookPage
from toasoan.channels.adapters.facebook_page.keys import Keys
from toasoan.core.http import Http

ADDRESS = "https://ban-mau.example.vn/tin/cau-ban-mau/"
LINE = Http(connect=1, read=1, whole=1.5, allow_private=True)


class Notes(dict):
    """What one delivery keeps; it outlives an adapter."""

    def keep(self, **values):
        self.update(values)


class Keeper:
    """Outlives the adapters of one page."""

    def __init__(self, clock):
        self.clock = clock
        self.until = 0

    def secrets(self):
        return {}

    def renew(self, stale, ask):
        return ask({})

    def rest(self, seconds):
        self.until = max(self.until, self.clock() + seconds)

    def rests(self):
        return max(self.until - self.clock(), 0)


@pytest.fixture
def service():
    with GraphService() as running:
        yield running


@pytest.fixture
def make_page(service):
    keepers = {}

    def make(http=LINE, **changed):
        keys = Keys(**service.keys(**changed))
        keeper = keepers.setdefault(keys.page_id, Keeper(http.clock))
        return FacebookPage(keys=keys, http=http, keeper=keeper)

    return make


@pytest.fixture
def page(make_page):
    return make_page()


@pytest.fixture
def make_sending():
    def make(*, notes=None, since=None, others=frozenset(), **item):
        item = {
            "headline": "Sửa xong cầu Bản Mẫu",
            "text": "Cầu qua suối đi lại được từ hôm nay.",
            "url": ADDRESS,
            "medium": "facebook",
        } | item
        return Sending(
            key="5c7a2f3e-0d5b-4d0e-9e59-2b9f3f0c9a11",
            item=Item(**item),
            since=since or datetime.now(UTC) - timedelta(seconds=1),
            notes=Notes() if notes is None else notes,
            others=others,
        )

    return make


@pytest.fixture
def photo(tmp_path):
    def make(name="cau", data=b""):
        path = tmp_path / f"{name}.jpg"
        path.write_bytes(b"\xff\xd8" + name.encode() + b"\r\n--x" + data)
        return Media(path=str(path), alt=f"Ảnh {name}")

    return make


@pytest.fixture
def film(tmp_path):
    def make(size=2_500_000):
        path = tmp_path / "phong-su.mp4"
        path.write_bytes(bytes(range(256)) * (size // 256) + b"\n" * (size % 256))
        return Media(path=str(path), size=path.stat().st_size)

    return make
