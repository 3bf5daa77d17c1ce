"""Settings of the tests: nothing leaves the machine, nothing is slow on purpose."""

import tempfile
from pathlib import Path

from toasoan.core import env

from .base import *  # noqa: F403
from .base import DATABASES

SECRET_KEY = "tests-only"  # noqa: S105
SECRETS_KEYS = ["dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk="]
VAR = Path(tempfile.gettempdir()) / "toasoan-tests"
MEDIA_ROOT = VAR / "media"
EXERCISE_WALL = VAR / "exercise-wall"
SNAPSHOTS = VAR / "snapshots"
READERS = VAR / "readers"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "channels"],
    }
}
ALLOWED_HOSTS = ["*"]
WHITENOISE_AUTOREFRESH = True
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": None}
    if not env.given("DATABASE_URL"):
        DATABASES["default"]["NAME"] = ":memory:"
LOGGING = {"version": 1, "disable_existing_loggers": False}
