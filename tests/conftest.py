"""Two communes with alike names, always, so that a leak between them shows."""

import pytest

from tests.factories import newsroom


@pytest.fixture
def commune(db):
    """The commune the tests act for."""
    return newsroom.commune("ban-mau", "Xã Bản Mẫu")


@pytest.fixture
def neighbour(db):
    """Another commune of the same installation, with an alike name."""
    return newsroom.commune("ban-mau-thuong", "Xã Bản Mẫu Thượng", marker="LÂN-CẬN")


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EXERCISE_WALL = tmp_path / "wall"
