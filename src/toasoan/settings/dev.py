"""Settings for one machine: the demo, a commune's own PC, development."""

import os

from toasoan.core import env

from .base import *  # noqa: F403
from .base import VAR

VAR.mkdir(parents=True, exist_ok=True)


def _own_key() -> str:
    """Return this machine's key, made on first use and readable by us alone."""
    path = VAR / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(os.urandom(48).hex())
    return path.read_text(encoding="ascii")


SECRET_KEY = env.text("SECRET_KEY") if env.given("SECRET_KEY") else _own_key()
