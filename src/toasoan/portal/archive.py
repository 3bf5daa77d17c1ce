"""The archive of a column: its months, each in parts that stay as they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q
from wagtail.models import PageQuerySet

from toasoan.organisations.models import Organisation
from toasoan.stories.models import ColumnPage, StoryPage

from .held import held
from .snapshots.collect import shows_until

A_PART = 60


@dataclass(frozen=True, kw_only=True)
class Part:
    """Some stories of a month, oldest first; `more` when another part follows."""

    stories: list[StoryPage]
    number: int
    more: bool


def month_of(moment: datetime, zone: ZoneInfo) -> date:
    """Return the first day of the month `moment` falls in, in `zone`."""
    return moment.astimezone(zone).date().replace(day=1)


def after(month: date) -> date:
    """Return the first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def within(stories: PageQuerySet, month: date, zone: ZoneInfo) -> PageQuerySet:
    """Return those of `stories` first published in `month`, as `zone` counts it."""
    return stories.filter(
        listed_at__gte=_begin(month, zone), listed_at__lt=_begin(after(month), zone)
    )


def _begin(month: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(month, time(), tzinfo=zone).astimezone(UTC)


def part_of(
    stories: PageQuerySet, column: ColumnPage, month: date, *, number: int
) -> Part:
    """Return one part of `month` of `column`, the first being number 1.

    Counted from the month's beginning, so that a new story changes the last part
    only; counted in the index of the column alone, so that a deep part costs what the
    first does.
    """
    zone = column.organisation.zone
    listed = within(StoryPage.objects.filter(column=column), month, zone)
    start = (number - 1) * A_PART
    keys = listed.order_by("listed_at", "pk").values_list("pk", flat=True)
    part = list(keys[start : start + A_PART + 1])
    shown = {story.pk: story for story in stories.filter(pk__in=part[:A_PART])}
    return Part(
        stories=[shown[pk] for pk in part if pk in shown],
        number=number,
        more=len(part) > A_PART and bool(shown),
    )


def months_with(stories: PageQuerySet, organisation: Organisation) -> list[date]:
    """Return the months in which one of `stories` was published, newest first.

    Asks of each month whether it holds any, by the index of the hours; five queries
    at most and no count over all stories. Notes when a month may end, where all that
    stands in it ends.
    """
    moments = stories.order_by("listed_at", "pk").values_list("listed_at", flat=True)
    oldest, newest = moments.first(), moments.last()
    if oldest is None or newest is None:
        return []
    zone = organisation.zone
    months = list(_months(month_of(oldest, zone), month_of(newest, zone)))
    adapt = connection.ops.adapt_datetimefield_value
    bounds = [(_begin(month, zone), _begin(after(month), zone)) for month in months]
    tails = [(adapt(begin), adapt(end)) for begin, end in bounds]
    for_good = within(stories.filter(expire_at=None), months[0], zone)
    found = dict(zip(months, held(for_good, tails), strict=True))
    open_ = [place for place, any_ in enumerate(found.values()) if not any_]
    ending = held(within(stories, months[0], zone), [tails[place] for place in open_])
    passing = [months[place] for place, any_ in zip(open_, ending, strict=True) if any_]
    _note_first_end(stories, passing, zone)
    return [month for month, any_ in found.items() if any_ or month in passing]


def _note_first_end(stories: PageQuerySet, months: list[date], zone: ZoneInfo) -> None:
    """Note when the first of `stories` in `months` ends."""
    if not months:
        return
    inside = Q()
    for month in months:
        inside |= Q(
            listed_at__gte=_begin(month, zone), listed_at__lt=_begin(after(month), zone)
        )
    ends = stories.filter(inside, expire_at__isnull=False).order_by("expire_at")
    for end in ends.values_list("expire_at", flat=True)[:1]:
        shows_until(end)


def _months(first: date, last: date) -> Iterator[date]:
    """Yield the months from `last` back to `first`."""
    months = [first]
    while months[-1] < last:
        months.append(after(months[-1]))
    return reversed(months)
