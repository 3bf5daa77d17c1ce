"""Which stories a citizen may see, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q
from wagtail.models import Page, PageQuerySet, PageViewRestriction

from toasoan.organisations.models import Organisation
from toasoan.stories.models import ColumnPage, HomePage, StoryPage, Topic

from .addresses import story_address
from .held import rows_of_each
from .snapshots.collect import shows_list, shows_until

KEPT_BACK = PageViewRestriction._meta.db_table
A_LIST = 12
IN_A_COLUMN = 3
BESIDE_THE_FIRST = 4
# A page has fifty fields; reading and making them all costs more than the query.
IN_LISTS = (
    *("title", "slug", "path", "organisation", "column", "content_type"),
    *("first_published_at", "last_published_at", "expire_at"),
)
OF_COLUMNS = ("title", "slug", "path", "live", "organisation", "content_type")


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
    stories = StoryPage.objects.filter(
        Q(embargo_until=None) | Q(embargo_until__lte=now),
        Q(expire_at=None) | Q(expire_at__gt=now),
        organisation=organisation,
        live=True,
        listed_at__isnull=False,
    )
    for path in _kept_back():
        stories = stories.exclude(path__startswith=path)
    return stories.order_by("-listed_at", "-pk")


def _kept_back() -> list[str]:
    """Return the tree paths of the pages that not everybody may read."""
    # Two steps: of an empty table and all pages SQLite goes through the pages.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT page_id FROM {KEPT_BACK}")  # noqa: S608
        pages = [pk for (pk,) in cursor.fetchall()]
    if not pages:
        return []
    return list(Page.objects.filter(pk__in=pages).values_list("path", flat=True))


def shows_at(story: StoryPage, now: datetime) -> bool:
    """Say whether `story` itself may show at `now`; as `public_stories`, for one."""
    return bool(
        story.live
        and (story.embargo_until is None or story.embargo_until <= now)
        and (story.expire_at is None or story.expire_at > now)
    )


def in_column(stories: PageQuerySet, column: ColumnPage) -> PageQuerySet:
    """Return those of `stories` that stand in `column`."""
    return stories.filter(column=column)


def for_titles(stories: PageQuerySet) -> PageQuerySet:
    """Return `stories` with no more than a plain list shows of them."""
    return stories.only(*IN_LISTS)


def for_cards(stories: PageQuerySet) -> PageQuerySet:
    """Return `stories` with all a list shows of them, in few queries."""
    return stories.only(*IN_LISTS, "lead", "pinned_until", "cover").select_related(
        "cover"
    )


def for_feeds(stories: PageQuerySet) -> PageQuerySet:
    """Return `stories` with what a feed tells of them."""
    return stories.only(*IN_LISTS, "lead", "genre")


def topics_by_column(home: HomePage) -> dict[int, list[Topic]]:
    """Return the topics of each column of `home`, by the column's key."""
    shows_list("topics")
    found: dict[int, list[Topic]] = {}
    for topic in Topic.objects.of(home.organisation).order_by("sort_order", "pk"):
        found.setdefault(topic.column_id, []).append(topic)
    return found


def topics_in(column: ColumnPage) -> list[Topic]:
    """Return the topics of `column` in their order."""
    shows_list(f"topics:{column.pk}")
    return list(column.topics.all())


def columns_of(home: HomePage) -> list[ColumnPage]:
    """Return the columns below `home` in their order, closed ones too; read once.

    A story stays where it is when its column is taken off the portal.
    """
    if not hasattr(home, "_columns"):
        columns = ColumnPage.objects.filter(organisation=home.organisation)
        home._columns = list(columns.only(*OF_COLUMNS).order_by("path"))
        for column in home._columns:
            column.organisation = home.organisation
    known: list[ColumnPage] = home._columns
    return known


def newest_in(column: ColumnPage, now: datetime, count: int) -> list[StoryPage]:
    """Return the newest `count` stories of `column`."""
    shows_list(f"column:{column.pk}")
    stories = in_column(public_stories(column.organisation, now), column)
    return placed(for_cards(stories)[:count], [column])


def newest_on(
    topic: Topic, column: ColumnPage, now: datetime, count: int
) -> list[StoryPage]:
    """Return the newest `count` stories of one topic of `column`."""
    shows_list(f"topic:{topic.pk}")
    stories = in_column(public_stories(column.organisation, now), column)
    return placed(for_cards(stories.filter(topics=topic))[:count], [column])


def placed(stories: Iterable[StoryPage], columns: list[ColumnPage]) -> list[StoryPage]:
    """Return `stories`, each with its `shown_column` and `address`.

    Notes when the first of them ends.
    """
    shown = list(stories)
    by_path = {column.path: column for column in columns}
    for story in shown:
        column = by_path[story.path[: -StoryPage.steplen]]
        story.shown_column = column
        story.address = story_address(story, column)
        if story.expire_at:
            shows_until(story.expire_at)
    return shown


def front_page(
    organisation: Organisation, columns: list[ColumnPage], now: datetime
) -> FrontPage:
    """Return what the front page shows at `now`; `columns` are all there are.

    The story pinned last comes first, or the newest when none is pinned; its column
    does not show it a second time.
    """
    stories = public_stories(organisation, now)
    opened = [column for column in columns if column.live]
    top, under = _keys_of_front_page(stories, opened, now)
    wanted = {pk for pks in (top, *under) for pk in pks}
    cards = placed(for_cards(StoryPage.objects.filter(pk__in=wanted)), columns)
    found = {story.pk: story for story in cards}
    _note_front_page(columns, cards, now)
    shown = [found[pk] for pk in top if pk in found]
    return FrontPage(
        first=shown[0] if shown else None,
        next=shown[1:],
        sections=[
            Section(column=column, stories=[found[pk] for pk in pks if pk in found])
            for column, pks in zip(opened, under, strict=True)
        ],
    )


def _keys_of_front_page(
    stories: PageQuerySet, columns: list[ColumnPage], now: datetime
) -> tuple[list[int], list[list[int]]]:
    """Return the keys on top, and those below each of `columns`; one query."""
    hours = stories.values("listed_at", "pk")
    pinned = hours.filter(pinned_until__gt=now)[:1]
    newest = hours[: BESIDE_THE_FIRST + 1]
    below = hours.filter(column=0)[: IN_A_COLUMN + 1]
    found = rows_of_each(
        [(pinned, [()]), (newest, [()]), (below, [(column.pk,) for column in columns])]
    )
    first, following, *under = ([pk for _hour, pk in rows] for rows in found)
    top = list(dict.fromkeys([*first, *following]))[: BESIDE_THE_FIRST + 1]
    return top, [[pk for pk in pks if pk not in top[:1]][:IN_A_COLUMN] for pks in under]


def _note_front_page(
    columns: list[ColumnPage], stories: list[StoryPage], now: datetime
) -> None:
    for column in columns:
        shows_list(f"column:{column.pk}")
    for story in stories:
        if story.pinned_until and story.pinned_until > now:
            shows_until(story.pinned_until)
