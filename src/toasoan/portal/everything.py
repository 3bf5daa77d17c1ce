"""All public addresses of a portal that may stand as files."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from toasoan.registers.public import (
    public_documents,
    public_events,
    public_exemplars,
)
from toasoan.stories.models import ColumnPage, HomePage

from . import addresses as places
from . import archive, newest
from .converters import FEEDS
from .registers import PLACES, address_of

SINGLE = (
    *("/", "/robots.txt", "/sitemap.xml", "/sitemap-trang.xml", "/giao-dien.css"),
    *(f"/{slug}/" for slug in places.ABOUT),
    *(f"/{form}" for form in FEEDS),
    *(f"/{register}/" for register in PLACES.values()),
    *(f"/{register}/{form}" for register in PLACES.values() for form in FEEDS),
    *("/lich.ics", "/sw.js", "/da-go.json", "/cong.webmanifest", "/ngoai-tuyen/"),
)


def addresses(home: HomePage) -> Iterator[str]:
    """Yield where the portal of `home` shows something now, lists before stories.

    The parts of long lists are left out: they are noted when somebody first asks.
    """
    yield from SINGLE
    for column in newest.columns_of(home):
        if column.live:
            yield from _of_column(column)
    yield from _of_registers(home)
    yield from _stories(home)


def _of_column(column: ColumnPage) -> Iterator[str]:
    here = places.column_address(column)
    yield here
    yield from (f"{here}{form}" for form in FEEDS)
    yield places.archive_address(column)
    for month in _months(column):
        yield places.month_address(column, month)
    for topic in column.topics.all():
        yield places.topic_address(topic, column)


def _months(column: ColumnPage) -> list[date]:
    stories = newest.public_stories(column.organisation, timezone.now())
    return archive.months_with(newest.in_column(stories, column), column.organisation)


def _of_registers(home: HomePage) -> Iterator[str]:
    for entries in (public_documents, public_events, public_exemplars):
        for entry in entries(home.organisation).iterator(chunk_size=500):
            yield address_of(entry)


def _stories(home: HomePage) -> Iterator[str]:
    columns = {column.path: column for column in newest.columns_of(home)}
    stories = newest.public_stories(home.organisation, timezone.now())
    shown = newest.for_titles(stories).order_by("-listed_at", "-pk")
    for story in shown.iterator(chunk_size=500):
        column = columns[story.path[: -story.steplen]]
        yield places.story_address(story, column)
