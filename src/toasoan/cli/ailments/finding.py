"""What one look found."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    """`name` of what was looked at, what was `found`, and what is `to_do` about it."""

    name: str
    level: Level
    found: str
    to_do: str = ""


def judged(name: str, good: bool, found: str, to_do: str) -> Finding:
    """Return a finding that is fine when `good`, and fails otherwise."""
    if good:
        return Finding(name, Level.OK, found)
    return Finding(name, Level.FAIL, found, to_do)


def warned(name: str, good: bool, found: str, to_do: str) -> Finding:
    """Return a finding that is fine when `good`, and a warning otherwise."""
    if good:
        return Finding(name, Level.OK, found)
    return Finding(name, Level.WARN, found, to_do)
