"""Work for the worker, put into its queue once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django_tasks import task, task_backends
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult


def work_of(
    *, priority: int = 0, queue_name: str = "default"
) -> Callable[[Callable[..., Any]], Task[Any, Any]]:
    """Make a function work for the worker, the higher `priority` the sooner.

    As `django_tasks.task`; an engine that knows no priorities, as RQ, takes all as it
    comes.
    """
    ranks = task_backends["default"].supports_priority
    return task(priority=priority if ranks else 0, queue_name=queue_name)


def enqueue_once(work: Task[Any, Any], *args: Any, at: datetime | None = None) -> bool:
    """Enqueue `work` for `args` unless it waits already, from `at` on if given.

    A worker that was down finds one. What is running counts as not waiting: it may
    have looked before the change that asks for it now. Another engine than the
    database is asked each time; there all work may be done twice without harm.
    """
    backend = work.get_backend()
    if at is not None:
        if not backend.supports_defer:
            return False
        work = work.using(run_after=at)
    if isinstance(backend, DatabaseBackend) and _waits(work, args, at):
        return False
    work.enqueue(*args)
    return True


def _waits(work: Task[Any, Any], args: tuple[Any, ...], at: datetime | None) -> bool:
    waiting = DBTaskResult.objects.ready()
    if at:
        waiting |= DBTaskResult.objects.filter(
            status=TaskResultStatus.READY, run_after__lte=at
        )
    mine = waiting.filter(task_path=work.module_path)
    if args:
        mine = mine.filter(args_kwargs={"args": list(args), "kwargs": {}})
    return bool(mine.exists())
