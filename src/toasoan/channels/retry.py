"""When to try again: a pure function of what happened and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .adapters.base import DeliveryError, Unavailable

# Seconds before the 2nd, 3rd, … try; after the last we give up and say so.
WAITS = (30, 60, 300, 900, 3_600, 3 * 3_600, 6 * 3_600, 12 * 3_600)


@dataclass(frozen=True)
class TryAgain:
    at: datetime


@dataclass(frozen=True)
class GiveUp:
    code: str


def used_up(attempts: int) -> bool:
    """Say whether no try follows number `attempts` (from 1)."""
    return attempts > len(WAITS)


def decide(attempts: int, error: DeliveryError, now: datetime) -> TryAgain | GiveUp:
    """Say what follows the failed try number `attempts` (from 1) at `now`.

    Only Unavailable is worth another try; a wait the service asks for is kept, and
    ours never undercuts it.
    """
    if not isinstance(error, Unavailable) or used_up(attempts):
        return GiveUp(error.code)
    wait = max(WAITS[attempts - 1], error.retry_after or 0)
    return TryAgain(now + timedelta(seconds=wait))
