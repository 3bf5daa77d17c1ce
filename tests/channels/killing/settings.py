"""Settings of the programs that the kill test starts: short waits, a real file."""

import os

from toasoan.channels import retry
from toasoan.core import env
from toasoan.settings import base
from toasoan.settings.test import *  # noqa: F403
from toasoan.settings.test import CHANNEL_KINDS, DATABASES

FOLDER = os.environ["KILL_TEST_FOLDER"]

CHANNEL_KINDS = {
    **CHANNEL_KINDS,
    "ledger": "tests.channels.killing.ledger_adapter.Ledger",
}
if not env.given("DATABASE_URL"):
    DATABASES["default"]["NAME"] = f"{FOLDER}/kill.sqlite3"
DATABASES["default"].pop("TEST", None)
MEDIA_ROOT = f"{FOLDER}/media"
DELIVERY_STALE_SECONDS = 4
DELIVERY_SETTLE_SECONDS = 3
DELIVERY_TURN_SECONDS = 2
DELIVERY_BREATH_SECONDS = int(os.environ.get("KILL_TEST_BREATH", "0"))
CLOCK_SECONDS = "*/10"
retry.WAITS = (1,) * 40
if env.text("TASKS_BACKEND", "database") == "rq":
    TASKS = base.TASKS
