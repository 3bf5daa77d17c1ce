"""The portal's figures, one module a subject: `python -m bench.portal` runs them all.

Each module has `measure()`, which yields its rows, and runs alone as well. They measure
an installation with the settings of a real one, below FOLDER; it is thrown away at the
end unless `TOASOAN_BENCH_FOLDER` names a folder to keep it in.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import django

KEPT = "TOASOAN_BENCH_FOLDER"
HOST = "xa-00.localhost"


def _folder() -> Path:
    if os.environ.get(KEPT):
        return Path(os.environ[KEPT])
    made = tempfile.mkdtemp(prefix="toasoan-bench-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)


FOLDER = _folder()
os.environ["TOASOAN_VAR"] = str(FOLDER / "var")
os.environ["TOASOAN_HOSTS"] = f"{HOST},localhost,127.0.0.1"
os.environ.setdefault("TOASOAN_LOG_LEVEL", "ERROR")
os.environ["DJANGO_SETTINGS_MODULE"] = "toasoan.settings.dev"
django.setup()
