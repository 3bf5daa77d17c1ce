"""A large newsroom in a database of its own, made fast and thrown away.

`with filled(communes, stories, deliveries) as rooms:` gives the newsrooms; the numbers
are per commune. SQLite: a file in a temporary folder, journal and all as in service;
PostgreSQL (TOASOAN_DATABASE_URL): the database test_<name>.
"""

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import islice, product
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toasoan.settings.test")
django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from wagtail.models import Locale, Page  # noqa: E402

from tests.factories import newsroom  # noqa: E402
from toasoan.channels.models import Channel, Delivery  # noqa: E402
from toasoan.core.text import fold  # noqa: E402
from toasoan.planning.models import Cadence  # noqa: E402
from toasoan.stories.actions import open_column  # noqa: E402
from toasoan.stories.models import ColumnPage, StoryPage  # noqa: E402

YEAR = 2026
# How many years the stories lie over: a large commune's 4,000 a year, 20,000 posts.
YEARS = int(os.environ.get("TOASOAN_BENCH_YEARS", 5))
COLUMNS = 5
CHANNELS = 5
BATCH = 500

# Column, its stories from which place on, of how many in all.
Dress = Callable[[ColumnPage, list[StoryPage], int, int], None]


def left_bare(
    column: ColumnPage, batch: list[StoryPage], first: int, number: int
) -> None:
    """Leave stories with a title and a lead."""


@contextmanager
def filled(
    communes: int = 1,
    stories: int = 20_000,
    deliveries: int = 100_000,
    dress: Dress = left_bare,
) -> Iterator[list[newsroom.Newsroom]]:
    """Give `communes` newsrooms with so many stories and deliveries each.

    `dress` may change stories of a column, a batch at a time, before they are kept.
    """
    with tempfile.TemporaryDirectory() as folder:
        name = connection.settings_dict["NAME"]
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.db")
        connection.creation.create_test_db(verbosity=0, serialize=False)
        try:
            rooms = [
                commune(place, stories, deliveries, dress) for place in range(communes)
            ]
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            yield rooms
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)


@transaction.atomic
def commune(
    place: int, stories: int, deliveries: int, dress: Dress
) -> newsroom.Newsroom:
    """Make one newsroom of five columns and five channels, and fill its years."""
    rng = random.Random(place)
    room = newsroom.commune(f"xa-{place:02}", f"Xã Bản Mẫu {place:02}")
    channels = [room.portal, room.fanpage, room.zalo, room.loudspeaker]
    channels.append(
        newsroom.channel(room.organisation, "Bản tin in", "bulletin", "handed", 5)
    )
    columns = [room.column, *(more_columns(room))]
    promise(room, columns, channels)
    made = [
        story
        for number, column in enumerate(columns)
        for story in fill_column(
            room, column, stories // COLUMNS + (number < stories % COLUMNS), rng, dress
        )
    ]
    deliver(room, made, channels, deliveries, rng)
    return room


def more_columns(room: newsroom.Newsroom) -> list[ColumnPage]:
    """Open the columns beside the first."""
    return [
        open_column(
            organisation=room.organisation, name=f"Chuyên mục số {n}", topics=[]
        )
        for n in range(2, COLUMNS + 1)
    ]


def promise(
    room: newsroom.Newsroom, columns: list[ColumnPage], channels: list[Channel]
) -> None:
    """Promise each column on each channel: the first two weekly, the others daily."""
    room.plan.cadences.all().delete()
    Cadence.objects.bulk_create(
        Cadence(
            organisation=room.organisation,
            plan=room.plan,
            column=column,
            channel=channel,
            period="week" if place < 2 and channel == channels[0] else "day",
            text="Hằng ngày",
        )
        for (place, column), channel in product(enumerate(columns), channels)
    )


def fill_column(
    room: newsroom.Newsroom,
    column: ColumnPage,
    number: int,
    rng: random.Random,
    dress: Dress,
) -> list[StoryPage]:
    """Write `number` published stories into `column`, a batch at a time."""
    kind = ContentType.objects.get_for_model(StoryPage)
    locale = Locale.get_default()
    made: list[StoryPage] = []
    for first in range(0, number, BATCH):
        batch = [
            story(room, column, place, moment(rng), kind, locale)
            for place in range(first, min(first + BATCH, number))
        ]
        dress(column, batch, first, number)
        made.extend(insert(batch))
    Page.objects.filter(pk=column.pk).update(numchild=number)
    return made


def moment(rng: random.Random) -> datetime:
    """Return some moment of the working hours of the years that end with YEAR."""
    first = datetime(YEAR - YEARS + 1, 1, 1, tzinfo=UTC)
    day = first + timedelta(
        days=rng.randrange((datetime(YEAR, 12, 31, tzinfo=UTC) - first).days + 1)
    )
    return day + timedelta(minutes=rng.randrange(600))


def story(
    room: newsroom.Newsroom,
    column: ColumnPage,
    place: int,
    at: datetime,
    kind: ContentType,
    locale: Locale,
) -> StoryPage:
    """Return an unsaved published story at `place` of `column`."""
    title = f"Thôn {place % 40 + 1} họp bàn việc làng, sửa đường số {place}"
    return StoryPage(
        title=title,
        draft_title=title,
        slug=f"tin-{place}",
        url_path=f"{column.url_path}tin-{place}/",
        path=StoryPage._get_path(column.path, column.depth + 1, place + 1),
        depth=column.depth + 1,
        content_type=kind,
        locale=locale,
        live=True,
        owner=room.editor,
        first_published_at=at,
        last_published_at=at,
        listed_at=at,
        column=column,
        organisation=room.organisation,
        lead="Bà con các thôn cùng góp công sửa đường trước mùa mưa.",
        search_text=fold(title),
    )


def insert(batch: list[StoryPage]) -> list[StoryPage]:
    """Insert pages and their story halves: two statements for the whole batch."""
    fields = [field.attname for field in Page._meta.local_concrete_fields]
    pages = Page.objects.bulk_create(
        Page(**{name: getattr(one, name) for name in fields if name != "id"})
        for one in batch
    )
    for one, page in zip(batch, pages, strict=True):
        one.pk = one.page_ptr_id = page.pk
    # Django's bulk_create refuses children of another table; its insert does not.
    StoryPage._base_manager._insert(
        batch, fields=StoryPage._meta.local_concrete_fields, using="default"
    )
    return batch


def deliver(
    room: newsroom.Newsroom,
    stories: list[StoryPage],
    channels: list[Channel],
    number: int,
    rng: random.Random,
) -> None:
    """Deliver stories to channels, `number` in all; a second round is re-posts."""
    columns = {column.path: column.pk for column in ColumnPage.objects.all()}
    rounds = product((False, True), stories, channels)
    rows = (
        delivery(room, one, columns[one.path[:-4]], channel, repost, rng)
        for repost, one, channel in islice(rounds, number)
    )
    Delivery.objects.bulk_create(rows, batch_size=BATCH)


def delivery(
    room: newsroom.Newsroom,
    story: StoryPage,
    column_id: int,
    channel: Channel,
    repost: bool,
    rng: random.Random,
) -> Delivery:
    """Return one unsaved delivery; one in twenty goes out some days late."""
    at: Any = story.first_published_at
    after = timedelta(days=rng.randint(1, 3)) if rng.random() < 0.05 else timedelta(0)
    return Delivery(
        organisation_id=room.organisation.pk,
        story_id=story.pk,
        column_id=column_id,
        channel_id=channel.pk,
        way="handed",
        state=Delivery.State.DELIVERED,
        repost=repost,
        due_at=at,
        due_on=day_of(room, at),
        delivered_at=at + after,
        delivered_on=day_of(room, at + after),
        url="https://example.vn/tin",
    )


def day_of(room: newsroom.Newsroom, at: datetime) -> date:
    """Return the organisation's calendar day of `at`."""
    return at.astimezone(room.organisation.zone).date()
