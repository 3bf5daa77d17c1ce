"""Settings from the environment, all under one prefix."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PREFIX = "TOASOAN_"


class MissingSetting(Exception):
    """A setting without a default is not in the environment."""


def text(name: str, default: str | None = None) -> str:
    """Return setting `name`; `NAME_FILE` may point at a file that holds it.

    Raises MissingSetting when there is neither and no default.
    """
    path = os.environ.get(f"{PREFIX}{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(f"{PREFIX}{name}", default)
    if value is None:
        raise MissingSetting(f"{PREFIX}{name} must be set in the environment")
    return value


def given(name: str) -> bool:
    """Say whether setting `name` is in the environment, itself or as a file."""
    return f"{PREFIX}{name}" in os.environ or f"{PREFIX}{name}_FILE" in os.environ


def flag(name: str, *, default: bool) -> bool:
    """Return setting `name` as a yes or no."""
    return text(name, "yes" if default else "no").lower() in {"1", "yes", "true", "on"}


def number(name: str, default: int) -> int:
    """Return setting `name` as a whole number."""
    return int(text(name, str(default)))


def words(name: str, default: str = "") -> list[str]:
    """Return setting `name`, a list parted by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """Return setting `name` as an absolute path."""
    return Path(text(name, str(default))).resolve()


def own(path: Path, make: Callable[[], str]) -> str:
    """Return this machine's own secret: `make`s it on first use, for us alone to read.

    Whole or not there, also when two processes start at once or the power goes.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(part, path)
        Path(part).unlink()
    return path.read_text(encoding="ascii")
