"""One account at the local Zalo, and a server its pictures are fetched from."""

import pytest

from tests.channels.adapters.zalo_oa.desk import Desk, jpeg
from tests.services.pictures import serving
from tests.services.zalo import Zalo


@pytest.fixture
def zalo():
    with Zalo() as service:
        yield service


@pytest.fixture
def pictures():
    """Serve bytes by path; a cover stands there from the start."""
    served = {"/cau.jpg": jpeg(1200, 900)}

    with serving(served) as served["base"]:
        yield served


@pytest.fixture
def desk(zalo, pictures):
    return Desk(zalo, pictures["base"])
