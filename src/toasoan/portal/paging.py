"""Pages of a long list by the place of its last story: no counting, no skipping."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q
from wagtail.models import PageQuerySet

from toasoan.stories.models import StoryPage

A_PAGE = 12
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
TOKEN = re.compile(r"([0-9]{1,17})-([0-9]{1,18})", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One page of a list; `older` is the token of the next one, or nothing."""

    stories: list[StoryPage]
    older: str
    first: bool


def sheet(stories: PageQuerySet, token: str = "", size: int = A_PAGE) -> Sheet:
    """Return the `size` stories after the place `token` names.

    `stories` must be ordered newest first. A token that names no place gives the
    first page.
    """
    place = _place(token)
    if place:
        moment, pk = place
        stories = stories.filter(
            Q(first_published_at__lt=moment) | Q(first_published_at=moment, pk__lt=pk)
        )
    found = list(stories[: size + 1])
    shown = found[:size]
    return Sheet(
        stories=shown,
        older=token_of(shown[-1]) if len(found) > size else "",
        first=place is None,
    )


def token_of(story: StoryPage) -> str:
    """Return the token of `story`'s place: its time in microseconds, its number."""
    return f"{(story.first_published_at - EPOCH) // MICROSECOND}-{story.pk}"


def _place(token: str) -> tuple[datetime, int] | None:
    match = TOKEN.fullmatch(token)
    if not match:
        return None
    return EPOCH + int(match[1]) * MICROSECOND, int(match[2])
