"""Settings of the programs that a bench starts: quiet, a database given by name."""

from toasoan.settings.test import *  # noqa: F403
from toasoan.settings.test import CHANNEL_KINDS

CHANNEL_KINDS = {**CHANNEL_KINDS, "instant": "bench.instant.Instant"}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "ERROR"},
    "loggers": {"django_tasks": {"level": "ERROR"}},
}
