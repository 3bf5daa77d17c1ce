"""What the worker does for plans."""

from django.utils import timezone
from django_tasks import task

from . import schedule


@task()
def catch_up() -> int:
    """Once a minute: queue what a crash left unqueued; return how many stories."""
    return schedule.catch_up(timezone.now())
