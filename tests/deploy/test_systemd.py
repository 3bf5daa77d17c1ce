"""systemd takes the shipped unit as it stands."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

UNIT = Path(__file__).resolve().parents[2] / "deploy/systemd/toasoan.service"
PROGRAM = "/opt/toasoan/.venv/bin/toasoan"
pytestmark = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="needs systemd-analyze"
)


def verified(tmp_path, text):
    unit = tmp_path / "toasoan.service"
    unit.write_text(text)
    command = ["systemd-analyze", "verify", "--man=no", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, [
        line for line in done.stderr.splitlines() if "toasoan.service" in line
    ]


def test_unit_is_sound(tmp_path):
    text = UNIT.read_text()

    assert text.count(PROGRAM) == 1
    assert verified(tmp_path, text.replace(PROGRAM, sys.executable)) == (0, [])


def test_a_fault_in_the_unit_would_be_said(tmp_path):
    text = UNIT.read_text().replace(PROGRAM, sys.executable)

    _code, said = verified(tmp_path, text.replace("Restart=always", "Restart=maybe"))

    assert len(said) == 1
