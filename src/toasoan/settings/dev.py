"""Settings for one machine: the demo, a commune's own PC, development."""

import os

from toasoan.core import env
from toasoan.core.vault import new_key

from .base import *  # noqa: F403
from .base import VAR

SECRET_KEY = (
    env.text("SECRET_KEY")
    if env.given("SECRET_KEY")
    else env.own(VAR / "secret-key", lambda: os.urandom(48).hex())
)
# What seals the keys to the services, newest first; never in the database.
SECRETS_KEYS = env.words("SECRETS_KEYS") or [env.own(VAR / "channel-key", new_key)]
