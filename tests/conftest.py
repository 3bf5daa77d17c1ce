"""Two communes with alike names, always, so that a leak between them shows."""

import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from tests.database import fill_from_template
from tests.factories import newsroom


@pytest.fixture(scope="session")
def django_db_setup(
    request,
    django_test_environment,
    django_db_blocker,
    django_db_modify_db_settings,  # gives each worker its own PostgreSQL database
):
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            fill_from_template(request.config.cache.mkdir("migrated"))
            made = []
        else:
            made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


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
