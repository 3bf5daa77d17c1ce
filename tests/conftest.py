"""Two communes with alike names, always, so that a leak between them shows."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from tests.database import fill_from_template, template_in
from tests.factories import newsroom
from toasoan.portal import identity, shared

# What the migrations left in PostgreSQL. A browser's loop gives its tests another
# connection, which does not know.
MIGRATED = {}


def pytest_collection_modifyitems(config, items):
    """Leave out what is about the other database: nothing there could be skipped."""
    other = "postgres" if connection.vendor == "sqlite" else "sqlite"
    left_out = [item for item in items if item.get_closest_marker(other)]
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


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
            MIGRATED["rows"] = connection._test_serialized_contents
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """A PostgreSQL database whose rows other connections see; restored afterwards.

    pytest-django's own kind leaves it without the rows of the migrations, and so do the
    browser's tests that may have come before.
    """
    with django_db_blocker.unblock():
        back_to_migrated()
        yield
        back_to_migrated()
        connection.close()


def back_to_migrated():
    options = {"reset_sequences": False, "inhibit_post_migrate": True}
    call_command("flush", interactive=False, verbosity=0, **options)
    connection.creation.deserialize_db_from_string(MIGRATED["rows"])


@pytest.fixture
def migrated(request, django_db_setup):
    """A migrated SQLite file, for programs with a database of their own."""
    return template_in(request.config.cache.mkdir("migrated"))


@pytest.fixture
def commune(db):
    """The commune the tests act for."""
    return newsroom.commune("ban-mau", "Xã Bản Mẫu")


@pytest.fixture
def neighbour(db):
    """Another commune of the same installation, with an alike name."""
    return newsroom.commune("ban-mau-thuong", "Xã Bản Mẫu Thượng", marker="LÂN-CẬN")


@pytest.fixture(autouse=True)
def _nothing_known():
    """Each test has a database of its own, in which nothing was read before."""
    identity.KNOWN.clear()
    shared.PAGES.clear()


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    # Wagtail remembers crops by numbers that the next test gives to other pictures.
    cache.clear()
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EXERCISE_WALL = tmp_path / "wall"
