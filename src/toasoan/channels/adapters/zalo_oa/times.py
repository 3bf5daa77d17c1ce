"""When Zalo takes things again: its minutes, days and nights."""

from datetime import datetime, time, timedelta, timezone

# One zone, no summer time.
VIETNAM = timezone(timedelta(hours=7))
MORNING = time(6)
NIGHT = time(22)


def at_night(now: datetime) -> bool:
    """Say whether Zalo refuses broadcasts now: 22:00 to 06:00 (its code -234)."""
    clock = now.astimezone(VIETNAM).time()
    return clock >= NIGHT or clock < MORNING


def next_minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0) + timedelta(minutes=1)


def next_day(now: datetime) -> datetime:
    local = now.astimezone(VIETNAM)
    return datetime.combine(local.date() + timedelta(days=1), time(), VIETNAM)


def next_morning(now: datetime) -> datetime:
    local = now.astimezone(VIETNAM)
    today = datetime.combine(local.date(), MORNING, VIETNAM)
    return today if local < today else today + timedelta(days=1)


def seconds(now: datetime, until: datetime) -> float:
    """Return how long it is until `until`, at least one second."""
    return max((until - now).total_seconds(), 1)
