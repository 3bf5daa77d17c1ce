"""What the worker does for stories."""

from dataclasses import asdict
from typing import Any

from django.utils import timezone

from toasoan.core.queue import work_of

from . import schedule

FIRST = 30  # before any delivery: what is not up cannot be delivered


@work_of(priority=FIRST)
def publish_due() -> dict[str, Any]:
    """Once a minute: put up and take down what is due; return what was done."""
    return asdict(schedule.publish_due(timezone.now()))
