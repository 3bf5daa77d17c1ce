"""`toasoan doctor` finds what is wrong and says what to do."""

import json
import secrets
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.factories import newsroom
from toasoan.channels import actions
from toasoan.channels.adapters.base import Disconnected
from toasoan.channels.models import Broadcast, Delivery
from toasoan.channels.tasks import sweep
from toasoan.cli.ailments import data, machine, work
from toasoan.cli.ailments.finding import Level
from toasoan.cli.doctor import CHECKS, doctor


def finished_sweep(ago):
    sweep.enqueue()
    moment = timezone.now() - ago
    DBTaskResult.objects.update(
        status="SUCCESSFUL", enqueued_at=moment, started_at=moment, finished_at=moment
    )


def test_doctor_looks_at_everything_and_answers_in_json(db, settings, tmp_path):
    settings.VAR = tmp_path

    result = CliRunner().invoke(doctor, ["--json"])

    findings = json.loads(result.stdout)
    assert len(findings) == len(CHECKS)
    assert {set(one) == {"name", "level", "found", "to_do"} for one in findings} == {
        True
    }


def test_doctor_fails_with_what_to_do(db, settings, tmp_path):
    settings.VAR = tmp_path

    result = CliRunner().invoke(doctor)

    assert result.exit_code == 1
    assert "✗" in result.stdout
    assert "→" in result.stdout


def test_doctor_survives_a_check_that_cannot_be_made(db, settings):
    del settings.SECRET_KEY

    result = CliRunner().invoke(doctor, ["--json"])

    assert json.loads(result.stdout)[0]["level"] == "fail"


@pytest.mark.parametrize(
    ("key", "level"),
    [
        (secrets.token_hex(32), Level.OK),
        ("short", Level.FAIL),
        ("a" * 60, Level.FAIL),
    ],
    ids=["long and random", "short", "one letter"],
)
def test_weak_key_is_found(settings, tmp_path, key, level):
    settings.VAR = tmp_path
    settings.SECRET_KEY = key

    assert machine.settings_are_safe().level is level


@pytest.mark.parametrize("folder", ["MEDIA_ROOT", "SNAPSHOTS", "READERS"])
def test_folder_that_cannot_be_written_is_found(settings, tmp_path, folder):
    (tmp_path / "file").touch()
    for name in ("VAR", "MEDIA_ROOT", "SNAPSHOTS", "READERS"):
        setattr(settings, name, tmp_path)
    setattr(settings, folder, tmp_path / "file")

    found = machine.folders_are_writable()

    assert (found.level, found.found) == (Level.FAIL, str(tmp_path / "file"))


@pytest.mark.parametrize(
    ("free", "level"),
    [(2 * 1024**3, Level.OK), (500 * 1024**2, Level.WARN), (1024**2, Level.FAIL)],
)
def test_full_disk_is_found(settings, tmp_path, monkeypatch, free, level):
    settings.VAR = tmp_path
    usage = type("Usage", (), {"free": free})
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda folder: usage)

    assert machine.disk_has_room().level is level


@pytest.mark.parametrize(
    ("zone", "level"),
    [
        ("Asia/Ho_Chi_Minh", Level.OK),
        ("Europe/Berlin", Level.OK),
        ("Asia/Ha_Long", Level.FAIL),
    ],
)
def test_missing_time_zone_is_found(settings, zone, level):
    settings.TIME_ZONE = zone

    assert machine.time_zones_are_known().level is level


def test_stale_translation_is_found(settings, tmp_path):
    folder = tmp_path / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").touch()
    settings.LOCALE_PATHS = [tmp_path]
    missing = machine.catalogues_are_compiled().level
    (folder / "django.mo").touch()

    assert (missing, machine.catalogues_are_compiled().level) == (Level.FAIL, Level.OK)


def test_database_is_fine(db):
    assert data.database_answers().level is Level.OK
    assert data.database_is_up_to_date().level is Level.OK


@pytest.mark.sqlite  # the other has no journal mode
def test_sqlite_without_wal_is_found(db):
    # The tests' database lives in memory, where there is no WAL.
    assert data.database_survives_a_crash().level is Level.FAIL


@pytest.mark.sqlite
def test_what_is_committed_survives_a_power_cut(db):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone()[0] == data.FULL


@pytest.mark.parametrize(
    ("ago", "level"),
    [(timedelta(minutes=1), Level.OK), (timedelta(minutes=4), Level.FAIL)],
)
def test_worker_and_clock_are_heard(db, ago, level):
    finished_sweep(ago)

    assert work.worker_is_alive().level is level
    assert work.clock_is_right().level is level


def test_worker_never_seen_is_found(db):
    assert work.worker_is_alive().level is Level.FAIL


def test_machine_before_its_own_data_is_found(commune):
    finished_sweep(timedelta())
    newsroom.published(commune)
    page_log = work.PageLogEntry.objects
    page_log.update(timestamp=timezone.now() + timedelta(hours=1))

    assert work.clock_is_right().level is Level.FAIL


def test_deliveries_that_wait_for_a_person_are_told(commune):
    newsroom.published(commune)
    fine = work.deliveries_are_settled().level
    Delivery.objects.filter(channel=commune.fanpage).update(state="failed")

    assert (fine, work.deliveries_are_settled().level) == (Level.OK, Level.WARN)


def test_broadcast_that_waits_for_a_person_is_told(commune):
    Broadcast.objects.create(
        organisation=commune.organisation,
        channel=commune.zalo,
        state="unconfirmed",
        asked_at=timezone.now(),
    )

    told = work.deliveries_are_settled()

    assert (told.level, told.found) == (
        Level.WARN,
        "0 bị kẹt, 1 chưa rõ đã tới chưa, 0 không gửi được",
    )


def test_channel_that_nothing_goes_out_on_is_told(commune):
    fine = work.channels_are_connected().level
    connection = actions.connection_of(commune.zalo)
    connection.mark_stopped(Disconnected("not_connected"), timezone.now())

    told = work.channels_are_connected()

    assert (fine, told.level) == (Level.OK, Level.WARN)
    assert told.found.startswith(f"{commune.zalo} ({commune.organisation}): ")
