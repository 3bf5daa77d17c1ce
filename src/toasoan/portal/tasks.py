"""What the worker does for the readers' figures."""

from django.conf import settings
from django_tasks import task

from .readers.count import count_all


@task()
def count_readers() -> int:
    """Once a minute: add what was read to the sums of each story and day."""
    return count_all(settings.READERS)
