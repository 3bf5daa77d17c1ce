"""Which stories a citizen may see, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from wagtail.models import PageQuerySet

from toasoan.organisations.models import Organisation
from toasoan.stories.models import ColumnPage, StoryPage

IN_A_COLUMN = 3
BESIDE_THE_FIRST = 4
RELATED = 3


@dataclass(frozen=True, kw_only=True)
class Section:
    """A column and its newest stories."""

    column: ColumnPage
    stories: list[StoryPage]


@dataclass(frozen=True, kw_only=True)
class FrontPage:
    """The first story, those after it, and the newest of each column."""

    first: StoryPage | None
    next: list[StoryPage]
    sections: list[Section]


def public_stories(organisation: Organisation, now: datetime) -> PageQuerySet:
    """Return what `organisation` shows at `now`, newest first.

    The clock takes stories up and down each minute; the hours are asked here too, so
    that nothing shows early or late when the clock stands still (promise 13).
    """
    return (
        StoryPage.objects.live()
        .public()
        .filter(
            Q(embargo_until=None) | Q(embargo_until__lte=now),
            Q(expire_at=None) | Q(expire_at__gt=now),
            organisation=organisation,
            first_published_at__isnull=False,
        )
        .order_by("-first_published_at", "-pk")
    )


def shows_at(story: StoryPage, now: datetime) -> bool:
    """Say whether `story` itself may show at `now`; as `public_stories`, for one."""
    return bool(
        story.live
        and (story.embargo_until is None or story.embargo_until <= now)
        and (story.expire_at is None or story.expire_at > now)
    )


def in_column(stories: PageQuerySet, column: ColumnPage) -> PageQuerySet:
    """Return those of `stories` that stand in `column`."""
    return stories.filter(
        path__gt=column.path, path__lte=f"{column.path}ZZZZ", depth=column.depth + 1
    )


def for_cards(stories: PageQuerySet) -> PageQuerySet:
    """Return `stories` with all a list shows of them, in few queries."""
    return (
        stories.defer_streamfields()
        .defer("search_text", "body")
        .select_related("cover")
        .prefetch_related("cover__renditions")
    )


def open_columns(organisation: Organisation) -> list[ColumnPage]:
    """Return the columns that stand on the portal, in their order."""
    return list(
        ColumnPage.objects.live().filter(organisation=organisation).order_by("path")
    )


def front_page(
    organisation: Organisation, columns: list[ColumnPage], now: datetime
) -> FrontPage:
    """Return what the front page shows at `now`.

    The story pinned last comes first, or the newest when none is pinned.
    """
    stories = public_stories(organisation, now)
    top = _top(stories, now)
    under = [_keys(in_column(stories, column), IN_A_COLUMN) for column in columns]
    wanted = {pk for pks in (top, *under) for pk in pks}
    found = {story.pk: story for story in for_cards(stories.filter(pk__in=wanted))}
    name_columns(found.values(), columns)
    first, *others = [found[pk] for pk in top if pk in found] or [None]
    return FrontPage(
        first=first,
        next=others,
        sections=[
            Section(column=column, stories=[found[pk] for pk in pks if pk in found])
            for column, pks in zip(columns, under, strict=True)
        ],
    )


def _top(stories: PageQuerySet, now: datetime) -> list[int]:
    pinned = _keys(stories.filter(pinned_until__gt=now), 1)
    newest = _keys(stories, BESIDE_THE_FIRST + 1)
    return list(dict.fromkeys([*pinned, *newest]))[: BESIDE_THE_FIRST + 1]


def _keys(stories: PageQuerySet, count: int) -> list[int]:
    return list(stories.values_list("pk", flat=True)[:count])


def name_columns(stories: Iterable[Any], columns: list[ColumnPage]) -> None:
    """Set `shown_column` on each story without asking the database for it."""
    by_path = {column.path: column for column in columns}
    for story in stories:
        story.shown_column = by_path.get(story.path[: -StoryPage.steplen])


def related_to(story: StoryPage, column: ColumnPage, now: datetime) -> list[StoryPage]:
    """Return the newest other stories of the same column."""
    stories = in_column(public_stories(story.organisation, now), column)
    return list(for_cards(stories.exclude(pk=story.pk))[:RELATED])
