"""What `toasoan serve` starts."""

import socket
import sys

import click
import pytest

from toasoan.cli import serve


def test_group_is_server_and_worker_with_its_clock():
    web, worker = serve.children("127.0.0.1", 8000)

    assert (web.name, worker.name) == ("web", "worker")
    assert worker.command[-1] == "work"


def test_no_worker_where_tasks_run_elsewhere(settings):
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
    }

    names = [child.name for child in serve.children("127.0.0.1", 8000)]

    assert names == ["web", "clock"]


def test_server_listens_where_it_was_told():
    command = serve.web_command("192.0.2.7", 8123)

    assert command[command.index("--host") + 1] == "192.0.2.7"
    assert command[command.index("--port") + 1] == "8123"
    assert command[-1] == "toasoan.wsgi:application"


def test_server_gives_out_pictures_but_no_other_files(settings):
    command = serve.web_command("127.0.0.1", 8000)

    assert command.count("--static-path-mount") == 1
    assert command[command.index("--static-path-mount") + 1] == str(
        settings.MEDIA_ROOT / "images"
    )
    assert command[command.index("--static-path-expires") + 1] == "31536000"


def test_taken_port_is_said_before_anything_is_done():
    with (
        socket.create_server(("127.0.0.1", 0)) as other,
        pytest.raises(click.ClickException) as refusal,
    ):
        serve.check_port("127.0.0.1", other.getsockname()[1])

    assert "PORT=8001" in refusal.value.message


def test_free_port_is_fine():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

    serve.check_port("127.0.0.1", port)


def test_static_files_are_collected_once_per_version(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    before = serve.static_changed()
    (tmp_path / serve.COLLECTED).write_text(serve.static_stamp(), "ascii")
    after = serve.static_changed()
    (tmp_path / serve.COLLECTED).write_text("another version", "ascii")

    assert (before, after, serve.static_changed()) == (True, False, True)


def test_nothing_is_to_migrate_in_the_tests(db):
    assert serve.pending_migrations() == 0


def test_static_files_that_cannot_be_collected_are_said(
    monkeypatch, settings, tmp_path
):
    settings.STATIC_ROOT = tmp_path
    monkeypatch.setattr(serve, "OWN", [sys.executable, "-c", "raise SystemExit(3)"])

    assert serve.collect() is False
    assert serve.static_changed() is True
