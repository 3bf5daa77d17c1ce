"""The command line as a person meets it."""

import os
import subprocess
import sys

import pytest


def toasoan(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "toasoan.cli", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def place(tmp_path):
    return {
        "DJANGO_SETTINGS_MODULE": "toasoan.settings.dev",
        "TOASOAN_VAR": str(tmp_path / "var"),
        "TOASOAN_DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
    }


def test_help_lists_the_commands(place):
    result = toasoan("--help", **place)

    commands = [
        line.split()[0] for line in result.stdout.split("\n\n")[-1].splitlines()
    ]
    assert commands[1:] == [
        "serve",
        "demo",
        "plan",
        "story",
        "coverage",
        "channel",
        "deliveries",
        "deliver",
        "doctor",
        "manage",
    ]


def test_missing_setting_is_said_in_one_line(place):
    result = toasoan(
        "doctor", **{**place, "DJANGO_SETTINGS_MODULE": "toasoan.settings.production"}
    )

    assert result.returncode == 1
    assert result.stderr.strip().endswith(
        "TOASOAN_SECRET_KEY must be set in the environment"
    )


def test_manage_passes_options_through(place):
    result = toasoan("manage", "check", "--help", **place)

    assert result.returncode == 0
    assert "--fail-level" in result.stdout


def test_unknown_command_is_refused(place):
    assert toasoan("publish", **place).returncode == 2
