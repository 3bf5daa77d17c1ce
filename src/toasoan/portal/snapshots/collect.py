"""What a page shows, noted while it is rendered: its tags, and until when it holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass
class Shown:
    """The tags of all that a page shows; `until`: when time alone will change it."""

    tags: set[str] = field(default_factory=set)
    until: datetime | None = None


_now: ContextVar[Shown | None] = ContextVar("shown", default=None)


@contextmanager
def collecting() -> Iterator[Shown]:
    """Note what is shown inside the block; without it nothing is noted."""
    shown = Shown()
    token = _now.set(shown)
    try:
        yield shown
    finally:
        _now.reset(token)


def is_collecting() -> bool:
    """Say whether what is shown now is noted: the worker renders a page."""
    return _now.get() is not None


def shows(tag: str) -> None:
    """Note that the page being rendered shows what `tag` names, as `story:7`."""
    shown = _now.get()
    if shown is not None:
        shown.tags.add(tag)


def shows_object(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """Note that the page shows `instance`; called for each row read (post_init)."""
    if _now.get() is not None:
        shows(tag_of(instance))


def tag_of(instance: Any) -> str:
    """Return the tag that names one row."""
    return f"{instance._meta.model_name}:{instance.pk}"


def shows_list(name: str) -> None:
    """Note that the page shows the newest of a list, as `column:3`.

    The page changes when anything enters or leaves the list.
    """
    shows(f"list:{name}")


def shows_until(moment: datetime) -> None:
    """Note that time alone changes the page at `moment`."""
    shown = _now.get()
    if shown is not None and (shown.until is None or moment < shown.until):
        shown.until = moment
