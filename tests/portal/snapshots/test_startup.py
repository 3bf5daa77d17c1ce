"""Files and database agree when the doors open, whatever happened meanwhile."""

import shutil

import pytest

from tests.factories import newsroom
from toasoan.portal.models import Snapshot
from toasoan.portal.snapshots import keep, startup
from toasoan.portal.snapshots.files import HEAD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path


def file_of(room, address="/"):
    return keep._file(keep.site_of(room.organisation.pk), address)


@pytest.fixture
def shown(commune):
    """A commune whose pages stand as files."""
    newsroom.published(commune, "Một")
    startup.agree()
    keep.refresh(commune.organisation.pk, limit=1000)
    return commune


def states(room):
    """Return address -> whether it is to be rendered."""
    rows = Snapshot.objects.of(room.organisation)
    return dict(rows.values_list("address", "stale"))


def test_first_start_notes_all_that_shall_stand(commune):
    newsroom.published(commune, "Một")

    startup.agree()

    noted = states(commune)
    assert set(noted.values()) == {True}
    assert {
        "/",
        "/doi-song-thon-ban-ban-mau/",
        "/doi-song-thon-ban-ban-mau/mot/",
        "/doi-song-thon-ban-ban-mau/luu-tru/",
        "/sitemap.xml",
        "/rss.xml",
    } <= set(noted)


def test_quiet_restart_changes_nothing(shown):
    stamp = file_of(shown).stat().st_ctime_ns

    startup.agree()

    assert set(states(shown).values()) == {False}
    assert file_of(shown).stat().st_ctime_ns == stamp


def test_page_the_database_does_not_know_goes(shown):
    """A restored backup knows nothing of what was published after it."""
    Snapshot.objects.of(shown.organisation).filter(address="/").delete()

    startup.agree()

    assert not file_of(shown).exists()
    assert states(shown)["/"] is True


def test_page_the_database_remembers_otherwise_goes(shown):
    Snapshot.objects.of(shown.organisation).filter(address="/").update(mark="khác")

    startup.agree()

    assert not file_of(shown).exists()
    assert states(shown)["/"] is True


def test_page_noted_as_stale_before_a_crash_goes(shown):
    Snapshot.objects.of(shown.organisation).filter(address="/").update(stale=True)

    startup.agree()

    assert not file_of(shown).exists()


def test_half_written_head_goes(shown):
    file_of(shown).with_name(f"index.html{HEAD}").write_text("{", "ascii")

    startup.agree()

    assert not file_of(shown).exists()
    assert states(shown)["/"] is True


def test_lost_folder_is_rendered_again(shown, settings):
    shutil.rmtree(settings.SNAPSHOTS)

    startup.agree()

    assert set(states(shown).values()) == {True}


@pytest.mark.parametrize(
    ("name", "value"),
    [("SECURE_HSTS_SECONDS", 3600), ("MEDIA_URL", "https://anh.vn/")],
)
def test_other_settings_render_all_anew(shown, settings, name, value):
    setattr(settings, name, value)

    startup.agree()

    assert set(states(shown).values()) == {True}


def test_another_version_of_the_program_renders_all_anew(shown, settings):
    (settings.SNAPSHOTS / startup.STAMP).write_text("another", "ascii")

    startup.agree()

    assert not file_of(shown).exists()
    assert set(states(shown).values()) == {True}


def test_pages_of_a_host_that_is_nobodys_go(shown, settings):
    old = settings.SNAPSHOTS / "ten-cu.example.vn"
    old.mkdir()

    startup.agree()

    assert not old.exists()
    assert file_of(shown).exists()
